"""What runs beside the events as plain values, for programs; instants are aware."""

from typing import Any

from secondsight.organisation.models import Account
from secondsight.record.models import ImpactReading, Incident
from secondsight.record.queries.beside import (
    IMPACT_ORDER,
    DurationBeside,
    MilestoneBeside,
    RestsOn,
    Stretch,
    Thread,
    ThreadStep,
    counted,
    durations_beside,
    hypothesis_threads,
    impact_readings,
    milestones_beside,
)
from secondsight.record.rules.counting import Series
from secondsight.record.rules.durations import Duration


def plain_beside(viewer: Account, incident: Incident) -> dict[str, Any]:
    """Return everything that runs beside the events of an incident that the viewer has found."""
    milestones = milestones_beside(viewer, incident)
    return {
        "milestones_beside": [plain_milestone(row) for row in milestones],
        "durations": [plain_duration(row) for row in durations_beside(milestones)],
        "impact": [plain_reading(row) for row in impact_readings(viewer, incident).order_by(*IMPACT_ORDER)],
        "counted": [plain_series(each) for each in counted(viewer, incident)],
        "hypotheses": [plain_thread(each) for each in hypothesis_threads(viewer, incident)],
    }


def plain_milestone(row: MilestoneBeside) -> dict[str, Any]:
    """Return a milestone on both clocks, with what it rests on."""
    return {
        "kind": row.kind.value,
        "at": row.at,
        "precision": row.precision.value,
        "events": [_rests_on(one) for one in row.events],
        "items": [_rests_on(one) for one in row.items],
        "known": [
            {
                "key": each.key,
                "name": each.name,
                "kind": each.kind,
                "since_at": each.since_at,
                "certainty": each.certainty,
                "brought_by": list(each.brought_by),
            }
            for each in row.known
        ],
    }


def plain_duration(row: DurationBeside) -> dict[str, Any]:
    """Return a length on both clocks."""
    return {
        "name": row.happened.name.value,
        "label": row.happened.name.label,
        "start": row.happened.start.value,
        "end": row.happened.end.value,
        "happened": _length(row.happened),
        "known": _length(row.known),
    }


def plain_reading(row: ImpactReading) -> dict[str, Any]:
    """Return a reading of impact."""
    return {
        "id": row.pk,
        "incident": row.incident_id,
        "side": row.side,
        "measure": row.measure,
        "what": row.what,
        "value": row.value,
        "unit": row.unit,
        "extent": row.extent,
        "from_at": row.from_at,
        "until_at": row.until_at,
        "source": row.source,
        "items": [item.pk for item in row.items.all()],
        "noted_by": row.noted_by.name if row.noted_by else "",
        "edition": row.edition,
        "is_withdrawn": row.withdrawn_at is not None,
    }


def plain_stretch(row: Stretch) -> dict[str, Any]:
    """Return impact as a ribbon draws it."""
    return {
        "id": row.id,
        "side": row.side.value,
        "label": row.label,
        "from_at": row.from_at,
        "until_at": row.until_at,
        "is_instant": row.is_instant,
        "measure": row.measure.value if row.measure else "",
        "value": row.value,
        "unit": row.unit,
    }


def plain_series(row: Series) -> dict[str, Any]:
    """Return numbers counted from evidence."""
    return {
        "key": row.key,
        "label": row.label,
        "side": row.side.value,
        "unit": row.unit,
        "step_seconds": row.step.total_seconds() if row.step else None,
        "readings": [{"at": r.at, "value": r.value, "items": list(r.items)} for r in row.readings],
    }


def plain_thread(row: Thread) -> dict[str, Any]:
    """Return a hypothesis with who had heard of it by when."""
    return {
        "id": row.id,
        "what": row.what,
        "state": row.state.value,
        "raised_at": row.raised_at,
        "ended_at": row.ended_at,
        "signals": list(row.signals),
        "steps": [_step(step) for step in row.steps],
        "teams": [
            {"key": one.key, "name": one.name, "raised_at": one.raised_at, "ended_at": one.ended_at}
            for one in row.teams
        ],
    }


def _step(step: ThreadStep) -> dict[str, Any]:
    return {
        "id": step.id,
        "state": step.state.value,
        "occurred_at": step.at,
        "who": step.who,
        "team": step.team,
        "words": step.words,
        "event": step.event_id,
        "item": step.item_id,
        "heard": [
            {
                "id": heard.id,
                "key": heard.key,
                "who": heard.who,
                "known_at": heard.known_at,
                "way": heard.way,
                "through": heard.how,
            }
            for heard in step.heard
        ],
        "proposed": [],
    }


def _rests_on(one: RestsOn) -> dict[str, Any]:
    return {"id": one.id, "what": one.what, "at": one.at, "precision": one.precision.value}


def _length(one: Duration) -> dict[str, Any]:
    seconds = one.length.total_seconds() if one.length is not None else None
    return {"seconds": seconds, "is_about": one.is_about, "words": one.words}
