"""Reads Datadog: its API's events (versions 1 and 2) and monitors, and what its webhooks post.

Formats, as the vendor describes them: https://docs.datadoghq.com/api/latest/events/,
https://docs.datadoghq.com/api/latest/monitors/ and https://docs.datadoghq.com/integrations/webhooks/
"""

from collections.abc import Iterator

from secondsight.integrations.datadog.events import event_v1, event_v2, webhook
from secondsight.integrations.datadog.monitors import monitor_items
from secondsight.record.json_reader import JsonReader
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions
from secondsight.record.rules.payload import Payload, part, text


class Datadog(JsonReader):
    """The reader of Datadog's events, monitors and webhooks."""

    format = "datadog"
    title = "Datadog events, monitors or webhooks (JSON)"
    noun = "a Datadog record"
    lists = ("events", "data")
    about = """
Answers of Datadog's API saved as JSON, and what its webhooks integration posted.
Save `GET /api/v1/events`, `GET /api/v2/events` or `GET /api/v1/monitor?group_states=all`.
Read: each change of a monitor's state (triggered, warning, no data, recovered) as an alert.
Read too: events that others posted; those that deploy or configure something are changes.
A monitor's definition tells, for each group, when it last triggered and when it last resolved.
An event is known by its id, the same in both versions of the API and in the webhook.
Left out, each with its reason: monitors that never changed their state, and records without a time.
A webhook with a template of your own is read where it keeps `title`, `date` and `id`.
Nothing is asked: the times count from 1970 or carry their zone.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether a record is an event, a monitor or a webhook of Datadog."""
        return (
            _is_v1(payload)
            or _is_v2(payload)
            or _is_monitor(payload)
            or _is_webhook(payload)
            or (_is_v1(part(payload, "event")))
        )

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return the event, or each turn that a monitor's groups last took."""
        if _is_webhook(payload):
            yield webhook(payload, place, raw)
        elif _is_v2(payload):
            yield event_v2(payload, place, raw)
        elif _is_monitor(payload):
            yield from monitor_items(payload, place, raw)
        else:
            yield event_v1(payload if _is_v1(payload) else part(payload, "event"), place, raw)


def _is_v1(payload: Payload) -> bool:
    return {"date_happened", "title"} <= payload.keys() and bool(
        {"alert_type", "source", "is_aggregate", "device_name"} & payload.keys()
    )


def _is_v2(payload: Payload) -> bool:
    told = part(payload, "attributes")
    return (
        text(payload, "type") == "event" and "timestamp" in told and isinstance(told.get("attributes"), dict)
    )


def _is_monitor(payload: Payload) -> bool:
    return {"id", "query", "overall_state", "type"} <= payload.keys()


def _is_webhook(payload: Payload) -> bool:
    return {"title", "date", "id"} <= payload.keys() and (
        {"event_type", "last_updated", "org"} <= payload.keys()
        or {"alert_transition", "alert_id"} <= payload.keys()
    )


READERS = (Datadog(),)
