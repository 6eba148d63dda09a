"""What people answered to an invitation, of the file that their calendar sends back (R2.3)."""

from dataclasses import dataclass
from email import message_from_bytes, policy

from secondsight.base.errors import UnreadableFile
from secondsight.inquiry.rules.dates import Answer
from secondsight.integrations.icalendar.reading import read_calendars

ANSWERS = {
    "ACCEPTED": Answer.ACCEPTED,
    "DECLINED": Answer.DECLINED,
    "TENTATIVE": Answer.TENTATIVE,
}


@dataclass(frozen=True, slots=True)
class Reply:
    """One person's answer to one invitation; `sequence` is the version of it that they saw."""

    uid: str
    email: str
    answer: Answer
    sequence: int = 0
    note: str = ""


def read_replies(content: bytes, name: str = "the reply") -> list[Reply]:
    """Return the answers in a calendar's file, or in a mail that carries one.

    Raises UnreadableFile where there is none: it names what was there instead.
    Source: RFC 5546, 3.2.3.
    """
    found: list[Reply] = []
    methods: set[str] = set()
    for calendar in read_calendars(_calendar_of(content, name), name):
        method = str(calendar.get("METHOD", "")).upper()
        methods.add(method or "none")
        if method != "REPLY":
            continue
        for event in calendar.walk("VEVENT"):
            given = event.get("ATTENDEE", [])
            for attendee in given if isinstance(given, list) else [given]:
                answer = ANSWERS.get(str(attendee.params.get("PARTSTAT", "")).upper())
                address = str(attendee)
                if answer is None or not event.get("UID"):
                    continue
                email = address[7:] if address.lower().startswith("mailto:") else address
                found.append(
                    Reply(
                        uid=str(event["UID"])[:200],
                        email=email.strip().lower()[:254],
                        answer=answer,
                        sequence=int(event.get("SEQUENCE", 0) or 0),
                        note=" ".join(str(event.get("COMMENT", "")).split())[:500],
                    )
                )
    if not found:
        raise UnreadableFile(
            f"{name}: it holds no answer (METHOD is {', '.join(sorted(methods))}); expected the reply that a "
            "calendar sends when somebody accepts or declines",
            file=name,
        )
    return found


def _calendar_of(content: bytes, name: str) -> bytes:
    if b"BEGIN:VCALENDAR" in content[:2000].upper():
        return content
    message = message_from_bytes(content, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/calendar" or (part.get_filename() or "").lower().endswith(".ics"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload
    raise UnreadableFile(f"{name}: neither a calendar's file (.ics) nor a mail with one in it", file=name)
