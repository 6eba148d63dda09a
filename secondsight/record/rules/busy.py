"""When most of the evidence happened: a first guess at an incident's time, for a person to correct (S9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SECONDS = 15 * 60
_BUCKET = timedelta(seconds=SECONDS)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# A quarter of an hour belongs to the busy time if it has this part of the busiest one's records;
# two quiet ones in a row end it.
PART_OF_PEAK = 0.15
QUIET = 2


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open stretch of time."""

    start: datetime
    end: datetime


def bucket(at: datetime) -> int:
    """Return the number of the quarter of an hour that an instant lies in, counted from 1970."""
    return (at - _EPOCH) // _BUCKET


def busiest(counts: Mapping[int, int]) -> Period | None:
    """Return the busy time around the busiest quarter of an hour, None without records.

    `counts` is how many records each `bucket` has. Of equally busy ones the latest counts.
    """
    if not counts:
        return None
    peak = max(counts, key=lambda number: (counts[number], number))
    enough = counts[peak] * PART_OF_PEAK
    return Period(_instant(_edge(counts, peak, -1, enough)), _instant(_edge(counts, peak, 1, enough) + 1))


def _edge(counts: Mapping[int, int], peak: int, step: int, enough: float) -> int:
    edge, quiet, at = peak, 0, peak
    while quiet < QUIET:
        at += step
        if counts.get(at, 0) >= enough:
            edge, quiet = at, 0
        else:
            quiet += 1
    return edge


def _instant(number: int) -> datetime:
    return datetime.fromtimestamp(number * SECONDS, UTC)
