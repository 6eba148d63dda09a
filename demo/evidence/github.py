"""Webhook payloads as the code host sends them: deployment, deployment_status, release, push, workflow_run."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from demo.evidence import ids
from demo.facts import Change
from demo.people import PERSON

_HOST = "https://github.quillbarrow.example"
_ORGANISATION = "quillbarrow"


def write_webhooks(path: Path, changes: Sequence[Change], start: datetime) -> Path:
    """Write one payload a line, in the order in which they were sent, and return the path."""
    by_key = {change.key: change for change in changes}
    lines = [json.dumps(payload(change, by_key, start)) for change in sorted(changes, key=lambda c: c.at)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def payload(change: Change, by_key: dict[str, Change], start: datetime) -> dict[str, Any]:
    """Return the payload of one change; `by_key` holds the deployments that statuses belong to."""
    body = {
        "deployment": _deployment_payload,
        "deployment_status": _status_payload,
        "release": _release_payload,
        "push": _push_payload,
        "workflow_run": _run_payload,
    }[change.kind](change, by_key, start)
    organisation = {
        "login": _ORGANISATION,
        "id": ids.number(_ORGANISATION, 7),
        "url": f"{_HOST}/api/v3/orgs/{_ORGANISATION}",
    }
    return body | {
        "repository": _repository(change, start),
        "organization": organisation,
        "sender": _account(change.by),
    }


def _deployment_payload(change: Change, by_key: dict[str, Change], start: datetime) -> dict[str, Any]:
    return {
        "action": "created",
        "deployment": _deployment(change, start),
        "workflow": None,
        "workflow_run": None,
    }


def _deployment(change: Change, start: datetime) -> dict[str, Any]:
    number = ids.number(change.key, 9)
    return {
        "url": _api(change, f"deployments/{number}"),
        "id": number,
        "node_id": ids.letters("DE_", change.key, 16),
        "sha": ids.sha(f"{change.repository} {change.ref}"),
        "ref": change.ref,
        "task": "deploy",
        "payload": {},
        "original_environment": change.environment,
        "environment": change.environment,
        "description": change.text,
        "creator": _account(change.by),
        "created_at": _stamp(start + change.at),
        "updated_at": _stamp(start + change.at),
        "statuses_url": _api(change, f"deployments/{number}/statuses"),
        "repository_url": _api(change, ""),
        "transient_environment": False,
        "production_environment": change.environment == "production",
        "performed_via_github_app": None,
    }


def _status_payload(change: Change, by_key: dict[str, Change], start: datetime) -> dict[str, Any]:
    deployment = _deployment(by_key[change.of], start)
    status = {
        "url": f"{deployment['url']}/statuses/{ids.number(change.key, 9)}",
        "id": ids.number(change.key, 9),
        "node_id": ids.letters("DES_", change.key, 16),
        "state": change.state,
        "creator": _account(change.by),
        "description": change.text,
        "environment": change.environment,
        "target_url": f"{_HOST}/{_ORGANISATION}/{change.repository}/deployments",
        "log_url": "",
        "environment_url": "",
        "created_at": _stamp(start + change.at),
        "updated_at": _stamp(start + change.at),
        "deployment_url": deployment["url"],
        "repository_url": _api(change, ""),
        "performed_via_github_app": None,
    }
    return {
        "action": "created",
        "deployment_status": status,
        "deployment": deployment,
        "check_run": None,
        "workflow": None,
        "workflow_run": None,
    }


def _release_payload(change: Change, by_key: dict[str, Change], start: datetime) -> dict[str, Any]:
    number = ids.number(change.key, 8)
    release = {
        "url": _api(change, f"releases/{number}"),
        "html_url": f"{_HOST}/{_ORGANISATION}/{change.repository}/releases/tag/{change.ref}",
        "id": number,
        "node_id": ids.letters("RE_", change.key, 16),
        "tag_name": change.ref,
        "target_commitish": "main",
        "name": f"{change.repository} {change.ref}",
        "draft": False,
        "prerelease": False,
        "author": _account(change.by),
        "created_at": _stamp(start + change.at - timedelta(minutes=3)),
        "published_at": _stamp(start + change.at),
        "assets": [],
        "tarball_url": _api(change, f"tarball/{change.ref}"),
        "zipball_url": _api(change, f"zipball/{change.ref}"),
        "body": change.text,
    }
    return {"action": "published", "release": release}


def _push_payload(change: Change, by_key: dict[str, Change], start: datetime) -> dict[str, Any]:
    person = PERSON[change.by]
    before, after = ids.sha(f"before {change.key}"), ids.sha(change.key)
    name = {"name": person.name, "email": person.email, "username": person.github}
    commit = {
        "id": after,
        "tree_id": ids.sha(f"tree {change.key}"),
        "distinct": True,
        "message": change.text,
        "timestamp": (start + change.at).astimezone(UTC).isoformat(timespec="seconds"),
        "url": f"{_HOST}/{_ORGANISATION}/{change.repository}/commit/{after}",
        "author": name,
        "committer": name,
        "added": [],
        "removed": [],
        "modified": [f"{change.repository.replace('-', '_')}/schedule.toml"],
    }
    return {
        "ref": change.ref,
        "before": before,
        "after": after,
        "created": False,
        "deleted": False,
        "forced": False,
        "base_ref": None,
        "compare": f"{_HOST}/{_ORGANISATION}/{change.repository}/compare/{before[:12]}...{after[:12]}",
        "commits": [commit],
        "head_commit": commit,
        "pusher": {"name": person.github, "email": person.email},
    }


def _run_payload(change: Change, by_key: dict[str, Change], start: datetime) -> dict[str, Any]:
    number = ids.number(f"run {change.repository} {change.ref}", 10)
    is_done = change.state not in ("in_progress", "requested")
    workflow = ids.number(f"workflow {change.repository}", 8)
    at = _stamp(start + change.at)
    run = {
        "id": number,
        "name": "Deploy",
        "node_id": ids.letters("WFR_", change.key, 16),
        "head_branch": change.ref,
        "head_sha": ids.sha(f"{change.repository} {change.ref}"),
        "path": ".github/workflows/deploy.yml",
        "display_title": change.text,
        "run_number": ids.number(f"count {change.repository}", 3),
        "event": "workflow_dispatch",
        "status": "completed" if is_done else change.state,
        "conclusion": change.state if is_done else None,
        "workflow_id": workflow,
        "url": _api(change, f"actions/runs/{number}"),
        "html_url": f"{_HOST}/{_ORGANISATION}/{change.repository}/actions/runs/{number}",
        "pull_requests": [],
        "created_at": at,
        "updated_at": at,
        "run_started_at": at,
        "run_attempt": 2,
        "actor": _account(change.by),
        "triggering_actor": _account(change.by),
    }
    about = {"id": workflow, "name": "Deploy", "path": ".github/workflows/deploy.yml", "state": "active"}
    return {"action": "completed" if is_done else "in_progress", "workflow_run": run, "workflow": about}


def _repository(change: Change, start: datetime) -> dict[str, Any]:
    name = f"{_ORGANISATION}/{change.repository}"
    at: object = _stamp(start + change.at)
    if change.kind == "push":  # there, and only there, it is a number
        at = int((start + change.at).timestamp())
    return {
        "id": ids.number(name, 9),
        "node_id": ids.letters("R_", name, 10),
        "name": change.repository,
        "full_name": name,
        "private": True,
        "owner": {"login": _ORGANISATION, "id": ids.number(_ORGANISATION, 7), "type": "Organization"},
        "html_url": f"{_HOST}/{name}",
        "url": _api(change, ""),
        "pushed_at": at,
        "default_branch": "main",
    }


def _account(slug: str) -> dict[str, Any]:
    person = PERSON[slug]
    return {
        "login": person.github,
        "id": ids.number(slug, 6),
        "node_id": ids.letters("U_", slug, 10),
        "avatar_url": f"{_HOST}/avatars/u/{ids.number(slug, 6)}",
        "url": f"{_HOST}/api/v3/users/{person.github}",
        "html_url": f"{_HOST}/{person.github}",
        "type": "User",
        "site_admin": False,
    }


def _api(change: Change, path: str) -> str:
    return f"{_HOST}/api/v3/repos/{_ORGANISATION}/{change.repository}/{path}".rstrip("/")


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
