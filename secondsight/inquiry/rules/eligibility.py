"""Who is fit for which role in a review, and whether the room is of a good size (R2.1, R2.2).

A rule that is broken is an objection. A hard one needs a reason that the review shows; a soft one is
advice. Nobody is barred: a small team may have no better choice, and says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from secondsight.base.errors import Refused
from secondsight.inquiry.rules.vocabulary import MeetingMode, Role
from secondsight.record.rules.vocabulary import Part

CENTRAL = (Part.INCIDENT_COMMANDER, Part.PRIMARY_RESPONDER)


@dataclass(frozen=True, slots=True)
class Candidacy:
    """What is known of a person who might take a role; over all incidents of the review.

    Teams are given by their names, as people read them. `knows_systems` is None when nobody said.
    """

    name: str
    parts: frozenset[Part] = frozenset()
    teams: frozenset[str] = frozenset()
    involved_teams: frozenset[str] = frozenset()  # teams that took part in the response
    owning_teams: frozenset[str] = frozenset()  # teams that own the affected services
    has_named_authority: bool = False  # over an affected service, or over the team that owns it
    knows_systems: bool | None = None


@dataclass(frozen=True, slots=True)
class RoomPolicy:
    """How large a room may grow, counted in people; the values are what a new organisation starts with."""

    core_minimum: int = 4
    core_maximum: int = 7
    people_maximum: int = 12  # core, guests and audience together


@dataclass(frozen=True, slots=True)
class Room:
    """Who is to be there, counted in people.

    The core are facilitator, scribe, owner and participants; guests come for one section.
    """

    core: int
    guests: int = 0
    audience: int = 0
    parts_present: frozenset[Part] = frozenset()
    parts_played: frozenset[Part] = frozenset()  # in the incidents
    is_customer_facing: bool = False
    mode: MeetingMode = MeetingMode.MEETING
    policy: RoomPolicy = RoomPolicy()


@dataclass(frozen=True, slots=True)
class Objection:
    """One rule that a choice breaks, in a sentence for the person who makes the choice."""

    rule: str  # a stable code: "facilitator_was_central"
    is_hard: bool
    sentence: str


class ReasonMissing(Refused):
    """A hard rule is broken and nobody said why; `objections` are the hard ones."""

    def __init__(self, objections: tuple[Objection, ...]) -> None:
        said = " ".join(objection.sentence for objection in objections)
        super().__init__(
            f"{said} Nothing was changed. Choose somebody else, or say in a sentence why this is the best "
            "choice here; the review will show that sentence."
        )
        self.objections = objections


def judge(role: Role, candidate: Candidacy, room: Room | None = None) -> list[Objection]:
    """Return what speaks against this person in this role, hard objections first.

    `room`, when given, is the room with this person in it; what is said of it is added for those
    who make it larger, participants and guests.
    Source: R2.1, R2.2.
    """
    found: list[Objection] = []
    if role is Role.FACILITATOR:
        found += _facilitator(candidate)
    elif role is Role.CO_FACILITATOR:
        # Who shadows asks little; what would bar a facilitator is advice here.
        found += [replace(one, is_hard=False) for one in _facilitator(candidate)]
    elif role is Role.SCRIBE:
        found += _scribe(candidate)
    elif role is Role.OWNER:
        found += _owner(candidate)
    elif room is not None:
        found += [o for o in judge_room(room) if o.rule in ("core_too_large", "audience_too_large")]
    return sorted(found, key=lambda objection: not objection.is_hard)


def judge_room(room: Room) -> list[Objection]:
    """Return advice on who is, and is not, in the room; all of it soft.

    A review in writing has no room to fill: only missing voices are pointed out.
    Source: R2.2.
    """
    advice = _missing_voices(room)
    if room.mode is MeetingMode.ASYNC:
        return advice
    policy = room.policy
    span = f"{policy.core_minimum} to {policy.core_maximum}"
    if room.core < policy.core_minimum:
        advice.append(
            _soft(
                "core_too_small",
                f"The core is {_people(room.core)}; {span} usually have enough of the story between them. "
                "Is somebody missing who was there?",
            )
        )
    if room.core > policy.core_maximum:
        advice.append(
            _soft(
                "core_too_large",
                f"The core is {_people(room.core)}; beyond {policy.core_maximum} the same few speak. "
                "Invite those with one subject as guests for the section that needs them.",
            )
        )
    total = room.core + room.guests + room.audience
    if total > policy.people_maximum:
        advice.append(
            _soft(
                "audience_too_large",
                f"{total} people are invited; with more than {policy.people_maximum} it feels like a stage "
                "and people say less. Those who only want to listen can read the write-up.",
            )
        )
    return advice


def require_reason(objections: Iterable[Objection], reason: str) -> None:
    """Let a choice pass that breaks no hard rule, or one for which a reason is stated.

    Raises ReasonMissing if a hard objection stands and `reason` is blank.
    Source: R2.1.
    """
    hard = tuple(objection for objection in objections if objection.is_hard)
    if hard and not reason.strip():
        raise ReasonMissing(hard)


def _facilitator(candidate: Candidacy) -> list[Objection]:
    found = []
    central = [part.label.lower() for part in CENTRAL if part in candidate.parts]
    if central:
        found.append(
            _hard(
                "facilitator_was_central",
                f"{candidate.name} was {' and '.join(central)}: a facilitator asks others to describe, and "
                "nobody can do that well about their own decisions.",
            )
        )
    shared = sorted(candidate.teams & candidate.involved_teams)
    if shared:
        found.append(
            _soft(
                "facilitator_from_involved_team",
                f"{candidate.name} belongs to {_and(shared)}, which took part in the response; somebody from "
                "another team can ask the simple questions more freely.",
            )
        )
    return found


def _scribe(candidate: Candidacy) -> list[Objection]:
    found = []
    if Part.PRIMARY_RESPONDER in candidate.parts:
        found.append(
            _hard(
                "scribe_was_primary_responder",
                f"{candidate.name} was primary responder: the room needs their account, and nobody can tell "
                "and write at the same time.",
            )
        )
    if candidate.knows_systems is False:
        found.append(
            _soft(
                "scribe_new_to_systems",
                f"{candidate.name} does not know the affected systems yet; names and terms will go by fast. "
                "A second scribe who knows them would help.",
            )
        )
    return found


def _owner(candidate: Candidacy) -> list[Objection]:
    if candidate.has_named_authority or candidate.teams & candidate.owning_teams:
        return []
    if not candidate.owning_teams:
        return [
            _soft(
                "owner_authority_unknown",
                f"No team is recorded as owner of the affected services, so nobody can tell whether "
                f"{candidate.name} may decide about them. Recording the owning team settles it.",
            )
        ]
    return [
        _hard(
            "owner_without_authority",
            f"{candidate.name} has no authority over the affected services, which belong to "
            f"{_and(sorted(candidate.owning_teams))}: a decision taken here would not bind their owners.",
        )
    ]


def _missing_voices(room: Room) -> list[Objection]:
    advice = [
        _soft(
            f"without_{part.value}",
            f"The {part.label.lower()} is not in the room, and their view of it cannot be had from others.",
        )
        for part in CENTRAL
        if part in room.parts_played and part not in room.parts_present
    ]
    if room.is_customer_facing and Part.CUSTOMER_VOICE not in room.parts_present:
        advice.append(
            _soft(
                "without_customer_voice",
                "Customers felt this incident and nobody speaks for them; support or customer success often "
                "saw it from a side that engineering did not.",
            )
        )
    return advice


def _hard(rule: str, sentence: str) -> Objection:
    return Objection(rule, True, sentence)


def _soft(rule: str, sentence: str) -> Objection:
    return Objection(rule, False, sentence)


def _people(number: int) -> str:
    return "one person" if number == 1 else f"{number} people"


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
