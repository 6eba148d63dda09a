"""What can be said of a knowing, and what is refused (R3.2)."""

from datetime import datetime

import pytest

from secondsight.base.errors import InvalidInput
from secondsight.record.rules.knowing import check_belief, check_knowing
from secondsight.record.rules.vocabulary import Certainty, EventKind, Precision


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-16T{clock}:00+00:00")


@pytest.mark.parametrize(
    ("kind", "known", "precision", "certainty"),
    [
        (EventKind.SIGNAL, "14:00", Precision.SECOND, Certainty.KNOWN),
        (EventKind.SIGNAL, "15:00", Precision.SECOND, Certainty.KNOWN),
        (EventKind.SIGNAL, "13:59", Precision.MINUTE, Certainty.KNOWN),
        (EventKind.SIGNAL, "13:10", Precision.ABOUT, Certainty.KNOWN),
        (EventKind.CHANGE, "09:00", Precision.SECOND, Certainty.KNOWN),
        (EventKind.SIGNAL, "13:00", Precision.SECOND, Certainty.BELIEVED),
    ],
)
def test_knowing_that_can_be_passes(kind, known, precision, certainty):
    check_knowing(kind, at("14:00"), at(known), precision=precision, certainty=certainty)


@pytest.mark.parametrize("kind", [EventKind.SIGNAL, EventKind.OBSERVATION, EventKind.DECISION])
def test_knowing_before_it_happened_is_refused_with_the_length(kind):
    with pytest.raises(InvalidInput, match="known 25 min before it happened") as refused:
        check_knowing(kind, at("14:00"), at("13:35"), precision=Precision.MINUTE)

    assert refused.value.field == "known_at"


@pytest.mark.parametrize(("occurred", "known"), [(None, "13:00"), ("14:00", None), (None, None)])
def test_unknown_times_contradict_nothing(occurred, known):
    check_knowing(EventKind.SIGNAL, occurred and at(occurred), known and at(known))


@pytest.mark.parametrize(
    ("until", "turned_out", "field"), [("14:30", "", "until_at"), (None, "otherwise", "turned_out")]
)
def test_what_is_known_has_no_end_and_turns_out_no_way(until, turned_out, field):
    with pytest.raises(InvalidInput) as refused:
        check_belief(Certainty.KNOWN, at("14:00"), until and at(until), turned_out)

    assert refused.value.field == field


@pytest.mark.parametrize("until", ["14:00", "13:59"])
def test_a_belief_is_not_given_up_before_it_was_taken_up(until):
    with pytest.raises(InvalidInput, match="after it was taken up"):
        check_belief(Certainty.BELIEVED, at("14:00"), at(until), "")


def test_a_belief_since_nobody_knows_when_may_be_given_up():
    check_belief(Certainty.BELIEVED, None, at("14:00"), "otherwise")
