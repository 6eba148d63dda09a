"""The steps in the life of a PagerDuty incident, told alike by log entries, webhooks and incidents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from secondsight.record.rules.alerting import FIRING, NOBODY, RESOLVED, Who, alert, digest, report, second
from secondsight.record.rules.evidence import Item
from secondsight.record.rules.payload import Payload, part, parts, text, word


@dataclass(frozen=True, slots=True)
class Step:
    """What one kind of step is: the item's kind, its state, and words where PagerDuty has none."""

    kind: str
    state: str
    words: str


# By the name of the log entry's type.
STEPS = {
    "trigger": Step("alert", FIRING, "Triggered"),
    "reopen": Step("alert", FIRING, "Reopened"),
    "resolve": Step("alert", RESOLVED, "Resolved"),
    "notify": Step("page", "notified", "Notified"),
    "acknowledge": Step("page", "acknowledged", "Acknowledged"),
    "unacknowledge": Step("page", "unacknowledged", "No longer acknowledged"),
    "assign": Step("page", "assigned", "Assigned"),
    "escalate": Step("page", "escalated", "Escalated"),
    "delegate": Step("page", "delegated", "Handed to another escalation policy"),
    "snooze": Step("page", "snoozed", "Snoozed"),
    "unsnooze": Step("page", "unsnoozed", "Snoozed no longer"),
    "repeat_escalation_path": Step("page", "escalated", "The escalation policy began again"),
    "exhaust_escalation_path": Step("page", "exhausted", "Nobody on the escalation policy answered"),
    "reach_trigger_limit": Step("page", "limit_reached", "Too many triggers: no more were taken"),
    "reach_ack_limit": Step("page", "limit_reached", "Acknowledged as often as may be"),
    "responder_request": Step("page", "requested", "Responders were asked to join"),
    "responder_reply": Step("page", "replied", "A responder answered"),
    "responder_accept": Step("page", "accepted", "A responder joins"),
    "responder_decline": Step("page", "declined", "A responder does not join"),
    "annotate": Step("message", "", "Note"),
    "status_update": Step("status_update", "", "Status update"),
    "priority_change": Step("ticket", "priority_changed", "Priority changed"),
    "urgency_change": Step("ticket", "urgency_changed", "Urgency changed"),
    "field_value_change": Step("ticket", "field_changed", "A field changed"),
    "custom_field_value_change": Step("ticket", "field_changed", "A field changed"),
    "merge": Step("ticket", "merged", "Merged"),
    "link": Step("ticket", "merged", "An alert was added"),
    "unlink": Step("ticket", "unlinked", "An alert was taken out"),
}
_NOTED = ("summary", "name")
# Steps of which a webhook or the incident tells as well; the rest are known by their own ids.
_SHARED = {
    "trigger",
    "resolve",
    "acknowledge",
    "unacknowledge",
    "assign",
    "escalate",
    "delegate",
    "priority_change",
    "annotate",
    "status_update",
}


def step_of(name: str) -> Step:
    """Return what a step is; one that is new to us is a record in its own words."""
    if name in STEPS:
        return STEPS[name]
    if name.startswith("responder"):
        return STEPS["responder_reply" if "repl" in name else "responder_request"]
    return Step("record", name, name.replace("_", " ").capitalize())


def step_key(
    name: str, incident_id: str, at: datetime, own_id: str, *, who: Iterable[str] = (), words: str = ""
) -> str:
    """Return a step's key: by incident, step and second where several doors tell of it, else by its own id.

    In one second two people may acknowledge, two be assigned, and two triggers or notes come in: these are
    told apart by the people's ids and by the words.
    """
    if not incident_id or name not in _SHARED:
        return own_id
    apart = [*sorted(filter(None, who))] if name in ("acknowledge", "assign") else []
    if name in ("trigger", "annotate", "status_update"):
        apart.append(digest(words))
    return ":".join(["pagerduty", incident_id, name, second(at), *apart])


def person(reference: Payload) -> Who:
    """Return a user, service or integration that PagerDuty refers to."""
    if not reference:
        return NOBODY
    kind = text(reference, "type")
    is_bot = bool(kind) and not kind.startswith("user")
    return Who(word(reference, "id"), text(reference, *_NOTED), text(reference, "email"), is_bot)


def name_of(reference: Payload) -> str:
    """Return what a referred thing is called."""
    return text(reference, *_NOTED)


def assignees(record: Payload) -> list[Payload]:
    """Return to whom a record says the incident went."""
    return [*parts(record, "assignees"), *filter(None, (part(record, "assigned_user"),))]


def incident_title(incident: Payload) -> str:
    """Return an incident's title, without the number that references put before it."""
    title = text(incident, "title", "summary", "description")
    if title.startswith("[#"):
        title = title.partition("] ")[2] or title
    return title or f"incident {word(incident, 'id', 'incident_number') or 'without a name'}"


def step_item(
    name: str,
    key: str,
    at: datetime,
    place: str,
    raw: str,
    *,
    incident: Payload,
    service: str,
    said: str,
    body: str = "",
    by: Who = NOBODY,
    details: Payload,
    url: str = "",
) -> Item:
    """Return a step as an item; `said` is PagerDuty's own sentence about it."""
    step, about = step_of(name), incident_title(incident)
    kept = {
        **details,
        "incident": word(incident, "id"),
        "number": word(incident, "incident_number", "number"),
        "urgency": text(incident, "urgency"),
        "priority": name_of(part(incident, "priority")),
    }
    severity = text(details, "severity") or str(kept["priority"] or kept["urgency"])
    url = url or text(incident, "html_url")
    if step.kind == "alert":
        lines = "\n".join(line for line in (said or step.words, body) if line)
        return alert(
            key,
            at,
            place,
            raw,
            state=step.state,
            name=about,
            body=lines,
            service=service,
            severity=severity,
            url=url,
            by=by,
            details=kept,
        )
    if step.kind == "message" and body:
        title, body = "", f"{body}\n(note on {about})"
    else:
        title = f"{said or step.words}: {about}"
    # Who is first in line is assigned by the policy; a person passes the incident on.
    state = "reassigned" if name == "assign" and by.id and not by.is_bot else step.state
    kept |= {"state": state, "service": service, "name": about}
    return report(
        step.kind, key, at, place, raw, title=title, body=body, channel=service, url=url, by=by, details=kept
    )
