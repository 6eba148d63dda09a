"""Time zones as post-mortems name them: “UTC”, “CET”, “PST”, “Pacific time”, “UTC+2”, “Europe/Berlin”."""

import re
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Hours from UTC. An abbreviation means the same all year: whoever writes CET in July has written UTC+1.
FIXED = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "SAST": 2, "EEST": 3, "MSK": 3, "GST": 4, "IST": 5.5, "SGT": 8, "HKT": 8, "AWST": 8, "JST": 9,
    "KST": 9, "ACST": 9.5, "AEST": 10, "ACDT": 10.5, "AEDT": 11, "NZST": 12, "NZDT": 13, "BRT": -3,
    "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "AKDT": -8,
    "AKST": -9, "HST": -10,
}  # fmt: skip
# What changes with the season where it is used.
PLACES = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "EASTERN": "America/New_York", "CENTRAL": "America/Chicago", "MOUNTAIN": "America/Denver",
    "PACIFIC": "America/Los_Angeles",
}  # fmt: skip
SEVERAL = {"IST": "India's", "CST": "North America's", "BST": "Britain's summer", "GST": "the Gulf's"}
_SUMMER = {
    "CET": "CEST",
    "EET": "EEST",
    "WET": "WEST",
    "EST": "EDT",
    "CST": "CDT",
    "MST": "MDT",
    "PST": "PDT",
}
_SHORT = "|".join(sorted([*FIXED, "ET", "CT", "MT", "PT"], key=len, reverse=True))
OFFSET = r"(?:UTC|GMT)?\s?[+\-\u2212]\d{1,2}(?::?[0-5]\d)?"
PLACE = r"(?:Africa|America|Asia|Atlantic|Australia|Europe|Pacific|Indian)/[A-Za-z_]+(?:/[A-Za-z_]+)?"
LONG = (
    r"(?:(?:US\s+)?(?:Eastern|Central|Mountain|Pacific)(?:\s+(?:Standard|Daylight))?(?:\s+Time)?"
    r"|Central European(?:\s+Summer)?\s+Time|Coordinated Universal Time)"
)
# Directly behind a time: “14:02 UTC”, “14:02Z”, “14:02+01:00”, “14:02 (CET)”.
BEHIND = re.compile(
    rf"\s?\(?(?P<zone>{PLACE}|(?:UTC|GMT)[+\-\u2212]\d{{1,2}}(?::?[0-5]\d)?"
    rf"|[+\-\u2212]\d\d:?[0-5]\d|(?:{_SHORT})\b)\)?"
)
_ANY = rf"(?P<zone>{PLACE}|(?:UTC|GMT)[+\-\u2212]\d{{1,2}}(?::?[0-5]\d)?|\b(?:{_SHORT})\b|{LONG})"
_NAMED = re.compile(_ANY)
_STATED = re.compile(
    rf"(?:[Tt]imes?(?:stamps?|zone)?|TIMES?)\b[^.\n]{{0,50}}?{_ANY}"
    rf"|{_ANY.replace('zone', 'other')}\)?[^.\n]{{0,15}}\btimes?\b"
)


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone as a document named it."""

    words: str
    tz: tzinfo
    name: str  # of the time zone database, for pages that show times in it

    def doubt(self, month: int) -> str:
        """Return why a reader might doubt the zone for a time in a month, empty for no reason."""
        short = self.words.upper()
        if short in _SUMMER and 4 <= month <= 10:
            return f"{short} was read as the document says it; in summer, clocks there show {_SUMMER[short]}."
        if short in SEVERAL:
            return f"{short} was read as {SEVERAL[short]} time; other places use the same letters."
        return ""


UTC = Zone("UTC", timezone.utc, "UTC")  # noqa: UP017


def zone_of(words: str) -> Zone | None:
    """Return the zone that some words name, None if they name none."""
    bare = words.strip(" ()").replace("\u2212", "-")
    if short := FIXED.get(bare.upper()):
        return _fixed(bare.upper(), timedelta(hours=short))
    if bare.upper() in FIXED:
        return Zone(bare.upper(), UTC.tz, "UTC")
    if match := re.fullmatch(r"(?:UTC|GMT)?\s?([+-])(\d{1,2})(?::?([0-5]\d))?", bare):
        sign, hours, minutes = match.groups()
        length = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return _fixed(bare, -length if sign == "-" else length) if length < timedelta(hours=15) else None
    spelt = bare.upper().removeprefix("US ")
    if spelt.startswith("CENTRAL EUROPEAN"):
        return _fixed("CEST" if "SUMMER" in spelt else "CET", timedelta(hours=2 if "SUMMER" in spelt else 1))
    if spelt.startswith("COORDINATED"):
        return UTC
    if match := re.fullmatch(r"(EASTERN|CENTRAL|MOUNTAIN|PACIFIC) (STANDARD|DAYLIGHT)(?: TIME)?", spelt):
        return zone_of(f"{match[1][0]}{match[2][0]}T")
    place = PLACES.get(spelt.removesuffix(" TIME"), bare if "/" in bare else "")
    try:
        return Zone(bare, ZoneInfo(place), place) if place else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_named(text: str) -> Zone | None:
    """Return the zone that a heading or a column's name holds: “Time (UTC)”, “Date and Time in CET”."""
    match = _NAMED.search(text)
    return zone_of(match["zone"]) if match else None


def zone_stated(text: str) -> Zone | None:
    """Return the zone that prose gives to times: “All times in UTC.”; other mentions of a zone are none."""
    match = _STATED.search(text)
    return zone_of(match["zone"] or match["other"]) if match else None


def _fixed(words: str, offset: timedelta) -> Zone:
    hours, rest = divmod(int(offset.total_seconds()), 3600)
    # The database counts its fixed zones from the other side: Etc/GMT-1 is an hour ahead of UTC.
    name = "UTC" if rest or not hours or not -12 <= hours <= 14 else f"Etc/GMT{-hours:+d}"
    return Zone(words, timezone(offset), name)
