"""When somebody is busy, of a calendar: from when until when, and nothing of what it is (R2.3)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from secondsight.base.errors import UnreadableFile
from secondsight.integrations.icalendar.reading import read_calendars
from secondsight.organisation.rules.working_hours import Interval, merged

OFTENER_THAN_ANY_MEETING = ("SECONDLY", "MINUTELY")
TIMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE")
FREE = ("FREE", "TENTATIVE-FREE")


def busy_intervals(
    content: bytes, from_at: datetime, to_at: datetime, *, zone: tzinfo, name: str = "the calendar"
) -> list[Interval]:
    """Return when a calendar says that its owner is busy within a window, merged, in UTC.

    Appointments that repeat are followed, exceptions included. What is cancelled, or marked as free, is
    passed over; so is what the owner declined nowhere says. A day without times is a day in `zone`.
    Free/busy files (VFREEBUSY) are read too. Raises UnreadableFile.
    Source: RFC 5545, 3.6.1, 3.6.4, 3.8.2.7.
    """
    import recurring_ical_events

    found: list[Interval] = []
    for calendar in read_calendars(content, name):
        for event in calendar.walk("VEVENT"):
            _check(event, name)
        try:
            events = recurring_ical_events.of(calendar, skip_bad_series=True).between(from_at, to_at)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            raise UnreadableFile(
                f"{name}: its times cannot be read ({str(error)[:200] or type(error).__name__})", file=name
            ) from None
        found += [interval for event in events if (interval := _interval(event, zone)) is not None]
        found += _free_busy(calendar, zone)
    return [(max(a, from_at), min(b, to_at)) for a, b in merged(found) if b > from_at and a < to_at]


def _check(event: Any, name: str) -> None:
    """Refuse an appointment whose times would be passed over in silence, or would never end."""
    for field, told in event.errors:
        if field in TIMES:
            raise UnreadableFile(
                f"{name}: {field} of “{str(event.get('SUMMARY', 'an appointment'))[:60]}” cannot be read "
                f"({str(told)[:120]})",
                file=name,
            )
    rule = event.get("RRULE")
    for one in rule if isinstance(rule, list) else [rule] if rule else []:
        if set(one.get("FREQ", ())) & set(OFTENER_THAN_ANY_MEETING):
            raise UnreadableFile(
                f"{name}: an appointment repeats every minute or second; no calendar of a person does",
                file=name,
            )


def _interval(event: Any, zone: tzinfo) -> Interval | None:
    if str(event.get("TRANSP", "OPAQUE")).upper() == "TRANSPARENT":
        return None
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return None
    if str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() in FREE:
        return None
    begins, ends = event.start, event.end
    return _instant(begins, zone), _instant(ends, zone)


def _free_busy(calendar: Any, zone: tzinfo) -> Iterator[Interval]:
    for part in calendar.walk("VFREEBUSY"):
        given = part.get("FREEBUSY", [])
        for periods in given if isinstance(given, list) else [given]:
            if str(getattr(periods, "params", {}).get("FBTYPE", "BUSY")).upper() == "FREE":
                continue
            for period in getattr(periods, "dts", None) or [periods]:
                begins, ends = period.dt if hasattr(period, "dt") else (period.start, period.end)
                if isinstance(ends, timedelta):
                    ends = begins + ends
                yield _instant(begins, zone), _instant(ends, zone)


def _instant(at: date | datetime, zone: tzinfo) -> datetime:
    if not isinstance(at, datetime):
        return datetime(at.year, at.month, at.day, tzinfo=zone).astimezone(UTC)
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
