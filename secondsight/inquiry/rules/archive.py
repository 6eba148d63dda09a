"""What was recognised in an old post-mortem: facts without a judgement on what is missing (R10.5).

A line number is where something stands in the document as it came, counted from 1. Owners, dates and
times that the document does not tell are empty: that is normal in old documents, and no error.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from secondsight.record.rules.vocabulary import EventKind, MilestoneKind, Precision

TIMED = frozenset({Precision.SECOND, Precision.MINUTE, Precision.ABOUT})


@dataclass(frozen=True, slots=True)
class ReadAs:
    """What a person says about documents that do not say it themselves."""

    zone: str = ""  # of times that name none: an IANA name; empty: UTC, and said to be assumed
    day_first: bool | None = None  # whether 03/04/2021 is in April


@dataclass(frozen=True, slots=True)
class RecognisedEntry:
    """An entry of the timeline."""

    what: str
    line: int
    stamp: str = ""  # the time in the document's words
    occurred_at: datetime | None = None
    precision: Precision = Precision.MINUTE
    until: str = ""  # where the entry tells a span
    context: str = ""
    actor: str = ""
    kind: EventKind = EventKind.OBSERVATION

    @property
    def is_timed(self) -> bool:
        """Whether the time of day is known, and not only the day."""
        return self.occurred_at is not None and self.precision in TIMED


@dataclass(frozen=True, slots=True)
class RecognisedPoint:
    """A factor, something that worked, or something that was learnt."""

    what: str
    line: int
    context: str = ""


@dataclass(frozen=True, slots=True)
class RecognisedAction:
    """Something that was to be done, as far as the document tells who, until when, and what came of it."""

    what: str
    line: int
    owner: str = ""
    due_on: date | None = None
    status: str = ""  # in the document's words
    is_done: bool | None = None  # None: the document does not say
    url: str = ""
    ticket: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class RecognisedMilestone:
    """An instant that the document names."""

    kind: MilestoneKind
    at: datetime
    line: int


@dataclass(frozen=True, slots=True)
class KeptText:
    """A part of the document that stays text; `markdown` is what stands under the heading."""

    heading: str
    line: int
    last: int
    markdown: str


@dataclass(frozen=True, slots=True)
class RecognisedReview:
    """All that was recognised in one document."""

    title: str
    line: int  # of the title, 0 when the file's name gave it
    severity: str = ""  # "1" to "5", "near-miss", or empty
    severity_words: str = ""
    happened_on: date | None = None
    zone: str = "UTC"  # of the time zone database
    zone_words: str = ""  # as the document names it; empty: it was assumed
    summary: str = ""
    milestones: tuple[RecognisedMilestone, ...] = ()
    entries: tuple[RecognisedEntry, ...] = ()
    factors: tuple[RecognisedPoint, ...] = ()
    worked: tuple[RecognisedPoint, ...] = ()
    lessons: tuple[RecognisedPoint, ...] = ()
    actions: tuple[RecognisedAction, ...] = ()
    texts: tuple[KeptText, ...] = ()
    notes: tuple[str, ...] = ()  # what a reader should know about how it was read

    @property
    def timed(self) -> int:
        """How many entries have a time of day."""
        return sum(entry.is_timed for entry in self.entries)


@dataclass(frozen=True, slots=True)
class NotAReview:
    """A file that was looked at and is no post-mortem, with the reason."""

    reason: str
    detail: str = ""


class Outcome(StrEnum):
    """What became of a file of an archive."""

    ADDED = "added"
    THERE = "there"  # the same bytes had been brought before
    UPDATED = "updated"  # a new version, and the review follows it
    KEPT = "kept"  # a new version, beside a review that people have worked on
    LEFT_OUT = "left out"  # no post-mortem, with the reason
    FAILED = "failed"  # it could not be read


def is_same_document(earlier: dict[str, Any], later: dict[str, Any]) -> bool:
    """Return whether two documents of one name tell of one incident, as their kept parts say.

    Two archives may both have an `outage.md`: those that share neither title nor an entry's time are two.
    """
    if earlier.get("title") == later.get("title"):
        return True
    times = [
        {entry.get("at") for entry in told.get("entries", ()) if entry.get("at")} for told in (earlier, later)
    ]
    return bool(times[0] & times[1])
