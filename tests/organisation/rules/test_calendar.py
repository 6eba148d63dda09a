"""Working days from an instant: weekends, holidays, zones and clocks that change (R6.1)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.base.errors import InvalidInput
from secondsight.organisation.rules.calendar import WorkingCalendar

LISBON = ZoneInfo("Europe/Lisbon")
MONDAY_TO_FRIDAY = frozenset(range(5))
NO_HOLIDAYS: frozenset[date] = frozenset()


def calendar(*closed: date, zone: str = "Europe/Lisbon", weekdays=MONDAY_TO_FRIDAY) -> WorkingCalendar:
    return WorkingCalendar(weekdays, frozenset(closed), ZoneInfo(zone))


def lisbon(day: int, hour: int = 0, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LISBON)


# 2 March 2026 is a Monday; the clocks in Lisbon go forward on Sunday 29 March at 1:00.
CASES = {
    "two days within a week": (lisbon(3, 15), 2, lisbon(5, 15)),
    "over a weekend": (lisbon(6, 15), 2, lisbon(10, 15)),
    "one day from Friday": (lisbon(6, 15), 1, lisbon(9, 15)),
    "from Saturday the count starts with Monday": (lisbon(7, 11), 2, lisbon(11)),
    "from late on Sunday too": (lisbon(8, 23, 59), 2, lisbon(11)),
    "from the first instant of Monday": (lisbon(9), 2, lisbon(11)),
    "over the change of clocks the wall clock is kept": (lisbon(27, 15), 2, lisbon(31, 15)),
    "a full week": (lisbon(2, 9, 30), 5, lisbon(9, 9, 30)),
    "no day at all": (lisbon(6, 15), 0, lisbon(6, 15)),
    "no day at all on a Saturday": (lisbon(7, 11), 0, lisbon(7, 11)),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_working_days_are_added_as_people_count_them(case):
    start, days, end = case

    assert calendar().add_working_days(start, days) == end


def test_change_of_clocks_makes_the_time_in_between_an_hour_shorter():
    friday = lisbon(27, 15)

    passed = calendar().add_working_days(friday, 1) - friday.astimezone(UTC)

    assert passed == timedelta(days=3) - timedelta(hours=1)


def test_holiday_is_not_counted():
    tuesday = date(2026, 3, 10)

    assert calendar(tuesday).add_working_days(lisbon(6, 15), 2) == lisbon(11, 15)


def test_count_from_a_holiday_starts_with_the_next_working_day():
    monday = date(2026, 3, 9)

    assert calendar(monday).add_working_days(lisbon(9, 15), 1) == lisbon(11)


def test_day_is_the_one_of_the_calendar_not_of_the_instant():
    tokyo = calendar(zone="Asia/Tokyo")
    friday_evening_in_utc = datetime(2026, 3, 6, 20, tzinfo=UTC)  # Saturday 5:00 in Tokyo

    assert tokyo.local_day(friday_evening_in_utc) == date(2026, 3, 7)
    assert tokyo.add_working_days(friday_evening_in_utc, 1) == datetime(
        2026, 3, 10, tzinfo=ZoneInfo("Asia/Tokyo")
    )


def test_time_that_the_clocks_skip_becomes_the_old_clocks_time():
    sundays_too = calendar(weekdays=frozenset(range(7)))

    end = sundays_too.add_working_days(lisbon(28, 1, 30), 1)

    assert end.astimezone(LISBON) == lisbon(29, 2, 30)


def test_week_from_sunday_to_thursday():
    cairo = calendar(zone="Africa/Cairo", weekdays=frozenset({6, 0, 1, 2, 3}))
    thursday = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("Africa/Cairo"))

    assert cairo.add_working_days(thursday, 2) == datetime(2026, 3, 9, 15, tzinfo=ZoneInfo("Africa/Cairo"))


def test_calendar_without_a_working_weekday_is_refused():
    with pytest.raises(InvalidInput) as refused:
        WorkingCalendar(frozenset(), NO_HOLIDAYS, UTC)

    assert refused.value.field == "working_weekdays"


def test_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        calendar().add_working_days(datetime(2026, 3, 2), 1)  # noqa: DTZ001


def test_negative_days_are_refused():
    with pytest.raises(ValueError, match="-1"):
        calendar().add_working_days(lisbon(2), -1)


zones = st.sampled_from(["UTC", "Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"])
instants = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
counts = st.integers(0, 30)
calendars = st.builds(
    WorkingCalendar,
    working_weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    closed_days=st.frozensets(st.dates(date(2020, 1, 1), date(2035, 12, 31)), max_size=8),
    zone=zones.map(ZoneInfo),
)


@given(calendars, instants, counts)
def test_days_between_undoes_days_added(cal, start, days):
    assert cal.working_days_between(start, cal.add_working_days(start, days)) == days


@given(calendars, instants, st.integers(0, 15), st.integers(0, 15))
def test_more_days_never_end_sooner(cal, start, few, more):
    assert cal.add_working_days(start, few) <= cal.add_working_days(start, few + more)


@given(calendars, instants, instants, counts)
def test_later_start_ends_later_but_for_the_hour_of_a_clock_change(cal, one, other, days):
    earlier, later = sorted([one, other])

    ends = cal.add_working_days(earlier, days), cal.add_working_days(later, days)

    assert ends[0] <= ends[1] + timedelta(hours=1)


@given(calendars, instants, st.integers(1, 30))
def test_as_many_working_days_begin_as_were_added(cal, start, days):
    first = cal.local_day(start)
    last = cal.local_day(cal.add_working_days(start, days))

    begun = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    worked = [day for day in begun if cal.is_working_day(day)]

    # From a day off, the first working day passes only when the one after it begins.
    assert len(worked) == days + (0 if cal.is_working_day(first) else 1)
    assert cal.is_working_day(last)


@given(calendars, instants, instants)
def test_days_between_are_whole_and_never_negative(cal, start, end):
    days = cal.working_days_between(start, end)

    assert days >= 0
    if days:
        assert cal.add_working_days(start, days) <= end < cal.add_working_days(start, days + 1)
