"""Reads what Prometheus Alertmanager posts to a webhook (version 4), and its API's list of alerts.

Formats, as the project describes them:
https://prometheus.io/docs/alerting/latest/configuration/#webhook_config and
https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml
"""

from collections.abc import Iterator

from secondsight.record.json_reader import JsonReader
from secondsight.record.rules.alerting import Who, alert, service_of, severity_of, shown
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions
from secondsight.record.rules.labelled_alerts import each_alert, is_open_ended, moments
from secondsight.record.rules.payload import Payload, part, parts, text, word

_GROUPED = {"groupKey", "groupLabels", "commonLabels"}
_GRAFANA = {"silenceURL", "valueString", "dashboardURL", "panelURL"}
_US = Who("alertmanager", "Alertmanager", is_bot=True)
_TOLD = frozenset({"alertname", "severity"})


class Alertmanager(JsonReader):
    """The reader of Alertmanager's webhooks and lists of alerts."""

    format = "alertmanager"
    title = "Alertmanager webhooks or alerts (JSON)"
    noun = "a notification from Alertmanager"
    about = """
What Alertmanager posts to a webhook receiver, or the answer of `GET /api/v2/alerts` saved as JSON.
Read: each alert of a notification; when it began to fire and, once resolved, when it ended.
An end of `0001-01-01T00:00:00Z` means that the alert has not ended.
An alert is known by its fingerprint and its beginning, so that repeated notifications and groups merge.
The API lists what fires now: it tells beginnings, and which alerts were silenced or inhibited.
Left out, each with its reason: alerts without a beginning, notifications without alerts, ends without a time.
Nothing is asked: the times carry their zone.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether a record is a notification of Alertmanager (not of Grafana), or a listed alert."""
        if isinstance(payload.get("alerts"), list):
            return (
                "receiver" in payload
                and not _GROUPED.isdisjoint(payload)
                and "orgId" not in payload
                and all(_GRAFANA.isdisjoint(each) for each in parts(payload, "alerts")[:3])
            )
        return _is_listed(payload)

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return each alert's beginning and end."""
        if _is_listed(payload):
            yield from _alert(payload, {}, place, raw)
            return
        yield from each_alert(payload, place, _alert)


def _is_listed(payload: Payload) -> bool:
    return {"labels", "startsAt", "fingerprint"} <= payload.keys() and "state" in part(payload, "status")


def _alert(told: Payload, group: Payload, place: str, raw: str) -> Iterator[Item | LeftOut]:
    labels, notes, status = part(told, "labels"), part(told, "annotations"), part(told, "status")
    found = moments(told, "alertmanager")
    receivers = [text(each, "name") for each in parts(told, "receivers")] or [text(group, "receiver")]
    service = service_of(labels)
    body = [text(notes, "summary", "title"), text(notes, "description", "message"), shown(labels, _TOLD)]
    for state, key, at in found:
        yield alert(
            key,
            at,
            place,
            raw,
            state=state,
            name=text(labels, "alertname") or shown(labels) or "an alert without labels",
            body="\n".join(dict.fromkeys(filter(None, body))),
            service=service,
            severity=severity_of(labels),
            channel=service or word(labels, "job", "namespace", "instance"),
            url=text(told, "generatorURL"),
            by=_US,
            details={
                "labels": {str(name): value for name, value in labels.items() if isinstance(value, str)},
                "receiver": ", ".join(filter(None, receivers)),
                "runbook": text(notes, "runbook_url", "runbook"),
                "dashboard": text(notes, "dashboard", "dashboard_url"),
                "suppressed": text(status, "state") == "suppressed" or None,
            },
        )
    if is_open_ended(told, found):
        yield LeftOut(place, "resolved at an unknown time", detail="expected endsAt")


READERS = (Alertmanager(),)
