"""Reads what Grafana's alerting posts to a webhook, today's and the legacy alerting's (up to Grafana 10).

Formats, as the vendor describes them:
https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
and, for the legacy one, https://grafana.com/docs/grafana/v7.5/alerting/notifications/#webhook
"""

from collections.abc import Iterator

from secondsight.record.json_reader import JsonReader
from secondsight.record.rules.alerting import (
    FIRING,
    RESOLVED,
    Who,
    alert,
    second,
    service_of,
    severity_of,
    shown,
)
from secondsight.record.rules.evidence import Item, LeftOut, ReadOptions
from secondsight.record.rules.labelled_alerts import each_alert, is_open_ended, moments
from secondsight.record.rules.payload import Payload, part, parts, received_at, text, word

_OWN = {"silenceURL", "valueString", "dashboardURL", "panelURL"}
_LEGACY = {"ruleId", "ruleName", "state"}
_LEGACY_STATES = {"alerting": FIRING, "ok": RESOLVED}
_GRAFANA = Who("grafana", "Grafana", is_bot=True)
_TOLD = frozenset({"alertname", "rulename", "severity", "grafana_folder"})
# What Grafana raises in a rule's place when the rule itself cannot be judged.
_IN_ITS_PLACE = {"DatasourceNoData": "There is no data", "DatasourceError": "The rule could not be evaluated"}


class Grafana(JsonReader):
    """The reader of Grafana's alerting webhooks."""

    format = "grafana"
    title = "Grafana alerting webhooks (JSON)"
    noun = "a notification from Grafana"
    about = """
What a webhook contact point of Grafana's alerting posted.
Read: each alert of a notification with its values; when it began to fire and, once resolved, when it ended.
An alert is known by its fingerprint and its beginning, so that repeated notifications merge.
Notifications of the legacy alerting (with `ruleName` and `evalMatches`) tell no time.
They are read where whoever recorded them added one as `time`, `timestamp` or `received_at`.
Left out, each with its reason: alerts without a time, notifications without alerts, ends without a time.
Nothing is asked: the times carry their zone.
"""

    def claims(self, payload: Payload, around: Payload) -> bool:
        """Return whether a record is a notification that only Grafana gives this shape."""
        if isinstance(payload.get("alerts"), list):
            return ("orgId" in payload and bool({"groupKey", "title", "state"} & payload.keys())) or any(
                not _OWN.isdisjoint(each) for each in parts(payload, "alerts")[:3]
            )
        return payload.keys() >= _LEGACY and bool({"evalMatches", "ruleUrl", "dashboardId"} & payload.keys())

    def items(
        self, payload: Payload, around: Payload, place: str, raw: str, options: ReadOptions
    ) -> Iterator[Item | LeftOut]:
        """Return each alert's beginning and end, or the one state that a legacy notification tells."""
        if not isinstance(payload.get("alerts"), list):
            yield _legacy(payload, around, place, raw)
            return
        yield from each_alert(payload, place, _alert)


def _alert(told: Payload, group: Payload, place: str, raw: str) -> Iterator[Item | LeftOut]:
    labels, notes = part(told, "labels"), part(told, "annotations")
    found = moments(told, "grafana")
    named = text(labels, "alertname")
    name = (text(labels, "rulename") if named in _IN_ITS_PLACE else "") or named
    service, folder = service_of(labels), text(labels, "grafana_folder")
    body = [
        _IN_ITS_PLACE.get(named, ""),
        text(notes, "summary"),
        text(notes, "description", "message"),
        _values(told),
        shown(labels, _TOLD),
    ]
    for state, key, at in found:
        yield alert(
            key,
            at,
            place,
            raw,
            state=state,
            name=name or text(group, "title") or "an alert without a name",
            body="\n".join(dict.fromkeys(filter(None, body))),
            service=service,
            severity=severity_of(labels),
            channel=service or folder,
            url=text(told, "panelURL", "dashboardURL", "generatorURL"),
            by=_GRAFANA,
            details={
                "labels": {str(label): value for label, value in labels.items() if isinstance(value, str)},
                "folder": folder,
                "receiver": text(group, "receiver"),
                "rule": text(told, "generatorURL"),
                "dashboard": text(told, "dashboardURL"),
                "picture": text(told, "imageURL"),
                "runbook": text(notes, "runbook_url"),
                "org": word(group, "orgId"),
            },
        )
    if is_open_ended(told, found):
        yield LeftOut(place, "resolved at an unknown time", detail="expected endsAt")


def _values(told: Payload) -> str:
    values = part(told, "values")
    return (
        ", ".join(f"{name} = {value}" for name, value in values.items())
        if values
        else text(told, "valueString")
    )


def _legacy(told: Payload, around: Payload, place: str, raw: str) -> Item:
    state = _LEGACY_STATES.get(text(told, "state").casefold(), text(told, "state") or "unknown")
    at = received_at(told, around)
    measured = [
        f"{text(each, 'metric') or 'value'} = {word(each, 'value') or each.get('value')}"
        for each in parts(told, "evalMatches")
    ]
    tags = part(told, "tags")
    return alert(
        f"grafana:rule:{word(told, 'ruleId')}:{state}:{second(at)}",
        at,
        place,
        raw,
        state=state,
        name=text(told, "ruleName") or text(told, "title") or "an alert without a name",
        body="\n".join(filter(None, [text(told, "message"), ", ".join(measured), shown(tags)])),
        service=service_of(tags),
        severity=severity_of(tags),
        url=text(told, "ruleUrl"),
        by=_GRAFANA,
        details={"picture": text(told, "imageUrl"), "org": word(told, "orgId")},
    )


READERS = (Grafana(),)
