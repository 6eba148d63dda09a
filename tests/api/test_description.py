"""The API's description says what comes back, errors too."""

from collections import Counter
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.test import Client
from ninja import Schema

import secondsight.api
from secondsight.api.site import api
from tests.cast import make_account

pytestmark = pytest.mark.django_db


def test_every_error_is_described_as_a_problem():
    make_account()

    paths = Client().get("/api/openapi.json").json()["paths"]

    described = [
        set(response["content"])
        for operations in paths.values()
        for operation in operations.values()
        for status, response in operation["responses"].items()
        if int(status) >= 400
    ]
    assert described
    assert all(content == {"application/problem+json"} for content in described)


def test_an_answer_is_of_the_described_kind():
    answer = Client().get("/api/teams")

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert set(answer.json()) == {"type", "title", "status", "errors"}


def test_no_two_schemas_share_a_name():
    """Else the description would show one of them for both."""
    modules = [import_module(f"secondsight.api.{one.name}") for one in iter_modules(secondsight.api.__path__)]
    classes = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Schema) and value.__module__ == module.__name__
    }
    described = api.get_openapi_schema(path_prefix="/api/")["components"]["schemas"]
    named = Counter(one.__name__ for one in classes if one.__name__ in described)

    assert [name for name, count in named.items() if count > 1] == []
