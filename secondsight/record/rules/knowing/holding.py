"""For how long a vantage held an event known or believed, made of what each there said."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from secondsight.record.rules.vocabulary import Certainty, TurnedOut


class Span(NamedTuple):
    """What one statement says: since when, until when, how surely. A knowing has no end."""

    since_at: datetime
    until_at: datetime | None
    is_belief: bool
    turned_out: str


class Holding(NamedTuple):
    """That an event was known or believed at a vantage from an instant on, half-open; None: to the end."""

    since_at: datetime
    until_at: datetime | None
    certainty: Certainty
    turned_out: str = ""


def hold(spans: Iterable[Span]) -> tuple[Holding, ...]:
    """Return the holdings that statements amount to, in order, none overlapping another.

    Beliefs that overlap or touch are one, held since the first of them; it turned out otherwise where that
    is said of any. Knowing ends believing and lasts. A belief that ends when it begins is none.
    """
    known_at: datetime | None = None
    beliefs = []
    for span in spans:
        if span.is_belief:
            if span.until_at is None or span.until_at > span.since_at:
                beliefs.append(span)
        elif known_at is None or span.since_at < known_at:
            known_at = span.since_at
    if not beliefs:
        return (Holding(known_at, None, Certainty.KNOWN),) if known_at is not None else ()
    beliefs.sort(key=_by_start)
    found: list[Holding] = []
    for span in beliefs:
        if known_at is not None and span.since_at >= known_at:
            break
        until = span.until_at
        if known_at is not None and (until is None or until > known_at):
            until = known_at
        if found and (found[-1].until_at is None or span.since_at <= found[-1].until_at):
            found[-1] = _joined(found[-1], until, span.turned_out)
        else:
            found.append(Holding(span.since_at, until, Certainty.BELIEVED, span.turned_out))
    if known_at is not None:
        found.append(Holding(known_at, None, Certainty.KNOWN))
    return tuple(found)


def _by_start(span: Span) -> datetime:
    return span.since_at


def _joined(holding: Holding, until: datetime | None, turned_out: str) -> Holding:
    is_open = until is None or holding.until_at is None
    end = None if is_open else max(filter(None, (until, holding.until_at)))
    turns = (holding.turned_out, turned_out)
    told = TurnedOut.OTHERWISE if TurnedOut.OTHERWISE in turns else holding.turned_out or turned_out
    return Holding(holding.since_at, end, Certainty.BELIEVED, told)
