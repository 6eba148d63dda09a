"""Times as people and tools write them, to the microsecond; never a guess (C13)."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 100  # characters; a cell of many blanks would keep these patterns busy for hours
_EPOCH = re.compile(r"(\d{9,19})(?:\.(\d+))?$")
_COMPACT = re.compile(r"(20\d\d[01]\d[0-3]\d)([0-2]\d[0-5]\d[0-5]\d)$")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)(?=[ T])")
_NUMBERS = re.compile(r"(\d\d?)([/.-])(\d\d?)\2(\d{4}),?[ T]+(\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?)(.*)$")
_HALF = re.compile(r"\s*([AaPp])\.?[Mm]\.?\s*")
_UTC_TAIL = re.compile(r"\s*(?:\+00:?00)?\s+(?:UTC|GMT)$|\s*(?:UTC|GMT|Z|z)$")
_OFFSET_TAIL = re.compile(r"\s+([+-]\d\d:?\d\d)(?:\s+[A-Z]{2,5})?$")
_SECONDS = re.compile(r"\d:\d\d:\d\d|T\d{6}")
_MINUTES = re.compile(r"\d:\d\d|T\d{4}")
_IN_WORDS = (
    "%d/%b/%Y:%H:%M:%S %z",
    "%d/%b/%Y:%H:%M:%S",
    "%b %d, %Y @ %H:%M:%S.%f",
    "%b %d, %Y @ %H:%M:%S",
    "%b %d, %Y, %I:%M:%S %p",
    "%b %d, %Y, %I:%M %p",
    "%b %d, %Y %I:%M:%S %p",
    "%b %d, %Y %I:%M %p",
    "%b %d, %Y %H:%M:%S",
    "%b %d, %Y %H:%M",
    "%d %b %Y %H:%M:%S",
    "%d %b %Y %H:%M",
    "%d %b %Y, %H:%M:%S",
    "%d %b %Y, %H:%M",
    "%a %b %d %H:%M:%S %Y",
)


class NotATime(ValueError):
    """A text that is no instant; the message says what it is instead."""


class DayOrMonthFirst(NotATime):
    """A date such as 05/10/2026 that two parts of the world read differently."""


def read_time(text: str, day_first: bool | None = None) -> datetime:
    """Return the time that a text says: aware where it names its zone, else naive.

    Seconds, milli-, micro- and nanoseconds since 1970 are told apart by their size (2001 to 2100).
    Raises DayOrMonthFirst where the order matters and `day_first` is None, NotATime for all else.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise NotATime("not a time")
    if match := _EPOCH.match(text):
        return _from_epoch(match[1], match[2] or "", text)
    text = _YEAR_FIRST.sub(lambda m: f"{m[1]}-{m[2]:0>2}-{m[3]:0>2}", text)
    text, zone = _without_zone(text)
    if match := _NUMBERS.match(text):
        text = _from_numbers(match, day_first)
    at = _from_iso(text) or _from_words(text)
    if at is None:
        raise NotATime("not a time")
    return at if at.tzinfo or not zone else datetime.fromisoformat(at.isoformat() + zone)


def precision_of(text: str) -> str:
    """Return how closely a text tells the time: "second", "minute" or "day"."""
    text = text.strip()
    if _EPOCH.match(text) or _SECONDS.search(text):
        return "second"
    return "minute" if _MINUTES.search(text) else "day"


def _from_epoch(whole: str, fraction: str, text: str) -> datetime:
    if match := _COMPACT.match(text):
        return datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S")  # noqa: DTZ007 - no zone was said
    digits = next((n for n in (10, 13, 16, 19) if len(whole) in (n, n - 1)), 0)
    if not digits:
        raise NotATime("a number that is no time since 1970")
    split = len(whole) - (digits - 10)
    micro = (whole[split:] + fraction)[:6].ljust(6, "0")
    return datetime.fromtimestamp(int(whole[:split]), UTC).replace(microsecond=int(micro))


def _without_zone(text: str) -> tuple[str, str]:
    """Split off a zone that stands apart, in a way that ISO readers do not take."""
    if match := _UTC_TAIL.search(text):
        return text[: match.start()], "+00:00"
    if match := _OFFSET_TAIL.search(text):
        offset = match[1]
        return text[: match.start()], offset if ":" in offset else f"{offset[:3]}:{offset[3:]}"
    return text, ""


def _from_numbers(match: re.Match[str], day_first: bool | None) -> str:
    first, separator, second, year, clock, tail = match.groups()
    if int(first) > 12 or separator == ".":
        day_first = True
    elif int(second) > 12:
        day_first = False
    if day_first is None:
        raise DayOrMonthFirst(f"{match[0]!r} may name the day or the month first")
    day, month = (first, second) if day_first else (second, first)
    if half := _HALF.match(tail):
        hour, _, rest = clock.partition(":")
        clock = f"{int(hour) % 12 + (12 if half[1] in 'pP' else 0)}:{rest}"
        tail = tail[half.end() :]
    return f"{year}-{month:0>2}-{day:0>2}T{clock:0>5}{tail.strip()}".replace("T0:", "T00:")


def _from_iso(text: str) -> datetime | None:
    if re.fullmatch(r"\d{4}-?\d\d-?\d\d", text):
        raise NotATime("a date without a time of day")
    text = re.sub(r"^(\d{4}-\d\d-\d\d[ Tt])(\d:)", r"\g<1>0\2", text)
    if not re.match(r"\d{4}-?\d\d-?\d\d[ Tt]\d\d", text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _from_words(text: str) -> datetime | None:
    if not re.search(r"[A-Za-z]{3}", text):
        return None
    for form in _IN_WORDS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the caller knows whether a zone was said
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
