"""Lengths between milestones: measured, "about", unknown in words, or contradicting (R1.1)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.durations import SPANS, Point, TimeTo, durations, measure
from secondsight.record.rules.vocabulary import MilestoneKind as M
from secondsight.record.rules.vocabulary import Precision

START = datetime(2026, 3, 16, 13, 58, tzinfo=UTC)


def said(name: TimeTo, **points: Point) -> str:
    found = measure({M(kind): point for kind, point in points.items()})
    return next(each.words for each in found if each.name is name)


def at(minutes: float, precision: Precision = Precision.SECOND) -> Point:
    return Point(START + timedelta(minutes=minutes), precision)


def test_lengths_run_from_impact_or_from_detection():
    reached = {kind: START + timedelta(minutes=10 * place) for place, kind in enumerate(M)}

    assert durations(reached) == {
        TimeTo.DETECT: timedelta(minutes=20),
        TimeTo.DECLARE: timedelta(minutes=10),
        TimeTo.COMMAND: timedelta(minutes=20),
        TimeTo.RIGHT_EXPERT: timedelta(minutes=30),
        TimeTo.FIRST_STATUS: timedelta(minutes=40),
        TimeTo.MITIGATE: timedelta(minutes=70),
        TimeTo.RESOLVE: timedelta(minutes=80),
        TimeTo.RECOVER: timedelta(minutes=90),
    }


def test_a_length_is_said_as_people_say_it():
    assert said(TimeTo.DETECT, impact_start=at(0), detected=at(5.5)) == "5 min 30 s"


@pytest.mark.parametrize("precision", [one for one in Precision if one is not Precision.SECOND])
def test_an_end_that_is_known_less_closely_gives_a_length_that_is_about_so(precision):
    assert said(TimeTo.DETECT, impact_start=at(0, precision), detected=at(12)) == "about 12 min"
    assert said(TimeTo.DETECT, impact_start=at(0), detected=at(12, precision)) == "about 12 min"


def test_a_short_length_between_minutes_is_not_said_to_the_second():
    words = said(TimeTo.DETECT, impact_start=at(0, Precision.MINUTE), detected=at(0.5))

    assert words == "about a minute or less"


def test_what_is_unknown_is_named():
    assert said(TimeTo.DECLARE, detected=at(1)) == "not known: “Declared” has no time"
    assert said(TimeTo.DECLARE) == "not known: “Detected” and “Declared” have no time"


def test_a_wrong_order_is_said_and_gives_no_length():
    words = said(TimeTo.DECLARE, detected=at(4), declared=at(1))

    assert words == "cannot be told: “Declared” lies 3 min before “Detected”"


points = st.dictionaries(
    st.sampled_from(list(M)),
    st.builds(at, st.integers(-500, 500), st.sampled_from(list(Precision))),
)


@given(points)
def test_each_length_is_measured_unknown_or_backwards_and_never_two_of_these(found):
    for each in measure(found):
        ways = [each.length is not None, bool(each.unknown), each.backwards is not None]

        assert sum(ways) == 1
        assert each.length is None or each.length >= timedelta(0)
        assert {kind for kind in SPANS[each.name] if kind not in found} == set(each.unknown)


@given(points, st.integers(1, 500))
def test_moving_all_times_alike_changes_no_length(found, minutes):
    moved = {kind: Point(p.at + timedelta(minutes=minutes), p.precision) for kind, p in found.items()}

    assert [each.length for each in measure(moved)] == [each.length for each in measure(found)]
