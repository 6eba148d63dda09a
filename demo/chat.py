"""The shapes of a chat, and short ways to write one down."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Bot:
    """A program that posts into channels."""

    slug: str
    name: str
    bot_id: str
    user_id: str = ""  # newer apps post as a user of their own


@dataclass(frozen=True, slots=True)
class Card:
    """What a bot hangs below its message: a coloured box with a title and fields."""

    title: str
    text: str = ""
    color: str = "a30200"
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message. `author` is a person's or a bot's slug.

    In `text`, "@slug" mentions somebody, "#channel" a channel; single backquotes hold code. `kind` is
    "message", "join", "topic" or "deleted". `thread` is the key of the message that it answers.
    """

    key: str
    at: timedelta
    channel: str
    author: str
    text: str
    kind: str = "message"
    thread: str = ""
    edited: timedelta | None = None
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    file: str = ""  # the name of an attached file
    card: Card | None = None
    broadcast: bool = False  # a reply that was also sent to the channel


def offset(clock: str, zero: str = "11:59:00") -> timedelta:
    """Return how long after zero (UTC) a clock time on the same day is; negative before it.

    Both are "HH:MM" or "HH:MM:SS", the first with any fraction of a second.
    """
    return _of_day(clock) - _of_day(zero)


def _of_day(clock: str) -> timedelta:
    hours, minutes, *seconds = clock.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds[0]) if seconds else 0)
