"""Places follow time, and ticks stand at times that people read at a glance (R3.8)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.time_axis import find_ticks, make_scale

NOON = datetime(2026, 3, 16, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "labels"),
    [
        (
            timedelta(minutes=1),
            ["12:00:00", "12:00:10", "12:00:20", "12:00:30", "12:00:40", "12:00:50", "12:01:00"],
        ),
        (timedelta(minutes=90), ["12:00", "12:15", "12:30", "12:45", "13:00", "13:15", "13:30"]),
        (timedelta(hours=9), ["12:00", "14:00", "16:00", "18:00", "20:00"]),
        (timedelta(days=3), ["12:00", "00:00", "12:00", "00:00", "12:00", "00:00", "12:00"]),
        (timedelta(days=6), ["17 Mar", "18 Mar", "19 Mar", "20 Mar", "21 Mar", "22 Mar"]),
    ],
)
def test_ticks_stand_at_round_times(span, labels):
    scale = make_scale(NOON, NOON + span, 0, 500)

    assert [tick.label for tick in find_ticks(scale)] == labels


def test_day_is_told_first_and_where_it_changes():
    scale = make_scale(NOON, NOON + timedelta(days=1), 0, 500)

    assert [(tick.label, tick.day) for tick in find_ticks(scale)] == [
        ("12:00", "16 Mar"),
        ("18:00", ""),
        ("00:00", "17 Mar"),
        ("06:00", ""),
        ("12:00", ""),
    ]


def test_ticks_are_round_on_the_readers_clock():
    scale = make_scale(NOON, NOON + timedelta(hours=6), 0, 500)

    ticks = find_ticks(scale, ZoneInfo("Asia/Kolkata"))

    assert [tick.label for tick in ticks] == ["18:00", "19:00", "20:00", "21:00", "22:00", "23:00"]


def test_midnight_is_midnight_after_the_clocks_changed():
    before = datetime(2026, 3, 27, 12, tzinfo=UTC)
    scale = make_scale(before, before + timedelta(days=5), 0, 500)

    ticks = find_ticks(scale, ZoneInfo("Europe/Lisbon"))

    assert {f"{tick.at.astimezone(ZoneInfo('Europe/Lisbon')):%H:%M}" for tick in ticks} == {"00:00"}


def test_instants_beyond_an_end_stand_at_it():
    scale = make_scale(NOON, NOON + timedelta(hours=1), 10, 110)

    assert scale.x(NOON - timedelta(days=1)) == 10
    assert scale.x(NOON + timedelta(days=1)) == 110
    assert scale.x(NOON + timedelta(minutes=30)) == 60


def test_moment_without_length_gets_a_minute_around_it():
    scale = make_scale(NOON, NOON)

    assert (scale.start, scale.end) == (NOON - timedelta(seconds=30), NOON + timedelta(seconds=30))


@pytest.mark.parametrize(
    ("start", "end", "left", "right"),
    [
        (NOON, NOON - timedelta(seconds=1), 0, 1),
        (NOON, NOON.replace(tzinfo=None), 0, 1),
        (NOON, NOON + timedelta(hours=1), 5, 5),
    ],
)
def test_scale_that_cannot_be_is_refused(start, end, left, right):
    with pytest.raises(ValueError):
        make_scale(start, end, left, right)


spans = st.timedeltas(timedelta(0), timedelta(days=800))
zones = st.sampled_from(
    ["UTC", "Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]
).map(ZoneInfo)


@given(spans, spans, spans)
def test_place_never_goes_back_in_time(span, one, other):
    scale = make_scale(NOON, NOON + span, 0, 700)
    earlier, later = sorted([one, other])

    assert scale.x(NOON + earlier) <= scale.x(NOON + later)


@given(spans, st.floats(100, 4_000), zones)
def test_ticks_stand_apart_inside_and_are_few(span, width, zone):
    scale = make_scale(NOON, NOON + span, 0, width)

    ticks = find_ticks(scale, zone)

    assert all(0 <= tick.x <= width for tick in ticks)
    assert all(later.x - earlier.x >= 57 for earlier, later in zip(ticks, ticks[1:], strict=False))
    assert len(ticks) <= width / 57 + 1


@given(spans, st.floats(0, 1))
def test_place_and_instant_undo_each_other(span, share):
    scale = make_scale(NOON, NOON + span)

    assert abs(scale.x(scale.at(share)) - share) < 1e-6
