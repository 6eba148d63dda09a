"""Several pages in one text over a real server: equal in the end, whatever dies in between (R4.5)."""

import random
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from secondsight.inquiry.shared_notes import protocol
from tests.live_server import Running, serving
from tests.servers import free_port
from tests.shared_text_peer import Peer
from tests.web.hook_server import in_python, until

pytestmark = pytest.mark.server

MAKE = """
from tests.cast import make_account, make_review, make_incident
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from secondsight.base.ids import new_id
names = ("Ada Vance", "Bo Lind", "Cy Moss")
people = [make_account(name, email=f"{new_id()}@quillbarrow.example") for name in names]
review = make_review(people[0], make_incident(people[0]))
print(review.pk)
for one in people:
    session = SessionStore()
    session[SESSION_KEY] = one.pk
    session[BACKEND_SESSION_KEY] = "secondsight.organisation.backend.Backend"
    session[HASH_SESSION_KEY] = one.get_session_auth_hash()
    session.save()
    print(session.session_key)
"""


class Scene:
    """A review, and three people who are signed in."""

    def __init__(self, server: Running) -> None:
        self.review, *keys = in_python(server, MAKE).split()
        self.people = []
        for key in keys:
            browser = requests.Session()
            browser.cookies["secondsight_session"] = key
            self.people.append(browser)

    def peer(self, server: Running, who: int, client: int) -> Peer:
        return Peer(server.url, self.people[who], self.review, client)

    def stored(self, server: Running) -> str:
        address = f"{server.url}/api/reviews/{self.review}/texts/notes"
        return str(self.people[0].get(address, timeout=20).json()["markdown"])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("writing"), "--no-worker") as running:
        yield running


def _written(words: str) -> list[str]:
    """What was put in, which may stand close together where two began at the same place."""
    return re.findall(r"[ab]\d+|w\dx\d+", words)


def test_what_three_write_at_once_ends_the_same_for_all_and_is_stored(server: Running) -> None:
    scene = Scene(server)
    peers = [scene.peer(server, who, 10 + who) for who in range(3)]
    for step in range(15):
        for who, peer in enumerate(peers):
            peer.writes(f"{peer.words} w{who}x{step}".strip())
            peer.hears(0.02)

    for peer in peers:
        peer.hears_until(lambda peer=peer: peer.is_saved)
    for peer in peers:
        peer.hears(0.5)

    assert len({peer.words for peer in peers}) == 1
    assert sorted(_written(peers[0].words)) == sorted(
        f"w{who}x{step}" for who in range(3) for step in range(15)
    )
    assert scene.stored(server) == peers[0].words


def test_what_is_written_without_a_line_merges_when_it_is_back(server: Running) -> None:
    scene = Scene(server)
    ada, bo = scene.peer(server, 0, 10), scene.peer(server, 1, 11)
    ada.writes("The pool was full.")
    bo.hears_until(lambda: bo.words == "The pool was full.")

    bo.line.close()
    bo.writes_alone("The pool was full at noon.")
    ada.writes("Our pool was full.")
    bo.join(server.url)

    told = "Our pool was full at noon."
    ada.hears_until(lambda: ada.words == told)
    bo.hears_until(lambda: bo.words == told)


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    chance = random.Random(6)
    with serving(tmp_path, "--no-worker") as first:
        scene = Scene(first)
        ada, bo = scene.peer(first, 0, 10), scene.peer(first, 1, 11)
        for step in range(60):
            ada.writes(f"{ada.words} a{step}".strip())
            bo.writes(f"{bo.words} b{step}".strip())
            ada.hears(0.01)
            bo.hears(0.01)
            if step > 20 and chance.random() < 0.1:
                break
        acknowledged = ada.saved, bo.saved
        first.process.send_signal(signal.SIGKILL)
        first.process.wait(timeout=10)

    with serving(tmp_path, "--no-worker") as second:
        kept = _written(scene.stored(second))
        assert acknowledged > (0, 0)
        assert {f"a{step}" for step in range(acknowledged[0])} <= set(kept)
        assert {f"b{step}" for step in range(acknowledged[1])} <= set(kept)

        ada.join(second.url)
        bo.join(second.url)
        ada.hears_until(lambda: ada.is_saved)
        bo.hears_until(lambda: bo.is_saved)
        ada.hears(0.5)
        bo.hears(0.5)

        assert ada.words == bo.words == scene.stored(second)
        second.process.send_signal(signal.SIGINT)  # with two lines open
        second.process.wait(timeout=5)
        assert sorted(_written(ada.words)) == sorted(
            [*(f"a{n}" for n in range(step + 1)), *(f"b{n}" for n in range(step + 1))]
        )


def test_who_may_no_longer_see_the_review_is_cut_off(server: Running) -> None:
    scene = Scene(server)
    bo = scene.peer(server, 1, 11)

    in_python(
        server,
        f"""
from secondsight.inquiry.actions import restrict_review
from secondsight.inquiry.models import Review
from secondsight.base.clock import now
review = Review.objects.get(pk="{scene.review}")
restrict_review(review, accounts=[], teams=[], by=review.opened_by, at=now())
""",
    )

    assert bo.is_closed_with() == 4403


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\xff",
        bytes([protocol.UPDATE, 1]) + b"\xff" * 40,
        bytes([protocol.PRESENCE]) + b"\x02\x01",
        b"\x00\x01\x00",
    ],
)
def test_junk_ends_the_line_with_a_code_and_nobody_else_s(server: Running, junk: bytes) -> None:
    scene = Scene(server)
    ada, bo = scene.peer(server, 0, 10), scene.peer(server, 1, 11)

    bo.line.send(junk)

    assert bo.is_closed_with() == 4400
    ada.writes("Still here.")
    ada.hears_until(lambda: ada.is_saved)
    assert "Traceback" not in server.output()


def test_who_is_not_signed_in_and_who_comes_from_elsewhere_is_not_let_in(server: Running) -> None:
    scene = Scene(server)
    address = server.url.replace("http", "ws", 1) + f"/reviews/{scene.review}/texts/notes/socket"
    key = scene.people[0].cookies["secondsight_session"]

    with connect(address, origin=server.url) as line, pytest.raises(Exception, match="4401"):
        line.recv(timeout=10)
    with pytest.raises(InvalidStatus):
        connect(
            address,
            origin="https://elsewhere.example",
            additional_headers={"Cookie": f"secondsight_session={key}"},
        )


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    port = free_port()
    order = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen(order, stdout=subprocess.DEVNULL)
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait(timeout=10)


def test_two_processes_share_a_text_and_one_goes_on_alone(tmp_path: Path, redis_url: str) -> None:
    shared = {"SECONDSIGHT_DATA_DIR": str(tmp_path / "data"), "SECONDSIGHT_REDIS_URL": redis_url}
    with (
        serving(tmp_path / "one", "--no-worker", **shared) as one,
        serving(tmp_path / "two", "--no-worker", **shared) as two,
    ):
        scene = Scene(one)
        ada, bo = scene.peer(one, 0, 10), scene.peer(two, 1, 11)
        for step in range(20):
            ada.writes(f"{ada.words} a{step}".strip())
            bo.writes(f"{bo.words} b{step}".strip())
            ada.hears(0.03)
            bo.hears(0.03)
        one.process.kill()
        one.process.wait(timeout=10)

        ada.join(two.url)

        ada.hears_until(lambda: ada.is_saved, seconds=5)
        bo.hears_until(lambda: bo.is_saved, seconds=5)
        bo.hears_until(lambda: ada.words == bo.words, seconds=5)
        until(lambda: scene.stored(two) == ada.words, seconds=10)
        assert len(_written(ada.words)) == 40
