"""Requests made from the API's description: a body that fits, parameters that are asked for."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

# What a field holds where its type alone does not say it. Ids are looked up by noun.
SAID: dict[str, Any] = {
    "email": "mine@quillbarrow.example",
    "time_zone": "UTC",
    "zone": "UTC",
    "severity": "sev-1",
    "tier": "full",
    "category": "detection_gap",
    "subject": "watching",
    "kind": "action",
    "role": "scribe",
    "part": "responder",
    "due_on": "2026-04-06",
    "look_again_on": "2027-03-01",
    "tracker_url": "https://tracker.example/1",
    "url": "https://tracker.example/1",
    "occurred_at": "2026-03-11T12:20:00Z",
    "known_at": "2026-03-11T12:30:00Z",
    "certainty": "believed",
    "until_at": "2026-03-11T12:40:00Z",
    "met_at": "2026-03-12T12:20:00Z",
    "expires_on": "2027-01-01",
    "once": "",
    "begins": "",
    "ends": "",
    "id": "",
    "rule": "neglect",
    "key": "0" * 64,
}
NOUNS = {
    "incident": "incidents",
    "event": "events",
    "moment": "events",
    "into": "events",
    "other": "events",
    "item": "items",
    "factor": "factors",
    "idea": "ideas",
    "person": "people",
    "people": "people",
    "entry": "directory",
    "owner": "people",
    "account": "people",
    "team": "teams",
    "service": "services",
    "review": "reviews",
    "candidate": "candidates",
    "version": "versions",
    "option": "decision-options",
    "tag": "tags",
    "signal": "items",
    "item_question": "questions",
    "guest": "roles",
    "asked": "meeting-questions",
    "said_by": "people",
    "session": "live-sessions",
    "theme": "themes",
    "packet_part": "packet-parts",
}


def body_for(operation: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    """Return a JSON body with every field that an operation takes, ids from a world where they are known."""
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    return _example(schema, "", ids) if schema else {}


def filled(path: str, operation: dict[str, Any], ids: dict[str, str]) -> str:
    """Return an address with the query parameters that an operation cannot do without."""
    asked = {
        one["name"]: _example(one["schema"], one["name"], ids)
        for one in operation.get("parameters", [])
        if one["in"] == "query" and one.get("required")
    }
    return f"{path}?{urlencode(asked, doseq=True)}" if asked else path


def _example(schema: dict[str, Any], name: str, ids: dict[str, str]) -> Any:
    if "$ref" in schema:
        return _example(_components()[schema["$ref"].rpartition("/")[2]], name, ids)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            options = [one for one in schema[several] if one.get("type") != "null"]
            return _example(options[0], name, ids)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return SAID[name] if SAID.get(name) in schema["enum"] else schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        return {each: _example(one, each, ids) for each, one in schema.get("properties", {}).items()}
    if kind == "array":
        return [_example(schema.get("items", {}), name.removesuffix("s"), ids)]
    if name in NOUNS and schema.get("format") != "date-time":  # a "moment" may be an event or an instant
        return int(ids[NOUNS[name]]) if kind == "integer" and ids else ids.get(NOUNS[name], "0" * 16)
    if name in SAID:
        return SAID[name]
    return _plain(kind, schema)


def _plain(kind: str | None, schema: dict[str, Any]) -> Any:
    if kind == "integer":
        return max(1, schema.get("minimum", 1))
    if kind == "number":
        return 1.0
    if kind == "boolean":
        return False
    if schema.get("format") == "date":
        return "2026-04-06"
    if schema.get("format") == "date-time":
        return "2026-03-11T12:20:00Z"
    return "A sentence that says what, and when it counts as done"[: schema.get("maxLength", 60)]


@cache
def _components() -> dict[str, Any]:
    from secondsight.api.site import api

    schemas: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/")["components"]["schemas"]
    return schemas
