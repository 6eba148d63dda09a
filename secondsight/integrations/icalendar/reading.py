"""The one place where a calendar's file is opened."""

from typing import Any

from secondsight.base.errors import UnreadableFile

MOST_BYTES = 5 * 1024 * 1024
MOST_PARTS = 20_000


def read_calendars(content: bytes, name: str = "the calendar") -> list[Any]:
    """Return the calendars in a file, as the `icalendar` library has them.

    Raises UnreadableFile that says what is wrong and what was expected.
    """
    from icalendar import Calendar  # a fifth of a second that most commands need not wait for

    if len(content) > MOST_BYTES:
        raise UnreadableFile(f"{name}: it is larger than 5 MB; expected one person's calendar", file=name)
    if b"BEGIN:VCALENDAR" not in content[:100_000].upper():
        raise UnreadableFile(
            f"{name}: it has no BEGIN:VCALENDAR; expected an iCalendar file (.ics)", file=name
        )
    try:
        found: Any = Calendar.from_ical(content.decode("utf-8", "replace"), multiple=True)
        calendars = list(found)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        told = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise UnreadableFile(f"{name}: it cannot be read as iCalendar ({told})", file=name) from None
    if sum(len(calendar.subcomponents) for calendar in calendars) > MOST_PARTS:
        raise UnreadableFile(f"{name}: it has over {MOST_PARTS:,} entries; export a shorter time", file=name)
    return calendars
