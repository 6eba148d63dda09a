"""Two servers and a Redis beside each other, as a company runs them: what one learns, the other knows."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
import requests

from tests.live_server import Running, serving
from tests.servers import free_port

pytestmark = pytest.mark.server

EMAIL, PASSWORD = "ilse@quillbarrow.example", "correct horse battery staple"


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """A Redis of the test's own, ended by its process id."""
    port = free_port()
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    yield f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.wait(timeout=10)


@pytest.fixture
def pair(tmp_path: Path, redis_url: str) -> Iterator[tuple[Running, Running]]:
    """Two servers on the same data and the same Redis, with one account."""
    shared = {"SECONDSIGHT_DATA_DIR": str(tmp_path / "data"), "SECONDSIGHT_REDIS_URL": redis_url}
    with (
        serving(tmp_path / "one", **shared) as one,
        serving(tmp_path / "two", "--no-worker", **shared) as two,
    ):
        create_account(one, EMAIL, "Ilse Brandvik")
        yield one, two


def create_account(server: Running, email: str, name: str) -> None:
    order = ["account", "create", "--email", email, "--name", name]
    done = subprocess.run(
        [sys.executable, "-m", "secondsight.cli", *order],
        input=PASSWORD + "\n",
        env=server.environment,
        text=True,
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def sign_in(server: Running, browser: requests.Session, password: str) -> requests.Response:
    browser.get(f"{server.url}/sign-in/", timeout=20)
    form = {"login": EMAIL, "password": password, "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
    return browser.post(f"{server.url}/sign-in/", form, timeout=20, allow_redirects=False)


def test_a_lock_out_on_one_server_holds_on_the_other(pair, redis_url):
    one, two = pair
    for _ in range(6):
        sign_in(one, requests.Session(), "a wrong guess")

    refused = sign_in(two, requests.Session(), PASSWORD)

    assert refused.status_code in (200, 422, 429)
    assert "minute" in refused.text
    assert redis.from_url(redis_url).dbsize() > 0


def test_a_session_of_one_server_is_one_of_the_other_and_hears_its_changes(pair):
    one, two = pair
    browser = requests.Session()
    assert sign_in(one, browser, PASSWORD).status_code == 302

    with browser.get(f"{two.url}/live?topic=organisation:people", stream=True, timeout=30) as stream:
        lines = stream.iter_lines(chunk_size=1, decode_unicode=True)
        next(lines)
        create_account(one, "bo@quillbarrow.example", "Bo Lind")
        written = time.monotonic()
        told = next(line for line in lines if line.startswith("data:") and "account_created" in line)

    assert "Bo Lind" not in told  # names of changes, never content
    assert time.monotonic() - written < 2


def test_check_names_a_redis_that_is_not_there(tmp_path):
    address = f"redis://127.0.0.1:{free_port()}/0"
    with serving(tmp_path) as server:
        server.environment["SECONDSIGHT_REDIS_URL"] = address
        done = server.command("check")

    assert done.returncode == 1
    assert "SECONDSIGHT_REDIS_URL" in done.stdout
