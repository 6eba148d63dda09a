"""What lies beyond the veil, as conditions by the names of columns. What has no time is beyond it."""

from typing import Any

from django.db.models import Q, QuerySet

from secondsight.record.models import Event, EvidenceFile, EvidenceItem, IncidentItem
from secondsight.record.queries.veil.horizon import Horizon


def later(horizon: Horizon, at: str, incident: str = "incident") -> Q:
    """Return the condition for what lies beyond the veil, by the names of its time and of its incident.

    What has no time is beyond it.
    """
    beyond = Q(pk__in=[])
    for id, moment in horizon.veils.items():
        beyond |= Q(**{incident: id}) & (Q(**{f"{at}__gt": moment}) | Q(**{f"{at}__isnull": True}))
    return beyond


def past(horizon: Horizon, at: str, incident: str) -> Q:
    """Return the condition for what has a time beyond the veil; what has none is not meant."""
    beyond = Q(pk__in=[])
    for id, moment in horizon.veils.items():
        beyond |= Q(**{incident: id, f"{at}__gt": moment})
    return beyond


def later_events(horizon: Horizon) -> QuerySet[Any]:
    """Return the ids of the events that are veiled."""
    return Event.objects.filter(later(horizon, "occurred_at")).order_by().values("pk")


def later_items(horizon: Horizon, of: str) -> Q:
    """Return the condition for what is an item of evidence that is veiled, by its column's name.

    An item lies where its incident's clock puts it; one that was imported for an incident and does not
    belong to it lies where it was told.
    """
    links = IncidentItem.objects.filter(incident__in=horizon.veils)
    put = IncidentItem.objects.filter(later(horizon, "occurred_at")).values("item")
    told = EvidenceItem.objects.filter(later(horizon, "occurred_at", "file__going__incident"))
    rested = EvidenceItem.objects.filter(past(horizon, "occurred_at", "event_items__event__incident"))
    placed = links.values("item")
    return (
        Q(**{f"{of}__in": put})
        | Q(**{f"{of}__in": told.exclude(pk__in=placed).values("pk")})
        | Q(**{f"{of}__in": rested.exclude(pk__in=placed).values("pk")})
    )


def veiled_files(horizon: Horizon, of: str) -> Q:
    """Return the condition for what is a file that tells of later times, by its column's name.

    A receipt counts all that came, so a file of the incident's is veiled as a whole.
    """
    put = IncidentItem.objects.filter(incident__in=horizon.veils).values("item__file")
    brought = EvidenceFile.objects.filter(going__incident__in=horizon.veils).values("pk")
    return Q(**{f"{of}__in": put}) | Q(**{f"{of}__in": brought})
