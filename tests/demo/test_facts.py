"""Moments of the demo fall on believable days, whatever day it is loaded on."""

from datetime import UTC, datetime, timedelta

import pytest

from demo.facts import After, Ago, instant, workday_after

WEDNESDAY = datetime(2026, 3, 18, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("days", range(-7, 30))
def test_a_day_before_the_present_is_never_on_a_weekend(days):
    found = instant(Ago(days, "07:15"), anchor=WEDNESDAY)

    assert found.weekday() < 5
    assert timedelta(0) <= (WEDNESDAY.date() - timedelta(days=days)) - found.date() <= timedelta(days=2)
    assert (found.hour, found.minute, found.tzinfo) == (7, 15, UTC)


def test_a_day_before_the_present_can_be_kept_to_some_weekdays():
    found = instant(Ago(2, on=(1, 2, 3)), anchor=WEDNESDAY)

    assert found.date().isoformat() == "2026-03-12"


def test_working_days_skip_the_weekend():
    friday = datetime(2026, 3, 13, 23, 50, tzinfo=UTC)

    assert (
        instant(After(1, "08:00"), anchor=WEDNESDAY, start=friday).isoformat() == "2026-03-16T08:00:00+00:00"
    )
    assert workday_after(friday.date(), 0) == friday.date()


def test_an_anchor_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        instant(Ago(1), anchor=datetime(2026, 3, 18))  # noqa: DTZ001


def test_a_moment_in_working_days_needs_the_start():
    with pytest.raises(ValueError, match="start"):
        instant(After(1), anchor=WEDNESDAY)
