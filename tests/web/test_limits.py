"""An upload that is too large is refused in words, whether it says so or not."""

import asyncio
import json
from typing import Any

import pytest

from secondsight.web.limits import limited

MiB = 1024 * 1024


def ask(path: str, *parts: bytes, announced: int | None = None) -> tuple[int, bytes, int]:
    """Send a body in parts; return the status, the answer, and how many bytes the application took."""
    messages = [
        {"type": "http.request", "body": part, "more_body": n + 1 < len(parts)}
        for n, part in enumerate(parts)
    ]
    sent: list[dict[str, Any]] = []
    taken = 0

    async def application(scope: Any, receive: Any, send: Any) -> None:
        nonlocal taken
        while True:
            message = await receive()
            taken += len(message["body"])
            if not message["more_body"]:
                break
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done"})

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"content-length", str(announced).encode())] if announced is not None else []
    scope = {"type": "http", "path": path, "headers": headers}
    asyncio.run(limited(application, 2 * MiB)(scope, receive, send))
    return sent[0]["status"], sent[1]["body"], taken


def test_a_body_within_the_limit_passes() -> None:
    assert ask("/evidence/", b"x" * MiB, b"x" * MiB, announced=2 * MiB) == (200, b"done", 2 * MiB)


def test_an_announced_body_beyond_the_limit_is_refused_unread() -> None:
    status, body, taken = ask("/evidence/", b"x", announced=3 * MiB)

    assert (status, taken) == (413, 0)
    assert b"more than 2 MB" in body


@pytest.mark.parametrize("announced", [None, 10])
def test_a_body_that_grows_beyond_the_limit_is_refused_there(announced: int | None) -> None:
    status, _, taken = ask("/evidence/", *[b"x" * MiB] * 9, announced=announced)

    assert status == 413
    assert taken <= 2 * MiB


def test_the_api_refuses_in_its_own_shape() -> None:
    _, body, _ = ask("/api/imports", b"x", announced=3 * MiB)

    assert json.loads(body)["status"] == 413
