"""The second clock: who knew of what, and since when (R3.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from secondsight.base.errors import InvalidInput
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.vocabulary import Certainty, EventKind, Precision

FORESEEABLE = frozenset(
    {EventKind.ACTION, EventKind.CHANGE, EventKind.HANDOFF, EventKind.IMPACT, EventKind.STATUS_UPDATE}
)
"""What can be planned or foretold, and so be known of before it happens."""

_TOLERANCE = {
    Precision.SECOND: timedelta(seconds=1),
    Precision.MINUTE: timedelta(minutes=1),
    Precision.HOUR: timedelta(hours=1),
    Precision.DAY: timedelta(days=1),
    Precision.ABOUT: timedelta(hours=1),
}


@dataclass(frozen=True, slots=True)
class KnowledgeFact:
    """That a person or a team knew of an event since an instant; with neither named, everybody did.

    An unknown `known_at` stays unknown: it counts for no moment.
    """

    event_id: str
    occurred_at: datetime | None
    known_at: datetime | None
    person: str = ""
    team: str = ""
    certainty: Certainty = Certainty.KNOWN


@dataclass(frozen=True, slots=True)
class Vantage:
    """From where one looks: a person with their teams, a team, or with nothing given the whole room.

    A person knows what was known to them, to a team of theirs or to everybody. A team knows what was
    known to it or to everybody. The room knows what anybody in it knew.
    """

    person: str = ""
    teams: frozenset[str] = frozenset()

    def shares(self, fact: KnowledgeFact) -> bool:
        """Return whether what a fact says was known here."""
        is_room = not self.person and not self.teams
        is_for_everybody = not fact.person and not fact.team
        return (
            is_room
            or is_for_everybody
            or (bool(fact.person) and fact.person == self.person)
            or (bool(fact.team) and fact.team in self.teams)
        )


@dataclass(frozen=True, slots=True)
class Known:
    """An event as it stood for somebody: since when, and whether it was known or only believed."""

    event_id: str
    occurred_at: datetime | None
    since_at: datetime
    certainty: Certainty


def known_by(facts: Iterable[KnowledgeFact], vantage: Vantage, moment: datetime) -> list[Known]:
    """Return what was known from a vantage at a moment: one row an event, oldest occurrence first.

    What was learnt exactly at the moment counts. An event that was both believed and known is known,
    since it was first known. Events whose time nobody knows come last.

    Raises ValueError if the moment has no time zone.
    Source: R3.2.
    """
    if moment.tzinfo is None:
        raise ValueError("the moment has no time zone: pass an aware instant")
    found: dict[str, Known] = {}
    for fact in facts:
        if fact.known_at is None or fact.known_at > moment or not vantage.shares(fact):
            continue
        known = Known(fact.event_id, fact.occurred_at, fact.known_at, fact.certainty)
        found[fact.event_id] = min(found.get(fact.event_id, known), known, key=_surest_first)
    return sorted(found.values(), key=_oldest_first)


def check_knowing(
    kind: EventKind,
    occurred_at: datetime | None,
    known_at: datetime | None,
    *,
    precision: Precision = Precision.SECOND,
    certainty: Certainty = Certainty.KNOWN,
) -> None:
    """Let a knowing pass that does not precede what is known, as closely as the event's time is known.

    What can be planned or foretold may be known of before, and anything may be believed before.

    Raises InvalidInput, field `known_at`.
    Source: R3.2.
    """
    if occurred_at is None or known_at is None:
        return
    early = occurred_at - known_at
    if early <= _TOLERANCE[precision] or kind in FORESEEABLE or certainty is Certainty.BELIEVED:
        return
    raise InvalidInput(
        f"This would have been known {spoken(early)} before it happened. Check the two times and the time "
        "zone; if it was expected rather than known, say that it was believed. Nothing was changed.",
        field="known_at",
    )


def _surest_first(known: Known) -> tuple[bool, datetime]:
    return known.certainty is not Certainty.KNOWN, known.since_at


def _oldest_first(known: Known) -> tuple[bool, datetime, str]:
    at = known.occurred_at
    return at is None, at or known.since_at, known.event_id
