"""Records of GitHub's API in the shape of its webhooks' payloads, so that both become the same items."""

import re
from urllib.parse import urlsplit

from secondsight.record.rules.payload import Payload, Unusable, part, text

_REPOSITORY = re.compile(r"(/api/v3)?/repos/([^/]+/[^/]+)(?:/|$)")
_PARENT = re.compile(r"/deployments/(\d+)$")


def is_answer(record: Payload) -> bool:
    """Return whether this is a deployment, its status, a release or a workflow run, as the API lists them."""
    return bool(_kind(record))


def payloads_of(record: Payload) -> list[tuple[str, Payload]]:
    """Return what webhooks would have told of a record: each event's name and its payload.

    Raises Unusable for a release that nobody published.
    """
    kind = _kind(record)
    frame = {"repository": part(record, "repository") or _repository(record)}
    if kind == "release":
        if not text(record, "published_at"):
            raise Unusable("a release that is not published", text(record, "tag_name"))
        return [(kind, {**frame, "release": record, "action": "published"})]
    if kind == "deployment_status":
        parent = _PARENT.search(text(record, "deployment_url"))
        deployment = {"id": int(parent[1]) if parent else None, "environment": record.get("environment")}
        return [(kind, {**frame, kind: record, "deployment": deployment})]
    if kind == "workflow_run":
        steps = ["requested"]
        if (status := text(record, "status")) in ("in_progress", "completed"):
            steps.append(status)
        return [(kind, {**frame, kind: record, "action": step}) for step in steps]
    return [(kind, {**frame, kind: record})]


def _kind(record: Payload) -> str:
    if "/repos/" not in text(record, "url"):
        return ""
    if {"sha", "ref", "environment", "statuses_url"} <= record.keys():
        return "deployment"
    if {"state", "deployment_url"} <= record.keys():
        return "deployment_status"
    if {"tag_name", "published_at", "html_url"} <= record.keys():
        return "release"
    if {"run_number", "workflow_id", "head_sha"} <= record.keys():
        return "workflow_run"
    return ""


def _repository(record: Payload) -> Payload:
    """Return name and home of the repository whose record this is, told by its address in the API."""
    try:
        address = urlsplit(text(record, "repository_url", "url"))
    except ValueError:
        return {}
    match = _REPOSITORY.match(address.path)
    if match is None:
        return {}
    host = address.netloc if match[1] else address.netloc.removeprefix("api.")
    return {"full_name": match[2], "html_url": f"{address.scheme}://{host}/{match[2]}"}
