"""What is read of a timeline; the viewer comes first (C12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from secondsight.base.errors import InvalidInput, NotFound
from secondsight.base.models import JournalEntry
from secondsight.organisation.models import Account
from secondsight.record.models import DecisionPoint, Event, EvidenceItem, Incident, Knowledge, Version
from secondsight.record.queries.evidence import items
from secondsight.record.queries.incidents import is_name
from secondsight.record.rules.standing import ask_for_context, suggest_standing
from secondsight.record.rules.vocabulary import EventKind, Standing

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
    found = (
        rows.select_related("event__incident", "account", "team").filter(pk=id).first()
        if is_name(id)
        else None
    )
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


def with_knowledge(rows: QuerySet[Event], *, until: datetime | None = None) -> QuerySet[Event]:
    """Return events with `known`: who knew of them since when, earliest first, in one more statement.

    With `until`, only who had learnt of them by then.
    """
    known = Knowledge.objects.filter(withdrawn_at=None).select_related("account", "team")
    if until is not None:
        known = known.filter(known_at__lte=until)
    return rows.prefetch_related(Prefetch("knowledge", known.order_by("known_at", "id"), to_attr="known"))


def with_everything(rows: QuerySet[Event]) -> QuerySet[Event]:
    """Return events with `known`, what they rest on, and their decision point, in two more statements."""
    return with_knowledge(rows).prefetch_related("event_items").select_related("decision_point")


def event_with_everything(viewer: Account, id: str) -> Event:
    """Return one event, removed or not, with `known` and what it rests on. Raises NotFound."""
    found = event(viewer, id)
    return with_everything(_events(viewer)).get(pk=found.pk)


def items_named(viewer: Account, ids: Iterable[int]) -> list[EvidenceItem]:
    """Return items of evidence that the viewer may see. Raises InvalidInput naming one that is not there."""
    wanted = set(ids)
    found = list(items(viewer).filter(pk__in=[id for id in wanted if 0 < id < 2**63]))
    if missing := wanted - {item.pk for item in found}:
        raise InvalidInput(f"There is no item {min(missing)} that you may see.", field="items")
    return found


def _events(viewer: Account) -> QuerySet[Event]:
    return Event.objects.filter(incident__in=Incident.objects.visible_to(viewer)).select_related(
        "account", "team", "service", "added_by"
    )


def decision_on(event: Event) -> DecisionPoint | None:
    """Return the decision point of an event that `with_everything` loaded, None where it is told as none."""
    point: DecisionPoint | None = getattr(event, "decision_point", None)
    return point if point is not None and point.removed_at is None else None


@dataclass(frozen=True)
class EventDetails:
    """What an event rests on, who knew of it, and what witnesses say of it."""

    items: list[EvidenceItem]
    knowledge: list[Knowledge]
    versions: list[Version]
    merged: list[Event]
    is_corroborable: bool  # two independent sources or authors agree, and nobody has said so yet (R3.5)


def event_details(viewer: Account, event: Event) -> EventDetails:
    """Return what is kept of an event that the viewer has found; four statements."""
    items = list(event.items.select_related("file").order_by("occurred_at", "id")[:200])
    known = event.knowledge.filter(withdrawn_at=None).select_related("account", "team")
    return EventDetails(
        items=items,
        knowledge=list(known.order_by("known_at", "id")),
        versions=list(versions(event)),
        merged=list(event.merged.all()),
        is_corroborable=event.standing == Standing.REPORTED
        and suggest_standing(_sources(items)) is Standing.CORROBORATED,
    )


@dataclass(frozen=True)
class StandingChange:
    """That how well an event is established changed: by whom, on whose word, and what it said before."""

    verb: str  # event_disputed, dispute_settled, event_corroborated
    at: datetime
    who: str
    words: str  # in plain words what changed
    witnesses: list[str]  # who tells it so: people, tools
    before: str  # what a settlement replaced
    reason: str


def standing_history(viewer: Account, event: Event) -> list[StandingChange]:
    """Return how well an event was established over time, oldest first, from the journal (R3.5).

    The caller has found the event for this viewer. One statement.
    """
    rows = JournalEntry.objects.filter(subject_kind="event", subject=event.pk, verb__in=_STANDING_VERBS)
    return [_standing_change(row) for row in rows.order_by("id")[:200]]


_STANDING_VERBS = {
    "event_disputed": "tells it differently",
    "dispute_settled": "settled what holds",
    "event_corroborated": "called it corroborated",
}


def _standing_change(row: JournalEntry) -> StandingChange:
    said = row.particulars
    witnesses = list(said.get("witnesses") or ([said["witness"]] if said.get("witness") else []))
    told = said.get("version") or (said.get("what", "") if row.verb == "dispute_settled" else "")
    words = _STANDING_VERBS[row.verb]
    before = (said.get("changes") or {}).get("what", [""])[0]
    who = row.actor_name or "Secondsight"
    if row.verb == "event_disputed":
        return StandingChange(row.verb, row.at, who, f"{witnesses[0]} {words}: “{told}”", witnesses, "", "")
    telling = f": “{told}”" if told else ""
    return StandingChange(
        row.verb, row.at, who, f"{who} {words}{telling}", witnesses, before, said.get("reason", "")
    )


def tellers(items: Iterable[EvidenceItem]) -> list[str]:
    """Return who independently tells of an event in its evidence: people by name, tools by what they are."""
    found = (
        f"{item.kind}, {item.channel}".strip(", ")
        if item.is_bot or item.kind != "message"
        else item.author_name or item.author_id
        for item in items
    )
    return sorted({name for name in found if name})


def nearby_events(viewer: Account, event: Event) -> list[Event]:
    """Return other events on the same timeline that lie closest in time, the closest first."""
    found = closest_events(viewer, event.incident, event.occurred_at)
    return [other for other in found if other.pk != event.pk]


def closest_events(
    viewer: Account, incident: Incident, at: datetime | None, each_way: int = 8
) -> list[Event]:
    """Return the events of a timeline before and after an instant, the closest first; two statements."""
    rows = events(viewer, incident)
    if at is None:
        return list(rows.order_by(*ORDER)[: 2 * each_way])
    before = rows.filter(occurred_at__lte=at).order_by("-occurred_at", "-id")[:each_way]
    after = rows.filter(occurred_at__gt=at).order_by(*ORDER)[:each_way]
    return sorted([*before, *after], key=lambda event: abs(event.occurred_at - at))


def open_question(event: Event) -> str:
    """Return what an outcome without context leaves open, empty where nothing does (R3.9).

    Of an event that is told as a decision, its decision point says it (`queries.decisions.told`).
    """
    return ask_for_context(EventKind(event.kind), event.context)


def _sources(items: list[EvidenceItem]) -> set[str]:
    """Who independently tells of it: people by name, tools by their kind and channel."""
    return {
        f"tool {item.kind} {item.channel}"
        if item.is_bot or item.kind != "message"
        else f"person {item.author_name or item.author_id}"
        for item in items
    }
