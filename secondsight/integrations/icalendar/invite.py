"""An invitation as calendars take it: asked, changed under the same name, called off (RFC 5546)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from secondsight.inquiry.rules.dates import Invited, Meeting


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who asks, and from which address answers are awaited."""

    name: str
    email: str


def write_invitation(meeting: Meeting, people: list[Invited], head: Letterhead, at: datetime) -> bytes:
    """Return the iCalendar file for a meeting, or for a guest's section of one.

    REQUEST, or CANCEL where it was called off; the same UID with a higher SEQUENCE replaces what was sent
    before. Times are UTC, which every calendar shows in its owner's zone.
    """
    from icalendar import Calendar, Event, vCalAddress

    event: Any = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", meeting.title)
    if meeting.words:
        event.add("description", meeting.words)
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.url:
        event.add("url", meeting.url)
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE" if meeting.is_restricted else "PUBLIC")
    organiser = vCalAddress(f"mailto:{head.email}")
    organiser.params["CN"] = head.name
    event["organizer"] = organiser
    for one in people:
        attendee = vCalAddress(f"mailto:{one.email}")
        attendee.params["CN"] = one.name
        attendee.params["ROLE"] = "REQ-PARTICIPANT"
        attendee.params["PARTSTAT"] = one.answer.upper().replace("_", "-") if one.answer else "NEEDS-ACTION"
        attendee.params["RSVP"] = "TRUE"
        event.add("attendee", attendee, encode=0)
    calendar: Any = Calendar()
    calendar.add("prodid", "-//Secondsight//Secondsight//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if meeting.is_cancelled else "REQUEST")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
