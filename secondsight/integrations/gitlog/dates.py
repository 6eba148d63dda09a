"""Dates as git writes them, in each of its styles."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ZONE = r"([+-])(\d\d):?(\d\d)"
_RAW = re.compile(rf"(\d{{1,11}})(?: {_ZONE})?")
_ISO = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(?: ?(?:(Z)|{_ZONE}))?)?")
_DEFAULT = re.compile(rf"\w{{3}} (\w{{3}}) {{1,2}}(\d\d?) (\d\d):(\d\d):(\d\d) (\d{{4}})(?: {_ZONE})?")
_RFC = re.compile(rf"\w{{3}}, {{1,2}}(\d\d?) (\w{{3}}) (\d{{4}}) (\d\d):(\d\d):(\d\d) {_ZONE}")
_COUNTS_BACK = re.compile(r"\d+ (?:second|minute|hour|day|week|month|year)s?\b.* ago|in the future", re.ASCII)


class NotADate(ValueError):
    """What stands where a date should be. `counts_back`: it is counted from when git ran."""

    def __init__(self, said: str, *, counts_back: bool = False) -> None:
        super().__init__(said)
        self.counts_back = counts_back


@dataclass(frozen=True, slots=True)
class Said:
    """A date as it was written: aware where it names its zone, `precision` "second" or "day"."""

    at: datetime
    precision: str = "second"


def read_date(text: str) -> Said:
    """Return what a date says: git's default, local, iso, iso-strict, rfc, raw, unix or short style.

    Raises NotADate.
    """
    said = text.strip()
    try:
        if match := _RAW.fullmatch(said):
            # A second is a second, whatever the zone was.
            return Said(datetime.fromtimestamp(int(match[1]), UTC))
        if match := _ISO.fullmatch(said):
            day = tuple(int(part) for part in match.groups()[:3])
            if match[4] is None:
                return Said(datetime(*day), "day")  # noqa: DTZ001, its zone is asked for
            zone = UTC if match[7] else _zone(*match.groups()[7:])
            return Said(datetime(*day, int(match[4]), int(match[5]), int(match[6]), tzinfo=zone))
        if match := _DEFAULT.fullmatch(said):
            month, day_, hour, minute, second, year, *zone_ = match.groups()
            return Said(_moment(year, month, day_, hour, minute, second, _zone(*zone_)))
        if match := _RFC.fullmatch(said):
            day_, month, year, hour, minute, second, *zone_ = match.groups()
            return Said(_moment(year, month, day_, hour, minute, second, _zone(*zone_)))
    except (ValueError, OverflowError, OSError):
        pass
    raise NotADate(said, counts_back=bool(_COUNTS_BACK.search(said)))


def _moment(
    year: str, month: str, day: str, hour: str, minute: str, second: str, zone: timezone | None
) -> datetime:
    return datetime(
        int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second), tzinfo=zone
    )


def _zone(sign: str | None, hours: str | None, minutes: str | None) -> timezone | None:
    if sign is None or hours is None or minutes is None:
        return None
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if sign == "-" else offset)
