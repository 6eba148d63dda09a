"""The events that a picture shows, in their lanes, and how they stood to whoever looks from inside (R3.8)."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models.functions import Coalesce

from secondsight.organisation.models import Account
from secondsight.record.models import EventItem, Incident
from secondsight.record.queries.knowing import find_vantage, knowledge_index
from secondsight.record.queries.timeline import events as events_of
from secondsight.record.rules.knowing import State
from secondsight.record.rules.picture import PictureEvent
from secondsight.record.rules.picture_view import Lanes, PictureView
from secondsight.record.rules.vocabulary import EventKind, Phase, Standing

SYSTEMS = "Systems"
OF_SYSTEMS = frozenset({EventKind.SIGNAL, EventKind.IMPACT})
NOBODY = {
    Lanes.TEAM: "No team named",
    Lanes.PERSON: "Nobody named",
    Lanes.SERVICE: "No service named",
    Lanes.SOURCE: "Told by people",
}


@dataclass(frozen=True)
class Chosen:
    """What a picture shows of a timeline."""

    view: PictureView
    events: list[PictureEvent]  # in order of their times
    lanes: list[str]  # systems first, then as they come in, then what names none
    disputed: set[str]
    stances: list[tuple[str, dict[str, str]]]  # of each vantage: its heading, and how events stood to it
    beyond: int  # how many events lie outside the window


def chosen_events(viewer: Account, incident: Incident, view: PictureView) -> Chosen:
    """Return what a view shows of an incident's timeline. Raises NotFound for a vantage that is not there."""
    rows = list(
        events_of(viewer, incident)
        .select_related(None)
        .order_by("occurred_at", "id")
        .annotate(person=Coalesce("account__name", "actor"))
        .values_list(
            "id", "occurred_at", "what", "kind", "phase", "standing", "team__name", "person", "service__name"
        )
    )
    sources = _sources(incident) if view.lanes is Lanes.SOURCE else {}
    window = replace(view, at=None)
    events: list[PictureEvent] = []
    disputed: set[str] = set()
    beyond = 0
    for id, at, what, kind, phase, standing, team, person, service in rows:
        if view.at is not None and at > view.at:
            break
        if not window.covers(at):
            beyond += 1
            continue
        named = {
            Lanes.TEAM: team,
            Lanes.PERSON: person,
            Lanes.SERVICE: service,
            Lanes.SOURCE: sources.get(id),
        }[view.lanes]
        lane = named or _nobodys(view.lanes, EventKind(kind))
        events.append(PictureEvent(id, at, lane, what, EventKind(kind), Phase(phase) if phase else None))
        if standing == Standing.DISPUTED:
            disputed.add(id)
    stances = _stances(viewer, incident, view, rows[-1][1]) if rows and view.is_inside else []
    return Chosen(view, events, _lanes(events, view.lanes), disputed, stances, beyond)


def _nobodys(lanes: Lanes, kind: EventKind) -> str:
    return SYSTEMS if lanes is Lanes.TEAM and kind in OF_SYSTEMS else NOBODY[lanes]


def _lanes(events: list[PictureEvent], lanes: Lanes) -> list[str]:
    """Systems first, then lanes in the order in which they come in, then what names none."""
    there = dict.fromkeys(event.lane for event in events)
    named = [name for name in there if name not in (SYSTEMS, NOBODY[lanes])]
    return [name for name in (SYSTEMS, *named, NOBODY[lanes]) if name in there]


def _sources(incident: Incident) -> dict[str, str]:
    """The system that tells of each event: of several the one whose record came first."""
    told = (
        EventItem.objects.filter(event__incident=incident, event__removed_at=None)
        .exclude(item__source="")
        .order_by("-item__occurred_at", "-item__id")
        .values_list("event_id", "item__source")
    )
    return dict(told)


def _stances(
    viewer: Account, incident: Incident, view: PictureView, last: datetime
) -> list[tuple[str, dict[str, str]]]:
    index = knowledge_index(viewer, incident)
    at = view.at or view.end or last
    chosen = [find_vantage(viewer, incident, key) for key in (view.vantage, view.beside) if key]
    return [(f"Seen from {_low(one.name)}", _states(index.state(one.vantage, at))) for one in chosen]


def _states(state: State) -> dict[str, str]:
    """How events stood; what is not named had not happened, or was taken to be otherwise and given up."""
    return (
        {row.event_id: "unknown" for row in state.unknown}
        | {row.event_id: "believed" for row in (*state.believed, *state.otherwise)}
        | {row.event_id: "known" for row in state.known}
    )


def _low(name: str) -> str:
    """A name within a sentence."""
    return name[0].lower() + name[1:] if name.startswith("The ") else name
