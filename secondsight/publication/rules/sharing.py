"""Before something is told: what is still unsettled, who is named, who may publish (R8.4)."""

from collections.abc import Collection
from dataclasses import dataclass

from secondsight.base.errors import Forbidden, InvalidInput, Refused
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.publication.rules.edition import Telling

PUBLISHERS = frozenset({Role.FACILITATOR, Role.OWNER})


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know before publishing; `place` is the stage of the review where it is settled."""

    words: str
    place: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom the edition names, and as what: ("Bo Lindqvist", ("primary responder", "timeline"))."""

    name: str
    places: tuple[str, ...]


def may_publish(roles: Collection[Role], *, is_programme_owner: bool) -> bool:
    """Return whether somebody with these roles publishes and withdraws: facilitator, owner, programme owner.

    Source: R2.1, R8.1.
    """
    return is_programme_owner or not PUBLISHERS.isdisjoint(roles)


def check_publishes(roles: Collection[Role], *, is_programme_owner: bool) -> None:
    """Let those pass who may publish. Raises Forbidden for anybody else."""
    if not may_publish(roles, is_programme_owner=is_programme_owner):
        raise Forbidden(
            "Publishing and withdrawing is for the review's facilitator and owner and for the programme "
            "owner. Nothing was changed; ask one of them."
        )


def check_is_held(is_held: bool) -> None:
    """Let a review pass that was held.

    Before the people who were there have gone through it together, in a room or in writing, a write-up is
    one person's draft, and publishing it would surprise them. It need not be decided about: what was
    learnt is worth reading at once, and the page follows what is decided later.

    Raises Refused. Source: S1, R2.8, R4.7.
    """
    if not is_held:
        raise Refused(
            "This review has not been held yet, so those who were there have not gone through it together. "
            "Nothing was published. Say when the meeting, or the round in writing, ended; then publish."
        )


def check_reason(reason: str) -> str:
    """Return the reason for withdrawing, trimmed. Raises InvalidInput without one."""
    if not reason.strip():
        raise InvalidInput(
            "Say in a sentence why it is withdrawn; readers who follow the link see it.", field="reason"
        )
    return reason.strip()


def unsettled(telling: Telling, *, open_candidates: int = 0) -> list[Note]:
    """Return what is not settled or not told yet, in the order of a review's life.

    None of it forbids publishing: an open question is honest as long as the reader is told of it.
    Source: R3.5, R6.3, R8.4.
    """
    notes: list[Note] = []
    disputed = tuple(moment.what for moment in telling.moments if moment.standing == "disputed")
    if disputed:
        words = f"{_count(len(disputed), 'moment is', 'moments are')} disputed; every version is told."
        notes.append(Note(words, "timeline", disputed))
    if open_candidates:
        words = f"{_count(open_candidates, 'proposed moment was', 'proposed moments were')} not read yet."
        notes.append(Note(words, "timeline"))
    if not telling.moments:
        notes.append(Note("The timeline is empty.", "timeline"))
    if not telling.narrative.strip():
        notes.append(Note("There is no story yet: the reader gets the timeline alone.", "prepare"))
    if len(telling.factors) == 1:
        notes.append(Note("Only one factor is named; one alone rarely explains an incident.", "understand"))
    if not telling.learning_points:
        notes.append(Note("No learning point is written down yet.", "understand"))
    waiting = tuple(f"{one.what} ({one.owner})" for one in telling.promises if one.state == "offered")
    if waiting:
        words = f"{_count(len(waiting), 'commitment waits', 'commitments wait')} for an owner to accept."
        notes.append(Note(words, "commit", waiting))
    if telling.undecided:
        words = f"{_count(len(telling.undecided), 'idea is', 'ideas are')} not decided about."
        notes.append(Note(words, "commit", tuple(idea.what for idea in telling.undecided)))
    return notes


def named_people(telling: Telling) -> list[Named]:
    """Return everybody whom the edition names, by name, each with where.

    People are named as witnesses of what they saw and did (S6); this list lets the publisher see them all.
    """
    found: dict[str, list[str]] = {}

    def name(who: str, place: str) -> None:
        if who:
            places = found.setdefault(who, [])
            if place not in places:
                places.append(place)

    for incident in telling.incidents:
        for person in incident.people:
            for part in person.parts or ("was there",):
                name(person.name, part[:1].lower() + part[1:])
    for held in telling.parts:
        name(held.name, f"{held.role.removeprefix('Review ').lower()} of the review")
    for moment in telling.moments:
        if moment.account:
            name(moment.who, "timeline")
        for version in moment.versions:
            name(version.witness, "witness")
        for knower in moment.knowers:
            if knower.account:
                name(knower.name, "who knew when")
        for quote in moment.quotes:
            name(quote.who, "quoted")
    for promise in telling.promises:
        name(promise.owner, "commitment")
    for risk in telling.risks:
        name(risk.accepted_by, "known risk")
    return [
        Named(who, tuple(places)) for who, places in sorted(found.items(), key=lambda one: one[0].lower())
    ]


def _count(number: int, one: str, more: str) -> str:
    return f"One {one}" if number == 1 else f"{number} {more}"
