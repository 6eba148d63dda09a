"""Reads Opsgenie: its API's alerts, logs and notes, and what its webhooks post.

Formats, as the vendor describes them: https://docs.opsgenie.com/docs/alert-api,
https://docs.opsgenie.com/docs/alert-api-continued and https://docs.opsgenie.com/docs/webhook-integration
"""

from collections.abc import Iterator

from secondsight.integrations.opsgenie.alerts import alert_items
from secondsight.integrations.opsgenie.logs import log_item, note_item
from secondsight.integrations.opsgenie.webhooks import action_item
from secondsight.record.json_reader import JsonReader
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions
from secondsight.record.rules.payload import Payload, part


class Opsgenie(JsonReader):
    """The reader of Opsgenie's alerts, logs, notes and webhooks."""

    format = "opsgenie"
    title = "Opsgenie alerts, logs, notes or webhooks (JSON)"
    noun = "an Opsgenie record"
    lists = ("data",)
    about = """
Answers of Opsgenie's API saved as JSON, and the bodies that its webhooks posted.
Save `GET /v2/alerts`, `GET /v2/alerts/{id}`, `GET /v2/alerts/{id}/logs` and `GET /v2/alerts/{id}/notes`.
Logs and notes may also stand inside their alert, as `logs` and `notes`.
Read: alerts raised and closed, and who was called, acknowledged, took over, escalated, snoozed, noted.
A step is known by its alert, its kind and its second; a raising and a closing by the alert alone.
An answer of logs or notes alone does not name its alert: its records are known by place, time and words.
Left out, each with its reason: alerts and actions without a time, and alerts closed at a time not told.
Nothing is asked: the times carry their zone.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether a record is an alert, a log entry, a note or a webhook's action."""
        return (
            _is_action(payload)
            or _is_entry(payload)
            or _is_alert(payload)
            or _is_alert(part(payload, "data"))
        )

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return an alert's steps, or the one that another record tells."""
        if _is_action(payload):
            yield action_item(payload, place, raw)
        elif "log" in payload and _is_entry(payload):
            yield log_item(payload, {}, place, raw)
        elif _is_entry(payload):
            yield note_item(payload, {}, place, raw)
        else:
            alert = payload if _is_alert(payload) else part(payload, "data")
            yield from alert_items(alert, place, raw)


def _is_action(payload: Payload) -> bool:
    return (
        isinstance(payload.get("action"), str)
        and "alertId" in part(payload, "alert")
        and bool({"integrationId", "integrationName"} & payload.keys())
    )


def _is_entry(payload: Payload) -> bool:
    return {"createdAt", "offset", "owner"} <= payload.keys() and bool({"log", "note"} & payload.keys())


def _is_alert(payload: Payload) -> bool:
    return {"id", "tinyId", "message", "createdAt"} <= payload.keys()


READERS = (Opsgenie(),)
