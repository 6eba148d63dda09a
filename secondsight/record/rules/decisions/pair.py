"""What a decider knew at the moment of deciding, beside what had happened and not reached them (R3.4)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from secondsight.record.rules.knowing import KnowledgeIndex, Stood, Vantage

OWN = "their own doing"


@dataclass(frozen=True, slots=True)
class Word:
    """That somebody said who knew of an event since when, and how they had come to know."""

    event_id: str
    known_at: datetime | None
    holder: str = ""
    through: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What the decider had in mind: since when, and through what it had come to them."""

    event_id: str
    since_at: datetime
    through: str = ""


@dataclass(frozen=True, slots=True)
class Unreached:
    """What had happened and had not reached the decider; `reached_at` is None where it never did."""

    event_id: str
    occurred_at: datetime | None
    reached_at: datetime | None = None
    through: str = ""
    late_by: timedelta | None = None  # after the decision


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides of a decision, each in order of occurrence.

    Neither side claims the last three: what happened before and nobody has said who knew of it; what the
    decider knew of, and nobody knows since when; what nobody knows the time of.
    """

    known: tuple[Held, ...] = ()
    believed: tuple[Held, ...] = ()
    otherwise: tuple[Held, ...] = ()
    unreached: tuple[Unreached, ...] = ()
    untold: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    timeless: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is said of what the decider had in mind."""
        return not (self.known or self.believed or self.otherwise)


def pair(
    index: KnowledgeIndex,
    vantage: Vantage,
    words: Iterable[Word],
    *,
    decision: str,
    at: datetime,
    timeless: Collection[str] = (),
    own: Collection[str] = (),
) -> Pair:
    """Return what the decider of the event `decision` had in mind at an instant, and what was elsewhere.

    `timeless` are the events without a time, `own` those that the decider acted in and the index does not
    say so. What others knew and nobody said that the decider knew had not reached them, as far as anybody
    has said; where nobody said of anybody that they knew, it is untold. The decision itself is left out.

    Raises ValueError if the instant has no time zone.
    Source: R3.2, R3.4.
    """
    state, holdings = index.state(vantage, at), index.holdings(vantage)
    told: defaultdict[str, list[Word]] = defaultdict(list)
    for word in words:
        told[word.event_id].append(word)

    def held(rows: Iterable[Stood]) -> tuple[Held, ...]:
        return tuple(
            Held(row.event_id, row.since_at, _through(told[row.event_id], vantage, row.since_at))
            for row in rows
            if row.since_at is not None and row.event_id != decision
        )

    unreached, untold, undated = [], [], []
    mine: list[Stood] = []
    for row in state.unknown:
        if row.event_id == decision:
            continue
        if row.is_undated:
            undated.append(row.event_id)
        elif row.event_id in own and row.occurred_at is not None and row.event_id not in holdings:
            mine.append(row._replace(since_at=row.occurred_at))
        elif not told[row.event_id]:
            untold.append(row.event_id)
        else:
            later = [one.since_at for one in holdings.get(row.event_id, ()) if one.since_at > at]
            unreached.append(_unreached(row, min(later, default=None), told[row.event_id], vantage, at))
    known = sorted((*state.known, *mine), key=lambda row: _place(row.occurred_at, row.since_at))
    placed = {row.event_id for row in (*known, *state.believed, *state.otherwise, *state.unknown)}
    return Pair(
        held(known),
        held(state.believed),
        held(state.otherwise),
        tuple(unreached),
        tuple(untold),
        tuple(undated),
        tuple(sorted(set(timeless) - placed - {decision})),
    )


def _unreached(
    row: Stood, reached: datetime | None, words: list[Word], vantage: Vantage, at: datetime
) -> Unreached:
    if reached is None:
        return Unreached(row.event_id, row.occurred_at)
    return Unreached(row.event_id, row.occurred_at, reached, _through(words, vantage, reached), reached - at)


def _through(words: list[Word], vantage: Vantage, since: datetime) -> str:
    """How they came to know at that instant; where nothing says so, they did it themselves."""
    theirs = [
        word
        for word in words
        if word.known_at is not None and word.known_at <= since and vantage.shares(word.holder, word.known_at)
    ]
    if not theirs:
        return OWN
    exact = [word.through for word in theirs if word.known_at == since and word.through]
    return next(iter(exact or [word.through for word in theirs if word.through]), "")


def _place(occurred_at: datetime | None, since_at: datetime | None) -> tuple[bool, datetime]:
    at = occurred_at or since_at
    assert at is not None
    return occurred_at is None, at
