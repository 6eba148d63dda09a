"""Ideas rest before anybody may commit to them (R6.1)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.followup.rules.soak import (
    NotHeldYet,
    Soak,
    StillSoaking,
    is_soaking,
    require_soaked,
    soak,
    time_left,
)
from secondsight.organisation.rules.calendar import WorkingCalendar

LISBON = ZoneInfo("Europe/Lisbon")
CALENDAR = WorkingCalendar(frozenset(range(5)), frozenset({date(2026, 3, 9)}), LISBON)
FRIDAY = datetime(2026, 3, 13, 15, tzinfo=LISBON)
TUESDAY = datetime(2026, 3, 17, 15, tzinfo=LISBON)


def test_review_held_on_friday_afternoon_soaks_until_tuesday_afternoon():
    assert soak(FRIDAY, 2, CALENDAR) == Soak(FRIDAY, TUESDAY)


def test_holiday_makes_the_soak_longer():
    friday_before_a_closed_monday = datetime(2026, 3, 6, 15, tzinfo=LISBON)

    assert soak(friday_before_a_closed_monday, 2, CALENDAR).ends_at == datetime(
        2026, 3, 11, 15, tzinfo=LISBON
    )


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (FRIDAY - timedelta(seconds=1), False),
        (FRIDAY, True),
        (TUESDAY - timedelta(microseconds=1), True),
        (TUESDAY, False),
    ],
)
def test_soak_holds_from_its_start_until_just_before_its_end(now, expected):
    assert is_soaking(soak(FRIDAY, 2, CALENDAR), now) is expected


def test_decision_during_the_soak_is_refused_with_the_time_on_the_readers_clock():
    with pytest.raises(StillSoaking) as refused:
        require_soaked(soak(FRIDAY, 2, CALENDAR), FRIDAY + timedelta(hours=1), ZoneInfo("America/New_York"))

    assert "until Tuesday 17 March 2026, 11:00 (EDT)" in refused.value.message
    assert "add more" in refused.value.message


def test_decision_after_the_soak_passes():
    require_soaked(soak(FRIDAY, 2, CALENDAR), TUESDAY)


@pytest.mark.parametrize("resting", [None, Soak(FRIDAY, TUESDAY)])
def test_decision_before_the_review_was_held_is_refused(resting):
    with pytest.raises(NotHeldYet):
        require_soaked(resting, FRIDAY - timedelta(days=1))


def test_no_soak_days_open_the_decision_at_once_even_on_a_weekend():
    saturday = datetime(2026, 3, 14, 11, tzinfo=LISBON)

    require_soaked(soak(saturday, 0, CALENDAR), saturday)


def test_time_left_runs_out_at_the_end_and_stays_there():
    resting = soak(FRIDAY, 2, CALENDAR)

    assert time_left(resting, TUESDAY - timedelta(hours=3)) == timedelta(hours=3)
    assert time_left(resting, TUESDAY + timedelta(days=3)) == timedelta(0)


instants = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(instants, st.integers(0, 10), instants)
def test_a_decision_passes_exactly_when_no_soak_is_left(held_at, days, now):
    resting = soak(held_at, days, CALENDAR)

    if now >= held_at and not time_left(resting, now):
        require_soaked(resting, now)
    else:
        with pytest.raises((StillSoaking, NotHeldYet)):
            require_soaked(resting, now)
