"""Times for a meeting: nobody is asked beyond their hours unless it is said, wherever they live."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsight.base.errors import InvalidInput
from secondsight.inquiry.rules.slots import (
    HARD,
    Attendee,
    Burden,
    Window,
    propose,
    weigh,
    who_stands_in_the_way,
)
from secondsight.organisation.rules.working_hours import WorkingHours

ZONES = [
    "UTC", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Kathmandu", "Asia/Tokyo",
    "Pacific/Auckland", "Pacific/Honolulu", "Pacific/Kiritimati", "Australia/Lord_Howe", "America/St_Johns",
]  # fmt: skip
MONDAY = datetime(2026, 3, 9, tzinfo=UTC)
WEEK = Window(MONDAY, MONDAY + timedelta(days=7))
HOUR = timedelta(hours=1)


def someone(name: str = "Ines", zone: str = "Europe/Berlin", **said: object) -> Attendee:
    hours = {key: said.pop(key) for key in ("starts", "ends", "weekdays", "closed_days") if key in said}
    return Attendee(name, WorkingHours(ZoneInfo(zone), **hours), **said)  # type: ignore[arg-type]


def test_first_time_that_costs_nobody_anything_comes_first() -> None:
    slots = propose([someone(), someone("Bo", "UTC")], HOUR, WEEK)

    # Ines begins at 8:00 UTC and has lunch from 11:00; Bo begins at 9:00, so 9:30 is nobody's very start.
    assert slots[0].starts_at == MONDAY + timedelta(hours=9, minutes=30)
    assert slots[0].costs == ()


def test_clocks_that_change_are_followed_on_each_wall() -> None:
    # In the United States the clocks change on 8 March 2026, in Europe on 29 March.
    room = [someone(), someone("Kai", "America/New_York")]
    before = propose(room, HOUR, Window(datetime(2026, 3, 6, tzinfo=UTC), datetime(2026, 3, 7, tzinfo=UTC)))
    between = propose(room, HOUR, WEEK)

    assert min(slot.starts_at.time() for slot in before) == time(14, 30)  # 9:30 in New York
    assert min(slot.starts_at.time() for slot in between) == time(13, 30)  # 9:30 there a week later


def test_a_guest_is_asked_for_their_section_alone() -> None:
    guest = someone("Kai", "UTC", ends=time(10, 30), section=(timedelta(minutes=15), timedelta(minutes=30)))

    slots = propose([someone("Bo", "UTC"), guest], HOUR, Window(MONDAY, MONDAY + timedelta(days=1)))

    assert slots[0].starts_at.time() == time(9, 30)
    assert max(slot.starts_at for slot in slots) == MONDAY + timedelta(hours=9, minutes=30)


def test_who_worked_at_night_rests_first() -> None:
    tired = someone("Noor", "UTC", rests_until=MONDAY + timedelta(hours=13))

    assert propose([tired], HOUR, WEEK)[0].starts_at >= MONDAY + timedelta(hours=13)
    [cost] = [c for c in weigh([tired], MONDAY + 10 * HOUR, MONDAY + 11 * HOUR).costs if c.burden in HARD]
    assert cost.sentence == "Noor worked at night and rests until Monday 13:00."


def test_days_off_and_what_else_they_have_is_kept_free() -> None:
    busy = (MONDAY + 9 * HOUR, MONDAY + 17 * HOUR)
    off = date(2026, 3, 10)

    slots = propose([someone("Bo", "UTC", busy=(busy,), closed_days=frozenset({off}))], HOUR, WEEK)

    assert slots[0].starts_at.date() == date(2026, 3, 11)


def test_hours_over_midnight_belong_to_the_day_they_begin_on() -> None:
    night = someone("Noor", "UTC", starts=time(22), ends=time(6), weekdays=frozenset({4}))

    slots = propose([night], HOUR, WEEK, most=20)

    friday = datetime(2026, 3, 13, 22, tzinfo=UTC)
    assert all(friday <= slot.starts_at and slot.ends_at <= friday + 8 * HOUR for slot in slots)
    assert len(slots) == 7  # from 22:30, for nobody's very start


def test_nobody_is_offered_a_time_where_no_hours_meet_and_it_is_said_who_stands_in_the_way() -> None:
    room = [someone(), someone("Bo"), someone("Leilani", "Pacific/Honolulu")]

    assert propose(room, HOUR, WEEK) == []
    assert [name for name, _ in who_stands_in_the_way(room, HOUR, WEEK)] == ["Leilani"]


def test_what_may_be_asked_is_asked_of_the_fewest_and_named() -> None:
    room = [someone(), someone("Bo"), someone("Leilani", "Pacific/Honolulu")]

    best = propose(room, HOUR, WEEK, allowed=[Burden.OUTSIDE_HOURS])[0]

    asked = [cost for cost in best.costs if cost.burden in HARD]
    assert [cost.name for cost in asked] == ["Leilani"]
    assert "is outside their hours" in asked[0].sentence


def test_a_time_past_the_agreed_hours_says_so_and_comes_after_one_within() -> None:
    window = Window(WEEK.from_at, WEEK.to_at, resolved_at=MONDAY - timedelta(hours=30))

    slots = propose([someone("Bo", "UTC")], HOUR, window, most=30)

    assert slots[0].is_late == ""
    late = [slot.is_late for slot in slots if slot.is_late]
    assert "the target is 48" in late[0]
    assert "beyond the limit of 72" in late[-1]


@pytest.mark.parametrize(
    ("length", "window"),
    [
        (timedelta(), WEEK),
        (HOUR, Window(MONDAY, MONDAY)),
        (HOUR, Window(MONDAY, MONDAY + timedelta(days=61))),
    ],
)
def test_what_makes_no_sense_is_refused(length: timedelta, window: Window) -> None:
    with pytest.raises(InvalidInput):
        propose([someone()], length, window)


people = st.builds(
    lambda name, zone, starts, length, days: someone(
        name, zone, starts=time(starts), ends=time((starts + length) % 24), weekdays=days
    ),
    name=st.sampled_from(["Ines", "Bo", "Noor", "Tomas"]),
    zone=st.sampled_from(ZONES),
    starts=st.integers(0, 23),
    length=st.integers(4, 12),
    days=st.frozensets(st.integers(0, 6), min_size=1),
)


@settings(max_examples=150, deadline=None)
@given(
    room=st.lists(people, min_size=1, max_size=5),
    hours_on=st.integers(0, 350 * 24),
    minutes=st.sampled_from([15, 30, 60, 90]),
)
def test_no_offered_time_lies_outside_anybodys_hours(
    room: list[Attendee], hours_on: int, minutes: int
) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours_on)
    window = Window(start, start + timedelta(days=8))

    for slot in propose(room, timedelta(minutes=minutes), window):
        assert window.from_at <= slot.starts_at < slot.ends_at <= window.to_at
        for one in room:
            instant = slot.starts_at
            while instant < slot.ends_at:
                assert _is_at_work(one.hours, instant)
                instant += timedelta(minutes=15)


def _is_at_work(hours: WorkingHours, instant: datetime) -> bool:
    """The same said another way: by the wall's clock, quarter by quarter of an hour."""
    local = instant.astimezone(hours.zone)
    at = local.time()
    if hours.starts < hours.ends:
        return hours.starts <= at < hours.ends and hours.is_working_day(local.date())
    if at >= hours.starts:
        return hours.is_working_day(local.date())
    return at < hours.ends and hours.is_working_day(local.date() - timedelta(days=1))
