"""A file of each Opsgenie format, in the shape that the tool gives it."""

import json

ID = "ec03dad6-62c8-4c94-b38b-d88f398e900f"
MESSAGE = "Checkout pool exhausted"


def alert(**fields: object) -> dict[str, object]:
    """An alert as the API lists it, closed after 39 minutes."""
    return {
        "id": ID,
        "tinyId": "1791",
        "alias": "pool-checkout",
        "message": MESSAGE,
        "status": "closed",
        "acknowledged": True,
        "tags": ["checkout", "db"],
        "snoozed": False,
        "count": 3,
        "createdAt": "2026-03-11T12:02:11.739Z",
        "updatedAt": "2026-03-11T12:45:00.100Z",
        "source": "prometheus",
        "owner": "ilse@quillbarrow.example",
        "priority": "P1",
        "responders": [{"id": "6ee84e52", "type": "team"}],
        "integration": {"id": "daca46c6", "name": "Prometheus", "type": "Prometheus"},
        "report": {
            "ackTime": 209_000,
            "closeTime": 2_332_000,
            "acknowledgedBy": "ilse@quillbarrow.example",
            "closedBy": "sipho@quillbarrow.example",
        },
    } | fields


def log(line: str, at: str, **fields: object) -> dict[str, object]:
    """A line of an alert's log."""
    return {
        "log": line,
        "type": "system",
        "owner": "System",
        "createdAt": f"2026-03-11T12:{at}Z",
        "offset": f"1773230{at}",
    } | fields


LOGS = [
    log("Alert created via Prometheus API", "02:11.739"),
    log("Sent [voice] notification to [ilse@quillbarrow.example]", "02:14.002"),
    log("Alert acknowledged via web", "05:40.739", owner="ilse@quillbarrow.example", type="alert"),
    log("Escalated to [sipho@quillbarrow.example]", "09:00.001"),
    log("Alert closed via API", "41:03.739", owner="sipho@quillbarrow.example", type="alert"),
]
NOTES = [
    {
        "note": "The pool is at its limit of 40",
        "owner": "ilse@quillbarrow.example",
        "createdAt": "2026-03-11T12:15:30.5Z",
        "offset": "1773231330",
    }
]


def action(name: str, at_ms: int, payload: object = None, **fields: object) -> dict[str, object]:
    """What a webhook posts for an action at so many milliseconds since 1970."""
    return {
        "action": name,
        "alert": {
            "alertId": ID,
            "message": MESSAGE,
            "tags": ["checkout"],
            "tinyId": "1791",
            "alias": "pool-checkout",
            "createdAt": 1773230531739,
            "updatedAt": at_ms * 1_000_000 + 110,
            "username": "ilse@quillbarrow.example",
            "userId": "8d43133c",
            "priority": "P1",
            "entity": "checkout-db",
            "details": {"service": "checkout"},
        }
        | fields,
        "source": {"name": "", "type": "web"},
        "integrationId": "37c8f316",
        "integrationName": "Review",
        "integrationType": "Webhook",
    } | (payload if isinstance(payload, dict) else {})


SAMPLES = {
    "opsgenie": json.dumps(
        [action("Create", 1773230531739), action("Acknowledge", 1773230740739), alert(logs=LOGS, notes=NOTES)]
    ).encode()
}
