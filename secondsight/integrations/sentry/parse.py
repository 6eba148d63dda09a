"""Reads what Sentry's webhooks post: issue alerts, metric alerts, issues, errors and comments.

Formats, as the vendor describes them:
https://docs.sentry.io/organization/integrations/integration-platform/webhooks/
"""

from collections.abc import Iterator

from secondsight.integrations.sentry.errors import error, issue_alert, plugin_alert
from secondsight.integrations.sentry.issues import comment, issue, metric_alert
from secondsight.record.json_reader import JsonReader
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions
from secondsight.record.rules.payload import Payload, part, text

_SUBJECTS = {"event", "error", "issue", "metric_alert", "comment", "installation"}


class Sentry(JsonReader):
    """The reader of Sentry's webhooks."""

    format = "sentry"
    title = "Sentry webhooks (JSON)"
    noun = "a notification from Sentry"
    about = """
What Sentry posted to the webhook of an internal integration, or of the legacy webhooks plugin.
Read: errors that an issue alert told of, metric alerts raised and resolved, and new errors as alerts.
Read too: issues created, resolved, assigned, archived and come back, and comments on them.
An error is known by its event's id and the rule that told of it; an issue's turn by its action and second.
Sentry tells no time of an issue's turns, its creation aside.
They are read where whoever recorded them kept the header `Sentry-Hook-Timestamp` or added `received_at`.
Left out, each with its reason: turns without a time, and installations of the integration.
Nothing is asked: the times carry their zone.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether a record is a notification of Sentry's, of today's or of the legacy shape."""
        return _is_hook(payload) or _is_plugin(payload)

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return the one thing that a notification tells."""
        told = part(payload, "data")
        if not _is_hook(payload):
            yield plugin_alert(payload, place, raw)
        elif part(told, "event"):
            yield issue_alert(payload, place, raw)
        elif part(told, "error"):
            yield error(payload, place, raw)
        elif part(told, "metric_alert"):
            yield metric_alert(payload, place, raw)
        elif part(told, "issue"):
            yield issue(payload, around, place, raw)
        elif "comment" in told:
            yield comment(payload, place, raw)
        else:
            yield LeftOut(place, "a Sentry notification that is not read", detail=text(payload, "action"))


def _is_hook(payload: Payload) -> bool:
    told = payload.get("data")
    return (
        isinstance(told, dict)
        and isinstance(payload.get("action"), str)
        and isinstance(payload.get("actor"), dict)
        and "installation" in payload
        and bool(_SUBJECTS & told.keys())
    )


def _is_plugin(payload: Payload) -> bool:
    return {"project", "level", "event", "triggering_rules"} <= payload.keys() and isinstance(
        payload["event"], dict
    )


READERS = (Sentry(),)
