"""The lives of hypotheses on two clocks: what became of each, and what somebody had heard of it (R3.7b)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from secondsight.record.rules.hypotheses import HypothesisState
from secondsight.record.rules.knowing import Vantage

ALIVE = frozenset({HypothesisState.RAISED, HypothesisState.SUPPORTED, HypothesisState.CONFIRMED})
"""States in which who has heard nothing later goes on believing it."""
OPEN = frozenset({HypothesisState.RAISED, HypothesisState.SUPPORTED})
"""States in which it is neither dropped nor confirmed."""


@dataclass(frozen=True, slots=True)
class StepFact:
    """One step of a hypothesis' life; `number` is its place among the steps as they happened.

    `makers` are those who took it, as keys of people and teams: they knew of it when it happened.
    """

    hypothesis_id: str
    step_id: str
    state: HypothesisState
    occurred_at: datetime | None
    number: int
    makers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeardFact:
    """That a holder, a person or a team, had heard of a step since an instant; empty, everybody had."""

    step_id: str
    known_at: datetime | None
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """How a hypothesis stood at a moment, and how it stood for those at a vantage.

    `actual` is what had become of it, None where nothing has a time up to then. `heard` is the latest that
    those at the vantage had heard of, None where they had not heard of it at all.
    """

    hypothesis_id: str
    actual: HypothesisState | None
    heard: HypothesisState | None
    actual_step: str = ""
    heard_step: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it was neither dropped nor confirmed by anybody."""
        return self.actual in OPEN

    @property
    def is_believed(self) -> bool:
        """Whether those at the vantage took it to be so, or to be worth following."""
        return self.heard in ALIVE

    @property
    def is_dropped_unheard(self) -> bool:
        """Whether they went on with it although it had been dropped elsewhere."""
        return self.is_believed and self.actual is HypothesisState.DROPPED

    @property
    def is_confirmed_unheard(self) -> bool:
        """Whether it had been shown to be so, and they had not heard of that."""
        return self.actual is HypothesisState.CONFIRMED and self.heard is not HypothesisState.CONFIRMED


def stances(
    steps: Sequence[StepFact], heard: Iterable[HeardFact], vantage: Vantage, moment: datetime
) -> list[Stance]:
    """Return how each hypothesis stood at a moment, in the order in which the steps name them.

    A step at the moment itself counts, and so does one heard of then. A step that nobody can date is not
    known to have happened by any moment, and was heard of only where somebody says since when. Hearing of a
    step before it happened counts from when it happened. Those who heard of a later step
    need not hear of the earlier ones.

    Raises ValueError if the moment has no time zone.
    Source: R3.7b.
    """
    if moment.tzinfo is None:
        raise ValueError("the moment has no time zone: pass an aware instant")
    known = {
        fact.step_id
        for fact in heard
        if fact.known_at is not None
        and fact.known_at <= moment
        and vantage.shares(fact.holder, fact.known_at)
    }
    found = []
    for id in dict.fromkeys(step.hypothesis_id for step in steps):
        mine = sorted((step for step in steps if step.hypothesis_id == id), key=lambda step: step.number)
        happened = [step for step in mine if step.occurred_at is not None and step.occurred_at <= moment]
        told = [
            step
            for step in mine
            if (step in happened and (step.step_id in known or _made_here(step, vantage)))
            or (step.occurred_at is None and step.step_id in known)
        ]
        found.append(
            Stance(
                id,
                happened[-1].state if happened else None,
                told[-1].state if told else None,
                happened[-1].step_id if happened else "",
                told[-1].step_id if told else "",
            )
        )
    return found


def heard_since(step: StepFact, heard: Iterable[HeardFact], vantage: Vantage) -> datetime | None:
    """Return since when those at a vantage had heard of a step, None where nobody says.

    Source: R3.7b.
    """
    times = [
        max(fact.known_at, step.occurred_at or fact.known_at)
        for fact in heard
        if fact.step_id == step.step_id
        and fact.known_at is not None
        and vantage.shares(fact.holder, fact.known_at)
    ]
    if step.occurred_at is not None and _made_here(step, vantage):
        times.append(step.occurred_at)
    return min(times, default=None)


def _made_here(step: StepFact, vantage: Vantage) -> bool:
    """Whether somebody at the vantage took the step. A step by nobody in particular is the room's alone."""
    at = step.occurred_at
    return vantage.is_room or (at is not None and any(vantage.shares(one, at) for one in step.makers))
