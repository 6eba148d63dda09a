"""What is fetched from outside stays within limits, and never comes from our own network."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import override_settings

from secondsight.base.errors import InvalidInput
from secondsight.base.outside import ConnectorError, check_address, fetch


class Answers(BaseHTTPRequestHandler):
    """Redirects, sends much, or says who was asked."""

    def do_GET(self) -> None:
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
        elif self.path == "/round":
            self.send_response(301)
            self.send_header("Location", "/round")
            self.end_headers()
        else:
            self.send_response(404 if self.path == "/gone" else 200)
            self.end_headers()
            self.wfile.write(b"x" * 6_000_000 if self.path == "/much" else self.headers["Host"].encode())

    def log_message(self, *said: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """A web server on this machine; gives its address."""
    made = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://localhost:{made.server_port}"
    made.shutdown()
    made.server_close()


ALLOWED = override_settings(REACHABLE_HOSTS={"localhost"})


def test_a_host_that_was_allowed_is_asked_by_its_name(server: str) -> None:
    with ALLOWED:
        assert fetch(f"{server}/").decode() == server.removeprefix("http://")


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.0.0.1", "192.168.1.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]",
     "[fd00::1]", "0.0.0.0", "2130706433", "224.0.0.1", "[64:ff9b:1::1]"],
)  # fmt: skip
def test_nothing_is_fetched_from_within_a_private_network(host: str) -> None:
    with pytest.raises(ConnectorError, match="private network"):
        fetch(f"http://{host}:9/")


def test_a_redirect_leads_into_no_private_network(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = f"http://127.0.0.1:{server.rpartition(':')[2]}/"

    with ALLOWED, pytest.raises(ConnectorError, match=r"127\.0\.0\.1 lies within a private network"):
        fetch(f"{server}/to/{inner}")


def test_a_redirect_to_an_allowed_place_is_followed(server: str) -> None:
    with ALLOWED:
        assert fetch(f"{server}/to/{server}/").decode() == server.removeprefix("http://")


@pytest.mark.parametrize(
    ("path", "said", "permanent"),
    [("/round", "without an end", True), ("/much", "more than 5 MB", True), ("/gone", "answered 404", True)],
)
def test_what_goes_wrong_is_said_with_whether_trying_again_helps(
    server: str, path: str, said: str, permanent: bool
) -> None:
    with ALLOWED, pytest.raises(ConnectorError, match=said) as error:
        fetch(server + path)

    assert error.value.permanent is permanent


def test_a_host_that_is_away_may_be_back_later() -> None:
    with ALLOWED, pytest.raises(ConnectorError, match="could not be reached") as error:
        fetch("http://localhost:1/")

    assert error.value.permanent is False


@pytest.mark.parametrize(
    "address", ["", "ftp://a.example/x", "https://", "file:///etc/passwd", "http://a b/", "http://[::1"]
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(InvalidInput):
        check_address(address)


def test_a_subscription_is_fetched_over_https() -> None:
    assert check_address("webcal://calendars.example/a.ics") == "https://calendars.example/a.ics"
