"""What the instrument in the browser draws: an incident's timeline as columns of plain values (R3.8).

Columns rather than rows: at 5,000 events the names of the fields alone would be half of the answer.
Instants are milliseconds since 1970 with their fraction, None where nobody knows.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from secondsight.organisation.models import Account
from secondsight.record.models import Event, EventItem, Incident
from secondsight.record.queries.beside import Stretch, hypothesis_threads, ribbons
from secondsight.record.queries.incidents import milestones_of
from secondsight.record.queries.knowing import VantageChoice, find_vantage, knowledge_index, vantages
from secondsight.record.rules.knowing import Holding
from secondsight.record.rules.shapes import PATHS, SHAPE_OF
from secondsight.record.rules.vocabulary import (
    Certainty,
    EventKind,
    Phase,
    Standing,
    TurnedOut,
)

NAMES = (
    "id",
    "occurred_at",
    "what",
    "kind",
    "phase",
    "standing",
    "is_interpretation",
    "precision",
    "team__name",
    "account__name",
    "actor",
    "service__name",
)


def instrument(
    viewer: Account, incident: Incident, *, zone: str, asked: Iterable[str] = ()
) -> dict[str, Any]:
    """Return everything that the picture shows but the evidence; a fixed number of statements.

    `zone` is the reader's. `asked` are keys of vantages whose holdings come along; the others' are
    fetched when somebody looks from there.
    """
    rows = list(
        Event.objects.filter(
            incident__in=Incident.objects.visible_to(viewer),
            incident=incident,
            removed_at=None,
            occurred_at__isnull=False,
        )
        .order_by("occurred_at", "id")
        .values_list(*NAMES)
    )
    places = {row[0]: place for place, row in enumerate(rows)}
    choices = vantages(viewer, incident)
    offered = {choice.key: choice for choice in choices}
    index = knowledge_index(viewer, incident)
    wanted = {key: offered.get(key) or find_vantage(viewer, incident, key) for key in asked}
    return {
        "title": incident.title,
        "zone": zone,
        "kinds": [[kind.value, kind.label, PATHS[SHAPE_OF[kind]]] for kind in EventKind],
        "phases": [[phase.value, phase.label] for phase in Phase],
        "standings": [[standing.value, standing.label] for standing in Standing],
        "events": _columns(rows, _sources(incident, places)),
        "milestones": [
            [kind.value, kind.label, _ms(at)] for kind, at in milestones_of(incident).items() if at
        ],
        "threads": _threads(viewer, incident),
        "ribbons": _ribbons(viewer, incident),
        "vantages": [[choice.key, choice.name, choice.kind] for choice in (offered | wanted).values()],
        "holdings": {key: _held(index.holdings(choice.vantage), places) for key, choice in wanted.items()},
    }


def held_by(viewer: Account, incident: Incident, choice: VantageChoice) -> list[list[Any]]:
    """Return what one vantage held, as `instrument` says it; rows name their event by its id."""
    held = knowledge_index(viewer, incident).holdings(choice.vantage)
    return _held(held, {event: event for event in held})


def _columns(rows: list[tuple[Any, ...]], sources: dict[int, str]) -> dict[str, Any]:
    columns = {name: [row[place] for row in rows] for place, name in enumerate(NAMES)}
    people = [
        account or actor for account, actor in zip(columns["account__name"], columns["actor"], strict=True)
    ]
    return {
        "id": columns["id"],
        "at": [_ms(at) for at in columns["occurred_at"]],
        "what": columns["what"],
        "kind": columns["kind"],
        "phase": columns["phase"],
        "standing": columns["standing"],
        "precision": columns["precision"],
        "interpretation": [place for place, row in enumerate(columns["is_interpretation"]) if row],
        "team": _numbered(columns["team__name"]),
        "person": _numbered(people),
        "service": _numbered(columns["service__name"]),
        "source": _numbered([sources.get(place, "") for place in range(len(rows))]),
    }


def _numbered(names: list[str | None]) -> dict[str, Any]:
    """A column of few different names: the names once, for each row the place of its name, -1 for none."""
    places: dict[str, int] = {}
    return {
        "of": [places.setdefault(name, len(places)) if name else -1 for name in names],
        "names": list(places),
    }


def _sources(incident: Incident, places: dict[str, int]) -> dict[int, str]:
    """The system that first told of each event, by the event's place."""
    rows = EventItem.objects.filter(event__incident=incident).order_by("event", "id")
    found: dict[int, str] = {}
    for event, source, kind in rows.values_list("event_id", "item__source", "item__kind"):
        if event in places:
            found.setdefault(places[event], source or kind)
    return found


def _threads(viewer: Account, incident: Incident) -> list[dict[str, Any]]:
    """Each hypothesis that has a time: its steps, and by when each team had heard of it and of its end."""
    threads = []
    for thread in hypothesis_threads(viewer, incident):
        timed = [step for step in thread.steps if step.at is not None]
        steps = [[_ms(step.at), step.state.value, step.who, step.words] for step in timed]
        heard = {each.key: [_ms(each.raised_at), _ms(each.ended_at)] for each in thread.teams}
        if steps:
            threads.append({"id": thread.id, "what": thread.what, "steps": sorted(steps), "heard": heard})
    return threads


def _ribbons(viewer: Account, incident: Incident) -> list[dict[str, Any]]:
    """What customers felt, what it took inside, what the evidence counts; each a row beneath the lanes."""
    told = ribbons(viewer, incident)
    rows: list[dict[str, Any]] = [
        {"side": side, "label": label, "stretches": [_stretch(each) for each in mine], "series": []}
        for side, label, mine in (
            ("customer", "Customer impact", told.customer),
            ("internal", "Inside", told.internal),
        )
        if mine
    ]
    for series in told.counted:
        step = series.step.total_seconds() * 1000 if series.step else None
        values = [[_ms(reading.at), reading.value] for reading in series.readings]
        row = {"side": series.side.value, "label": series.label, "stretches": [], "series": values}
        rows.append({**row, "step": step, "unit": series.unit})
    return rows


def _stretch(each: Stretch) -> list[Any]:
    return [_ms(each.from_at), _ms(each.until_at), each.label, int(each.is_instant), each.name]


def _held(held: Mapping[str, tuple[Holding, ...]], places: Mapping[str, Any]) -> list[list[Any]]:
    """Rows of [event, since, until, 1 where known and 0 where believed, 1 where it turned out otherwise]."""
    return [
        [
            places[event],
            _ms(one.since_at),
            _ms(one.until_at),
            int(one.certainty is Certainty.KNOWN),
            int(one.turned_out == TurnedOut.OTHERWISE),
        ]
        for event, mine in held.items()
        if event in places
        for one in mine
    ]


def _ms(at: datetime | None) -> float | None:
    return None if at is None else round(at.timestamp() * 1000, 3)
