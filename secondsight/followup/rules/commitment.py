"""The life of a commitment: what may happen to it, who may do that, and what they must say.

A commitment is real once its owner has accepted it (S5). Done is claimed by the owner and verified by
somebody else, so that no claim stands on one pair of eyes alone.
"""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from secondsight.base.errors import InvalidInput, Refused
from secondsight.followup.rules.vocabulary import CommitmentState
from secondsight.organisation.rules.term import Term

OFFERED, ACCEPTED, DECLINED, DONE, VERIFIED, DROPPED, KNOWN_RISK = CommitmentState
OPEN_STATES = frozenset({OFFERED, ACCEPTED, DONE})
"""The states in which a commitment still counts towards what a review has taken on."""


class Verb(Term):
    """What may be done with a commitment."""

    ACCEPT = "accept"
    DECLINE = "decline"
    OFFER_AGAIN = "offer_again", "Offer again", "To the same person or to another."
    MOVE_DATE = "move_date", "Move the date"
    CLAIM_DONE = "claim_done", "Say that it is done"
    SEND_BACK = "send_back", "Send back", "It is not done as agreed yet."
    VERIFY = "verify"
    DROP = "drop"
    TAKE_AS_RISK = "take_as_risk", "Turn into a known risk"
    LOOK_AGAIN_LATER = "look_again_later", "Look again later", "The risk stays accepted."


class Hat(Term):
    """What somebody is to a commitment; one person may wear several."""

    OWNER = "owner", "its owner"
    REVIEW_OWNER = "review_owner", "the review owner"
    DECIDER = "decider", "one of the deciders"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the state machine: from where to where, by whom, and the fields that must be given."""

    verb: Verb
    sources: frozenset[CommitmentState]
    target: CommitmentState
    hats: frozenset[Hat]
    needs: tuple[str, ...] = ()


_OWNER = frozenset({Hat.OWNER})
_DECIDING = frozenset({Hat.REVIEW_OWNER, Hat.DECIDER})
_ANYBODY = _OWNER | _DECIDING

TRANSITIONS: tuple[Transition, ...] = (
    Transition(Verb.ACCEPT, frozenset({OFFERED}), ACCEPTED, _OWNER),
    Transition(Verb.DECLINE, frozenset({OFFERED}), DECLINED, _OWNER),
    Transition(Verb.OFFER_AGAIN, frozenset({DECLINED, KNOWN_RISK}), OFFERED, _DECIDING),
    Transition(Verb.MOVE_DATE, frozenset({ACCEPTED}), ACCEPTED, _OWNER, ("due_on", "reason")),
    Transition(Verb.CLAIM_DONE, frozenset({ACCEPTED}), DONE, _OWNER),
    Transition(Verb.SEND_BACK, frozenset({DONE}), ACCEPTED, _ANYBODY, ("reason",)),
    Transition(Verb.VERIFY, frozenset({DONE}), VERIFIED, _DECIDING, ("evidence",)),
    Transition(Verb.DROP, frozenset({ACCEPTED}), DROPPED, _ANYBODY, ("reason",)),
    Transition(Verb.DROP, frozenset({OFFERED, DECLINED, KNOWN_RISK}), DROPPED, _DECIDING, ("reason",)),
    Transition(
        Verb.TAKE_AS_RISK, frozenset({OFFERED, ACCEPTED, DECLINED}), KNOWN_RISK, _DECIDING, ("look_again_on",)
    ),
    Transition(Verb.LOOK_AGAIN_LATER, frozenset({KNOWN_RISK}), KNOWN_RISK, _DECIDING, ("look_again_on",)),
)

_MISSING = {
    "reason": "Say in a sentence why: whoever reads this in a year was not here.",
    "evidence": "Say what shows that it is done as agreed: a link, a test run, what was seen.",
    "due_on": "Give the new date.",
    "look_again_on": "Give the date on which somebody looks at this risk again.",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What came with a verb; a field that was left open is empty or None."""

    reason: str = ""
    evidence: str = ""
    due_on: date | None = None
    look_again_on: date | None = None


class NotNow(Refused):
    """The commitment stands where this verb does not apply."""


class NotYours(Refused):
    """The verb belongs to somebody else."""


def hats_of(
    person: Hashable, *, owner: Hashable, review_owner: Hashable, deciders: Collection[Hashable]
) -> frozenset[Hat]:
    """Return what a person is to a commitment; empty for a bystander."""
    worn = {
        Hat.OWNER: person == owner,
        Hat.REVIEW_OWNER: person == review_owner,
        Hat.DECIDER: person in deciders,
    }
    return frozenset(hat for hat, is_worn in worn.items() if is_worn)


def allowed_verbs(state: CommitmentState, hats: Collection[Hat]) -> list[Verb]:
    """Return what a person may do with a commitment as it stands, in the order of `Verb`."""
    return [verb for verb in Verb if _row(verb, state) is not None and _is_allowed(verb, state, hats)]


def step(
    verb: Verb, state: CommitmentState, hats: Collection[Hat], said: Said, *, today: date
) -> CommitmentState:
    """Return the state that a commitment is in after a verb.

    `today` is the organisation's day; dates have to lie after it. Only the owner accepts or declines.
    The owner never verifies, whatever else they are.

    Raises NotNow or NotYours if the rule does not allow it, InvalidInput with the field that is missing.
    Source: S5, R6.3, R7.2, R7.3.
    """
    row = _row(verb, state)
    if row is None:
        possible = _spoken_list([t.label.lower() for t in _sources(verb)], "or")
        raise NotNow(
            f"“{verb.label}” is for a commitment that is {possible}; this one is {state.label.lower()}. "
            "Nothing was changed. Reload the page to see what happened in the meantime."
        )
    if not _is_allowed(verb, state, hats):
        raise NotYours(_whose(verb, row, hats))
    for field in row.needs:
        _require(field, getattr(said, field), today)
    return row.target


def is_overdue(state: CommitmentState, due_on: date, today: date) -> bool:
    """Return whether an accepted commitment's day has passed; what waits for somebody else is not late."""
    return state is ACCEPTED and due_on < today


def advice_on_dates(dates: Iterable[date]) -> str:
    """Return a sentence when all commitments of a review share one date, else an empty string.

    One date for all is a deadline, not an estimate: work shrinks to fit it (S5).
    """
    given = list(dates)
    if len(given) < 2 or len(set(given)) > 1:
        return ""
    return (
        f"All {len(given)} commitments have the same date. Each is a different piece of work; ask each owner "
        "for the date that they would give by themselves."
    )


def _row(verb: Verb, state: CommitmentState) -> Transition | None:
    return next((row for row in TRANSITIONS if row.verb is verb and state in row.sources), None)


def _sources(verb: Verb) -> list[CommitmentState]:
    found = {state for row in TRANSITIONS if row.verb is verb for state in row.sources}
    return [state for state in CommitmentState if state in found]


def _is_allowed(verb: Verb, state: CommitmentState, hats: Collection[Hat]) -> bool:
    row = _row(verb, state)
    if row is None or (verb is Verb.VERIFY and Hat.OWNER in hats):
        return False
    return not row.hats.isdisjoint(hats)


def _whose(verb: Verb, row: Transition, hats: Collection[Hat]) -> str:
    if verb is Verb.VERIFY and Hat.OWNER in hats:
        return (
            "Whoever did the work does not verify it too. Nothing was changed. Another decider or the review "
            "owner can look at the evidence."
        )
    who = _spoken_list([hat.label for hat in Hat if hat in row.hats], "or")
    if verb in (Verb.ACCEPT, Verb.DECLINE):
        return (
            "Only the person who is asked to own a commitment can accept or decline it, signed in as "
            "themselves. It keeps waiting for them."
        )
    return f"“{verb.label}” is for {who}. Nothing was changed; ask one of them."


def _require(field: str, value: object, today: date) -> None:
    if isinstance(value, date):
        if value <= today:
            raise InvalidInput(
                f"{value.isoformat()} is not after today, {today.isoformat()}. Give a later date; nothing "
                "was changed.",
                field=field,
            )
    elif not (isinstance(value, str) and value.strip()):
        raise InvalidInput(f"{_MISSING[field]} Nothing was changed.", field=field)


def _spoken_list(words: list[str], joiner: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joiner} {words[-1]}"
