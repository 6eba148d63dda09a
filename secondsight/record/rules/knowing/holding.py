"""For how long a vantage held an event known or believed, made of what each there said."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from secondsight.record.rules.vocabulary import Certainty, TurnedOut


class Belief(NamedTuple):
    """What one statement says: believed since when, until when (None: to the end), and what became of it."""

    since_at: datetime
    until_at: datetime | None
    turned_out: str


class Holding(NamedTuple):
    """That an event was known or believed at a vantage from an instant on, half-open; None: to the end."""

    since_at: datetime
    until_at: datetime | None
    certainty: Certainty
    turned_out: str = ""


def hold(beliefs: Iterable[Belief], known_at: datetime | None) -> tuple[Holding, ...]:
    """Return the holdings that beliefs and a knowing amount to, in order, none overlapping another.

    Beliefs that overlap or touch are one, held since the first of them; it turned out otherwise where that
    is said of any. Knowing ends believing and lasts.
    """
    found: list[Holding] = []
    for belief in sorted(beliefs, key=_by_start):
        since, until, turned_out = belief
        if known_at is not None:
            if since >= known_at:
                break
            until = known_at if until is None else min(until, known_at)
        last = found[-1].until_at if found else None
        if found and (last is None or since <= last):
            found[-1] = _joined(found[-1], until, turned_out)
        else:
            found.append(Holding(since, until, Certainty.BELIEVED, turned_out))
    if known_at is not None:
        found.append(Holding(known_at, None, Certainty.KNOWN))
    return tuple(found)


def _by_start(belief: Belief) -> datetime:
    return belief.since_at


def _joined(holding: Holding, until: datetime | None, turned_out: str) -> Holding:
    is_open = until is None or holding.until_at is None
    end = None if is_open else max(filter(None, (until, holding.until_at)))
    turns = (holding.turned_out, turned_out)
    told = TurnedOut.OTHERWISE if TurnedOut.OTHERWISE in turns else holding.turned_out or turned_out
    return Holding(holding.since_at, end, Certainty.BELIEVED, told)
