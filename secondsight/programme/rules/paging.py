"""How often one person was paged within an hour (R1.4)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)


def most_pages(pages: Iterable[tuple[str, datetime]]) -> int:
    """Return the most pages that any one person got within some hour, 0 without any.

    `pages` are who was paged and when, in any order. The hour is half-open: a page exactly an hour after
    another is no longer in it.
    """
    by_person: dict[str, list[datetime]] = defaultdict(list)
    for person, at in pages:
        by_person[person].append(at)
    return max((_busiest(sorted(instants)) for instants in by_person.values()), default=0)


def _busiest(instants: list[datetime]) -> int:
    most = start = 0
    for end, at in enumerate(instants):
        while at - instants[start] >= HOUR:
            start += 1
        most = max(most, end - start + 1)
    return most
