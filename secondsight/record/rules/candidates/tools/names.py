"""Whether two tools mean the same alert, though each calls it in its own way."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from secondsight.record.rules.candidates.reports import Report

AT_ONCE = timedelta(minutes=10)
SHARED = 0.6  # of the words of both names together
FEWEST_SHARED = 2
SHORTEST_INSIDE = 8  # letters of a name that is found inside another's

_PARTS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_EMPTY = frozenset(
    {"a", "above", "alert", "alerting", "an", "and", "at", "below", "by", "critical", "firing", "for", "from"}
    | {"in", "is", "of", "ok", "on", "over", "page", "paging", "problem", "prod", "production", "resolved"}
    | {"service", "the", "to", "triggered", "under", "warning", "with"}
)


@dataclass(frozen=True, slots=True)
class _Name:
    bare: str
    words: frozenset[str]
    tools: frozenset[str]


def group_by_alert(reports: Sequence[Report]) -> list[list[Report]]:
    """Return the reports of each alert in time's order, those of several tools together.

    Names that are equal but for numbers and signs are one alert. Those of different tools are also one
    where the words are mostly the same, or one name holds the other, and both fired within ten minutes.
    """
    by_name: dict[str, list[Report]] = {}
    for report in reports:
        by_name.setdefault(bare(report.subject), []).append(report)
    names = {name: _read(name, said) for name, said in by_name.items()}
    leader = {name: name for name in names}
    for one, other in _alike(names):
        if _fired_at_once(by_name[one], by_name[other]):
            old, new = leader[other], leader[one]
            leader = {name: new if led == old else led for name, led in leader.items()}
    together: dict[str, list[Report]] = defaultdict(list)
    for name, said in by_name.items():
        together[leader[name]] += said
    return [sorted(said, key=lambda r: (r.fact.occurred_at, r.fact.key)) for said in together.values()]


def bare(subject: str) -> str:
    """Return the letters of a name, so that numbers and signs in it do not tell two apart."""
    return re.sub(r"[^a-z]+", "", subject.casefold()) or subject


def words_of(name: str) -> frozenset[str]:
    """Return the telling words of a name: "OrdersApiLatencyHigh" has orders, api, latency and high."""
    return frozenset(part.casefold() for part in _PARTS.findall(name)) - _EMPTY


def _read(name: str, said: Sequence[Report]) -> _Name:
    return _Name(
        name,
        words_of(said[0].subject),
        frozenset(f"{report.fact.key.partition(':')[0]} {report.fact.kind}" for report in said),
    )


def _alike(names: Mapping[str, _Name]) -> list[tuple[str, str]]:
    """Pairs of names of different tools that look alike; compared only where they share words."""
    holding: dict[str, list[str]] = defaultdict(list)
    pairs = []
    for name, read in names.items():
        shared = Counter(other for word in read.words for other in holding[word])
        for other, count in shared.items():
            if not read.tools & names[other].tools and _is_alike(read, names[other], count):
                pairs.append((other, name))
        for word in read.words:
            holding[word].append(name)
    return pairs


def _is_alike(one: _Name, other: _Name, shared: int) -> bool:
    short, long = sorted((one.bare, other.bare), key=len)
    if len(short) >= SHORTEST_INSIDE and short in long:
        return True
    both = len(one.words | other.words)
    return shared >= FEWEST_SHARED and shared / both >= SHARED


def _fired_at_once(one: Collection[Report], other: Collection[Report]) -> bool:
    return any(
        a.is_over == b.is_over and abs(a.fact.occurred_at - b.fact.occurred_at) <= AT_ONCE
        for a in one
        for b in other
    )
