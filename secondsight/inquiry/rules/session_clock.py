"""The clock of a live session: how long each section had, what is left, what the timeline has had (R4.4a)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

TIMELINE = frozenset({"timeline", "guest"})  # a guest joins for a part of it


@dataclass(frozen=True, slots=True)
class Run:
    """One stretch in which the room was in a section; the running one has no end. Half-open."""

    section: str  # its key in the agenda
    kind: str
    began_at: datetime
    ended_at: datetime | None
    minutes: int  # planned for the section, with what the room has added


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a session stands in its time. Only `left` can be negative: then it is over."""

    section: str
    had: timedelta  # the running section, over all its stretches
    left: timedelta
    whole: timedelta  # since the session began
    timeline: timedelta  # of that, with the timeline
    share: float  # the timeline's, 0 to 1; 0 before anything has passed


def read_clock(runs: Iterable[Run], now: datetime) -> Clock:
    """Return where a session stands. A section that the room comes back to goes on where it was left.

    `runs` are in their order and the last may be open. Raises ValueError without any.
    """
    known = list(runs)
    if not known:
        raise ValueError("a session has at least one section")
    current = known[-1]
    had = sum((_length(run, now) for run in known if run.section == current.section), timedelta())
    whole = sum((_length(run, now) for run in known), timedelta())
    timeline = sum((_length(run, now) for run in known if run.kind in TIMELINE), timedelta())
    return Clock(
        section=current.section,
        had=had,
        left=timedelta(minutes=current.minutes) - had,
        whole=whole,
        timeline=timeline,
        share=timeline / whole if whole else 0.0,
    )


def _length(run: Run, now: datetime) -> timedelta:
    """How long a stretch was so far; a clock that was set back makes it nothing, never less."""
    return max(timedelta(), (run.ended_at or now) - run.began_at)
