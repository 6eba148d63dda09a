"""Whom to talk to before the meeting, in which order, and why (R2.5a).

It says what a talk could protect or bring to light, and nothing of anybody's worth: those come first for
whom more reasons speak, and reasons of exposure before reasons of knowledge.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from secondsight.record.rules.vocabulary import Part

CENTRAL = (Part.INCIDENT_COMMANDER, Part.PRIMARY_RESPONDER)
NEW = timedelta(days=90)  # how long somebody counts as new
ALONE_FOR = timedelta(minutes=10)
ALONE_ACTS = 3


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a person did on the timeline: who, and when."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Involved:
    """What the record knows of one person; counts are of events on the timelines of the review."""

    key: str
    name: str
    parts: frozenset[Part] = frozenset()
    changes: int = 0  # that they made
    decisions: int = 0
    calls_for_help: int = 0  # escalations of theirs
    known_alone: int = 0  # events of which nobody else is noted to have known
    alone_for: timedelta = timedelta()  # the longest stretch in which only they acted
    owned: tuple[str, ...] = ()  # affected services of their teams
    questions: int = 0  # that wait for them at the reading desk
    is_on_shift: bool | None = None  # None: nobody knows
    been_there: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody to talk to, with a sentence for each reason, the weightiest first."""

    key: str
    name: str
    reasons: tuple[str, ...]


def suggest_interviewees(involved: Iterable[Involved]) -> list[Suggestion]:
    """Return those for whom a reason speaks, in the order in which to ask them. Source: R2.5a."""
    weighed = []
    for one in involved:
        reasons = sorted(_reasons(one), key=lambda reason: -reason[0])
        if reasons:
            said = tuple(words for _, words in reasons)
            weighed.append((sum(weight for weight, _ in reasons), Suggestion(one.key, one.name, said)))
    ordered = sorted(weighed, key=lambda pair: (-pair[0], pair[1].name))
    return [suggestion for _, suggestion in ordered]


def longest_alone(acts: Iterable[Act]) -> dict[str, timedelta]:
    """Return for each person the longest stretch in which nobody else acted.

    A stretch counts from three acts and ten minutes on; who has none is left out.
    """
    found: dict[str, timedelta] = {}
    run: list[Act] = []
    for act in sorted(acts, key=lambda one: one.at):
        if run and run[-1].who != act.who:
            run = []
        run.append(act)
        lasted = act.at - run[0].at
        if len(run) >= ALONE_ACTS and lasted >= ALONE_FOR:
            found[act.who] = max(found.get(act.who, timedelta()), lasted)
    return found


def _reasons(one: Involved) -> Iterable[tuple[int, str]]:
    if one.changes:
        made = f"Made {_number(one.changes, 'change')} on the timeline"
        yield 6, f"{made}: hindsight looks there first, and they know what it was meant to do."
    central = [part.label.lower() for part in CENTRAL if part in one.parts]
    if central:
        yield 5, f"Was {' and '.join(central)}: most of the story ran through them."
    if one.decisions:
        yield (
            5,
            f"Took {_number(one.decisions, 'decision')}: only they can say what was in view at that moment.",
        )
    if one.alone_for:
        minutes = int(one.alone_for.total_seconds() // 60)
        yield 5, f"Acted alone for {minutes} minutes: nobody else can tell that part, or stood beside them."
    if one.is_on_shift is False:
        yield 4, "Was there though not on shift: how they came into it says how people find each other."
    if one.been_there is not None and one.been_there < NEW:
        days = one.been_there.days + 1
        yield 4, f"Had been there for {_number(days, 'day')}: sees what others no longer notice."
    if one.known_alone:
        yield 3, f"Knew of {_number(one.known_alone, 'thing')} that nobody else is noted to have known."
    if one.calls_for_help:
        yield 3, f"Asked for help {_times(one.calls_for_help)}: what made that the moment, and why them?"
    if one.questions:
        yield (
            3,
            f"{_number(one.questions, 'question').capitalize()} of the reading desk wait for their answer.",
        )
    if Part.EXPERT in one.parts:
        yield 3, "Was called in as an expert: what did they look for first?"
    if Part.CUSTOMER_VOICE in one.parts:
        yield 2, "Spoke for customers, and saw it from a side that engineering did not."
    if one.owned:
        yield 2, f"Belongs to the team that owns {_and(one.owned)}, and knows how it got to be as it is."


def _number(count: int, word: str) -> str:
    numbers = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
    return f"{numbers.get(count, str(count))} {word}{'s' * (count != 1)}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _and(names: tuple[str, ...]) -> str:
    shown = sorted(names)[:3]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
