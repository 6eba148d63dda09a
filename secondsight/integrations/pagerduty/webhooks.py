"""What a webhook of PagerDuty (version 3) tells: a step of an incident, or a change of a service."""

from secondsight.integrations.pagerduty.steps import (
    assignees,
    incident_title,
    name_of,
    person,
    step_item,
    step_key,
)
from secondsight.record.rules.alerting import report
from secondsight.record.rules.evidence import Item, LeftOut
from secondsight.record.rules.payload import Payload, identity, instant, part, text, word

# The log entries' names of the steps that webhooks call otherwise.
_STEPS = {
    "triggered": "trigger",
    "acknowledged": "acknowledge",
    "unacknowledged": "unacknowledge",
    "resolved": "resolve",
    "reopened": "reopen",
    "escalated": "escalate",
    "reassigned": "assign",
    "delegated": "delegate",
    "annotated": "annotate",
    "priority_updated": "priority_change",
    "status_update_published": "status_update",
    "responder.added": "responder_request",
    "responder.replied": "responder_reply",
}
_SAID = {
    "trigger": "Triggered",
    "acknowledge": "Acknowledged",
    "unacknowledge": "No longer acknowledged",
    "resolve": "Resolved",
    "reopen": "Reopened",
    "escalate": "Escalated",
    "assign": "Assigned",
    "delegate": "Handed to another escalation policy",
}


def webhook_event(event: Payload, place: str, raw: str) -> Item | LeftOut:
    """Return what one event tells; a ping is left out. Raises Unusable without a time or an id."""
    subject, _, what = text(event, "event_type").partition(".")
    if subject == "incident":
        return _incident(event, _STEPS.get(what, what.replace(".", "_")), place, raw)
    if subject == "service":
        return _service(event, what, place, raw)
    if subject == "pagey":
        return LeftOut(place, "a test of the webhook", detail=text(event, "event_type"))
    return LeftOut(place, "a PagerDuty event that is not read", detail=text(event, "event_type"))


def _incident(event: Payload, name: str, place: str, raw: str) -> Item:
    told, at, by = part(event, "data"), instant(event, "occurred_at"), person(part(event, "agent"))
    incident = part(told, "incident") or told
    people = assignees(told)
    invited = part(told, "user") or part(told, "escalation_policy") if name.startswith("responder") else {}
    body = text(told, "content", "message", "conference_url")
    to = ", ".join(filter(None, map(name_of, [*people, *filter(None, [invited])])))
    state = text(told, "state") if name == "responder_reply" else ""
    priority = name_of(part(told, "priority"))
    said = {
        "responder_request": f"{to} was asked to join",
        "responder_reply": f"{to} {state or 'answered'}",
        "priority_change": f"Priority changed to {priority}" if priority else "Priority removed",
    }.get(name) or _sentence(name, to, by.name)
    # The log says "trigger"'s own words once more; a webhook has them as the incident's title.
    words = body if name in ("annotate", "status_update") else incident_title(incident)
    return step_item(
        name,
        step_key(
            name,
            word(incident, "id"),
            at,
            f"pagerduty:event:{identity(event)}",
            who=[by.id] if name == "acknowledge" else [word(each, "id") for each in people],
            words=words,
        ),
        at,
        place,
        raw,
        incident=incident,
        service=name_of(part(told, "service")),
        said=said,
        body=body,
        by=by,
        details={
            "to": to,
            "event": word(event, "id"),
            "client": name_of(part(event, "client")),
            "workflow": name_of(part(told, "incident_workflow")),
            "answer": state,
            "resolve_reason": text(part(told, "resolve_reason"), "type"),
        },
    )


def _sentence(name: str, to: str, by: str) -> str:
    said = _SAID.get(name, "")
    if not said:
        return ""
    if name in ("assign", "escalate") and to:
        said += f" to {to}"
    return f"{said} by {by}" if by and name != "unacknowledge" else said


def _service(event: Payload, what: str, place: str, raw: str) -> Item:
    service = part(event, "data")
    called = name_of(service) or word(service, "id") or "a service"
    return report(
        "change",
        f"pagerduty:event:{identity(event)}",
        instant(event, "occurred_at"),
        place,
        raw,
        title=f"PagerDuty service {called} {what.replace('_', ' ').replace('.', ' ')}",
        channel=called,
        url=text(service, "html_url"),
        by=person(part(event, "agent")),
        details={"state": what, "service": called},
    )
