"""An incident and its timeline as plain values, for programs."""

from typing import Any

from secondsight.organisation.models import Account
from secondsight.record.models import Event, Incident
from secondsight.record.queries.incidents import milestones_of
from secondsight.record.queries.plain_beside import plain_beside
from secondsight.record.queries.timeline import ORDER, decision_on, events, timeless_events, with_everything


def plain_incident(incident: Incident) -> dict[str, Any]:
    """Return an incident's facts; instants are aware, what names another row is its slug."""
    return {
        "id": incident.pk,
        "title": incident.title,
        "summary": incident.summary,
        "severity": incident.severity.slug,
        "is_near_miss": incident.is_near_miss,
        "is_customer_facing": incident.is_customer_facing,
        "budget_burnt_percent": incident.budget_burnt_percent,
        "failure_mode": incident.failure_mode,
        "is_restricted": incident.is_restricted,
        "time_zone": incident.time_zone,
        "listed_at": incident.listed_at,
        "services": [row.slug for row in incident.services.all()],
        "teams": [row.slug for row in incident.teams.all()],
    }


def plain_timeline(viewer: Account, incident: Incident) -> dict[str, Any]:
    """Return milestones, participants, events (oldest first, those without a time last) and what runs beside
    them: milestones on both clocks, durations, impact, hypotheses.
    """
    found = [
        *with_everything(events(viewer, incident)).order_by(*ORDER),
        *with_everything(timeless_events(viewer, incident)),
    ]
    return {
        "milestones": {kind.value: at for kind, at in milestones_of(incident).items()},
        "participants": [
            {"name": row.name, "part": row.part, "team": row.team.slug if row.team else None}
            for row in incident.participants.select_related("team")
        ],
        "events": [_event(event) for event in found],
        **plain_beside(viewer, incident),
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.pk,
        "occurred_at": event.occurred_at,
        "precision": event.precision,
        "what": event.what,
        "context": event.context,
        "phase": event.phase,
        "kind": event.kind,
        "actor": event.actor,
        "account": event.account.name if event.account else None,
        "team": event.team.slug if event.team else None,
        "service": event.service.slug if event.service else None,
        "standing": event.standing,
        "is_interpretation": event.is_interpretation,
        "decision": _decision(event),
        "items": [rest.item_id for rest in event.event_items.all()],
        "knowledge": [
            {
                "account": row.account.name if row.account else None,
                "team": row.team.slug if row.team else None,
                "name": row.name,
                "known_at": row.known_at,
                "way": row.way,
                "through": row.through,
                "certainty": row.certainty,
                "until_at": row.until_at,
                "turned_out": row.turned_out,
            }
            for row in event.known  # type: ignore[attr-defined]
        ],
    }


def _decision(event: Event) -> dict[str, str] | None:
    point = decision_on(event)
    return {"id": point.pk, "question": point.question, "choice": point.choice} if point else None
