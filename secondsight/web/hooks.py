"""Where tools send to: `POST /hooks/<tool>/<secret>`. Each delivery is safe on disk before it is answered.

It stands before Django, for it needs no session, no page and no database to answer. A worker takes what
it kept into the database.
"""

import asyncio
import hashlib
import json
import logging
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections, connection

from secondsight.base.clock import now
from secondsight.base.ids import new_id
from secondsight.base.inbox import GroupWriter, InboxFull, InboxWriter
from secondsight.base.json_values import json_value
from secondsight.record import tools
from secondsight.record.actions.taking_in import entry, inbox
from secondsight.record.queries.hooks import OpenHook, open_hooks, secret_digest
from secondsight.web.limits import Application, Message, Receive, Send

log = logging.getLogger(__name__)

PREFIX = "/hooks/"
MOST_BYTES = 1024 * 1024  # of one delivery
MOST_WAITING = 64 * 1024 * 1024  # bytes that may wait for the disk at once
LONGEST_SENDING = 20.0  # seconds for a body to come in
OLDEST_SIGNATURE = timedelta(minutes=5)
KNOWN_FOR = 2.0  # seconds that the list of hooks is believed
ASKED_AGAIN_AFTER = 0.25  # seconds, for a secret that is not in it: the hook may be new
RETRY_AFTER = b"5"


class _Refused(Exception):
    def __init__(self, status: int, words: str, *headers: tuple[bytes, bytes]) -> None:
        super().__init__(words)
        self.status, self.words, self.headers = status, words, headers


def hooked(application: Application) -> Application:
    """Return an ASGI application that answers what tools send, and leaves everything else to another."""
    endpoint = _Endpoint()

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(PREFIX):
            await endpoint.answer(scope, receive, send)
        else:
            await application(scope, receive, send)

    return answer


class _Endpoint:
    def __init__(self) -> None:
        self._hooks = _KnownHooks()
        box = InboxWriter(inbox())
        self._writer = GroupWriter(box.write, box.rest, most_bytes=MOST_WAITING)

    async def answer(self, scope: Message, receive: Receive, send: Send) -> None:
        try:
            id = await self._take(scope, receive)
            status, told, headers = 202, {"delivery": id}, ()
        except _Refused as refused:
            status, headers = refused.status, refused.headers
            told = {"type": "about:blank", "title": refused.words, "status": status, "errors": []}
        body = json.dumps(told).encode()
        kind = b"application/json" if status == 202 else b"application/problem+json"
        await send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [
                    (b"content-type", kind),
                    (b"content-length", str(len(body)).encode()),
                    *headers,
                ],
            }
        )
        await send({"type": "http.response.body", "body": body})

    async def _take(self, scope: Message, receive: Receive) -> str:
        if scope["method"] != "POST":
            raise _Refused(405, "Tools POST to this address; there is nothing to read.", (b"allow", b"POST"))
        tool, _, secret = scope["path"].removeprefix(PREFIX).rstrip("/").partition("/")
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        hook = await self._hooks.find(tool, secret)
        if hook is None:
            raise _Refused(404, "There is nothing at this address.")
        sender = tools.sender(hook.tool)
        body = await _body(headers, receive)
        at = now()
        _check_signature(sender, hook, headers, body, at)
        text = _json(body, headers)
        id = new_id()
        kept = {name: headers[name] for name in sender.tool.headers if name in headers}
        line = entry(
            hook=hook.id,
            identity=_identity(sender, hook, headers, body, id),
            id=id,
            received_at=at,
            headers=kept,
            body=text,
        )
        try:
            await self._writer.put(line)
        except InboxFull:
            raise _Refused(
                503, "More comes in than can be written. Send it again.", (b"retry-after", RETRY_AFTER)
            )
        except OSError:
            log.exception("a delivery could not be kept")
            raise _Refused(
                503,
                "The disk did not take it. Nothing was kept; send it again.",
                (b"retry-after", RETRY_AFTER),
            )
        return id


class _KnownHooks:
    """The open hooks, as the database had them a moment ago. While it is away, they stay known."""

    def __init__(self) -> None:
        self._hooks: Mapping[str, OpenHook] = {}
        self._asked_at = float("-inf")
        self._lock = asyncio.Lock()

    async def find(self, tool: str, secret: str) -> OpenHook | None:
        digest = secret_digest(secret)
        if time.monotonic() - self._asked_at > KNOWN_FOR:
            await self._ask(KNOWN_FOR)
        elif digest not in self._hooks:
            await self._ask(ASKED_AGAIN_AFTER)
        # By its digest: how long the look-up takes says nothing about a secret that is nearly right.
        found = self._hooks.get(digest)
        return found if found is not None and found.tool == tool else None

    async def _ask(self, older_than: float) -> None:
        async with self._lock:
            if time.monotonic() - self._asked_at <= older_than:
                return
            try:
                self._hooks = await sync_to_async(_open_hooks)()
            except DatabaseError:
                if self._asked_at == float("-inf"):
                    raise _Refused(503, "The database is away. Send it again.", (b"retry-after", RETRY_AFTER))
                log.warning("the database is away; hooks are known as of before")
            self._asked_at = time.monotonic()


async def _body(headers: Mapping[str, str], receive: Receive) -> bytes:
    too_large = _Refused(
        413,
        f"A delivery has at most {MOST_BYTES // 1024:,} KB. Nothing was kept.",
        (b"connection", b"close"),
    )
    announced = headers.get("content-length", "0")
    if announced.isdigit() and int(announced) > MOST_BYTES:
        raise too_large
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(LONGEST_SENDING):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise _Refused(400, "The sender went away before the end.")
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > MOST_BYTES:
                    raise too_large
                if not message.get("more_body", False):
                    return b"".join(parts)
    except TimeoutError:
        raise _Refused(408, "The body did not come in time. Nothing was kept.", (b"connection", b"close"))


def _check_signature(
    sender: tools.Sender, hook: OpenHook, headers: Mapping[str, str], body: bytes, at: datetime
) -> None:
    if hook.signing_secret is None:
        raise _Refused(
            503,
            "The key to this hook's signing secret is lost, so nothing can be checked. Nothing was kept.",
        )
    if not hook.signing_secret or sender.is_signed is None:
        return
    if not sender.is_signed(body, headers, hook.signing_secret):
        raise _Refused(401, "The signature is not that of this hook's signing secret. Nothing was kept.")
    signed_at = sender.signed_at(body, headers) if sender.signed_at else None
    if signed_at is not None and abs(at - signed_at) > OLDEST_SIGNATURE:
        raise _Refused(401, "This was signed more than 5 minutes ago. Nothing was kept.")


def _json(body: bytes, headers: Mapping[str, str]) -> str:
    """Return the body's JSON. Raises _Refused with what was expected."""
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        body = _form_payload(body)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _Refused(400, "This is not UTF-8; expected JSON. Nothing was kept.")
    try:
        value = json_value(text.strip())
    except (ValueError, RecursionError) as error:
        raise _Refused(400, f"This is not JSON ({str(error)[:200]}). Nothing was kept.")
    if not isinstance(value, dict | list):
        raise _Refused(400, "Expected a JSON object or a list of them. Nothing was kept.")
    return text


def _form_payload(body: bytes) -> bytes:
    try:
        fields = parse_qs(body.decode("ascii"), max_num_fields=10)
    except ValueError:
        return body
    return fields["payload"][0].encode("utf-8", "replace") if "payload" in fields else body


def _identity(sender: tools.Sender, hook: OpenHook, headers: Mapping[str, str], body: bytes, id: str) -> str:
    """Return what is the same when the tool sends this again, as 64 hexadecimal digits.

    What is signed is known by its bytes, for nobody without the secret can change them; an id in a header
    could be changed by whoever recorded a delivery. Without an id and without a time in it, the same words
    may well be told twice.
    """
    told = sender.delivery_id(body, headers) if sender.delivery_id and not hook.signing_secret else ""
    if told:
        return hashlib.sha256(f"id {told}".encode()).hexdigest()
    if sender.tool.needs_mapping and not hook.has_time:
        return hashlib.sha256(f"own {id}".encode()).hexdigest()
    return hashlib.sha256(body).hexdigest()


def _open_hooks() -> Mapping[str, OpenHook]:
    close_old_connections()
    try:
        return open_hooks()
    finally:
        connection.close()
