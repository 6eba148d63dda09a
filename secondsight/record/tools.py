"""The tools that can send live: each folder of `integrations` with a `hook.py` registers its own (C31)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from secondsight.base.errors import InvalidInput
from secondsight.base.once import Once
from secondsight.record.rules.hooks import Tool as Tool

Headers = Mapping[str, str]  # names in small letters


@dataclass(frozen=True)
class Sender:
    """A tool with what it can prove of a delivery; None where it signs or numbers nothing."""

    tool: Tool
    is_signed: Callable[[bytes, Headers, str], bool] | None = None  # body, headers, signing secret
    delivery_id: Callable[[bytes, Headers], str] | None = None  # "" where this one has none
    signed_at: Callable[[bytes, Headers], datetime | None] | None = None  # where the time is signed too


_senders: dict[str, Sender] = {}
bring = Once()  # `bring.add` says what registers them; it is called when they are first asked for


def register(sender: Sender) -> None:
    """Add a tool; one that is registered again takes the place of its namesake."""
    _senders[sender.tool.slug] = sender


def senders() -> tuple[Sender, ...]:
    """Return the tools that can send, by their titles, with the one for any other tool last."""
    bring()
    return tuple(sorted(_senders.values(), key=lambda s: (s.tool.needs_mapping, s.tool.title.casefold())))


def sender(slug: str) -> Sender:
    """Return a tool by its slug. Raises InvalidInput that names those there are."""
    bring()
    if slug not in _senders:
        there_are = ", ".join(each.tool.slug for each in senders())
        raise InvalidInput(f"“{slug[:40]}” is not one of: {there_are}.", field="tool")
    return _senders[slug]
