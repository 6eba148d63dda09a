"""A file of each Sentry format, in the shape that the tool gives it."""

import json

TITLE = "TimeoutError: no connection within 5 s"
ILSE = {"type": "user", "id": 662437, "name": "Ilse Brandvik"}
SENTRY = {"type": "application", "id": "sentry", "name": "Sentry"}


def hook(action: str, actor: dict[str, object], **data: object) -> dict[str, object]:
    """What an internal integration's webhook posts."""
    return {
        "action": action,
        "installation": {"uuid": "be1b14f8-ffad-41af-8e97-24a9c32ebc26"},
        "data": data,
        "actor": actor,
    }


def event(**fields: object) -> dict[str, object]:
    """An error, as it stands in issue alerts and error notifications."""
    return {
        "event_id": "b6eff1a49b1f4132850b1238d968da70",
        "project": 4505278293147648,
        "release": "checkout@4.18",
        "platform": "python",
        "message": "",
        "datetime": "2026-03-11T12:02:11.247000Z",
        "timestamp": 1773230531.247,
        "tags": [["environment", "production"], ["level", "error"], ["server_name", "web-1"]],
        "environment": "production",
        "level": "error",
        "location": "shop/pool.py",
        "metadata": {"type": "TimeoutError", "value": "no connection within 5 s"},
        "title": TITLE,
        "url": "https://sentry.example/api/0/projects/quillbarrow/checkout/events/b6eff1a4/",
        "web_url": "https://sentry.example/organizations/quillbarrow/issues/7/events/b6eff1a4/",
        "issue_id": "1638821441",
    } | fields


def issue(**fields: object) -> dict[str, object]:
    """An issue, as it stands in notifications of its turns."""
    return {
        "id": "1638821441",
        "shortId": "CHECKOUT-E",
        "title": TITLE,
        "level": "error",
        "status": "unresolved",
        "firstSeen": "2026-03-11T12:02:11.092476Z",
        "lastSeen": "2026-03-11T12:20:00.000000Z",
        "count": "17",
        "userCount": 9,
        "assignedTo": None,
        "metadata": {"type": "TimeoutError", "value": "no connection within 5 s"},
        "project": {"id": "5216640", "slug": "checkout", "name": "Checkout"},
        "statusDetails": {},
        "permalink": None,
        "web_url": "https://sentry.example/organizations/quillbarrow/issues/7/",
    } | fields


METRIC = {
    "id": "12",
    "identifier": "3",
    "title": "Too many timeouts",
    "status": 20,
    "date_started": "2026-03-11T12:01:00Z",
    "date_detected": "2026-03-11T12:03:00Z",
    "date_closed": "2026-03-11T12:44:00Z",
    "projects": ["checkout"],
    "alert_rule": {"id": "7", "name": "Too many timeouts", "aggregate": "count()", "query": "timeout"},
}
COMMENT = {
    "comment": "The pool is at its limit",
    "project_slug": "checkout",
    "comment_id": 77,
    "issue_id": 1638821441,
    "timestamp": "2026-03-11T12:15:30.500Z",
}

SAMPLES = {
    "sentry": json.dumps(
        [
            hook("triggered", SENTRY, event=event(), triggered_rule="Timeouts in checkout"),
            hook("created", SENTRY, issue=issue()),
            hook("critical", SENTRY, metric_alert=METRIC, description_text="170 events in 10 minutes"),
            hook("created", ILSE, **COMMENT),
            {
                "headers": {"Sentry-Hook-Timestamp": "1773232863"},
                "body": hook("resolved", ILSE, issue=issue()),
            },
        ]
    ).encode()
}
