"""What changes on the timeline: events come, are corrected, merged, removed and brought back (R3.1)."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused, StaleEdit
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Service, Team
from secondsight.record.actions.decision_events import hand_over_decision
from secondsight.record.actions.guard import keep_within_veil, with_unseen_items
from secondsight.record.actions.knowledge import Knowing, knowledge_row, share_knowledge
from secondsight.record.actions.milestones import follow_event, rest_on_another
from secondsight.record.actions.words import fit, fit_id, fit_instant, fit_term
from secondsight.record.models import Event, EventItem, EvidenceItem, Incident
from secondsight.record.rules.vocabulary import EventKind, Phase, Precision, Standing


def add_event(
    incident: Incident,
    *,
    occurred_at: datetime | None,
    what: str,
    kind: str,
    by: Account | None,
    at: datetime,
    precision: str = Precision.SECOND,
    context: str = "",
    phase: str = "",
    actor: str = "",
    account: Account | None = None,
    team: Team | None = None,
    service: Service | None = None,
    standing: str = Standing.REPORTED,
    is_interpretation: bool = False,
    items: Iterable[EvidenceItem] = (),
    knowledge: Iterable[Knowing] = (),
    is_for_later: bool = False,
    once: str = "",
) -> Event:
    """Put an event on the timeline and return it (R3.1).

    A time that nobody knows is None. `items` are what it rests on; `knowledge` says who knew of it since
    when (R3.2). `once` is an id that a form was given: the same form sent twice adds one event.
    Somebody who walks along in a reconstruction says with `is_for_later` that they know that it is veiled.
    Raises InvalidInput.
    """
    once = fit_id(once)
    facts = _fit_facts(
        {
            "what": what,
            "kind": kind,
            "occurred_at": occurred_at,
            "precision": precision,
            "context": context,
            "phase": phase,
            "actor": actor,
            "account": account,
            "team": team,
            "service": service,
            "standing": standing,
            "is_interpretation": is_interpretation,
        }
    )
    if not is_for_later:
        keep_within_veil(incident, facts["occurred_at"], by=by, can_wait=True)
    with write():
        if once and (there := Event.objects.filter(pk=once).first()):
            return _same(there, incident)
        event = Event.objects.create(
            id=once or new_id(), incident=incident, added_by=by, recorded_at=at, **facts
        )
        _rest_on(event, items)
        for knowing in knowledge:
            knowledge_row(event, knowing, at=at).save()
        _tell("event_added", event, by=by, at=at)
    return event


def edit_event(
    event: Event,
    *,
    by: Account,
    at: datetime,
    edition: int | None = None,
    items: Iterable[EvidenceItem] | None = None,
    **facts: Any,
) -> Event:
    """Correct an event and return it; what is not named stays.

    `facts`: occurred_at, precision, what, context, phase, kind, actor, account, team, service, standing,
    is_interpretation. `items`, when given, replace what the event rests on. `edition` is the one that was
    read; without it, the newest is changed.
    Raises StaleEdit (its `newer` is the event as it stands) when somebody changed it since, InvalidInput;
    Refused where `standing` says disputed or settles a dispute, which have their own verbs.
    """
    facts = _fit_facts(facts)
    if facts.get("occurred_at") != event.occurred_at:
        keep_within_veil(event.incident_id, facts.get("occurred_at"), by=by)
    with write():
        event = _newest(event)
        if edition is not None and edition != event.edition:
            raise StaleEdit(
                "Somebody changed this event while you wrote. Your words are kept here: look at theirs, "
                "then save again.",
                newer=event,
            )
        if Standing.DISPUTED in (facts.get("standing", event.standing), event.standing):
            _check_standing(event, facts)
        told = (event.occurred_at, event.precision)
        changes = _change(event, facts)
        if items is not None:
            changes |= _rest_only_on(event, with_unseen_items(event, list(items), by=by))
        if not changes:
            return event
        event.edition += 1
        event.save()
        _tell("event_edited", event, by=by, at=at, changes=changes)
        follow_event(event, told, by=by, at=at)
    return event


def remove_event(event: Event, *, by: Account, at: datetime) -> Event:
    """Take an event off the timeline and return it; it is kept and can be restored."""
    with write():
        event = _newest(event)
        if event.removed_at is None:
            event.removed_at = at
            event.edition += 1
            event.save()
            _tell("event_removed", event, by=by, at=at)
    return event


def restore_event(event: Event, *, by: Account, at: datetime) -> Event:
    """Put a removed or merged event back on the timeline and return it."""
    with write():
        event = _newest(event)
        if event.removed_at is not None:
            event.removed_at = None
            event.merged_into = None
            event.edition += 1
            event.save()
            _tell("event_restored", event, by=by, at=at)
    return event


def merge_events(event: Event, others: Iterable[Event], *, by: Account, at: datetime) -> Event:
    """Make one of several events that tell the same, and return it.

    It rests on the evidence of all, and whoever knew of one of them knew of it. The others leave the
    timeline, keep what they had, and can be restored. An unknown time is taken from another that has one.
    Raises Refused for events of another incident.
    """
    with write():
        event = _newest(event)
        for other in map(_newest, others):
            if other.pk == event.pk or other.merged_into_id == event.pk:
                continue
            if other.incident_id != event.incident_id:
                raise Refused("Events of two incidents cannot become one. Nothing was changed.")
            _rest_on(event, EvidenceItem.objects.filter(event_items__event=other))
            share_knowledge(other, event, at=at)
            hand_over_decision(other, event)
            rest_on_another(other, event)
            event.occurred_at = event.occurred_at or other.occurred_at
            event.removed_at = None
            other.removed_at, other.merged_into = at, event
            other.edition += 1
            other.save()
            event.edition += 1
            event.save()
            _tell("event_merged", other, by=by, at=at, into=[event.pk, event.what])
    return event


def feed_event(event: Event, items: Iterable[EvidenceItem], *, by: Account, at: datetime) -> Event:
    """Let an event rest on more evidence, and return it; what it rests on already is left alone (R3.7a).

    Raises Refused for one that is off the timeline.
    """
    with write():
        event = _newest(event)
        if event.removed_at is not None:
            raise Refused("This event is off the timeline. Put it back before it is given more evidence.")
        before = set(EventItem.objects.filter(event=event).values_list("item_id", flat=True))
        new = [item for item in items if item.pk not in before]
        if new:
            _rest_on(event, new)
            event.edition += 1
            event.save(update_fields=["edition"])
            _tell("event_fed", event, by=by, at=at, items=[item.pk for item in new])
    return event


def unfeed_event(event: Event, item: EvidenceItem, *, by: Account, at: datetime) -> Event:
    """Let an event rest on an item no more, and return it; the item stays in the evidence."""
    with write():
        event = _newest(event)
        gone, _ = EventItem.objects.filter(event=event, item=item).delete()
        if gone:
            event.edition += 1
            event.save(update_fields=["edition"])
            _tell("event_unfed", event, by=by, at=at, items=[item.pk])
    return event


def _newest(event: Event) -> Event:
    found: Event = Event.objects.select_related("incident").get(pk=event.pk)
    return found


def _same(event: Event, incident: Incident) -> Event:
    if event.incident_id != incident.pk:
        raise InvalidInput("This form was used before. Load the page again.", field="once")
    return event


def _check_standing(event: Event, facts: dict[str, Any]) -> None:
    wanted = facts.get("standing", event.standing)
    if wanted == event.standing:
        return
    if wanted == Standing.DISPUTED:
        raise Refused("An event is disputed by adding another witness's version, so that both are kept.")
    raise Refused("This event is disputed. Settle it by choosing what holds; every version stays.")


def _fit_facts(facts: dict[str, Any]) -> dict[str, Any]:
    fits: dict[str, Callable[[Any], Any]] = {
        "occurred_at": lambda value: fit_instant(value, field="occurred_at"),
        "precision": lambda value: fit_term(Precision, value, field="precision"),
        "what": lambda value: fit(value, field="what", most=500, is_needed=True),
        "context": lambda value: fit(value, field="context", most=20_000),
        "phase": lambda value: fit_term(Phase, value, field="phase") if value else "",
        "kind": lambda value: fit_term(EventKind, value, field="kind"),
        "actor": lambda value: fit(value, field="actor", most=200),
        "account": lambda value: value,
        "team": lambda value: value,
        "service": lambda value: value,
        "standing": lambda value: fit_term(Standing, value, field="standing"),
        "is_interpretation": bool,
    }
    return {name: fits[name](value) for name, value in facts.items()}


def _change(event: Event, facts: dict[str, Any]) -> dict[str, list[Any]]:
    changes = {}
    for name, value in facts.items():
        before = getattr(event, name)
        if before != value:
            changes[name] = [_said(before), _said(value)]
            setattr(event, name, value)
    return changes


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, bool) else str(value)


def _rest_on(event: Event, items: Iterable[EvidenceItem]) -> None:
    rows = [EventItem(event=event, item=item) for item in items]
    EventItem.objects.bulk_create(rows, ignore_conflicts=True)


def _rest_only_on(event: Event, items: list[EvidenceItem]) -> dict[str, list[Any]]:
    wanted = {item.pk for item in items}
    before = set(EventItem.objects.filter(event=event).values_list("item_id", flat=True))
    if wanted == before:
        return {}
    EventItem.objects.filter(event=event).exclude(item__in=wanted).delete()
    _rest_on(event, items)
    return {"evidence": [len(before), len(wanted)]}


def _tell(verb: str, event: Event, *, by: Account | None, at: datetime, **particulars: Any) -> None:
    topic = f"incident:{event.incident_id}"
    journal.record(verb, by=by, subject=event, at=at, topic=topic, what=event.what, **particulars)
