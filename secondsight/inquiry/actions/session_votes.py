"""The room votes on a few minutes more for what it is at (R4.2)."""

from datetime import datetime

from django.db.models import F

from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.transaction import write
from secondsight.inquiry.actions.sessions import advance, led, tell, the_open
from secondsight.inquiry.models import LiveSession, SectionRun, TopicVoice, TopicVote
from secondsight.inquiry.queries.sessions import tally_of
from secondsight.inquiry.rules.session_votes import CHOICES
from secondsight.organisation.models import Account


def open_vote(session: LiveSession, *, minutes: int, by: Account, at: datetime) -> TopicVote:
    """Ask the room whether the running section gets some minutes more, and return the vote.

    While one is open, that one is returned. Raises Forbidden for who does not lead, InvalidInput, Refused.
    """
    if minutes not in CHOICES:
        raise InvalidInput(f"A vote is on {' or '.join(map(str, CHOICES))} minutes more.", field="minutes")
    with write():
        found = led(session, by)
        if there := TopicVote.objects.filter(session=found, closed_at=None).first():
            return there
        run = SectionRun.objects.get(session=found, ended_at=None)
        vote = TopicVote.objects.create(session=found, run=run, minutes=minutes, opened_by=by, recorded_at=at)
        advance(found)
        tell("session_vote_opened", found, by=by, at=at, what=f"{minutes} minutes more: {run.title}")
    return vote


def say_to_vote(session: LiveSession, *, is_for: bool, by: Account, at: datetime) -> TopicVote:
    """Say yes or no to the open vote, and return it; the last word of each counts.

    Raises Refused where none is open, or the session is over.
    """
    with write():
        found = the_open(session)
        vote = TopicVote.objects.filter(session=found, closed_at=None).first()
        if vote is None:
            raise Refused("The vote is closed. What it came to is on the screen.")
        TopicVoice.objects.update_or_create(
            vote=vote,
            account=by,
            defaults={"is_for": is_for},
            create_defaults={"is_for": is_for, "recorded_at": at},
        )
        advance(found)
        # The program tells: who votes how is no line of a history.
        tell("session_vote_counted", found, by=None, at=at)
    return vote


def close_vote(session: LiveSession, *, by: Account, at: datetime) -> TopicVote:
    """Close the open vote and return it; carried, its minutes are added to the section.

    Raises Forbidden for who does not lead, Refused where none is open.
    """
    with write():
        found = led(session, by)
        vote = TopicVote.objects.filter(session=found, closed_at=None).first()
        if vote is None:
            raise Refused("There is no vote to close.")
        vote.closed_at, vote.is_carried = at, tally_of(vote).is_carried
        vote.save(update_fields=["closed_at", "is_carried"])
        if vote.is_carried:
            SectionRun.objects.filter(pk=vote.run_id).update(extra=F("extra") + vote.minutes)
        advance(found)
        tell(
            "session_vote_closed", found, by=by, at=at, after="carried" if vote.is_carried else "not carried"
        )
    return vote
