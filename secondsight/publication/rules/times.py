"""Instants in words that can stand alone: an edition leaves the house, so its times carry their zone."""

from datetime import UTC, date, datetime, tzinfo


def clock(at: datetime | None, zone: tzinfo, precision: str = "second", *, has_zone: bool = True) -> str:
    """Return the time of day: "14:02 CET", "about 14:02 CET", "in the hour from 14:00 CET".

    Seconds are said where they are known and not zero; a moment known to the day only has no clock time.
    """
    if at is None:
        return "time not known"
    local = at.astimezone(zone)
    if precision == "day":
        return "some time that day"
    said = local.strftime("%H:%M:%S" if precision == "second" and local.second else "%H:%M")
    if has_zone:
        said = f"{said} {zone_word(at, zone)}"
    return {"about": f"about {said}", "hour": f"in the hour from {said}"}.get(precision, said)


def day(at: datetime, zone: tzinfo) -> str:
    """Return the day: "11 March 2026"."""
    return day_of(at.astimezone(zone).date())


def day_of(on: date) -> str:
    """Return a date: "11 March 2026"."""
    return f"{on.day} {on:%B} {on.year}"


def instant(at: datetime, zone: tzinfo) -> str:
    """Return day and time: "11 March 2026, 14:02 CET"."""
    return f"{day(at, zone)}, {clock(at, zone, 'minute')}"


def zone_word(at: datetime, zone: tzinfo) -> str:
    """Return a zone's short name at an instant, or its distance from UTC where it has none: "UTC+05:30"."""
    local = at.astimezone(zone)
    name = local.tzname() or ""
    if name.isalpha():
        return name
    offset = local.strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}" if offset else UTC.tzname(None)
