"""Times in every common way of writing; doubt is said, never guessed away."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.integrations.table.times import DayOrMonthFirst, NotATime, precision_of, read_time

NOON = datetime(2026, 10, 14, 14, 2, 11, tzinfo=UTC)


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))])))
def test_what_iso_writes_comes_back_to_the_microsecond(at: datetime) -> None:
    assert read_time(at.isoformat()) == at
    assert read_time(at.isoformat(" ")) == at


@given(st.integers(1_000_000_000, 4_000_000_000), st.integers(0, 999_999))
def test_seconds_since_1970_keep_their_microseconds(seconds: int, micro: int) -> None:
    expected = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds, microseconds=micro)

    assert read_time(f"{seconds}.{micro:06}") == expected
    assert read_time(f"{seconds}{micro:06}") == expected
    assert read_time(f"{seconds}{micro:06}000") == expected
    assert read_time(f"{seconds}{micro // 1000:03}") == expected.replace(microsecond=micro // 1000 * 1000)


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-14T14:02:11Z",
        "2026-10-14T14:02:11z",
        "2026-10-14 14:02:11 UTC",
        "2026-10-14 14:02:11 +0000 UTC",
        "2026-10-14 14:02:11 +0000",
        "2026-10-14 16:02:11 +02:00",
        "2026-10-14 16:02:11+0200",
        "20261014T140211Z",
        "2026/10/14 14:02:11 GMT",
        "14/Oct/2026:14:02:11 +0000",
        "Wed, 14 Oct 2026 14:02:11 GMT",
        "Wed, 14 Oct 2026 16:02:11 +0200",
        "10/14/2026 2:02:11 PM UTC",
        "14.10.2026 14:02:11 Z",
        "1791986531",
        "1791986531000",
    ],
)
def test_times_with_a_zone_are_one_instant(text: str) -> None:
    assert read_time(text) == NOON


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-14 14:02:11",
        "2026-10-14T14:02:11.000",
        "2026-10-14 14:02:11,000",
        "14/10/2026 14:02:11",
        "10/14/2026 02:02:11 pm",
        "14.10.2026, 14:02:11",
        "Oct 14, 2026 @ 14:02:11.000",
        "Oct 14, 2026, 2:02:11 PM",
        "14 Oct 2026 14:02:11",
        "Wed Oct 14 14:02:11 2026",
        "20261014140211",
    ],
)
def test_times_without_a_zone_stay_without(text: str) -> None:
    assert read_time(text) == NOON.replace(tzinfo=None)


def test_hours_of_one_digit_and_midnight_are_read() -> None:
    assert read_time("2026-10-14 4:02").hour == 4
    assert read_time("10/14/2026 12:02 AM").hour == 0
    assert read_time("10/14/2026 12:02 PM").hour == 12


def test_day_and_month_are_asked_for_where_both_may_be() -> None:
    with pytest.raises(DayOrMonthFirst):
        read_time("05/10/2026 14:02")

    assert read_time("05/10/2026 14:02", day_first=True).month == 10
    assert read_time("05/10/2026 14:02", day_first=False).month == 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-10-14",
        "14:02",
        "42",
        "99999999999999999999",
        "2026-13-45 14:02",
        "31/31/2026 14:02",
        "²",
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(NotATime):
        read_time(text)


@given(st.text(max_size=40))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    try:
        read_time(text)
    except NotATime:
        pass


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2026-10-14T14:02:11.25Z", "second"),
        ("1791986531", "second"),
        ("20261014T140211Z", "second"),
        ("14/10/2026 14:02", "minute"),
        ("Oct 14, 2026, 2:02 PM", "minute"),
        ("2026-10-14", "day"),
    ],
)
def test_a_time_is_as_precise_as_it_was_written(text, precision):
    assert precision_of(text) == precision


def test_a_cell_of_many_blanks_is_no_time_at_once() -> None:
    with pytest.raises(NotATime):
        read_time("2026-10-14T" + " " * 100_000 + "x")
