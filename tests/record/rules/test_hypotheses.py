"""The life of a hypothesis (R3.7b)."""

from datetime import UTC, datetime, timedelta

import pytest

from secondsight.base.errors import InvalidInput, Refused
from secondsight.record.rules.hypotheses import HypothesisState as State
from secondsight.record.rules.hypotheses import Step, check_step, places_in_order, state_after

NOON = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)


def step(state: State, minute: int | None) -> Step:
    return Step(state, None if minute is None else NOON + timedelta(minutes=minute))


RAISED = step(State.RAISED, 5)


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([RAISED], State.RAISED),
        ([RAISED, step(State.SUPPORTED, 7)], State.SUPPORTED),
        ([RAISED, step(State.DROPPED, 20), step(State.SUPPORTED, 7)], State.DROPPED),  # noted late
        ([RAISED, step(State.DROPPED, 9), step(State.SUPPORTED, 30)], State.SUPPORTED),  # came back
        ([RAISED, step(State.SUPPORTED, 9), step(State.CONFIRMED, 9)], State.CONFIRMED),
        ([RAISED, step(State.DROPPED, None), step(State.SUPPORTED, 9)], State.DROPPED),
        ([step(State.RAISED, None)], State.RAISED),
    ],
)
def test_it_stands_as_its_last_step_in_the_incident_says(steps: list[Step], state: State) -> None:
    assert state_after(steps) is state


def test_steps_follow_each_other_as_they_happened_and_timeless_ones_as_they_were_noted() -> None:
    steps = [RAISED, step(State.DROPPED, None), step(State.SUPPORTED, 9), step(State.SUPPORTED, 7)]

    assert places_in_order(steps) == [0, 3, 2, 1]


def test_it_is_raised_once() -> None:
    with pytest.raises(Refused):
        check_step([RAISED], step(State.RAISED, 9))


def test_nothing_becomes_of_it_before_it_was_raised() -> None:
    with pytest.raises(InvalidInput) as refused:
        check_step([RAISED], step(State.DROPPED, 4))

    assert refused.value.field == "occurred_at"
    assert "12:05:00" in refused.value.message


@pytest.mark.parametrize("minute", [5, 6, None])
def test_a_step_at_the_raising_or_later_or_whenever_is_fine(minute: int | None) -> None:
    check_step([RAISED], step(State.CONFIRMED, minute))
    check_step([step(State.RAISED, None)], step(State.CONFIRMED, minute))
