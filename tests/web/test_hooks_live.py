"""Tools send to a real server: what is acknowledged is never lost, what is not right is refused."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.integrations.github.test_parse import deployment
from tests.live_server import Running, serving
from tests.web.hook_server import github_signature, hooks_of, in_python, make_hook, post, until

pytestmark = pytest.mark.server

SIGNING = "a secret between two"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with its worker."""
    with serving(tmp_path_factory.mktemp("hooks")) as running:
        yield running


@pytest.fixture(scope="module")
def address(server: Running) -> str:
    """A hook for any tool."""
    return make_hook(server, "--tool", "json", "--name", "Lamps", "--map", "text=says", "--map", "time=at")


@pytest.fixture(scope="module")
def signed(server: Running) -> str:
    """A hook whose deliveries GitHub signs."""
    (server.folder / "signing.txt").write_text(SIGNING)
    order = ["--tool", "github", "--name", "Deploys"]
    return make_hook(server, *order, "--signing-secret-file", str(server.folder / "signing.txt"))


def lamp(number: int) -> dict[str, str]:
    return {"says": f"lamp {number} is red", "at": f"2026-03-11T12:00:{number:02d}Z"}


def test_a_delivery_is_evidence_a_moment_later(server: Running, address: str) -> None:
    answer = post(address, lamp(1))

    assert answer.status_code == 202
    assert set(answer.json()) == {"delivery"}
    lamps = until(lambda: [h for h in hooks_of(server) if h["name"] == "Lamps" and h["last_at"]])
    assert until(lambda: [h for h in hooks_of(server) if h["name"] == "Lamps" and not h["waiting"]])
    assert lamps[0]["failed"] == 0


def test_a_wrong_address_says_nothing_of_what_is_there(address: str) -> None:
    guessed = address[:-4] + "aaaa"
    other_tool = address.replace("/hooks/json/", "/hooks/github/")

    answers = [
        post(each, lamp(2)) for each in (guessed, other_tool, address.rsplit("/", 1)[0], guessed + "/x")
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"not json", 400),
        (b'{"says": "half', 400),
        (b'"only words"', 400),
        (b"\xff\xfe{}", 400),
        (b"[" * 100_000, 400),
        (b'{"says": "' + b"x" * 1024 * 1024 + b'"}', 413),
    ],
    ids=["nothing", "words", "broken off", "no object", "not UTF-8", "nested too deep", "too large"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(address: str, body: bytes, status: int) -> None:
    answer = post(address, body)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.json()["title"]) > 20


def test_a_body_without_a_length_is_cut_off_at_the_limit(address: str) -> None:
    answer = requests.post(address, data=iter([b"[" + b" " * 700_000] * 2), timeout=20)

    assert answer.status_code == 413


def test_reading_the_address_is_not_a_thing(address: str) -> None:
    answer = requests.get(address, timeout=20)

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_only_what_the_tool_signed_is_taken(server: Running, signed: str) -> None:
    body = json.dumps(deployment()).encode()
    event = {"X-GitHub-Event": "deployment", "X-GitHub-Delivery": "72d3162e"}
    right = github_signature(body, SIGNING)

    assert post(signed, body, **event).status_code == 401
    assert post(signed, body, **event, **{"X-Hub-Signature-256": right[:-2] + "00"}).status_code == 401
    assert post(signed, body + b" ", **event, **{"X-Hub-Signature-256": right}).status_code == 401
    assert post(signed, body, **event, **{"X-Hub-Signature-256": right}).status_code == 202


def test_a_recorded_delivery_sent_again_under_another_id_is_counted_once(
    server: Running, signed: str
) -> None:
    body = json.dumps(deployment(id=99)).encode()
    signature = {"X-Hub-Signature-256": github_signature(body, SIGNING), "X-GitHub-Event": "deployment"}

    answers = [post(signed, body, **signature, **{"X-GitHub-Delivery": f"id-{n}"}) for n in range(3)]

    assert [answer.status_code for answer in answers] == [202, 202, 202]
    done = until(lambda: brought(server, "Deploys", key="github:deployment:99:"))
    assert done == 1


def brought(server: Running, name: str, *, key: str) -> int:
    """How often what a hook brought holds the item with a key; 0 while some still waits."""
    [hook] = [each for each in hooks_of(server) if each["name"] == name]
    if hook["waiting"]:
        return 0
    code = (
        "from secondsight.record.models import EvidenceItem, MergedItem\n"
        f"new = EvidenceItem.objects.filter(key__startswith={key!r}).count()\n"
        f"print(new + MergedItem.objects.filter(item__key__startswith={key!r}).count())"
    )
    return int(in_python(server, code))


def test_what_was_acknowledged_survives_a_server_killed_at_once(tmp_path: Path) -> None:
    with serving(tmp_path, "--no-worker") as server:
        address = make_hook(server, "--tool", "json", "--name", "Lamps", "--map", "text=says")
        post(address, lamp(0))
        with requests.Session() as sender:
            answers = [sender.post(address, json=lamp(n), timeout=20).status_code for n in range(40)]
            server.process.kill()
        server.process.wait(timeout=10)
    assert answers == [202] * 40

    with serving(tmp_path) as again:
        [hook] = until(
            lambda: [h for h in hooks_of(again) if h["last_at"] and not h["waiting"]] and hooks_of(again)
        )
        count = until(
            lambda: in_python(
                again,
                "from secondsight.record.models import EvidenceItem\n"
                "n = EvidenceItem.objects.count(); print(n if n >= 41 else '')",
            ),
            seconds=90,
        )

    assert (count, hook["failed"]) == ("41", 0)
