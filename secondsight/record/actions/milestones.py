"""What milestones rest on, and how they move with it (R1.1, R3.1)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.record.actions.guard import keep_facts
from secondsight.record.actions.incidents import list_again, set_milestones
from secondsight.record.actions.words import fit_term
from secondsight.record.models import Event, EvidenceItem, Incident, IncidentItem, Milestone
from secondsight.record.rules.vocabulary import MilestoneKind, Precision


def base_milestone(
    incident: Incident,
    kind: str,
    *,
    by: Account | None,
    at: datetime,
    events: Iterable[Event] | None = None,
    items: Iterable[EvidenceItem] | None = None,
) -> Milestone:
    """Say on which events and items a milestone rests, and return it; None leaves them as they are.

    A milestone that has no time yet takes that of the earliest event, else item, that it rests on.
    Raises InvalidInput for events and evidence of another incident; Refused where there is no time at all.
    """
    kind = fit_term(MilestoneKind, kind, field="kind")
    keep_facts(incident, by=by)
    wanted_events = None if events is None else list(events)
    wanted_items = None if items is None else list(items)
    _check_of(incident, wanted_events or [], wanted_items or [])
    with write():
        row = Milestone.objects.filter(incident=incident, kind=kind).first()
        if row is None:
            row = _set_by(incident, kind, wanted_events or [], wanted_items or [], by=by, at=at)
        changes = {}
        for name, wanted in (("events", wanted_events), ("items", wanted_items)):
            related = getattr(row, name)
            before = {one.pk for one in related.all()}
            if wanted is not None and before != {one.pk for one in wanted}:
                related.set(wanted)
                changes[name] = [len(before), len(wanted)]
        if changes:
            _tell("milestone_based", incident, row, by=by, at=at, changes=changes)
    return row


def take_time_of(
    incident: Incident, kind: str, event: Event, *, by: Account | None, at: datetime
) -> Milestone:
    """Give a milestone the time of an event that it rests on, and return it; it moves with it from then on.

    Raises Refused where the milestone does not rest on it, or nobody knows when the event happened.
    """
    kind = fit_term(MilestoneKind, kind, field="kind")
    with write():
        event = Event.objects.get(pk=event.pk)
        row = Milestone.objects.filter(incident=incident, kind=kind, events=event).first()
        if row is None:
            raise Refused("This milestone does not rest on that event. Say first that it does.")
        if event.occurred_at is None:
            raise Refused("Nobody knows when that event happened, so it has no time to give.")
        set_milestones(incident, {kind: event.occurred_at}, precisions={kind: event.precision}, by=by, at=at)
        return Milestone.objects.get(pk=row.pk)


def follow_event(
    event: Event, before: tuple[datetime | None, str], *, by: Account | None, at: datetime
) -> None:
    """Move the milestones that rest on an event and had its time with it, in the caller's transaction.

    `before` is the event's time and precision as they were. Those with a time of their own stay, and their
    page says by how much they differ; an event that loses its time takes none with it.
    """
    if event.occurred_at is None or before[0] is None or before == (event.occurred_at, event.precision):
        return
    for row in Milestone.objects.filter(events=event, at=before[0]).select_related("incident"):
        changes = {row.kind: [row.at.isoformat(), event.occurred_at.isoformat()]}
        if row.precision == before[1]:
            row.precision = event.precision
        row.at = event.occurred_at
        row.save(update_fields=["at", "precision"])
        list_again(row.incident)
        _tell("milestone_followed", row.incident, row, by=by, at=at, changes=changes, because=event.what)


def rest_on_another(gone: Event, kept: Event) -> None:
    """Let the milestones that rest on one event rest on another too, in the caller's transaction."""
    for row in Milestone.objects.filter(events=gone):
        row.events.add(kept)


def events_of(incident: Incident, items: Iterable[EvidenceItem]) -> list[Event]:
    """Return the events on an incident's timeline that rest on any of some items."""
    rows = Event.objects.filter(incident=incident, removed_at=None, event_items__item__in=list(items))
    return list(rows.distinct())


def _set_by(
    incident: Incident,
    kind: str,
    events: list[Event],
    items: list[EvidenceItem],
    *,
    by: Account | None,
    at: datetime,
) -> Milestone:
    """Set a milestone that nobody has set to the time of what it is to rest on."""
    of_events = [(event.occurred_at, event.precision) for event in events if event.occurred_at is not None]
    precisions = {item.pk: item.precision for item in items}
    rows = IncidentItem.objects.filter(incident=incident, item__in=items)
    of_items = [(told, precisions[pk]) for pk, told in rows.values_list("item_id", "occurred_at")]
    first = min(of_events or of_items, default=None)
    if first is None:
        raise Refused(
            "This milestone has no time, and neither has what it is to rest on. Set its time first."
        )
    set_milestones(incident, {kind: first[0]}, precisions={kind: first[1] or Precision.SECOND}, by=by, at=at)
    return Milestone.objects.get(incident=incident, kind=kind)


def _check_of(incident: Incident, events: list[Event], items: list[EvidenceItem]) -> None:
    if any(event.incident_id != incident.pk for event in events):
        raise InvalidInput("A milestone rests on events of its own incident.", field="events")
    wanted = {item.pk for item in items}
    here = IncidentItem.objects.filter(incident=incident, item__in=wanted).values_list("item_id", flat=True)
    if missing := wanted - set(here):
        raise InvalidInput(f"Item {min(missing)} is not evidence of this incident.", field="items")


def _tell(
    verb: str, incident: Incident, row: Milestone, *, by: Account | None, at: datetime, **more: Any
) -> None:
    what = MilestoneKind(row.kind).label
    journal.record(verb, by=by, subject=incident, at=at, topic=incident.topic, what=what, **more)
