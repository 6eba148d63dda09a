"""Payloads of two webhooks, one a line."""

import json

REPOSITORY = {"id": 7, "full_name": "shop/checkout", "pushed_at": 1791986531}
FRAME = {"repository": REPOSITORY, "sender": {"login": "ida", "type": "User"}}
PUSH = {**FRAME, "ref": "refs/heads/main", "before": "a" * 40, "after": "b" * 40, "commits": []}
DEPLOYMENT = {
    **FRAME,
    "action": "created",
    "deployment": {
        "id": 11,
        "ref": "v4.18",
        "sha": "b" * 40,
        "environment": "production",
        "created_at": "2026-10-14T13:58:03Z",
    },
}
SAMPLES = {"github-webhook": f"{json.dumps(PUSH)}\n{json.dumps(DEPLOYMENT)}\n".encode()}
