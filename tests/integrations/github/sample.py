"""GitHub's webhook payloads as a recorder saves them: one a line, some wrapped in what it noted."""

import json

SENDER = {"login": "ida", "id": 11, "type": "User"}
REPOSITORY = {
    "id": 7,
    "full_name": "shop/checkout",
    "html_url": "https://github.example/shop/checkout",
    "pushed_at": 1791986531,
}
SHA = "f95f852bd8fca8fcc58a9a2d6c842781e32a215e"
AROUND = {"repository": REPOSITORY, "sender": SENDER}
DEPLOYMENT = {
    "id": 11,
    "ref": "v4.18",
    "sha": SHA,
    "environment": "production",
    "description": "scheduled",
    "created_at": "2026-10-14T15:58:03+02:00",
    "creator": SENDER,
}
STATUS = {
    "id": 12,
    "state": "success",
    "environment": "production",
    "created_at": "2026-10-14T14:01:20Z",
    "creator": SENDER,
    "log_url": "https://ci.example/1",
}
PUSH = {
    "ref": "refs/heads/main",
    "before": "0" * 40,
    "after": SHA,
    "compare": "https://github.example/shop/checkout/compare/0...f95f852",
    "pusher": {"name": "ida", "email": "ida@shop.example"},
    "head_commit": {"id": SHA, "message": "A smaller pool", "timestamp": "2026-10-14T15:40:00+02:00"},
    "commits": [
        {
            "id": SHA,
            "message": "A smaller pool\n\nFewer connections for each worker.",
            "timestamp": "2026-10-14T15:40:00+02:00",
            "author": {"name": "Ida Berg", "username": "ida"},
        }
    ],
}
RELEASE = {
    "id": 13,
    "tag_name": "v4.18",
    "name": "4.18",
    "body": "A smaller pool",
    "published_at": "2026-10-14T13:55:00Z",
    "author": SENDER,
    "html_url": "https://github.example/shop/checkout/releases/v4.18",
}
RUN = {
    "id": 14,
    "name": "deploy",
    "event": "push",
    "status": "completed",
    "conclusion": "failure",
    "head_sha": SHA,
    "head_branch": "main",
    "created_at": "2026-10-14T13:50:00Z",
    "updated_at": "2026-10-14T13:57:00Z",
    "html_url": "https://github.example/shop/checkout/actions/runs/14",
}
PAYLOADS = [
    {"action": "created", "deployment": DEPLOYMENT, **AROUND},
    {"action": "created", "deployment": DEPLOYMENT, "deployment_status": STATUS, **AROUND},
    {"headers": {"X-GitHub-Event": "push"}, "payload": PUSH | AROUND},
    {"action": "published", "release": RELEASE, **AROUND},
    {"action": "completed", "workflow_run": RUN, **AROUND},
]
SAMPLES = {"github-webhook": "\n".join(map(json.dumps, PAYLOADS)).encode()}
