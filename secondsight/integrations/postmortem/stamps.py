"""The date and time that an entry begins with, in the notations that people use."""

import re
from dataclasses import dataclass, replace
from datetime import date, time

from secondsight.integrations.postmortem.zones import BEHIND, Zone, zone_of

MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
DAYS = {name: number for number, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b\.?,?\s+)?"
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b\.?"
_YEAR = r"(?:,?\s*(?P<year>(?:19|20)\d\d)\b)?"
_DATES = tuple(
    re.compile(_WEEKDAY + pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<s>[-/.])(?P<nmonth>\d{1,2})(?P=s)(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<first>\d{1,2})(?P<s>[/.\-])(?P<second>\d{1,2})(?P=s)(?P<year>(?:19|20)\d\d|\d\d)(?!\d)",
        rf"{_NTH}\s+(?:of\s+)?{_MONTH}{_YEAR}",
        rf"{_NTH}-{_MONTH}-(?P<year>(?:19|20)\d\d)",
        rf"{_MONTH}\s+{_NTH}{_YEAR}",
        r"(?<!\d)(?P<first>\d{1,2})/(?P<second>\d{1,2})(?!/|\d)",
    )
)
_ONLY_WEEKDAY = re.compile(
    r"(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b\.?,?", re.IGNORECASE
)
_TIME = re.compile(
    r"(?<![\d.])(?P<hour>\d{1,2})(?:[:h](?P<minute>[0-5]\d)(?![\d])(?::(?P<sec>[0-5]\d)(?:[.,](?P<frac>\d{1,9}))?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"|\.(?P<minute2>[0-5]\d)\s?(?P<half2>[ap])\.?m\b\.?"
    r"|\s?(?P<half3>[ap])\.?m\b\.?)",
    re.IGNORECASE,
)
_FOUR = re.compile(
    r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?=\s?(?:hrs?|hours?|h|UTC|GMT|Z|[CEMP][SDE]?T"
    r"|CEST)\b)\s?(?:hrs?\b|hours?\b|h\b)?"
)
_FOUR_ALONE = re.compile(r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?![\d/.:-])")
_HOUR_ONLY = re.compile(r"(?P<hour>\d{1,2}):(?:\?\?|--|xx|__)", re.IGNORECASE)
_NO_TIME = re.compile(r"(?:HH|hh|--|\?\?|XX|xx|__)[:h.](?:mm|MM|--|\?\?|XX|xx|__)")
_LEAD = re.compile(r"[\s|>*_\[(`-]*(?:(?:at|on|from|since)\s+(?=[\d~]))?", re.IGNORECASE)
_ABOUT = re.compile(r"(?:~|≈|±|c\.|ca\.?|circa|approx(?:\.|imately)?|around|about|roughly)\s*", re.IGNORECASE)
_ABOUT_AFTER = re.compile(
    r"\s?(?:~|-?ish\b|\(?approx(?:\.|imately)?\)?|\(?est(?:\.|imated)\)?|\(\?\)|\?)", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?:\s*[,:]\s+|\s*,\s*|\s*T(?=\d)|\s*[\-–—@]\s*|\s+at\s+|\s*\|\s*|\s+)", re.IGNORECASE)
_BEFORE_DATE = re.compile(r"\s*(?:,|\bon\b|\()\s*|\s+", re.IGNORECASE)
_TO = re.compile(r"\s*(?:-|–|—|→|->|to|till?|until|\.\.\.?)\s*", re.IGNORECASE)
_END = re.compile(r"[\s*_`]*[\])]?[\s*_`]*(?:(?:[:\-–—|>•,;]|->|=>|→)+(?=\s|$|[A-Z“\"(*\[`]))?[\s*_`|]*")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date, a time or both, as far as they are told."""

    words: str = ""
    day: date | None = None
    month: int = 0  # where no year is told,
    day_of_month: int = 0  # or where two numbers may be either (`first`, `second`)
    first: int = 0
    second: int = 0
    year: int = 0
    weekday: int | None = None
    clock: time | None = None
    is_hour_only: bool = False
    has_seconds: bool = False
    is_about: bool = False
    zone: Zone | None = None
    until: "Stamp | None" = None
    end: int = 0  # how many characters of the text it took, the separator behind it too

    @property
    def has_date(self) -> bool:
        """Whether a day is named, be it without its year."""
        return bool(self.day or self.month or self.first)


def read_stamp(text: str, *, is_column: bool = False) -> Stamp | None:
    """Return what a text begins with, None where that is no date and no time.

    `is_column` says that the text stands in a column of times, where 1402 is one.
    """
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    found, place = _one(text, start, is_column=is_column)
    if found is None:
        return None
    if found.clock is not None:
        found, place = _range(text, found, place, is_column=is_column)
    words = text[start:place].strip(" |*`_,:[]")
    end = _END.match(text, place)
    return replace(found, words=words[:100], end=end.end() if end else place)


def find_dates(text: str) -> list[Stamp]:
    """Return the whole dates that a text holds anywhere, in the order of their notations."""
    found = [_dated(match) for pattern in _DATES[:5] for match in pattern.finditer(text)]
    return [one for one in found if one is not None and (one.day or (one.first and one.year))]


def _one(text: str, at: int, *, is_column: bool) -> tuple[Stamp | None, int]:
    about = _ABOUT.match(text, at)
    place = about.end() if about else at
    stamp, place = _date_then_time(text, place, is_column=is_column)
    if stamp is None:
        return None, at
    if after := _ABOUT_AFTER.match(text, place):
        about, place = after, after.end()
    return (replace(stamp, is_about=True) if about else stamp), place


def _date_then_time(text: str, at: int, *, is_column: bool) -> tuple[Stamp | None, int]:
    dated, place = _date(text, at)
    between = _BETWEEN.match(text, place) if dated else None
    begin = between.end() if between else place
    about = _ABOUT.match(text, begin) if dated else None
    timed, after = _time(text, about.end() if about else begin, is_column=is_column)
    if dated is None:
        if timed is None:
            return None, at
        return _time_then_date(text, timed, after)
    if timed is not None:
        return replace(
            timed,
            day=dated.day, month=dated.month, day_of_month=dated.day_of_month, first=dated.first,
            second=dated.second, year=dated.year, weekday=dated.weekday, is_about=bool(about),
        ), after  # fmt: skip
    if dated.weekday is not None and not dated.has_date:
        return None, at
    if dated.first and not dated.year:
        return None, at  # “1/2 of the nodes”: two numbers are a day only before a time or with a year
    if unknown := _NO_TIME.match(text, begin):
        return dated, unknown.end()
    return dated, place


def _time_then_date(text: str, timed: Stamp, at: int) -> tuple[Stamp, int]:
    between = _BEFORE_DATE.match(text, at)
    dated, place = _date(text, between.end()) if between else (None, at)
    if dated is None or not (dated.day or (dated.first and dated.year) or dated.month):
        return timed, at
    return replace(
        dated,
        clock=timed.clock,
        zone=timed.zone,
        is_hour_only=timed.is_hour_only,
        has_seconds=timed.has_seconds,
    ), place


def _range(text: str, found: Stamp, place: int, *, is_column: bool) -> tuple[Stamp, int]:
    to = _TO.match(text, place)
    if to is None:
        return found, place
    until, after = _one(text, to.end(), is_column=is_column)
    if until is None or until.clock is None:
        return found, place
    until = replace(until, words=text[to.end() : after].strip(" |*`_,:"))
    # A zone that is said once, at the end, holds for both.
    return replace(found, until=until, zone=found.zone or until.zone), after


def _date(text: str, at: int) -> tuple[Stamp | None, int]:
    for pattern in _DATES:
        match = pattern.match(text, at)
        if match and (found := _dated(match)) is not None:
            return found, match.end()
    match = _ONLY_WEEKDAY.match(text, at)
    if match:
        return Stamp(weekday=DAYS[match["weekday"][:3].lower()]), match.end()
    return None, at


def _dated(match: re.Match[str]) -> Stamp | None:
    parts = match.groupdict()
    weekday = DAYS[parts["weekday"][:3].lower()] if parts.get("weekday") else None
    year = int(parts["year"]) if parts.get("year") else 0
    year += 2000 if 0 < year < 100 else 0
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        if not (1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12):
            return None
        return Stamp(first=first, second=second, year=year, weekday=weekday, words=match[0])
    day = int(parts["day"])
    month = int(parts["nmonth"]) if parts.get("nmonth") else MONTHS[parts["month"][:3].lower()]
    try:
        whole = date(year or 2000, month, day)
    except ValueError:
        return None
    if not year:
        return Stamp(month=month, day_of_month=day, weekday=weekday, words=match[0])
    return Stamp(day=whole, weekday=weekday, words=match[0])


def _time(text: str, at: int, *, is_column: bool) -> tuple[Stamp | None, int]:
    match = _TIME.match(text, at) or _FOUR.match(text, at)
    if match is None and is_column:
        match = _FOUR_ALONE.match(text, at)
    if match is None:
        vague = _HOUR_ONLY.match(text, at)
        if vague and int(vague["hour"]) < 24:
            return Stamp(clock=time(int(vague["hour"])), is_hour_only=True), vague.end()
        return None, at
    read = _read_time(match.groupdict())
    if read is None:
        return None, at
    place = match.end()
    zone = None
    behind = BEHIND.match(text, place)
    if behind and _is_zone(behind["zone"], match, text):
        zone = zone_of(behind["zone"])
        place = behind.end() if zone else place
    return Stamp(clock=read, zone=zone, has_seconds=bool(match.groupdict().get("sec"))), place


def _is_zone(words: str, timed: re.Match[str], text: str) -> bool:
    """In “09:00-11:00” the minus is a range; behind seconds or an ISO “T” it is an offset."""
    if words[0] not in "-\u2212":
        return True
    return bool(timed.groupdict().get("sec")) or text[timed.start() - 1 : timed.start()] == "T"


def _read_time(parts: dict[str, str | None]) -> time | None:
    hour = int(parts["hour"] or 0)
    half = (parts.get("half") or parts.get("half2") or parts.get("half3") or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None if hour > 23 or not parts.get("minute") else _clock(hour, parts)
        hour = hour % 12 + (12 if half == "p" else 0)
    return _clock(hour, parts)


def _clock(hour: int, parts: dict[str, str | None]) -> time | None:
    if hour > 23:
        return None
    fraction = (parts.get("frac") or "")[:6].ljust(6, "0")
    minute = int(parts.get("minute") or parts.get("minute2") or 0)
    return time(hour, minute, int(parts.get("sec") or 0), int(fraction))
