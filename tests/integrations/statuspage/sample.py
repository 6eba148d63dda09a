"""A status page's answer about one incident, in the shape of its public API."""

import json

INCIDENT = {
    "id": "p31zjtct2jer",
    "name": "Checkout is failing for some customers",
    "status": "resolved",
    "created_at": "2026-10-14T16:20:02.112+02:00",
    "updated_at": "2026-10-14T17:42:31.400+02:00",
    "monitoring_at": "2026-10-14T17:10:00.000+02:00",
    "resolved_at": "2026-10-14T17:42:31.391+02:00",
    "impact": "major",
    "shortlink": "https://stspg.example/p31zjtct2jer",
    "started_at": "2026-10-14T16:20:02.104+02:00",
    "page_id": "kctbh9vrtdwd",
    "incident_updates": [
        {
            "id": "jdy3tw5mt5r5",
            "status": "resolved",
            "body": "Checkout works for everybody again.",
            "incident_id": "p31zjtct2jer",
            "created_at": "2026-10-14T17:42:31.391+02:00",
            "updated_at": "2026-10-14T17:42:31.391+02:00",
            "display_at": "2026-10-14T17:42:31.391+02:00",
            "affected_components": [
                {
                    "code": "b13yz5g2cw10",
                    "name": "Checkout",
                    "old_status": "partial_outage",
                    "new_status": "operational",
                }
            ],
            "deliver_notifications": True,
        },
        {
            "id": "9h3r8nn6tdrz",
            "status": "investigating",
            "body": "Some payments fail. We are looking into it.",
            "incident_id": "p31zjtct2jer",
            "created_at": "2026-10-14T16:20:02.150+02:00",
            "updated_at": "2026-10-14T16:20:02.150+02:00",
            "display_at": "2026-10-14T16:20:02.150+02:00",
            "affected_components": None,
            "deliver_notifications": True,
        },
    ],
    "components": [{"id": "b13yz5g2cw10", "name": "Checkout", "status": "operational"}],
}
ANSWER = {
    "page": {
        "id": "kctbh9vrtdwd",
        "name": "Harbour Shop",
        "url": "https://status.harbour.example",
        "time_zone": "Etc/UTC",
        "updated_at": "2026-10-14T17:42:31.481+02:00",
    },
    "incidents": [INCIDENT],
}
WEBHOOK = {
    "meta": {
        "unsubscribe": "https://status.harbour.example/?unsubscribe=x",
        "documentation": "https://help.example",
    },
    "page": {
        "id": "kctbh9vrtdwd",
        "status_indicator": "major",
        "status_description": "Partial System Outage",
    },
    "incident": {name: value for name, value in INCIDENT.items() if name not in ("components", "page_id")}
    | {"incident_updates": INCIDENT["incident_updates"][1:]},
}
COMPONENT = {
    "meta": WEBHOOK["meta"],
    "page": WEBHOOK["page"],
    "component_update": {
        "id": "k7730b5v92bv",
        "component_id": "b13yz5g2cw10",
        "created_at": "2026-10-14T14:21:00Z",
        "old_status": "operational",
        "new_status": "major_outage",
    },
    "component": {
        "id": "b13yz5g2cw10",
        "name": "Checkout",
        "created_at": "2024-01-01T00:00:00Z",
        "status": "major_outage",
    },
}
SAMPLES = {"statuspage": json.dumps(ANSWER).encode()}
