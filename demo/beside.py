"""The shapes of what runs beside an incident's events: milestones' grounds, impact, hypotheses."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal


@dataclass(frozen=True, slots=True)
class Basis:
    """On which events and evidence a milestone rests; keys as `Event` has them."""

    milestone: str
    events: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    is_its_time: bool = False  # it takes time and precision of its (one) event


@dataclass(frozen=True, slots=True)
class Reading:
    """Impact that was read at an instant or, with `until`, held for a while (R3.6)."""

    side: Literal["customer", "internal"]
    measure: str
    value: float
    at: timedelta
    by: str
    source: str
    until: timedelta | None = None
    what: str = ""
    unit: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """That a person or a team had heard of a step since then (R3.7b)."""

    who: str
    at: timedelta
    way: Literal["", "did", "saw", "told", "read", "inferred"]
    through: str


@dataclass(frozen=True, slots=True)
class LifeStep:
    """A step in a hypothesis' life; with an event, who knew of that had heard of it."""

    state: Literal["raised", "supported", "dropped", "confirmed"]
    at: timedelta
    who: str
    team: str
    text: str
    event: str = ""
    evidence: str = ""
    heard: tuple[Heard, ...] = ()


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What people took to be going on, from raised to its end; `signals` are keys of evidence."""

    text: str
    signals: tuple[str, ...]
    steps: tuple[LifeStep, ...]
