"""A file of each Datadog format, in the shape that the tool gives it."""

import json

NAME = "Checkout p99 is high"


def event(state: str, at: int, **fields: object) -> dict[str, object]:
    """A monitor's event in version 1 of the API."""
    return {
        "alert_type": "error",
        "comments": [],
        "date_happened": at,
        "device_name": None,
        "host": "web-1",
        "id": at * 10,
        "id_str": str(at * 10),
        "is_aggregate": False,
        "monitor_id": 4711,
        "priority": "normal",
        "source": "Monitor Alert",
        "tags": ["service:checkout", "env:production", "monitor"],
        "text": "%%%\np99 > 2 s for 5 minutes\n%%%",
        "title": f"[{state} on {{host:web-1}}] [P2] {NAME}",
        "url": "/event/event?id=1",
    } | fields


def event_v2(transition: str, at: str, **fields: object) -> dict[str, object]:
    """A monitor's event in version 2 of the API."""
    return {
        "id": f"AAAA{at}",
        "type": "event",
        "attributes": {
            "attributes": {
                "evt": {"id": "17732305310", "name": "monitor", "type": "query_alert_monitor"},
                "hostname": "web-1",
                "monitor": {
                    "id": 4711,
                    "name": NAME,
                    "templated_name": NAME,
                    "transition": {"trans_name": transition, "trans_type": "alert"},
                    "type": "query alert",
                },
                "monitor_groups": ["host:web-1"],
                "monitor_id": 4711,
                "service": "checkout",
                "sourcecategory": "monitor_alert",
                "status": "error",
                "tags": ["env:production"],
                "timestamp": 1773230531000,
                "title": f"[{transition} on {{host:web-1}}] {NAME}",
            },
            "message": "p99 > 2 s",
            "tags": ["service:checkout"],
            "timestamp": at,
        }
        | fields,
    }


def webhook(**fields: object) -> dict[str, object]:
    """What the webhooks integration posts by its default template."""
    return {
        "body": "%%%\np99 > 2 s\n%%%",
        "last_updated": "1773230531000",
        "event_type": "query_alert_monitor",
        "title": f"[Triggered on {{host:web-1}}] {NAME}",
        "date": "1773230531000",
        "org": {"id": "1", "name": "Quillbarrow"},
        "id": "17732305310",
    } | fields


def monitor(**fields: object) -> dict[str, object]:
    """A monitor as the API lists it with its groups' states."""
    return {
        "id": 4711,
        "name": NAME,
        "type": "query alert",
        "query": "avg(last_5m):p99:checkout{*} by {host} > 2",
        "message": "@pagerduty",
        "tags": ["service:checkout"],
        "overall_state": "OK",
        "overall_state_modified": "2026-03-11T12:41:03.000000+00:00",
        "created": "2024-01-01T00:00:00.000000+00:00",
        "modified": "2026-01-01T00:00:00.000000+00:00",
        "priority": 2,
        "options": {},
        "state": {
            "groups": {
                "host:web-1": {
                    "name": "host:web-1",
                    "status": "OK",
                    "last_triggered_ts": 1773230531,
                    "last_resolved_ts": 1773232863,
                    "last_nodata_ts": None,
                }
            }
        },
    } | fields


SAMPLES = {
    "datadog": json.dumps(
        [
            event("Triggered", 1773230531),
            event_v2("Recovered", "2026-03-11T12:41:03.000Z"),
            webhook(),
            monitor(),
        ]
    ).encode()
}
