"""Candidates spread over the whole incident: each stretch of time has its best before any has its second.

What is left behind is kept, one press away: a person who goes through forty gets to a timeline, one who
goes through two hundred gives up in the first ten minutes of the incident.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from secondsight.record.rules.candidates.facts import CandidateFact

FEWEST = 12  # that are put forward beside the best of each slot
MOST = 60
CROWDED = 0.08  # taken off for each that its slot has already
SLOTS = 24  # of the time in which most of it happened
CORE = 0.7  # of the candidates
SHORTEST, LONGEST = timedelta(minutes=2), timedelta(hours=1)


def spread(candidates: Sequence[CandidateFact]) -> list[CandidateFact]:
    """Return the candidates, those marked that are kept back, in the same order.

    The time in which most of it happened is parted into slots of equal length, which go on to both sides.
    Each slot's best comes forward, then the strongest of the others.
    Source: R3.7.
    """
    if len(candidates) <= FEWEST:
        return list(candidates)
    length = slot_length(candidates)
    slots: dict[int, list[CandidateFact]] = defaultdict(list)
    start = min(each.occurred_at for each in candidates)
    for each in candidates:
        slots[(each.occurred_at - start) // length].append(each)
    ranked = [
        (rank > 0, CROWDED * rank - each.score, each.occurred_at, each.fingerprint)
        for there in slots.values()
        for rank, each in enumerate(sorted(there, key=lambda c: (-c.score, c.occurred_at, c.fingerprint)))
    ]
    forward = {name for *_, name in sorted(ranked)[: min(MOST, FEWEST + len(slots))]}
    return [replace(each, is_kept_back=each.fingerprint not in forward) for each in candidates]


def slot_length(candidates: Sequence[CandidateFact]) -> timedelta:
    """Return how long a slot is: a share of the shortest stretch that holds most of the candidates."""
    at = sorted(each.occurred_at for each in candidates)
    many = max(1, round(CORE * len(at)))
    core = min(at[n + many - 1] - at[n] for n in range(len(at) - many + 1))
    return min(max(core / SLOTS, SHORTEST), LONGEST)
