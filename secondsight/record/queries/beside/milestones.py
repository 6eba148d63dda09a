"""Milestones with what they rest on, and since when they were known (R1.1, R3.2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account
from secondsight.record.models import Event, EvidenceItem, Incident, IncidentItem, Milestone, Participant
from secondsight.record.queries.knowing import VantageChoice, knowledge_index, vantages, whose_names
from secondsight.record.rules.durations import Duration, Point, measure
from secondsight.record.rules.knowing import KnowledgeIndex
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.milestone_clocks import Since, known_since
from secondsight.record.rules.vocabulary import MilestoneKind, Part, Precision

ROOM = "room"


@dataclass(frozen=True)
class RestsOn:
    """An event or an item of evidence that a milestone rests on, with its own time."""

    id: str
    what: str
    at: datetime | None
    precision: Precision
    difference: str  # "20 s later than the milestone", empty where the times agree or one is not known
    is_off: bool = False  # the event was taken off the timeline since


@dataclass(frozen=True)
class KnownTo:
    """Since when a milestone was known somewhere; `since_at` is None where nobody says."""

    key: str  # "room", "person:ID", "name:NAME", "team:SLUG"
    name: str
    kind: str  # "room", "commander", "team"
    since_at: datetime | None = None
    certainty: str = ""
    brought_by: tuple[str, ...] = ()  # for the room: who knew first
    after: str = ""  # how long after it happened, empty where it was known before or at once


@dataclass(frozen=True)
class MilestoneBeside:
    """One milestone on both clocks; without `at`, nobody knows when it was reached."""

    id: str
    kind: MilestoneKind
    at: datetime | None
    precision: Precision
    events: tuple[RestsOn, ...]
    items: tuple[RestsOn, ...]
    known: tuple[KnownTo, ...]  # the room, commanders, teams; () where it rests on no event

    @property
    def room(self) -> KnownTo | None:
        """Since when anybody knew."""
        return next((each for each in self.known if each.kind == ROOM), None)


@dataclass(frozen=True)
class DurationBeside:
    """A length as it happened, and between the instants at which its ends were first known to anybody."""

    happened: Duration
    known: Duration


def milestones_beside(viewer: Account, incident: Incident) -> list[MilestoneBeside]:
    """Return every kind of milestone of an incident that the viewer has found, in their order.

    A fixed number of statements, however many there are.
    """
    rows = {row.kind: row for row in _rows(incident)}
    items = {item.pk for row in rows.values() for item in row.items.all()}
    times = dict(
        IncidentItem.objects.filter(incident=incident, item__in=items).values_list("item_id", "occurred_at")
    )
    events = [event.pk for row in rows.values() for event in row.events.all()]
    clock = _clock(viewer, incident, events) if events else None
    return [_beside(kind, rows.get(kind.value), times, clock) for kind in MilestoneKind]


def milestone_beside(viewer: Account, incident: Incident, kind: str) -> MilestoneBeside:
    """Return one milestone of an incident that the viewer has found, reached or not. Raises NotFound."""
    found = next((row for row in milestones_beside(viewer, incident) if row.kind == kind), None)
    if found is None:
        raise NotFound("There is no such milestone.")
    return found


def durations_beside(milestones: Iterable[MilestoneBeside]) -> list[DurationBeside]:
    """Return the lengths between milestones on both clocks; each says in words what is not known."""
    found = list(milestones)
    happened = measure({row.kind: Point(row.at, row.precision) for row in found if row.at is not None})
    known = measure(
        {row.kind: Point(row.room.since_at) for row in found if row.room and row.room.since_at is not None}
    )
    return [DurationBeside(one, other) for one, other in zip(happened, known, strict=True)]


def _rows(incident: Incident) -> list[Milestone]:
    events = Event.objects.order_by("occurred_at", "id")
    items = EvidenceItem.objects.defer("raw").order_by("occurred_at", "id")
    rows = Milestone.objects.filter(incident=incident)
    return list(rows.prefetch_related(Prefetch("events", events), Prefetch("items", items)))


@dataclass(frozen=True)
class _Clock:
    index: KnowledgeIndex
    choices: list[VantageChoice]
    commanders: list[VantageChoice]


def _clock(viewer: Account, incident: Incident, events: list[str]) -> _Clock:
    choices = vantages(viewer, incident)
    by_key = {choice.key: choice for choice in choices}
    rows = Participant.objects.filter(incident=incident, part=Part.INCIDENT_COMMANDER)
    whose = whose_names(incident)
    keys = [
        f"person:{who}" if (who := account or whose.get(name)) else f"name:{name}"
        for account, name in rows.order_by("recorded_at", "id").values_list("account_id", "name")
    ]
    commanders = [by_key[key] for key in dict.fromkeys(keys) if key in by_key]
    return _Clock(knowledge_index(viewer, incident, events), choices, commanders)


def _beside(
    kind: MilestoneKind, row: Any, times: dict[int, datetime], clock: _Clock | None
) -> MilestoneBeside:
    if row is None:
        return MilestoneBeside("", kind, None, Precision.SECOND, (), (), ())
    ids = [event.pk for event in row.events.all() if event.removed_at is None]
    return MilestoneBeside(
        id=row.pk,
        kind=kind,
        at=row.at,
        precision=Precision(row.precision),
        events=tuple(
            RestsOn(
                event.pk,
                event.what,
                event.occurred_at,
                Precision(event.precision),
                _difference(event.occurred_at, row.at),
                event.removed_at is not None,
            )
            for event in row.events.all()
        ),
        items=tuple(
            RestsOn(
                str(item.pk),
                _said(item),
                times.get(item.pk, item.occurred_at),
                Precision(item.precision),
                _difference(times.get(item.pk, item.occurred_at), row.at),
            )
            for item in row.items.all()
        ),
        known=tuple(_known(clock, ids, row.at)) if clock and ids else (),
    )


def _known(clock: _Clock, ids: list[str], at: datetime) -> Iterator[KnownTo]:
    since = {choice.key: known_since(clock.index, ids, choice.vantage) for choice in clock.choices}
    room = since[ROOM]
    brought = _first(clock.choices, since, room) if room else ()
    yield _known_to(ROOM, "Anybody", ROOM, room, at, brought)
    for choice in clock.commanders:
        yield _known_to(choice.key, choice.name, "commander", since[choice.key], at)
    for choice in clock.choices:
        if choice.kind == "team":
            yield _known_to(choice.key, choice.name, "team", since[choice.key], at)


def _first(choices: list[VantageChoice], since: dict[str, Since | None], room: Since) -> tuple[str, ...]:
    """Who knew first. Members who knew it with their team are not named beside it."""
    first = [
        choice for choice in choices if choice.kind != ROOM and (at := since[choice.key]) and at.at == room.at
    ]
    if len(first) == len(choices) - 1 and len(first) > 2:
        return ("everybody",)
    teams = {choice.key for choice in first if choice.kind == "team"}
    return tuple(
        choice.name
        for choice in first
        if choice.kind == "team" or not any(stay.team in teams for stay in choice.vantage.stays)
    )


def _known_to(
    key: str, name: str, kind: str, since: Since | None, at: datetime, brought: tuple[str, ...] = ()
) -> KnownTo:
    if since is None:
        return KnownTo(key, name, kind)
    after = spoken(since.at - at) if since.at - at >= timedelta(seconds=1) else ""
    return KnownTo(key, name, kind, since.at, since.certainty.value, brought, after)


def _difference(at: datetime | None, milestone: datetime) -> str:
    if at is None or abs(at - milestone) < timedelta(seconds=1):
        return ""
    way = "later" if at > milestone else "earlier"
    return f"{spoken(at - milestone)} {way} than the milestone"


def _said(item: EvidenceItem) -> str:
    words = " ".join((item.title or item.text).split())
    who = f"{item.author_name}: " if item.author_name and not item.title else ""
    return f"{who}{words}"[:200]
