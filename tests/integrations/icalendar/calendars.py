"""Calendars as people's programs write them, with made-up appointments."""

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n"
FOOT = "END:VCALENDAR\r\n"


def calendar(*parts: str, method: str = "") -> bytes:
    """A calendar's file of these parts."""
    named = f"METHOD:{method}\r\n" if method else ""
    return (HEAD + named + "".join(parts) + FOOT).encode()


def event(**fields: str) -> str:
    """One appointment; an underscore in a name stands for a hyphen, a tail `__X` for a parameter."""
    lines = ["BEGIN:VEVENT", "UID:one@example.org", "DTSTAMP:20260301T000000Z"]
    for name, value in fields.items():
        lines.append(f"{name.replace('_', '-')}{'' if value.startswith(';') else ':'}{value}")
    return "\r\n".join([*lines, "END:VEVENT", ""])


def reply(uid: str, email: str, answer: str, *, sequence: int = 0, comment: str = "") -> bytes:
    """What a calendar sends back when its owner answers an invitation."""
    said = {"COMMENT": comment} if comment else {}
    one = event(
        SEQUENCE=str(sequence), ATTENDEE=f";PARTSTAT={answer};CN=Somebody:mailto:{email}", **said
    ).replace("UID:one@example.org", f"UID:{uid}")
    return calendar(one, method="REPLY")
