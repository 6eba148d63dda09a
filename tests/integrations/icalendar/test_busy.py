"""A calendar's file tells when its owner is busy, and nothing else of it is kept."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsight.base.errors import UnreadableFile
from secondsight.integrations.icalendar.busy import busy_intervals
from tests.integrations.icalendar.calendars import calendar, event

MONDAY = datetime(2026, 3, 23, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def busy(*parts: str, days: int = 14) -> list[tuple[str, str]]:
    found = busy_intervals(calendar(*parts), MONDAY, MONDAY + timedelta(days=days), zone=BERLIN)
    return [(f"{a:%d %H:%M}", f"{b:%d %H:%M}") for a, b in found]


def test_an_appointment_is_when_it_is_in_utc() -> None:
    assert busy(event(DTSTART="20260324T090000Z", DTEND="20260324T100000Z")) == [("24 09:00", "24 10:00")]
    assert busy(event(DTSTART=";TZID=Europe/Berlin:20260324T090000", DURATION="PT1H")) == [
        ("24 08:00", "24 09:00")
    ]


def test_a_time_without_a_zone_and_a_whole_day_are_the_owners() -> None:
    assert busy(event(DTSTART="20260324T090000", DTEND="20260324T100000")) == [("24 08:00", "24 09:00")]
    assert busy(event(DTSTART=";VALUE=DATE:20260325", DTEND=";VALUE=DATE:20260326")) == [
        ("24 23:00", "25 23:00")
    ]


def test_what_repeats_is_followed_through_the_change_of_clocks_with_its_exceptions() -> None:
    weekly = event(
        DTSTART=";TZID=Europe/Berlin:20260105T093000",
        DTEND=";TZID=Europe/Berlin:20260105T103000",
        RRULE="FREQ=DAILY;BYDAY=MO,WE",
        EXDATE=";TZID=Europe/Berlin:20260325T093000",
    )

    # The clocks go forward on 29 March.
    assert busy(weekly, days=10) == [
        ("23 08:30", "23 09:30"),
        ("30 07:30", "30 08:30"),
        ("01 07:30", "01 08:30"),
    ]


@pytest.mark.parametrize(
    "free",
    [{"TRANSP": "TRANSPARENT"}, {"STATUS": "CANCELLED"}, {"X_MICROSOFT_CDO_BUSYSTATUS": "FREE"}],
)
def test_what_keeps_nobody_busy_is_passed_over(free: dict[str, str]) -> None:
    assert busy(event(DTSTART="20260324T090000Z", DTEND="20260324T100000Z", **free)) == []


def test_appointments_that_overlap_are_one() -> None:
    assert busy(
        event(DTSTART="20260324T090000Z", DTEND="20260324T100000Z"),
        event(DTSTART="20260324T093000Z", DTEND="20260324T110000Z").replace("one@", "two@"),
    ) == [("24 09:00", "24 11:00")]


def test_free_busy_files_are_read() -> None:
    part = (
        "BEGIN:VFREEBUSY\r\nUID:f\r\nDTSTAMP:20260301T000000Z\r\n"
        "FREEBUSY;FBTYPE=BUSY:20260324T090000Z/PT1H,20260325T090000Z/20260325T093000Z\r\n"
        "FREEBUSY;FBTYPE=FREE:20260326T090000Z/PT1H\r\nEND:VFREEBUSY\r\n"
    )

    assert busy(part) == [("24 09:00", "24 10:00"), ("25 09:00", "25 09:30")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it has no BEGIN:VCALENDAR"),
        (b"PK\x03\x04 a spreadsheet", "expected an iCalendar file"),
        (calendar(event(DTSTART="tomorrow")), "mine.ics"),
        (calendar(event(DTSTART="20260324T090000Z", RRULE="FREQ=SECONDLY")), "repeats every minute"),
        (b"BEGIN:VCALENDAR" + b" " * 5_300_000, "larger than 5 MB"),
    ],
)
def test_what_is_no_calendar_is_refused_by_its_name(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        busy_intervals(content, MONDAY, MONDAY + timedelta(days=7), zone=BERLIN, name="mine.ics")

    assert said in refused.value.message
    assert "mine.ics" in refused.value.message


WHOLE = calendar(
    event(DTSTART=";TZID=Europe/Berlin:20260105T093000", DURATION="PT1H", RRULE="FREQ=WEEKLY;COUNT=30"),
    event(DTSTART=";VALUE=DATE:20260325", SUMMARY="Holiday"),
)


@settings(max_examples=200, deadline=None)
@given(place=st.integers(0, len(WHOLE) - 1), junk=st.binary(max_size=12), cut=st.integers(0, 30))
def test_a_spoilt_calendar_is_read_or_refused_in_words(place: int, junk: bytes, cut: int) -> None:
    spoilt = WHOLE[:place] + junk + WHOLE[place + cut :]

    with suppress(UnreadableFile):
        found = busy_intervals(spoilt, MONDAY, MONDAY + timedelta(days=14), zone=BERLIN)
        assert all(MONDAY <= a < b <= MONDAY + timedelta(days=14) for a, b in found)
