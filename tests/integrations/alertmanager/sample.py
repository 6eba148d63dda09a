"""A file of each Alertmanager format, in the shape that the tool gives it."""

import json

NOT_ENDED = "0001-01-01T00:00:00Z"


def alert(**fields: object) -> dict[str, object]:
    """One alert of a notification, firing unless told otherwise."""
    return {
        "status": "firing",
        "labels": {
            "alertname": "PoolExhausted",
            "service": "checkout",
            "severity": "critical",
            "pod": "checkout-7f9",
        },
        "annotations": {
            "summary": "No free connections for 2 minutes",
            "runbook_url": "https://runbooks.example/pool",
        },
        "startsAt": "2026-03-11T13:02:11.739266876+01:00",
        "endsAt": NOT_ENDED,
        "generatorURL": "https://prometheus.example/graph?g0.expr=pool",
        "fingerprint": "c9a1f0b5d2e34777",
    } | fields


def ended(**fields: object) -> dict[str, object]:
    """The same alert once it no longer fires."""
    return alert(status="resolved", endsAt="2026-03-11T12:41:03.100000000Z") | fields


def notification(*alerts: object, **fields: object) -> dict[str, object]:
    """What Alertmanager posts for a group of alerts."""
    return {
        "receiver": "review",
        "status": "firing",
        "alerts": list(alerts),
        "groupLabels": {"alertname": "PoolExhausted"},
        "commonLabels": {"alertname": "PoolExhausted", "service": "checkout"},
        "commonAnnotations": {},
        "externalURL": "https://alertmanager.example",
        "version": "4",
        "groupKey": '{}:{alertname="PoolExhausted"}',
        "truncatedAlerts": 0,
    } | fields


def listed(**fields: object) -> dict[str, object]:
    """An alert as the API lists it."""
    return (
        alert(
            status={"inhibitedBy": [], "silencedBy": [], "state": "active"},
            endsAt="2026-03-11T12:46:00.000Z",
            updatedAt="2026-03-11T12:42:00.000Z",
            receivers=[{"name": "review"}],
        )
        | fields
    )


SAMPLES = {
    "alertmanager": json.dumps([notification(alert()), notification(ended(), status="resolved")]).encode()
}
