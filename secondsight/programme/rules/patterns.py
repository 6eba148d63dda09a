"""Small incidents that belong together: several of the same kind within a window (R1.2, R1.4)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Small:
    """A small incident: when it began (or was recorded), and what it may share with others."""

    id: str
    began_at: datetime
    keys: tuple[str, ...]  # "service:ID", "failure:disk full"


@dataclass(frozen=True, slots=True)
class Found:
    """Incidents that belong together, oldest first, and all the keys that the very same ones share."""

    keys: tuple[str, ...]
    incidents: tuple[str, ...]


def find_patterns(
    smalls: Iterable[Small],
    *,
    least: int,
    window: timedelta,
    settled: Mapping[str, frozenset[str]] | None = None,
) -> list[Found]:
    """Return the patterns that wait for an answer, the oldest first.

    Incidents with a key in common belong together where at least so many of them begin within one window,
    both of its ends included; windows that share an incident are one pattern. `settled` are the incidents,
    by key, that a review or a decision has answered: a window of those alone is none, but one that a new
    incident joins is, with all that lie in it.
    """
    answered = settled or {}
    shared: dict[tuple[str, ...], list[str]] = defaultdict(list)
    order: dict[tuple[str, ...], datetime] = {}
    for key, rows in _by_key(smalls).items():
        for first, last in _stretches(rows, least, window, answered.get(key, frozenset())):
            ids = tuple(row.id for row in rows[first : last + 1])
            shared[ids].append(key)
            order[ids] = rows[first].began_at
    found = [Found(tuple(sorted(keys)), ids) for ids, keys in shared.items()]
    return sorted(found, key=lambda one: (order[one.incidents], one.keys))


def _by_key(smalls: Iterable[Small]) -> dict[str, list[Small]]:
    by_key: dict[str, dict[str, Small]] = defaultdict(dict)
    for small in smalls:
        for key in small.keys:
            by_key[key][small.id] = small
    return {
        key: sorted(rows.values(), key=lambda row: (row.began_at, row.id)) for key, rows in by_key.items()
    }


def _stretches(
    rows: list[Small], least: int, window: timedelta, settled: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield first and last place of each pattern in rows of one key."""
    joined: tuple[int, int] | None = None
    last = 0
    for first, row in enumerate(rows):
        while last + 1 < len(rows) and rows[last + 1].began_at - row.began_at <= window:
            last += 1
        last = max(last, first)
        is_new = any(one.id not in settled for one in rows[first : last + 1])
        if last - first + 1 < max(least, 2) or not is_new:
            continue
        if joined is not None and first <= joined[1]:
            joined = (joined[0], last)
        else:
            if joined is not None:
                yield joined
            joined = (first, last)
    if joined is not None:
        yield joined
