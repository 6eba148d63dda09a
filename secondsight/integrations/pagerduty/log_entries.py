"""A log entry of PagerDuty, of whatever kind, and a change event."""

import json

from secondsight.integrations.pagerduty.steps import (
    assignees,
    incident_title,
    name_of,
    person,
    step_item,
    step_key,
)
from secondsight.record.rules.alerting import report
from secondsight.record.rules.evidence import Item
from secondsight.record.rules.payload import (
    Payload,
    Unusable,
    identity,
    instant,
    kept,
    part,
    parts,
    text,
    word,
)


def log_entry(entry: Payload, incident: Payload, place: str, raw: str = "") -> Item:
    """Return one log entry; `incident` is the one around it, unless the entry names its own.

    Raises Unusable without a time, and where neither an id nor an incident says which entry it is.
    """
    name = log_step(entry)
    own = part(entry, "incident")
    incident = {**incident, **own} if word(own, "id") == word(incident, "id") else own or incident
    at = instant(entry, "created_at")
    channel, by = part(entry, "channel"), person(part(entry, "agent"))
    went_to = assignees(entry)
    called = part(entry, "user") or part(channel, "user")
    words = _words(name, entry, channel, incident)
    own_id = f"pagerduty:log:{word(entry, 'id')}" if word(entry, "id") else ""
    key = step_key(
        name,
        word(incident, "id"),
        at,
        own_id,
        who=[by.id] if name == "acknowledge" else [word(each, "id") for each in went_to],
        words=words,
    )
    if not key:
        raise Unusable("no id", "expected id, or an incident with one")
    service = name_of(part(entry, "service")) or name_of(part(incident, "service"))
    to = ", ".join(filter(None, map(name_of, [*went_to, *filter(None, [called])])))
    return step_item(
        name,
        key,
        at,
        place,
        raw or json.dumps(entry, ensure_ascii=False),
        incident=incident,
        service=service,
        said=text(entry, "summary"),
        body=_body(name, entry, channel, "" if words == incident_title(incident) else words),
        by=by,
        url=text(entry, "html_url"),
        details={
            "to": to,
            "to_email": text(called, "email"),
            "by_way_of": text(part(channel, "notification"), "type") or text(channel, "type"),
            "delivery": text(part(channel, "notification"), "status"),
            "severity": text(part(channel, "cef_details"), "severity"),
            "log_entry": word(entry, "id"),
        },
    )


def log_step(entry: Payload) -> str:
    """Return the name of a log entry's kind: "trigger", "notify"."""
    return text(entry, "type").removesuffix("_log_entry")


def change_event(event: Payload, place: str, raw: str) -> Item:
    """Return a change that somebody's pipeline told PagerDuty of. Raises Unusable."""
    services = [name for each in parts(event, "services") if (name := name_of(each))]
    links = [text(link, "href") for link in parts(event, "links")]
    details = part(event, "custom_details")
    return report(
        "change",
        f"pagerduty:change:{identity(event)}",
        instant(event, "timestamp"),
        place,
        raw,
        title=text(event, "summary") or "A change without a summary",
        body="\n".join(f"{name}: {value}" for name, value in kept(details, *details).items()),
        channel=services[0] if services else text(event, "source"),
        url=next(filter(None, links), "") or text(event, "html_url"),
        details={
            "service": ", ".join(services),
            "source": text(event, "source"),
            "integration": name_of(part(event, "integration")),
            "links": [link for link in links if link],
        },
    )


def _words(name: str, entry: Payload, channel: Payload, incident: Payload) -> str:
    """What tells two steps of one second apart: the note, the update, the event's description."""
    if name == "annotate":
        return text(entry, "note", "content") or text(channel, "content", "summary") or text(entry, "summary")
    if name == "status_update":
        return text(entry, "message", "status_update") or text(channel, "message", "summary")
    said = text(channel, "summary", "description", "subject")
    return said or incident_title(incident)


def _body(name: str, entry: Payload, channel: Payload, words: str) -> str:
    if name in ("annotate", "status_update"):
        return words
    if name != "trigger":
        return text(entry, "message", "note")
    told = part(channel, "details") or part(part(channel, "cef_details"), "details")
    lines = [f"{label}: {value}" for label, value in kept(told, *told).items()]
    return "\n".join(line for line in (words, text(channel, "details"), *lines) if line)
