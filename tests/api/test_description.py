"""The API's description says what comes back, errors too."""

import pytest
from django.test import Client

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
