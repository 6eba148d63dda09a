"""Short ways to write evidence down."""

from datetime import UTC, datetime, timedelta

from secondsight.record.rules.candidates.facts import EvidenceFact

NOON = datetime(2026, 3, 16, 12, tzinfo=UTC)


def say(
    text: str, minutes: float = 0, who: str = "bo", *, channel: str = "incident-1", **more
) -> EvidenceFact:
    """Return a chat message some minutes after noon."""
    at = NOON + timedelta(minutes=minutes)
    key = more.pop("key", f"{channel}:{who}:{minutes}")
    return EvidenceFact(key, "message", at, text, channel, who, who.capitalize(), **more)


def tool(
    kind: str, text: str, minutes: float = 0, *, title: str = "", channel: str = "", **details
) -> EvidenceFact:
    """Return a tool's record some minutes after noon; what is named besides are its details."""
    at = NOON + timedelta(minutes=minutes)
    key = details.pop("key", f"{kind}:{channel}:{title}:{minutes}")
    return EvidenceFact(key, kind, at, text, channel, title=title, details=details)


def bot(text: str, minutes: float = 0, *, channel: str = "alerts") -> EvidenceFact:
    """Return what a program posted into a channel."""
    return say(text, minutes, "lantern", channel=channel, is_bot=True)
