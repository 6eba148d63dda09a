"""Times as chat shows them: of the day alone, or with as much of a date as a program cared to write."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, time, timedelta, timezone, tzinfo

_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTHS = {name: number for number, name in enumerate(_MONTH.split("|"), start=1)}
# "14:02", "14:02:11.5", "2:02 PM"
CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,6}))?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?"
)
# A day before the clock, whole or in part: "2026-10-14", "10/14", "14.10.2026", "Oct 14th, 2026", "14 Oct".
DAY = (
    r"(?:(?P<iso>\d{4}[-/.]\d\d[-/.]\d\d)"
    r"|(?P<first>\d{1,2})(?P<mark>[/.])(?P<other>\d{1,2})(?:[/.](?P<number_year>\d{4}|\d\d))?"
    rf"|(?P<month>{_MONTH})[a-z]{{0,6}}\.?\s+(?P<month_day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<month_year>\d{{4}}))?"
    rf"|(?P<day_month>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month_after>{_MONTH})[a-z]{{0,6}}\.?(?:,?\s+(?P<after_year>\d{{4}}))?)"
)
_LONG_DAY = re.compile(
    rf"[\s—–=_-]*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}},?\s+)?{DAY}[\s—–=_-]*", re.IGNORECASE
)
_ANY_YEAR = re.compile(rf"\b({_MONTH})[a-z]*\.?\s+(\d{{1,2}})\b.{{0,20}}?\b(\d{{4}})\b", re.IGNORECASE)
_ISO_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")


class DayOrMonthFirst(ValueError):
    """A date such as 05/10 that two parts of the world read differently."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as it was shown. `year` and the day are None where they were not said."""

    clock: time
    has_seconds: bool
    year: int | None = None
    month: int | None = None
    day: int | None = None
    zone: tzinfo | None = None
    is_halved: bool = False  # shown with AM or PM

    def after(self, earlier: "Stamp") -> "Stamp":
        """Return the stamp as it is meant below an earlier one that had AM or PM, though it has neither."""
        if not earlier.is_halved or self.is_halved or self.clock.hour > 12:
            return self
        morning = self.clock.replace(hour=self.clock.hour % 12)
        evening = morning.replace(hour=morning.hour + 12)
        meant = next((each for each in (morning, evening) if each >= earlier.clock), morning)
        return replace(self, clock=meant, is_halved=True)


def stamp_of(found: Mapping[str, str | None], day_first: bool | None) -> Stamp | None:
    """Return the time in the groups of CLOCK and DAY, None where there is no such time.

    Raises DayOrMonthFirst where nobody said which of two numbers is the day.
    """
    hour = int(found["hour"] or 0)
    if half := found.get("half"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "pP" else 0)
    seconds, fraction = found.get("second"), found.get("fraction") or ""
    try:
        clock = time(hour, int(found["minute"] or 0), int(seconds or 0), int(fraction.ljust(6, "0") or 0))
    except ValueError:
        return None
    year, month, day = _day(found, day_first)
    if (month is None) != (day is None) or (month and day and not _is_day(year or 2024, month, day)):
        return None
    return Stamp(clock, seconds is not None, year, month, day, _zone(found.get("zone")), bool(half))


def day_alone(line: str) -> tuple[int | None, int, int] | None:
    """Return year, month and day of a line that says nothing else: "— Wednesday, October 14th, 2026 —"."""
    match = _LONG_DAY.fullmatch(line[:80])
    if match is None or len(line) > 80 or match["first"]:
        return None
    year, month, day = _day(match.groupdict(), None)
    return (year, month, day) if month and day and _is_day(year or 2024, month, day) else None


def day_within(words: str) -> date | None:
    """Return the first day with its year in a text such as "Wed Oct 14 09:00:00 2026"."""
    if match := _ANY_YEAR.search(words[:200]):
        numbers = int(match[3]), _MONTHS[match[1].lower()], int(match[2])
    elif match := _ISO_DAY.search(words[:200]):
        numbers = int(match[1]), int(match[2]), int(match[3])
    else:
        return None
    return date(*numbers) if _is_day(*numbers) else None


def _day(
    found: Mapping[str, str | None], day_first: bool | None
) -> tuple[int | None, int | None, int | None]:
    if iso := found.get("iso"):
        return int(iso[:4]), int(iso[5:7]), int(iso[8:10])
    for named in (("month", "month_day", "month_year"), ("month_after", "day_month", "after_year")):
        name, number, of_year = (found.get(each) for each in named)
        if name:
            return _number(of_year), _MONTHS[name[:3].lower()], _number(number)
    if not found.get("first"):
        return None, None, None
    first, other = int(found["first"] or 0), int(found["other"] or 0)
    if first > 12 or found.get("mark") == ".":
        day_first = True
    elif other > 12:
        day_first = False
    if day_first is None:
        raise DayOrMonthFirst(f"{first}/{other}")
    year = _number(found.get("number_year"))
    if year is not None and year < 100:
        year += 2000
    return (year, other, first) if day_first else (year, first, other)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _zone(said: str | None) -> tzinfo | None:
    if not said:
        return None
    if said in "zZ":
        return UTC
    hours, minutes = int(said[1:3]), int(said[-2:])
    if hours > 14 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if said[0] == "-" else offset)
