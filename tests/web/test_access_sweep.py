"""Every address of the pages and every operation of the API, tried by those with no right to it (C34, R11.4).

The addresses are found, not listed: a new one is tried without anybody remembering, and one under a noun
that `tests/world.py` does not know makes these tests fail.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from secondsight.base.models import Mail
from secondsight.programme.actions import reindex
from tests.cast import make_account
from tests.requests import body_for, filled
from tests.world import World, is_private, make_world, nouns, operations, pages

pytestmark = pytest.mark.django_db

WORD = "Zyzzogeton"
# Addresses that answer without anybody signed in: the way in, and what describes the API.
OPEN_PAGES = {
    "sign_in",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_inactive",
    "demo_sign_in",
    "welcome",
    "sign_out",
    "api_docs",
}
PAGES = {
    "sign_in",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_inactive",
    "demo_sign_in",
    "welcome",
    "sign_out",
    "api_docs",
}
SECRET_HOLES = {
    "demo_sign_in": "/demo-sign-in/guessed",
    "account_reset_password_from_key": "/password/reset/key/1-guessed/",
}
PAGES = sorted(set(pages()) - {"patterns"})


@pytest.fixture
def kept(tmp_path: Path) -> World:
    """Everything that Ada keeps to herself."""
    return make_world(make_account("Ada Nkemelu"), WORD, tmp_path)


@pytest.fixture
def own(tmp_path: Path, stranger: Any) -> World:
    """What the stranger has, for all to see."""
    return make_world(stranger, "Plimsoll", tmp_path, is_restricted=False)


@pytest.fixture
def stranger() -> Any:
    return make_account("Sten Other")


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_gets_past_the_pages_without_signing_in(kept: World, method: str) -> None:
    for name in PAGES:
        if name in OPEN_PAGES:
            continue
        path = kept.fill(pages()[name])

        answer = getattr(Client(), method)(path)

        if name == "live":
            assert answer.status_code == 404, path  # a stream has no page to lead away to
        elif answer.status_code != 405:
            assert answer.status_code == 302, f"{method} {path} answers {answer.status_code}"
            assert answer["Location"].startswith("/sign-in/"), path


def test_the_way_in_is_open_and_says_nothing_of_what_is_inside(kept: World) -> None:
    for name in OPEN_PAGES:
        answer = Client().get(kept.fill(pages()[name]))

        assert answer.status_code in {200, 302, 404, 405}, name
        assert WORD not in answer.content.decode()


def test_nobody_gets_past_the_api_without_signing_in(kept: World) -> None:
    for name, operation in operations().items():
        answer = call(Client(), name, operation, kept)

        assert answer.status_code == 401, f"{name} answers {answer.status_code}"
        assert answer["WWW-Authenticate"] == "Bearer"
        assert answer["Content-Type"] == "application/problem+json"


def test_a_page_of_somebody_elses_is_not_found(kept: World, stranger: Any, signed_in: Any) -> None:
    other, keeper = signed_in(stranger), signed_in(kept.keeper)
    wrong = []

    for name in filter(lambda name: is_private(pages()[name]), PAGES):
        path = kept.fill(pages()[name])
        answers = {method: tried(other, method, path) for method in ("get", "post")}
        for method, answer in answers.items():
            if answer.status_code not in {404, 405} or WORD in content(answer):
                wrong.append(f"{method} {path} answers {answer.status_code}")
        if {answer.status_code for answer in answers.values()} == {405}:
            wrong.append(f"{path} takes neither GET nor POST")
        # The keeper finds it, so that the address is one that leads somewhere.
        if (seen := tried(keeper, "get", path).status_code) not in {200, 302, 303, 405}:
            wrong.append(f"{path} answers its keeper {seen}")

    assert not wrong, "\n".join(wrong)


def test_what_is_somebody_elses_is_not_found_over_the_api(kept: World, stranger: Any, signed_in: Any) -> None:
    other, keeper = signed_in(stranger), signed_in(kept.keeper)
    wrong = []

    for name, operation in operations().items():
        if not is_private(name):
            continue
        with undone():
            answer = call(other, name, operation, kept)
        with undone():
            seen = call(keeper, name, operation, kept)
            content(seen)
        if answer.status_code != 404 or WORD in content(answer):
            wrong.append(f"{name} answers {answer.status_code} {content(answer)[:300]}")
        if seen.status_code in {404, 405}:
            wrong.append(f"{name} answers its keeper {seen.status_code} {content(seen)[:300]}")

    assert not wrong, "\n".join(wrong)


def test_naming_somebody_elses_rows_in_a_body_opens_nothing(
    kept: World, own: World, stranger: Any, signed_in: Any
) -> None:
    other = signed_in(stranger)
    wrong, tries = [], 0

    for name, operation in operations().items():
        for field in foreign_fields(operation):
            body = body_for(operation, own.ids) | {field: body_for(operation, kept.ids)[field]}
            with undone():
                answer = send(other, name, own, body)
            tries += 1
            is_refused = answer.status_code in {404, 409, 422} or answer.json() == {"count": 0}
            if not is_refused or WORD in content(answer):
                wrong.append(f"{name} takes {field}: {answer.status_code} {content(answer)[:300]}")

    assert not wrong, "\n".join(wrong)
    assert tries > 10


def test_lists_search_and_home_say_nothing_of_what_is_somebody_elses(
    kept: World, stranger: Any, signed_in: Any
) -> None:
    reindex()
    other, keeper = signed_in(stranger), signed_in(kept.keeper)
    # Words that the texts hold beside the telling one, so that a page which repeats the question is no leak.
    questions = ("", f"?q={WORD[:6]}*", "?q=said", "?q=incident", "?whose=all&state=all")
    told: list[str] = []

    for path in pages().values():
        if nouns(path) or "<" in path or "(" in path or path == "/live":
            continue
        for question in questions:
            assert WORD not in content(other.get(path + question)), path
            told += [path] if WORD in content(keeper.get(path + question)) else []
    for name in operations():
        method, _, path = name.partition(" ")
        if method != "GET" or nouns(path):
            continue
        for question in questions:
            assert WORD not in content(other.get(path + question)), path
            told += [path] if WORD in content(keeper.get(path + question)) else []

    # The keeper's own lists hold the word, so that its absence says something.
    assert {"/incidents/", "/reviews/", "/search/", "/api/items", "/api/search"} <= set(told)


@pytest.mark.parametrize("address", ["/live?topic=", "/history/?topic=", "/api/history?topic="])
def test_changes_are_told_to_nobody_else(address: str, kept: World, stranger: Any, signed_in: Any) -> None:
    for topic in kept.topics:
        assert signed_in(stranger).get(address + topic).status_code == 404, topic
        assert signed_in(kept.keeper).get(address + topic).status_code == 200, topic


@pytest.mark.django_db(transaction=True)
def test_no_mail_tells_others_of_it(kept: World, stranger: Any, worked_off: Any) -> None:
    worked_off()

    assert not Mail.objects.filter(to=stranger.email).exists()
    assert not Mail.objects.exclude(to=kept.keeper.email).filter(body__contains=WORD).exists()


def tried(client: Client, method: str, path: str) -> Any:
    """Ask and take everything back."""
    with undone():
        answer = getattr(client, method)(path)
        content(answer)
        return answer


def call(client: Client, name: str, operation: dict[str, Any], world: World) -> Any:
    """Ask for an operation with a world's ids and everything that its description asks for."""
    return send(client, name, world, body_for(operation, world.ids), operation)


def send(client: Client, name: str, world: World, body: Any, operation: dict[str, Any] | None = None) -> Any:
    method, _, path = name.partition(" ")
    path = filled(world.fill(path), operation or operations()[name], world.ids)
    taken = (operation or operations()[name]).get("requestBody", {}).get("content", {})
    if "multipart/form-data" in taken:
        return client.post(path, parts(taken["multipart/form-data"]["schema"]))
    return getattr(client, method.lower())(path, body or None, content_type="application/json")


def parts(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a form with a file in each field that takes one; the other fields have their defaults."""
    files: dict[str, Any] = {}
    for name, one in schema["properties"].items():
        if one.get("format") == "binary":
            files[name] = brought()
        elif one.get("items", {}).get("format") == "binary":
            files[name] = [brought()]
    return files


def brought() -> SimpleUploadedFile:
    return SimpleUploadedFile("alerts.jsonl", b'{"time": "2026-03-11T12:00:00Z", "text": "x"}\n')


def foreign_fields(operation: dict[str, Any]) -> list[str]:
    """Return the body's fields that name rows of an incident or a review."""
    return [field for field in body_for(operation, {}) if field.rstrip("s") in NAMING]


NAMING = {
    "incident",
    "event",
    "moment",
    "item",
    "factor",
    "idea",
    "into",
    "other",
    "version",
    "candidate",
    "signal",
}


def content(answer: Any) -> str:
    """What an answer says, to its end; a stream of changes, which has none, is left alone."""
    if answer.streaming:
        return "" if answer.is_async else b"".join(answer.streaming_content).decode(errors="replace")
    return str(answer.content.decode(errors="replace"))


@contextmanager
def undone() -> Iterator[None]:
    """Take everything back that is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
