"""Meetings that were held live: people come, the room goes through its agenda, lines are caught (R4.1, R4.4)."""

from datetime import datetime, timedelta

from demo import facts
from demo.load.script import Deed, Script
from secondsight.inquiry import actions
from secondsight.inquiry.models import LiveSession
from secondsight.inquiry.queries.session_sections import sections_for

COME = timedelta(seconds=20)  # one after the other


def tell_meeting(script: Script, review: facts.Review) -> None:
    """Let the facilitator open the live session of a review, people come to it, and the scribe catch lines.

    It ends when the review is held.
    """
    if review.room is None or review.meeting is None:
        return
    begins = script.instant(review.meeting, review)
    script.add(begins, lambda at: _open(script, review, at))
    script.add_series(begins + COME, [_coming(script, review, who) for who in review.room.people], apart=COME)
    for kind, after in review.room.turns:
        script.add(begins + after, _turning(script, review, kind))
    for line in review.room.lines:
        script.add(begins + line.at, _catching(script, review, line))


def end_meeting(script: Script, review: facts.Review, at: datetime) -> None:
    """Let the facilitator end the live session of a review, so that it is held."""
    actions.end_session(_session(script, review), by=script.cast.people[review.facilitator], at=at)


def _open(script: Script, review: facts.Review, at: datetime) -> None:
    row, by = script.cast.reviews[review.slug], script.cast.people[review.facilitator]
    # Those who come had been in the incident: there is no ending to keep from them.
    actions.open_session(row, is_guarded=False, by=by, at=at)


def _coming(script: Script, review: facts.Review, who: str) -> Deed:
    return lambda at: actions.arrive(_session(script, review), by=script.cast.people[who], at=at)


def _turning(script: Script, review: facts.Review, kind: str) -> Deed:
    def turn(at: datetime) -> None:
        by = script.cast.people[review.facilitator]
        section = next(one for one in sections_for(by, script.cast.reviews[review.slug]) if one.kind == kind)
        actions.enter_section(_session(script, review), section.id, by=by, at=at)

    return turn


def _catching(script: Script, review: facts.Review, line: facts.Caught) -> Deed:
    def catch(at: datetime) -> None:
        cast = script.cast
        actions.capture(
            _session(script, review),
            kind=line.kind,
            words=line.words,
            event=cast.events[review.incidents[0], line.event] if line.event else None,
            is_on_screen=False,
            said_by=cast.people[line.said_by],
            by=cast.people[review.scribe],
            at=at,
        )

    return catch


def _session(script: Script, review: facts.Review) -> LiveSession:
    return LiveSession.objects.get(review=script.cast.reviews[review.slug])
