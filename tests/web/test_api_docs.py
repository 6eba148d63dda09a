"""The API's documentation page."""

import pytest
from django.test import Client

from secondsight.api.site import api
from secondsight.web.api_docs import type_words


@pytest.mark.django_db
def test_the_page_shows_every_endpoint():
    page = Client().get("/api/docs").content.decode()

    for path, operations in api.get_openapi_schema(path_prefix="/api/")["paths"].items():
        for method in operations:
            assert f"{method.upper()} {path}" in page


@pytest.mark.django_db
def test_the_description_is_openapi_3_1():
    description = Client().get("/api/openapi.json").json()

    assert description["openapi"].startswith("3.1")
    assert "/api/history" in description["paths"]


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string", "maxLength": 300}, "text, at most 300"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Event"}}, "list of Event"),
        (
            {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]},
            "instant with zone or null",
        ),
        ({"enum": ["read", "write"]}, "one of read, write"),
    ],
)
def test_types_are_told_in_words(schema, words):
    assert type_words(schema) == words
