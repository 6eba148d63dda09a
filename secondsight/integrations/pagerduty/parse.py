"""Reads PagerDuty: answers of its REST API, and what its webhooks post (versions 2 and 3).

Formats, as the vendor describes them: https://developer.pagerduty.com/api-reference/ (incidents, log entries,
change events) and https://developer.pagerduty.com/docs/webhooks/v3-overview/
"""

from collections.abc import Iterator

from secondsight.integrations.pagerduty.incidents import incident_items
from secondsight.integrations.pagerduty.log_entries import change_event, log_entry
from secondsight.integrations.pagerduty.webhooks import webhook_event
from secondsight.record.json_reader import JsonReader, made
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions
from secondsight.record.rules.payload import Payload, part, parts, text

_SINGLE = ("incident", "log_entry", "change_event")


class PagerDuty(JsonReader):
    """The reader of PagerDuty's incidents, log entries, change events and webhooks."""

    format = "pagerduty"
    title = "PagerDuty incidents, log entries, change events or webhooks (JSON)"
    noun = "a PagerDuty record"
    lists = ("incidents", "log_entries", "change_events", "messages")
    about = """
Answers of PagerDuty's REST API saved as JSON, and the bodies that its webhooks posted.
Save `GET /incidents`, `GET /incidents/{id}/log_entries?include[]=incidents` or `GET /change_events`.
Log entries may also stand inside each incident, as `log_entries`.
Read: alerts raised and resolved, and every step of the paging: who was notified, acknowledged, escalated.
Read too: notes, priorities, responders asked and answering, status updates, merges, and changes.
A step is known by its incident, its kind and its second: a log entry and its webhook merge.
What only the log has is known by the log entry's id, what only a webhook has by the event's.
An incident without its log tells when it was raised, who holds it, who acknowledged, when it was resolved.
Left out, each with its reason: test pings, and records without a time or an id.
Nothing is asked: PagerDuty's times carry their zone.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether a record is an incident, a log entry, a change event or a webhook of PagerDuty."""
        return any(map(_is_record, (payload, *(part(payload, name) for name in _SINGLE)))) or (
            _is_webhook(payload) or _is_message(payload)
        )

    def is_record(self, payload: Payload) -> bool:
        """Return whether it is an incident with its log, or a webhook's message with its entries."""
        return _is_record(payload) or _is_message(payload)

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return an incident's steps, or the one thing that another record tells."""
        if _is_webhook(payload):
            yield webhook_event(part(payload, "event"), place, raw)
        elif _is_message(payload):
            yield from _message(payload, place)
        else:
            record = payload if _is_record(payload) else _single(payload)
            if record.get("type") == "incident":
                yield from incident_items(record, place, raw)
            elif record.get("type") == "change_event":
                yield change_event(record, place, raw)
            else:
                incident = around if text(around, "type") == "incident" else part(around, "incident")
                yield log_entry(record, incident, place, raw)


def _is_record(payload: Payload) -> bool:
    kind = text(payload, "type")
    if kind.endswith("_log_entry"):
        return "created_at" in payload
    if kind == "incident":
        return "created_at" in payload and bool(
            payload.keys() & {"incident_number", "escalation_policy", "urgency"}
        )
    return kind == "change_event" and "timestamp" in payload


def _is_webhook(payload: Payload) -> bool:
    event = part(payload, "event")
    return "." in text(event, "event_type") and {"occurred_at", "data"} <= event.keys()


def _is_message(payload: Payload) -> bool:
    return text(payload, "event").startswith("incident.") and isinstance(payload.get("incident"), dict)


def _single(payload: Payload) -> Payload:
    return next(found for name in _SINGLE if _is_record(found := part(payload, name)))


def _message(payload: Payload, place: str) -> Iterator[Item | LeftOut]:
    """A message of webhooks version 2: log entries beside their incident."""
    incident, entries = part(payload, "incident"), parts(payload, "log_entries")
    if not entries:
        yield LeftOut(place, "no log entry", detail=text(payload, "event"))
    for number, entry in enumerate(entries, start=1):
        where = f"{place}, log entry {number}"
        yield made(where, log_entry, entry, incident, where)


READERS = (PagerDuty(),)
