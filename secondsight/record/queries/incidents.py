"""What is read of incidents; the viewer comes first (C12)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account
from secondsight.record.models import (
    Candidate,
    Event,
    Incident,
    IncidentItem,
    IncidentSeat,
    Milestone,
    Participant,
)
from secondsight.record.rules.vocabulary import MilestoneKind

ORDER = ("-listed_at", "-id")


@dataclass(frozen=True)
class IncidentFilters:
    """Which incidents a list shows; an empty field leaves nothing out. Slugs, and words of the title."""

    severity: str = ""
    service: str = ""
    team: str = ""
    near_miss: bool | None = None
    text: str = ""


def incidents(viewer: Account, filters: IncidentFilters | None = None) -> QuerySet[Incident]:
    """Return the incidents that the viewer may know of, for `page(..., order=ORDER)`.

    Each has its severity, services and teams loaded, and `event_count` and `open_candidate_count`.
    """
    filters = filters or IncidentFilters()
    rows: QuerySet[Incident] = Incident.objects.visible_to(viewer)
    if filters.severity:
        rows = rows.filter(severity__slug=filters.severity)
    if filters.service:
        rows = rows.filter(services__slug=filters.service)
    if filters.team:
        rows = rows.filter(teams__slug=filters.team)
    if filters.near_miss is not None:
        rows = rows.filter(is_near_miss=filters.near_miss)
    if filters.text:
        rows = rows.filter(Q(title__icontains=filters.text) | Q(summary__icontains=filters.text))
    return _counted(rows.select_related("severity").prefetch_related("services", "teams"))


def incident(viewer: Account, id: str) -> Incident:
    """Return one incident with its severity, opener and counts. Raises NotFound.

    The counts are those of a list, and `item_count`: how much evidence belongs to it.
    """
    rows = _counted(
        Incident.objects.visible_to(viewer).select_related("severity", "opened_by", "hook_opening__hook")
    )
    rows = rows.annotate(item_count=_count(IncidentItem.objects.all()))
    found: Incident | None = rows.filter(pk=id).first() if is_name(id) else None
    if found is None:
        raise NotFound("There is no incident here that you may see.")
    return found


def plain_incident(viewer: Account, id: str) -> Incident:
    """Return one incident without its counts, which cost more than a window of rows. Raises NotFound."""
    rows = Incident.objects.visible_to(viewer).select_related("severity")
    found: Incident | None = rows.filter(pk=id).first() if is_name(id) else None
    if found is None:
        raise NotFound("There is no incident here that you may see.")
    return found


def milestones_of(incident: Incident) -> dict[MilestoneKind, datetime | None]:
    """Return when an incident reached each point, None where nobody knows."""
    known = {row.kind: row.at for row in incident.milestones.all()}
    return {kind: known.get(kind.value) for kind in MilestoneKind}


def milestones_with_events(incident: Incident) -> QuerySet[Milestone]:
    """Return the milestones of an incident that the caller has found in order of time, with their events."""
    return Milestone.objects.filter(incident=incident).order_by("at", "id").prefetch_related("events")


def participants(incident: Incident) -> QuerySet[Participant]:
    """Return who was in an incident that the caller has found, in the order they were noted."""
    return incident.participants.select_related("account", "team")


def participant(viewer: Account, id: str) -> Participant:
    """Return one participant of an incident that the viewer may know of. Raises NotFound."""
    rows = Participant.objects.filter(incident__in=Incident.objects.visible_to(viewer))
    found = rows.select_related("incident").filter(pk=id).first() if is_name(id) else None
    if found is None:
        raise NotFound("There is nobody by that name here.")
    return found


def audience(incident: Incident) -> QuerySet[IncidentSeat]:
    """Return the seats of a restricted incident that the caller has found."""
    return IncidentSeat.objects.filter(incident=incident).select_related("account", "team")


def may_see(viewer: Account, id: str) -> bool:
    """Return whether the viewer may know of an incident."""
    return is_name(id) and Incident.objects.visible_to(viewer).filter(pk=id).exists()


def is_name(id: str) -> bool:
    """Return whether a string can be the id of a row at all; a NUL upsets PostgreSQL."""
    return 0 < len(id) <= 16 and "\0" not in id


def _counted(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    return rows.annotate(
        event_count=_count(Event.objects.filter(removed_at=None)),
        candidate_count=_count(Candidate.objects.filter(Q(is_kept_back=False) | Q(answer__isnull=False))),
        open_candidate_count=_count(Candidate.objects.filter(answer=None, is_kept_back=False)),
    )


def _count(rows: QuerySet[Any]) -> Coalesce:
    mine = rows.filter(incident=OuterRef("pk")).order_by().values("incident")
    return Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0)
