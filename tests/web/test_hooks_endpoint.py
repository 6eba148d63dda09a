"""The endpoint when something is wrong: too much at once, a full disk, no database, an old signature."""

import asyncio
import hashlib
import hmac
import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from secondsight.base.inbox import InboxWriter
from secondsight.record.queries.hooks import OpenHook, secret_digest
from secondsight.web import hooks
from tests.integrations.grafana.sample import alert, notification

SECRET, SIGNING = "s3cret", "between us two"
KNOWN = {secret_digest(SECRET): OpenHook("0" * 16, "grafana", SIGNING, False)}
PATH = f"/hooks/grafana/{SECRET}"
BODY = json.dumps(notification(alert())).encode()


@pytest.fixture
def data(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, and a database that knows one hook."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(hooks, "_open_hooks", lambda: KNOWN)
    return tmp_path


async def nobody(scope: Any, receive: Any, send: Any) -> None:
    raise AssertionError("this was not for the pages")


def asked(
    *requests: dict[str, str], body: bytes = BODY, path: str = PATH
) -> list[tuple[int, dict[str, str]]]:
    """Send requests with these headers one after the other; return statuses and headers of the answers."""

    async def ask_all() -> list[tuple[int, dict[str, str]]]:
        application = hooks.hooked(nobody)
        return [await ask(application, headers) for headers in requests]

    async def ask(application: Any, headers: dict[str, str]) -> tuple[int, dict[str, str]]:
        told: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            told.append(message)

        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await application({"type": "http", "method": "POST", "path": path, "headers": raw}, receive, send)
        return told[0]["status"], {name.decode(): value.decode() for name, value in told[0]["headers"]}

    return asyncio.run(ask_all())


def signed(at: float | None = None, body: bytes = BODY) -> dict[str, str]:
    """What Grafana adds to a body."""
    covered = f"{int(at)}:".encode() + body if at else body
    signature = hmac.new(SIGNING.encode(), covered, hashlib.sha256).hexdigest()
    headers = {"X-Grafana-Alerting-Signature": signature}
    return headers | ({"X-Grafana-Alerting-Timestamp": str(int(at))} if at else {})


def test_what_was_signed_long_ago_is_refused_and_what_was_signed_just_now_is_not(data: Path) -> None:
    now = time.time()

    answers = asked(signed(now), signed(now - 240), signed(now - 360), signed(now + 360), signed(), {})

    assert [status for status, _ in answers] == [202, 202, 401, 401, 202, 401]
    assert len(list((data / "inbox").glob("*.batch"))) >= 1


def test_more_than_can_be_written_is_told_to_come_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "MOST_WAITING", 10)

    [(status, headers)] = asked(signed())

    assert status == 503
    assert int(headers["retry-after"]) > 0


def test_a_full_disk_is_told_and_nothing_is_acknowledged(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: InboxWriter, entries: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(InboxWriter, "write", full)

    [(status, headers)] = asked(signed())

    assert (status, "retry-after" in headers) == (503, True)


def test_while_the_database_is_away_hooks_that_were_known_still_take(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([KNOWN])

    def sometimes() -> Any:
        for known in answers:
            return known
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(hooks, "_open_hooks", sometimes)
    monkeypatch.setattr(hooks, "KNOWN_FOR", -1.0)

    assert [status for status, _ in asked(signed(), signed(), signed())] == [202, 202, 202]
    [(status, _)] = asked(signed())
    assert status == 503


def test_what_is_not_for_hooks_goes_on_to_the_pages(data: Path) -> None:
    with pytest.raises(AssertionError, match="not for the pages"):
        asked({}, path="/incidents/")


def test_without_the_key_to_its_signing_secret_a_hook_takes_in_nothing(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = {secret_digest(SECRET): OpenHook("0" * 16, "grafana", None, False)}
    monkeypatch.setattr(hooks, "_open_hooks", lambda: lost)

    assert [status for status, _ in asked({})] == [503]
