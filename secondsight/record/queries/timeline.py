"""What is read of a timeline; the viewer comes first (C12)."""

from django.db.models import Prefetch, QuerySet

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account
from secondsight.record.models import Event, Incident, Knowledge, Version
from secondsight.record.queries.incidents import is_name

ORDER = ("occurred_at", "id")


def events(viewer: Account, incident: Incident) -> QuerySet[Event]:
    """Return the events on the timeline that have a time, for `page(..., order=ORDER)`.

    Each with its account, team and who added it.
    """
    return _events(viewer).filter(incident=incident, removed_at=None, occurred_at__isnull=False)


def timeless_events(viewer: Account, incident: Incident) -> QuerySet[Event]:
    """Return the events on the timeline whose time nobody knows, in the order they were added."""
    rows = _events(viewer).filter(incident=incident, removed_at=None, occurred_at=None)
    return rows.order_by("recorded_at", "id")


def removed_events(viewer: Account, incident: Incident) -> QuerySet[Event]:
    """Return what was taken off the timeline, newest removal first."""
    rows = _events(viewer).filter(incident=incident, removed_at__isnull=False)
    return rows.select_related("merged_into").order_by("-removed_at", "-id")


def event(viewer: Account, id: str) -> Event:
    """Return one event, removed or not, with its incident. Raises NotFound."""
    found = (
        _events(viewer).select_related("incident__severity").filter(pk=id).first() if is_name(id) else None
    )
    if found is None:
        raise NotFound("There is no event here that you may see.")
    return found


def knowledge(viewer: Account, id: str) -> Knowledge:
    """Return one statement of who knew of an event. Raises NotFound."""
    rows = Knowledge.objects.filter(event__incident__in=Incident.objects.visible_to(viewer))
    found = rows.select_related("event__incident").filter(pk=id).first() if is_name(id) else None
    if found is None:
        raise NotFound("There is no such statement here that you may see.")
    return found


def versions(event: Event) -> QuerySet[Version]:
    """Return the versions of an event that the caller has found, oldest first."""
    return event.versions.select_related("account")


def version(viewer: Account, id: str) -> Version:
    """Return one witness's version of an event. Raises NotFound."""
    rows = Version.objects.filter(event__incident__in=Incident.objects.visible_to(viewer))
    found = rows.select_related("event").filter(pk=id).first() if is_name(id) else None
    if found is None:
        raise NotFound("There is no such version here that you may see.")
    return found


def with_knowledge(rows: QuerySet[Event]) -> QuerySet[Event]:
    """Return events with `known`: who knew of them since when, earliest first, in one more statement."""
    known = Knowledge.objects.filter(withdrawn_at=None).select_related("account", "team")
    return rows.prefetch_related(Prefetch("knowledge", known.order_by("known_at", "id"), to_attr="known"))


def _events(viewer: Account) -> QuerySet[Event]:
    return Event.objects.filter(incident__in=Incident.objects.visible_to(viewer)).select_related(
        "account", "team", "added_by"
    )
