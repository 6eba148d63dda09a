"""GitLab's webhooks and answers about one change, in the shapes that it describes."""

import json

SHA = "279484c09fbe69ededfced8c1bb6e6d24616b468"
PROJECT = {
    "id": 30,
    "name": "checkout",
    "web_url": "https://gitlab.example/shop/checkout",
    "path_with_namespace": "shop/checkout",
    "default_branch": "main",
}
USER = {"id": 42, "name": "Ida Berg", "username": "ida", "email": "ida@harbour.example"}
PUSH = {
    "object_kind": "push",
    "event_name": "push",
    "before": "9" * 40,
    "after": SHA,
    "ref": "refs/heads/main",
    "user_name": "Ida Berg",
    "user_username": "ida",
    "user_email": "ida@harbour.example",
    "project_id": 30,
    "project": PROJECT,
    "commits": [
        {
            "id": SHA,
            "message": "Make the pool smaller\n\nFewer connections.",
            "title": "Make the pool smaller",
            "timestamp": "2026-10-14T15:40:00+02:00",
            "url": f"https://gitlab.example/shop/checkout/-/commit/{SHA}",
            "author": {"name": "Bo Lind", "email": "bo@harbour.example"},
        }
    ],
    "total_commits_count": 3,
}
DEPLOYMENT = {
    "object_kind": "deployment",
    "status": "success",
    "status_changed_at": "2026-10-14 16:02:11 +0200",
    "deployment_id": 41,
    "deployable_id": 796,
    "deployable_url": "https://gitlab.example/shop/checkout/-/jobs/796",
    "environment": "production",
    "environment_tier": "production",
    "project": PROJECT,
    "short_sha": "279484c0",
    "user": USER,
    "commit_url": f"https://gitlab.example/shop/checkout/-/commit/{SHA}",
    "commit_title": "Make the pool smaller",
    "ref": "v4.18",
}
LISTED_DEPLOYMENT = {
    "id": 41,
    "iid": 7,
    "ref": "v4.18",
    "sha": SHA,
    "status": "success",
    "created_at": "2026-10-14T13:58:03.444Z",
    "updated_at": "2026-10-14T14:02:11.301Z",
    "user": {"id": 42, "name": "Ida Berg", "username": "ida"},
    "environment": {"id": 9, "name": "production", "external_url": "https://shop.example"},
    "deployable": {
        "id": 796,
        "status": "success",
        "name": "deploy",
        "finished_at": "2026-10-14T14:02:11.155Z",
        "web_url": "https://gitlab.example/shop/checkout/-/jobs/796",
        "commit": {"id": SHA, "title": "Make the pool smaller"},
    },
}
RELEASE = {
    "object_kind": "release",
    "id": 1,
    "created_at": "2026-10-14 13:55:12 UTC",
    "released_at": "2026-10-14 13:55:12 UTC",
    "name": "Autumn",
    "tag": "v4.18",
    "description": "A smaller pool.",
    "project": PROJECT,
    "url": "https://gitlab.example/shop/checkout/-/releases/v4.18",
    "action": "create",
    "commit": {"id": SHA},
}
LISTED_RELEASE = {
    "tag_name": "v4.18",
    "name": "Autumn",
    "description": "A smaller pool.",
    "created_at": "2026-10-14T13:55:12.003Z",
    "released_at": "2026-10-14T13:55:12.003Z",
    "author": {"id": 42, "name": "Ida Berg", "username": "ida"},
    "commit": {"id": SHA},
    "_links": {"self": "https://gitlab.example/shop/checkout/-/releases/v4.18"},
}
PIPELINE = {
    "object_kind": "pipeline",
    "object_attributes": {
        "id": 31,
        "iid": 3,
        "ref": "main",
        "tag": False,
        "sha": SHA,
        "source": "push",
        "status": "failed",
        "created_at": "2026-10-14 13:41:28 UTC",
        "finished_at": "2026-10-14 13:46:29 UTC",
        "duration": 301,
        "url": "https://gitlab.example/shop/checkout/-/pipelines/31",
    },
    "user": USER,
    "project": PROJECT,
    "commit": {"id": SHA, "title": "Make the pool smaller"},
    "builds": [{"id": 380, "name": "load-test", "status": "failed", "started_at": "2026-10-14 13:42:00 UTC"}],
}
LISTED_PIPELINE = {
    "id": 31,
    "iid": 3,
    "project_id": 30,
    "status": "failed",
    "source": "push",
    "ref": "main",
    "sha": SHA,
    "web_url": "https://gitlab.example/shop/checkout/-/pipelines/31",
    "created_at": "2026-10-14T13:41:28.123Z",
    "updated_at": "2026-10-14T13:46:29.456Z",
}
JOB = {
    "object_kind": "build",
    "ref": "main",
    "sha": SHA,
    "build_id": 380,
    "build_name": "load-test",
    "build_stage": "test",
    "build_status": "failed",
    "build_created_at": "2026-10-14 13:41:28 UTC",
    "build_started_at": "2026-10-14 13:42:00 UTC",
    "build_finished_at": "2026-10-14 13:46:20 UTC",
    "build_failure_reason": "script_failure",
    "pipeline_id": 31,
    "project_id": 30,
    "project_name": "shop / checkout",
    "user": USER,
}
EVENTS = [PUSH, DEPLOYMENT, RELEASE, PIPELINE, JOB]
SAMPLES = {"gitlab": "\n".join(json.dumps(event) for event in EVENTS).encode()}
