"""How much one request may bring, held before anything of it is stored or parsed."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


class _TooLarge(Exception):
    pass


def limited(application: Application, most: int) -> Application:
    """Return an ASGI application that answers 413 to a body of more than `most` bytes.

    By its announced length before a byte is read; without one, when the limit is reached.
    """

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > most:
            await _refuse(scope, send, most)
            return
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                raise _TooLarge
            return message

        try:
            await application(scope, counted, send)
        except _TooLarge:
            await _refuse(scope, send, most)

    return answer


async def _refuse(scope: Message, send: Send, most: int) -> None:
    words = (
        f"This is more than {most // (1024 * 1024):,} MB, the most that one upload may hold here. Nothing of "
        "it was kept. Send the files one at a time, import them with the secondsight command on the server, "
        "or have SECONDSIGHT_MAX_UPLOAD_MB raised."
    )
    if scope["path"].startswith("/api/"):
        kind = "application/problem+json"
        body = json.dumps({"type": "about:blank", "title": words, "status": 413, "errors": []}).encode()
    else:
        kind, body = "text/plain; charset=utf-8", words.encode()
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
    await send(
        {"type": "http.response.start", "status": 413, "headers": [*headers, (b"connection", b"close")]}
    )
    await send({"type": "http.response.body", "body": body})
