"""What goes into a search for candidates, and what comes out of it (R3.7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from secondsight.record.rules.candidates.signs import Sign, Strength, strength_of
from secondsight.record.rules.vocabulary import EventKind, Phase

LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class EvidenceFact:
    """What the search needs of one item of evidence; the fields mean what they mean in `evidence.Item`."""

    key: str
    kind: str
    occurred_at: datetime
    text: str
    channel: str = ""
    author_id: str = ""
    author_name: str = ""
    is_bot: bool = False
    thread: str = ""
    title: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CandidateFact:
    """An event that the evidence suggests, for a person to accept, merge or dismiss (S9).

    `text` is always the evidence's own words. `why` is a sentence that says what was seen in it, `reasons`
    are clauses on what makes it weigh more or less. The fingerprint stays the same when the same evidence
    is gone through again. `is_kept_back` is true of what is weaker than others around it.
    """

    fingerprint: str
    occurred_at: datetime
    text: str
    kind: EventKind
    phase: Phase | None
    actor: str
    item_keys: tuple[str, ...]  # the one that it rests on first
    why: str
    sign: Sign
    score: float  # between 0 and 1
    reasons: tuple[str, ...] = ()
    about: str = ""  # of a tool's report: the alert's or the system's name
    team: str | None = None
    is_kept_back: bool = False

    @property
    def strength(self) -> Strength:
        """Return how strongly the evidence speaks for it, in a word."""
        return strength_of(self.score)


def fingerprint(key: str) -> str:
    """Return the stable name of the candidate that rests on an item: 32 hexadecimal digits."""
    return sha256(f"candidate:{key}".encode()).hexdigest()[:32]


def shorten(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return the text on one line, cut at a word with an ellipsis where it is longer."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return f"{line[: longest - 1].rsplit(' ', 1)[0]}…"
