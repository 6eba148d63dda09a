"""A system's clock that was wrong, told by what it and another system both saw (R3.2, C13).

Two systems tell of one thing by the same long words: a commit's hash, an alert's fingerprint, a ticket's
number, the same sentence. Where several such pairs lie apart by the same time, one of the clocks was off.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from secondsight.base.errors import InvalidInput

FEWEST_PAIRS = 3
LEAST_OFFSET = timedelta(seconds=20)  # below it lies what tools need to tell each other
MOST_OFFSET = timedelta(hours=14)  # a zone taken for another is at most so much
SPREAD = timedelta(seconds=10)  # within which pairs agree
MOST_TELLINGS = 4  # of one mark by one system: what is told more often marks nothing

_MARK = re.compile(
    r"\b[0-9a-f]{7,40}\b|\b[A-Z][A-Z0-9]+-\d+\b|\b\d+\.\d+\.\d+(?:-[\w.]+)?\b|\b[A-Z][a-z]+(?:[A-Z][a-z0-9]+){2,}\b"
)
_OFFSET = re.compile(
    r"([+-]?)\s*(?:(?:(\d{1,2}):)?(\d{1,2}):(\d{1,2}(?:\.\d{1,6})?)|(\d{1,6}(?:\.\d{1,6})?)\s*s)"
)
_WORD = re.compile(r"\w+")
_LONG_SENTENCE = 6  # words


@dataclass(frozen=True, slots=True)
class Telling:
    """What one system told, and when its clock said it was."""

    source: str
    told_at: datetime
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class OffsetProposal:
    """What should be added to a source's times so that they agree with the others'; a person decides (S9)."""

    source: str
    against: str
    offset: timedelta
    pairs: tuple[tuple[str, str], ...]  # keys of what tells of the same thing: the source's, the other's

    @property
    def why(self) -> str:
        """Return the sentence that says what it rests on."""
        ahead = "ahead of" if self.offset < timedelta(0) else "behind"
        return (
            f"{len(self.pairs)} things that “{self.source}” and “{self.against}” both tell of lie "
            f"{told(abs(self.offset))} apart: the clock of “{self.source}” seems to be {ahead} that of "
            f"“{self.against}”."
        )


def propose_offsets(tellings: Iterable[Telling]) -> list[OffsetProposal]:
    """Return which clocks seem to be off and by how much, the best supported first; each source once.

    Of two sources that disagree the one with fewer tellings is taken to be off, since the incident's
    other evidence hangs on the clock of the one with more.
    """
    tellings = list(tellings)
    counts = Counter(telling.source for telling in tellings)
    found: list[OffsetProposal] = []
    for (source, against), pairs in _pairs(tellings, counts).items():
        agreed = _agreed(pairs)
        if len(agreed) < FEWEST_PAIRS:
            continue
        seconds = median((other.told_at - own.told_at).total_seconds() for own, other in agreed)
        offset = timedelta(seconds=round(seconds, 3))
        if LEAST_OFFSET <= abs(offset) <= MOST_OFFSET:
            keys = tuple((own.key, other.key) for own, other in agreed)
            found.append(OffsetProposal(source, against, offset, keys))
    found.sort(key=lambda proposal: (-len(proposal.pairs), proposal.source))
    chosen: dict[str, OffsetProposal] = {}
    for proposal in found:
        # A clock that is itself off is nothing to measure another by.
        if proposal.source not in chosen and proposal.against not in chosen:
            chosen[proposal.source] = proposal
    return list(chosen.values())


def told(length: timedelta) -> str:
    """Return a length in words: "1 h 00 min", "3 min 12 s", "41 s"."""
    seconds = round(length.total_seconds())
    if seconds >= 3600:
        return f"{seconds // 3600} h {seconds % 3600 // 60:02} min"
    return f"{seconds // 60} min {seconds % 60:02} s" if seconds >= 60 else f"{seconds} s"


def signed(offset: timedelta) -> str:
    """Return an offset as people type it: "+0:03:12", "-1:00:00.250"; "0:00:00" for none."""
    sign = "-" if offset < timedelta(0) else "+" if offset else ""
    millis = round(abs(offset) / timedelta(milliseconds=1))
    seconds, rest = divmod(millis, 1000)
    fraction = f".{rest:03}" if rest else ""
    return f"{sign}{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}{fraction}"


def read_offset(text: str) -> timedelta:
    """Return the offset that a person typed: "+0:03:12", "-12:30" (minutes and seconds), "-192 s".

    Raises InvalidInput (field "offset") for anything else, and beyond a day.
    """
    match = _OFFSET.fullmatch(text.strip().replace("\u2212", "-"))
    if match is None:
        raise InvalidInput("Expected what is to be added, such as +0:03:12 or -45 s.", field="offset")
    sign, hours, minutes, seconds, alone = match.groups()
    length = float(alone) if alone else int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
    if length > 86_400:
        raise InvalidInput("A clock is not more than a day off; is the date wrong instead?", field="offset")
    return timedelta(milliseconds=round(length * 1000)) * (-1 if sign == "-" else 1)


def _pairs(
    tellings: Iterable[Telling], counts: Counter[str]
) -> dict[tuple[str, str], list[tuple[Telling, Telling]]]:
    """What two sources both tell of, the source with fewer tellings first."""
    by_mark: dict[str, dict[str, list[Telling]]] = defaultdict(lambda: defaultdict(list))
    for telling in tellings:
        for mark in set(_marks(telling.text)):
            by_mark[mark][telling.source].append(telling)
    pairs: dict[tuple[str, str], list[tuple[Telling, Telling]]] = defaultdict(list)
    for by_source in by_mark.values():
        told_by = sorted(by_source, key=lambda source: (counts[source], source))
        for place, source in enumerate(told_by):
            for other in told_by[place + 1 :]:
                own, others = by_source[source], by_source[other]
                if len(own) <= MOST_TELLINGS and len(others) <= MOST_TELLINGS:
                    pairs[source, other] += zip(_in_order(own), _in_order(others), strict=False)
    return pairs


def _marks(text: str) -> Iterator[str]:
    """What is hardly said of two things: hashes, numbers of tickets, versions, names, long sentences."""
    yield from _MARK.findall(text)
    words = _WORD.findall(text.casefold())
    if len(words) >= _LONG_SENTENCE:
        yield " ".join(words)


def _agreed(pairs: list[tuple[Telling, Telling]]) -> list[tuple[Telling, Telling]]:
    """Return the most pairs that lie apart by the same time; one thing is told of by one pair."""
    each = {(own.key, other.key, own.told_at): (own, other) for own, other in pairs}
    apart = sorted(each.values(), key=lambda pair: pair[1].told_at - pair[0].told_at)
    best: list[tuple[Telling, Telling]] = []
    start = 0
    for end, (own, other) in enumerate(apart):
        while other.told_at - own.told_at - (apart[start][1].told_at - apart[start][0].told_at) > SPREAD:
            start += 1
        if end + 1 - start > len(best):
            best = apart[start : end + 1]
    return best


def _in_order(tellings: list[Telling]) -> list[Telling]:
    return sorted(tellings, key=lambda telling: (telling.told_at, telling.key))
