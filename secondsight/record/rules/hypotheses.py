"""The life of a hypothesis, from raised to dropped or confirmed (R3.7b)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from secondsight.base.errors import InvalidInput, Refused
from secondsight.organisation.rules.term import Term


class HypothesisState(Term):
    """What became of a hypothesis, as people in the incident treated it."""

    RAISED = "raised", "Raised", "Somebody said or thought it."
    SUPPORTED = "supported", "Supported", "Something was seen or tried that fits."
    DROPPED = "dropped", "Dropped", "It was given up, whether said aloud or not."
    CONFIRMED = "confirmed", "Confirmed", "It was shown to be so."


@dataclass(frozen=True)
class Step:
    """One step in a hypothesis' life; a time that nobody knows is None."""

    state: HypothesisState
    occurred_at: datetime | None


def places_in_order(steps: Sequence[Step]) -> list[int]:
    """Return the places of the steps as they happened; those without a time follow as they were noted.

    `steps` come in the order in which they were noted, which also decides between equal times.
    """
    known = [(step.occurred_at, place) for place, step in enumerate(steps) if step.occurred_at is not None]
    timeless = [place for place, step in enumerate(steps) if step.occurred_at is None]
    return [*(place for _, place in sorted(known)), *timeless]


def state_after(steps: Sequence[Step]) -> HypothesisState:
    """Return how a hypothesis stands after its steps, at least one. A dropped one may come back."""
    return steps[places_in_order(steps)[-1]].state


def check_step(steps: Sequence[Step], new: Step) -> None:
    """Check that a step can follow what a hypothesis has behind it.

    Raises Refused where it was raised already, InvalidInput (field "occurred_at") where the step lies
    before the raising: then that time is the one to put right.
    """
    if new.state is HypothesisState.RAISED:
        raise Refused("It was raised already. If it came back, say what supported it.")
    raised_at = next((s.occurred_at for s in steps if s.state is HypothesisState.RAISED), None)
    if raised_at is not None and new.occurred_at is not None and new.occurred_at < raised_at:
        raise InvalidInput(
            f"It was raised only at {raised_at:%H:%M:%S} UTC: nothing can have become of it before.",
            field="occurred_at",
        )
