"""What is read of the clocks of an incident's sources; the viewer comes first (C12)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min

from secondsight.record.models import Incident, IncidentItem, SourceClock
from secondsight.record.rules.clock_offsets import OffsetProposal, Telling, propose_offsets

MOST_TELLINGS = 50_000
LONGEST = 500


@dataclass(frozen=True)
class Clock:
    """A source of an incident: how much it told, from when to when as corrected, and what is added to it."""

    source: str
    count: int
    first_at: datetime
    last_at: datetime
    offset: timedelta
    set_by: str = ""
    why: str = ""


def clocks(incident: Incident) -> list[Clock]:
    """Return the clocks of an incident that the caller has found, the source with the most evidence first."""
    rows = (
        IncidentItem.objects.filter(incident=incident)
        .values("item__source")
        .annotate(count=Count("pk"), first_at=Min("occurred_at"), last_at=Max("occurred_at"))
        .order_by("-count", "item__source")
    )
    holding = standing(incident)
    return [
        Clock(
            source=row["item__source"],
            count=row["count"],
            first_at=row["first_at"],
            last_at=row["last_at"],
            offset=timedelta(milliseconds=held.offset_ms) if held else timedelta(0),
            set_by=held.set_by.name if held and held.set_by else "",
            why=held.why if held else "",
        )
        for row in rows
        for held in [holding.get(row["item__source"])]
    ]


def standing(incident: Incident) -> dict[str, SourceClock]:
    """Return the correction that holds for each source that has had one: the newest."""
    rows = SourceClock.objects.filter(incident=incident).select_related("set_by")
    return {row.source: row for row in rows.order_by("recorded_at", "id")}


def proposals(incident: Incident) -> list[OffsetProposal]:
    """Return which clocks seem to be off still, after what was corrected; at most 50,000 items are read."""
    rows = IncidentItem.objects.filter(incident=incident).order_by("occurred_at", "item_id")
    told = rows.values_list("item__source", "occurred_at", "item__title", "item__text", "item__key")
    return propose_offsets(
        Telling(source, at, f"{title} {text[:LONGEST]}", key)
        for source, at, title, text, key in told[:MOST_TELLINGS]
    )
