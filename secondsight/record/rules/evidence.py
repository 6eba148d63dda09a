"""What a reader gives for each record that it finds in a file (R2.4, R2.4a)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from secondsight.base.errors import UnreadableFile as UnreadableFile

ITEM_KINDS = (
    "message",  # in a chat
    "speech",  # a cue of a transcript
    "mail",
    "alert",  # details: state ("firing", "acknowledged", "resolved"), name, severity, service
    "page",  # somebody was called, answered, passed it on; details: state, to, service
    "deployment",
    "deployment_status",
    "release",
    "push",
    "workflow_run",
    "change",  # a flag, a setting, a commit, a rollout: what altered the system; details: state, service
    "cluster_event",  # what an orchestrator noted by itself
    "status_update",  # what customers were told; details: state, impact
    "ticket",  # a ticket, or what happened to it; details: state
    "record",
)
PRECISIONS = ("second", "minute", "hour", "day")


_NOTHING: Mapping[str, object] = MappingProxyType({})


class Item(NamedTuple):
    """One thing that happened, as the tool told it; a tuple, for a hundred thousand are made in a second.

    `key` is the same for the same record in any file of that tool, so that overlapping files merge;
    `place` says where in the file it stands ("general/2015-06-05.json message 12", "line 40").
    `text` can be read alone; where there is a `title` it is the text's first line too. `occurred_at` is
    aware, in UTC, to the microsecond. No text holds what a database refuses (NUL, halves of surrogates).
    """

    key: str
    kind: str
    occurred_at: datetime
    text: str
    place: str
    # The record's own JSON or text, unaltered in meaning; "" where the reader's `told_at` finds it by place.
    raw: str
    channel: str = ""
    author_id: str = ""
    author_name: str = ""
    is_bot: bool = False
    thread: str = ""  # key of the message that a reply answers
    url: str = ""
    title: str = ""  # a short form for tools that have one (an alert's name, "Deploy checkout 4.18")
    details: Mapping[str, object] = _NOTHING  # state, severity, author_email, reactions...
    precision: str = "second"  # how closely `occurred_at` was told; "second" holds fractions too


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the packet that tells of no moments: a picture, a PDF, a text (R2.4)."""

    title: str
    media_type: str  # "image/png", "application/pdf", "text/plain"
    text: str = ""  # its words, where it has any that can be searched
    place: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One record that was read and is not evidence, with its reason in words and its place."""

    place: str
    reason: str  # a short phrase that is counted: "no time", "not a message"
    channel: str = ""
    detail: str = ""


Record = Item | LeftOut | Document


# What a row of the record has room for, in characters; longer keys keep their start and gain a digest.
LENGTHS = {
    "key": 200,
    "thread": 200,
    "place": 400,
    "channel": 200,
    "author_id": 100,
    "author_name": 200,
    "title": 500,
    "url": 2000,
}
_LEFT_OUT_LENGTHS = {"place": 400, "channel": 200, "reason": 200}
_DOCUMENT_LENGTHS = {"place": 400, "title": 500, "media_type": 100}
_DIGEST = 32
_limited = attrgetter(*LENGTHS)
_SHORT = min(LENGTHS.values())


def fitted(found: Record) -> Record:
    """Return an item or left-out record whose names and places fit into a row; its words stay whole.

    What is cut ends in "…"; two long keys stay as different as they were. A url is dropped, not cut.
    """
    if isinstance(found, Item):
        # The first line is all that most of a hundred thousand messages meet.
        if max(map(len, _limited(found))) <= _SHORT:
            return found
        return found._replace(**_cut(found, LENGTHS))
    if isinstance(found, LeftOut):
        return replace(found, **_cut(found, _LEFT_OUT_LENGTHS))
    return replace(found, **_cut(found, _DOCUMENT_LENGTHS))


def _cut(found: Record, lengths: Mapping[str, int]) -> Mapping[str, Any]:
    cut: dict[str, str] = {}
    for name, most in lengths.items():
        text = getattr(found, name)
        if len(text) <= most:
            continue
        if name in ("key", "thread"):
            cut[name] = f"{text[: most - _DIGEST - 1]}#{sha256(text.encode()).hexdigest()[:_DIGEST]}"
        else:
            cut[name] = "" if name == "url" else text[: most - 1] + "…"
    return cut


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person said about a file before it is read.

    `mapping` names a table's columns: our field -> their header, or "=alert" for a word that holds for
    every row. `zone` is for times without one. `day_first` settles 05/10/2026: the fifth of October if
    true, May the tenth if false. `source` is the person's name for where a table comes from.
    `starts_at` is when a recording began whose times count from its start; `on_date` is the first day of
    a text that gives only hours and minutes. `repeated_hour` says which of the two is meant where clocks
    went back: "first" or "second". `channel` is where messages stood whose file does not say it: the
    tool's id, a link that ends in it, a name, or name and id; `channel_id` is the id that earlier evidence
    gives that name, for readers that have `channel_of`.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo | None = None
    source: str = ""
    day_first: bool | None = None
    starts_at: datetime | None = None
    on_date: date | None = None
    repeated_hour: str = ""
    channel: str = ""
    channel_id: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a person has to say before a file can be read: a field of ReadOptions, and the question."""

    field: str  # "zone", "starts_at", "on_date", "repeated_hour", "day_first", "channel"
    words: str


class NeedsAnswer(UnreadableFile):
    """A file that can be read once somebody has answered. Readers raise it; nothing of the file is kept.

    `asks` are all that is known to be open, each field once.
    """

    def __init__(self, file: str, *asks: Ask) -> None:
        super().__init__(f"{file}: {' '.join(ask.words for ask in asks)}", file=file)
        self.asks = asks


@dataclass(frozen=True, slots=True)
class Proposal:
    """A table's columns as we would read them, for a person to correct."""

    columns: tuple[str, ...]
    mapping: Mapping[str, str]  # our field -> their header; "time" and "text" are needed
    samples: tuple[Mapping[str, str], ...]  # the first rows, as text
    is_complete: bool  # whether the file can be read with this mapping as it stands
    question: str = ""  # what is still to be said, in words


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a file before it is read: enough to recognise it by content."""

    path: Path
    name: str  # as the person named it
    size: int
    start: bytes  # its first 64 KiB
    members: tuple[str, ...] = ()  # for a ZIP archive: the names in it


class Reader(Protocol):
    """One format. `read` streams: it never holds a whole file."""

    format: str  # "slack-export"
    title: str  # "Slack export (ZIP)"
    about: str  # Markdown for a person: how one gets such a file, what is read, keyed, left out and asked

    def recognises(self, head: Head) -> bool:
        """Return whether the content has this format's shape."""
        ...

    def read(self, head: Head, options: ReadOptions) -> Iterator[Record]:
        """Return every record in the file, each once, in the file's order.

        Raises UnreadableFile when the file breaks off or is not what it seemed, NeedsAnswer when a person
        has to say something first.
        """
        ...

    propose: Callable[[Head], Proposal] | None
    """For tables: how the columns would be read. None for formats that need no mapping."""
