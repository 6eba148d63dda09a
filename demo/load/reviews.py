"""Reviews: who did what in them, and what they found."""

from datetime import datetime, timedelta

from demo import facts
from demo.load.meetings import end_meeting
from demo.load.script import Deed, Script
from secondsight.inquiry import actions
from secondsight.inquiry.rules.eligibility import ReasonMissing
from secondsight.inquiry.rules.vocabulary import MeetingMode, Role
from secondsight.organisation.models import Account
from secondsight.record.models import Event

ROLES_AFTER = timedelta(minutes=12)
APART = timedelta(seconds=95)
TOLD_AFTER = timedelta(hours=3)  # the account for readers, after the meeting


def tell_review(script: Script, review: facts.Review) -> None:
    """Let a review be opened, held and written down as far as it has got."""
    opened = script.instant(review.opened, review)
    script.add(opened, lambda at: _open(script, review, at))
    script.add(opened + ROLES_AFTER, lambda at: _give_roles(script, review, at))
    found = _findings(script, review)
    if review.held is None:
        script.add_series(opened + 2 * ROLES_AFTER, found, apart=APART)
        return
    held = script.instant(review.held, review)
    # What came up, came up while it was held; a short meeting had a fast scribe.
    script.add_series(held - APART * len(found), found, apart=APART)
    script.add(held, lambda at: _hold(script, review, at))
    script.add(held + TOLD_AFTER, lambda at: _tell_readers(script, review, at))
    for idea in review.ideas:
        for comment in idea.comments:
            at = script.instant(comment.at, review)
            script.add(max(at, held), _commenting(script, review, idea, comment))


def everybody(review: facts.Review) -> list[str]:
    """Return the people of a review by their slugs, each once."""
    named = [review.owner, review.facilitator, review.scribe, *review.participants, *review.deciders]
    return [slug for slug in dict.fromkeys([*named, *review.audience]) if slug]


def _open(script: Script, review: facts.Review, at: datetime) -> None:
    cast = script.cast
    cast.reviews[review.slug] = actions.open_review(
        title=review.title,
        incidents=[cast.incidents[slug] for slug in review.incidents],
        tier=cast.tiers[review.tier],
        is_restricted=review.is_restricted,
        accounts=[cast.people[slug] for slug in everybody(review)],
        by=cast.people[review.owner],
        at=at,
    )


def _give_roles(script: Script, review: facts.Review, at: datetime) -> None:
    given = [(Role.OWNER, review.owner), (Role.FACILITATOR, review.facilitator), (Role.SCRIBE, review.scribe)]
    for role, slug in [*given, *((Role.PARTICIPANT, slug) for slug in review.participants)]:
        if slug:
            _give(script, review, role, script.cast.people[slug], at)


def _give(script: Script, review: facts.Review, role: Role, account: Account, at: datetime) -> None:
    row, by = script.cast.reviews[review.slug], script.cast.people[review.owner]
    try:
        actions.give_role(row, role=role, account=account, by=by, at=at)
    except ReasonMissing:
        actions.give_role(row, role=role, account=account, by=by, at=at, reason=review.role_reason)


def _hold(script: Script, review: facts.Review, at: datetime) -> None:
    if review.room is not None:
        end_meeting(script, review, at)
        return
    mode = MeetingMode.ASYNC if review.is_async else MeetingMode.MEETING
    by = script.cast.people[review.facilitator or review.owner]
    actions.record_meeting(script.cast.reviews[review.slug], met_at=at, mode=mode, by=by, at=at)


def _tell_readers(script: Script, review: facts.Review, at: datetime) -> None:
    passages = [f"## {passage.heading}\n\n{passage.text}" for passage in review.account]
    narrative = "\n\n".join(part for part in (review.summary, *passages) if part)
    if narrative:
        by = script.cast.people[review.scribe or review.owner]
        actions.edit_review(script.cast.reviews[review.slug], narrative=narrative, by=by, at=at)


def _findings(script: Script, review: facts.Review) -> list[Deed]:
    return [
        *(_factor(script, review, factor) for factor in review.factors),
        *(_strength(script, review, strength) for strength in review.worked),
        *(_learning(script, review, point) for point in review.learning),
        *(_idea(script, review, idea) for idea in review.ideas),
    ]


def _factor(script: Script, review: facts.Review, factor: facts.Factor) -> Deed:
    def note(at: datetime) -> None:
        script.cast.factors[review.slug, factor.key] = actions.add_factor(
            script.cast.reviews[review.slug],
            what=factor.text,
            category=factor.category,
            context=factor.detail,
            moments=_moments(script, review, factor.events),
            by=_scribe(script, review),
            at=at,
        )

    return note


def _strength(script: Script, review: facts.Review, strength: facts.WorkedWell) -> Deed:
    return lambda at: actions.add_strength(
        script.cast.reviews[review.slug],
        what=strength.text,
        why_it_could=strength.because,
        moments=_moments(script, review, strength.events),
        by=_scribe(script, review),
        at=at,
    )


def _learning(script: Script, review: facts.Review, point: facts.LearningPoint) -> Deed:
    return lambda at: actions.add_learning_point(
        script.cast.reviews[review.slug],
        what=point.text,
        subject=point.subject,
        moments=_moments(script, review, point.events),
        by=script.cast.people[point.by],
        at=at,
    )


def _idea(script: Script, review: facts.Review, idea: facts.Idea) -> Deed:
    def note(at: datetime) -> None:
        script.cast.ideas[review.slug, idea.key] = actions.add_idea(
            script.cast.reviews[review.slug],
            what=idea.text,
            moment=next(iter(_moments(script, review, (idea.event,))), None),
            by=script.cast.people[idea.by],
            at=at,
        )

    return note


def _commenting(script: Script, review: facts.Review, idea: facts.Idea, comment: facts.Comment) -> Deed:
    return lambda at: actions.comment_on_idea(
        script.cast.ideas[review.slug, idea.key], text=comment.text, by=script.cast.people[comment.by], at=at
    )


def _moments(script: Script, review: facts.Review, keys: tuple[str, ...]) -> list[Event]:
    events = script.cast.events
    places = [(slug, key) for slug in review.incidents for key in keys if (slug, key) in events]
    if missing := set(keys) - {key for _, key in places}:
        raise KeyError(f"{review.slug} speaks of {', '.join(sorted(missing))}, not on a timeline by then")
    return [events[place] for place in places]


def _scribe(script: Script, review: facts.Review) -> Account:
    return script.cast.people[review.scribe or review.owner]
