"""The timeline as it stood at a moment, for a team or for the whole room (R3.2, R3.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from secondsight.record.models import Event, Knowledge
from secondsight.record.rules.knowledge import KnowledgeFact, Vantage, known_by
from secondsight.record.rules.vocabulary import Certainty


@dataclass(frozen=True)
class InsideView:
    """From where and when somebody looks; `team` is a slug, empty for the whole room."""

    at: datetime
    team: str = ""


def knowing_of(events: Iterable[Event], view: InsideView) -> dict[str, str]:
    """Return how each event stood then: "known", "believed" or "unknown", by its id.

    The events come with `known`, as `queries.timeline.with_knowledge` loads it.
    """
    found = list(events)
    facts = [_fact(event, row) for event in found for row in event.known]  # type: ignore[attr-defined]
    vantage = Vantage(teams=frozenset([view.team] if view.team else []))
    known = {row.event_id: row.certainty.value for row in known_by(facts, vantage, view.at)}
    return {event.pk: known.get(event.pk, "unknown") for event in found}


def _fact(event: Event, row: Knowledge) -> KnowledgeFact:
    return KnowledgeFact(
        event.pk,
        event.occurred_at,
        row.known_at,
        person=row.account_id or row.name,
        team=row.team.slug if row.team else "",
        certainty=Certainty(row.certainty),
    )
