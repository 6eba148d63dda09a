"""The API's documentation page, drawn from its own description."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from secondsight.api.door import SCOPES
from secondsight.api.site import api

METHODS = ("get", "post", "put", "patch", "delete")


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """Show every endpoint by room: what it takes, what it gives, how it refuses."""
    context = {"rooms": _rooms(), "scopes": SCOPES, "base_url": settings.BASE_URL}
    return render(request, "api_docs.html", context)


@cache
def _rooms() -> dict[str, list[dict[str, Any]]]:
    description = api.get_openapi_schema(path_prefix="/api/")
    schemas = description.get("components", {}).get("schemas", {})
    rooms: dict[str, list[dict[str, Any]]] = {}
    for path, operations in description["paths"].items():
        for method in METHODS:
            if method in operations:
                told = operation(path, method, operations[method], schemas)
                rooms.setdefault(operations[method].get("tags", ["other"])[0], []).append(told)
    return rooms


def operation(path: str, method: str, described: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """Return one endpoint as the page shows it."""
    bodies = described.get("requestBody", {}).get("content", {})
    return {
        "method": method.upper(),
        "path": path,
        "anchor": described["operationId"],
        "summary": described.get("summary", ""),
        "description": described.get("description", ""),
        "parameters": [
            {
                "name": p["name"],
                "place": p["in"],
                "type": type_words(p["schema"]),
                "is_needed": p.get("required", False),
                "description": p.get("description") or p["schema"].get("description", ""),
            }
            for p in described.get("parameters", [])
        ],
        "bodies": [
            {"media": media, "fields": fields(body.get("schema", {}), schemas)}
            for media, body in bodies.items()
        ],
        "answers": [
            {"status": status, "fields": fields(_schema_of(answer), schemas)}
            for status, answer in described.get("responses", {}).items()
            if str(status) < "400"
        ],
        "refusals": [status for status in described.get("responses", {}) if str(status) >= "400"],
    }


def fields(schema: dict[str, Any], schemas: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the fields of an object, or of the objects of a list, one level deep."""
    schema = _resolved(schema, schemas)
    if schema.get("type") == "array":
        schema = _resolved(schema.get("items", {}), schemas)
    needed = set(schema.get("required", ()))
    return [
        {
            "name": name,
            "type": type_words(inner),
            "is_needed": name in needed,
            "description": inner.get("description", ""),
        }
        for name, inner in schema.get("properties", {}).items()
    ]


def type_words(schema: dict[str, Any]) -> str:
    """Return a schema's type in a few words: "text, at most 300", "list of Event", "instant or null"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for joined in ("anyOf", "oneOf", "allOf"):
        if joined in schema:
            return " or ".join(dict.fromkeys(type_words(part) for part in schema[joined]))
    if "enum" in schema:
        return "one of " + ", ".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    kind = schema.get("type", "any")
    if kind == "array":
        return f"list of {type_words(schema.get('items', {}))}"
    named = {"date-time": "instant with zone", "date": "date", "binary": "file", "uri": "address"}
    plain = {"string": "text", "integer": "whole number", "number": "number", "boolean": "yes or no"}
    words = named.get(schema.get("format", ""), plain.get(kind, kind))
    return f"{words}, at most {schema['maxLength']}" if "maxLength" in schema else words


def _schema_of(answer: dict[str, Any]) -> dict[str, Any]:
    for body in answer.get("content", {}).values():
        found: dict[str, Any] = body.get("schema", {})
        return found
    return {}


def _resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        found: dict[str, Any] = schemas.get(str(schema["$ref"]).rpartition("/")[2], {})
        return found
    return schema
