"""What is emptied in rows that are seen: what was found out later, and what a join brings along."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from secondsight.base import sight
from secondsight.record.models import (
    Appearance,
    Candidate,
    Event,
    HookOpening,
    ImpactReading,
    Incident,
    Knowledge,
)
from secondsight.record.queries.veil.horizon import Horizon

VEILED = "(veiled until the room gets there)"


@sight.blurs(Incident)
def _blur_incident(row: Model, horizon: Horizon) -> None:
    if row.pk in horizon.veils:
        _empty(row, summary="", budget_burnt_percent=None, failure_mode="")


@sight.blurs(Event)
def _blur_event(row: Any, horizon: Horizon) -> None:
    moment = _veil(row, horizon, "incident_id")
    if moment is not None and _is_beyond(row, "occurred_at", moment):
        _empty(row, what=VEILED, context="", actor="")


@sight.blurs(Candidate)
def _blur_candidate(row: Any, horizon: Horizon) -> None:
    moment = _veil(row, horizon, "incident_id")
    if moment is not None and _is_beyond(row, "occurred_at", moment):
        _empty(row, what=VEILED, why="", actor="", team_name="", reasons=[])


@sight.blurs(Knowledge)
def _blur_knowledge(row: Any, horizon: Horizon) -> None:
    """That a belief was given up, and that it turned out otherwise, was found out later."""
    until = row.__dict__.get("until_at")
    incident = _incidents_of_events(horizon).get(str(row.__dict__.get("event_id")))
    if incident is not None and (until is None or until > horizon.veils[incident]):
        _empty(row, until_at=None, turned_out="")


@sight.blurs(ImpactReading)
def _blur_impact(row: Any, horizon: Horizon) -> None:
    """When it ended, and what it came to in the end, was not known while it went on."""
    moment = _veil(row, horizon, "incident_id")
    until = row.__dict__.get("until_at")
    if moment is not None and row.__dict__.get("extent") == "stretch" and (until is None or until > moment):
        _empty(row, until_at=None, value=None)


@sight.blurs(Appearance)
def _blur_appearance(row: Any, horizon: Horizon) -> None:
    moment = _veil(row, horizon, "incident_id")
    if moment is not None and _is_beyond(row, "last_at", moment):
        _empty(row, last_at=moment, items=0, characters=0)


@sight.blurs(HookOpening)
def _blur_opening(row: Any, horizon: Horizon) -> None:
    if _veil(row, horizon, "incident_id") is not None:
        _empty(row, because=VEILED, subject="")


def _incidents_of_events(horizon: Horizon) -> dict[str, str]:
    """Return the incidents of all events of those that are walked through, asked for once a request."""
    if "events" not in horizon.kept:
        rows = Event.objects.filter(incident__in=horizon.veils).values_list("id", "incident")
        horizon.kept["events"] = dict(rows)
    found: dict[str, str] = horizon.kept["events"]
    return found


def _veil(row: Model, horizon: Horizon, of: str) -> datetime | None:
    return horizon.veils.get(str(row.__dict__.get(of)))


def _is_beyond(row: Model, at: str, moment: datetime) -> bool:
    instant = row.__dict__.get(at)
    return instant is None or instant > moment


def _empty(row: Model, **fields: Any) -> None:
    """Set those of the fields that were loaded; one that was not is read again, and blurred then."""
    for name, value in fields.items():
        if name in row.__dict__:
            setattr(row, name, value)
