"""Whatever is sent to a page, it answers in words: no error of ours from any input (R11.6).

The forms are those that the pages draw, found and not listed. Each is sent as it stands with one field
spoilt, and every address is asked with spoilt questions.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.cast import make_account
from tests.web.test_access_sweep import content as said
from tests.web.test_access_sweep import undone
from tests.world import World, make_world, pages

pytestmark = pytest.mark.django_db

LONG = "x" * 25_000
SPOILT = [
    "a\0b",
    LONG,
    "2026-13-45",
    "9999-12-31T23:59",
    "0001-01-01T00:00",
    "9" * 30,
    "-1",
    "\N{PILE OF POO}\u202e\u0000\ufffe",
    "",
    "../../etc/passwd",
    "NaN",
    "{'a': 1}",
]
QUESTIONS = (
    "cursor",
    "at",
    "q",
    "stage",
    "whose",
    "state",
    "team",
    "severity",
    "kind",
    "topic",
    "incident",
    "since",
)
ENDING_SESSIONS = {"/sign-out/", "/account/sessions/end", "/account/password/", "/account/password/first/"}
# What is typed where a form stands empty, so that a spoilt field is the only one.
TYPED = {
    "title": "The pool",
    "email": "mine@quillbarrow.example",
    "due_on": "2027-04-06",
    "look_again_on": "2027-04-06",
    "on": "2027-04-06",
    "minutes_from": "10",
    "minutes_to": "20",
    "most_commitments": "3",
    "person": "Ada Nkemelu",
    "owner": "Ada Nkemelu",
}
CURSORS = ("x", "W10", "WzEsMl0", "bnVsbA", "WzAsIjAiLCIwIl0", "WzAseyJhdCI6IjAwMDEtMDEtMDEifSwiMCJd")


class Forms(HTMLParser):
    """The forms of a page: where they go, and what stands in their fields."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._here: dict[str, str] | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._here = {}
            if given.get("method", "").lower() == "post":
                self.found.append((given.get("action", ""), self._here))
        elif self._here is None:
            return
        elif tag in {"input", "textarea", "select"} and "name" in given:
            self._select = given["name"] if tag == "select" else ""
            self._here.setdefault(given["name"], given.get("value", ""))
        elif tag == "option" and self._select and (not self._here[self._select] or "selected" in given):
            self._here[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._here = None


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One of everything, made once for all tests here: each of them takes back what it does."""
    with django_db_blocker.unblock(), undone():
        keeper = make_account("Ada Nkemelu", duties=("administrator", "programme_owner"))
        yield make_world(keeper, "Plimsoll", tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def forms(world: World) -> dict[str, dict[str, str]]:
    return forms_of(world, sitting(world))


@pytest.fixture
def desk(world: World) -> Client:
    return sitting(world)


def sitting(world: World) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.keeper)
    return client


def test_no_question_breaks_a_page(world: World, desk: Client) -> None:
    broken = []
    for path in map(world.fill, pages().values()):
        if path == "/live" or "(" in path:
            continue
        asked = [
            urlencode({**dict.fromkeys(QUESTIONS, value[:300]), "cursor": cursor})
            for value, cursor in zip(SPOILT, CURSORS[:4], strict=False)
        ]
        asked.append("q=%ff%fe&at=%ff&cursor=%ff&topic=%ff")
        for question in asked:
            with undone():
                answer = desk.get(f"{path}?{question}")
                said(answer)
            if answer.status_code >= 500:
                broken.append(f"{path}?{question[:150]}")
            if answer.status_code == 405 or not is_asked(answer):
                break

    assert not broken, "\n".join(broken)


def is_asked(answer: Any) -> bool:
    """Return whether anything looked at what was asked: a page that does not answers all questions alike."""
    return "GET" in vars(answer.wsgi_request)


def test_no_id_breaks_a_page(world: World, desk: Client) -> None:
    broken = []
    spoilt = ("%00", "%F0%9F%92%A9", "9" * 30, "%ff")
    for path in pages().values():
        for id in spoilt:
            here = World(world.keeper, "", dict.fromkeys(world.ids, id), []).fill(path)
            for method in ("get", "post"):
                if here == path or "(" in path:
                    continue
                with undone():
                    answer = getattr(desk, method)(here)
                if answer.status_code >= 500:
                    broken.append(f"{method} {here}")

    assert not broken, "\n".join(broken)


def test_no_field_breaks_a_form(forms: dict[str, dict[str, str]], desk: Client) -> None:
    broken = []
    spoilt = cycle(SPOILT)
    for action, drawn in forms.items():
        fields = {name: value or TYPED.get(name, "Some words") for name, value in drawn.items()}
        sent: list[dict[str, Any]] = [{}]
        for field in fields:
            sent.append({**fields, field: next(spoilt)})
        sent += [{**fields, **dict.fromkeys(fields, value)} for value in SPOILT[:2]]
        for given in sent:
            with undone():
                answer = desk.post(action, given)
            if answer.status_code >= 500:
                broken.append(f"{action} { ({name: value[:60] for name, value in given.items()}) }")

    assert not broken, "\n".join(broken)
    assert len(forms) > 40
    assert desk.get("/account/").status_code == 200  # still signed in: the forms were really reached


def test_no_encoding_breaks_a_form(forms: dict[str, dict[str, str]], desk: Client) -> None:
    broken = []
    for action, fields in forms.items():
        letters = "&".join(f"{name}=%ff%fe%00" for name in fields).encode()
        for content, kind in (
            (letters, "application/x-www-form-urlencoded"),
            (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
            (b"no parts", "multipart/form-data; boundary=x"),
            (b"{}", "application/json"),
        ):
            with undone():
                answer = desk.post(action, content, content_type=kind)
            if answer.status_code >= 500:
                broken.append(f"{action} {kind}")

    assert not broken, "\n".join(broken)


def forms_of(world: World, desk: Client, *drawn_at: str) -> dict[str, dict[str, str]]:
    """Return every form of the pages by its address, with what stands in it; not those that end a session.

    With addresses of pages, only their forms.
    """
    found: dict[str, dict[str, str]] = {}
    for path in drawn_at or map(world.fill, pages().values()):
        if path == "/live" or "(" in path:
            continue
        with undone():
            drawn = said(desk.get(path))
        reader = Forms()
        reader.feed(drawn if "<form" in drawn else "")
        for action, fields in reader.found:
            found.setdefault(action or path, fields)
    return {
        action: fields
        for action, fields in found.items()
        if action.startswith("/") and action not in ENDING_SESSIONS
    }
