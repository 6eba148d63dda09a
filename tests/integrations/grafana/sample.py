"""A file of each Grafana format, in the shape that the tool gives it."""

import json


def alert(**fields: object) -> dict[str, object]:
    """One alert of a notification, firing unless told otherwise."""
    return {
        "status": "firing",
        "labels": {"alertname": "Checkout p99", "grafana_folder": "Shop", "severity": "high"},
        "annotations": {"summary": "p99 is above 2 s"},
        "startsAt": "2026-03-11T12:02:10Z",
        "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": "https://grafana.example/alerting/grafana/rule1/view?orgId=1",
        "fingerprint": "57c6d9296de2ad39",
        "silenceURL": "https://grafana.example/alerting/silence/new",
        "dashboardURL": "https://grafana.example/d/shop",
        "panelURL": "https://grafana.example/d/shop?viewPanel=2",
        "values": {"A": 2.4, "C": 1},
        "valueString": "[ var='A' labels={} value=2.4 ]",
    } | fields


def notification(*alerts: object, **fields: object) -> dict[str, object]:
    """What a webhook contact point posts."""
    return {
        "receiver": "review",
        "status": "firing",
        "alerts": list(alerts),
        "groupLabels": {},
        "commonLabels": {"alertname": "Checkout p99"},
        "commonAnnotations": {},
        "externalURL": "https://grafana.example/",
        "version": "1",
        "groupKey": "{}:{}",
        "truncatedAlerts": 0,
        "orgId": 1,
        "title": "[FIRING:1] Checkout p99",
        "state": "alerting",
        "message": "**Firing**",
    } | fields


def legacy(**fields: object) -> dict[str, object]:
    """What the legacy alerting posted, which tells no time."""
    return {
        "dashboardId": 1,
        "evalMatches": [{"value": 2.4, "metric": "p99", "tags": None}],
        "message": "p99 is above 2 s",
        "orgId": 1,
        "panelId": 2,
        "ruleId": 7,
        "ruleName": "Checkout p99",
        "ruleUrl": "https://grafana.example/d/shop",
        "state": "alerting",
        "tags": {"service": "checkout"},
        "title": "[Alerting] Checkout p99",
    } | fields


SAMPLES = {
    "grafana": json.dumps(
        [
            notification(alert()),
            notification(alert(status="resolved", endsAt="2026-03-11T12:41:03.5Z"), state="ok"),
            legacy(received_at="2026-03-11T12:02:10Z"),
        ]
    ).encode()
}
