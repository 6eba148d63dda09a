"""The socket of a text: `/reviews/<id>/texts/<kind>/socket`, for browsers that are signed in.

Codes it is closed with: 4400 for what we do not understand, 4401 not signed in, 4403 no longer for you, 4404
nothing there for you, 4409 to come back at once, 1009 for too large a message, 1013 for too slow a page.
"""

import asyncio
import contextlib
import json
import logging
import re
from dataclasses import dataclass
from functools import partial
from http.cookies import CookieError
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import Error
from django.http import HttpRequest
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host

from secondsight.base.clock import now
from secondsight.base.errors import NotFound
from secondsight.inquiry.actions.shared_texts import open_shared_text
from secondsight.inquiry.queries.reviews import review as find_review
from secondsight.inquiry.queries.shared_texts import may_write, shared_text
from secondsight.inquiry.shared_notes import protocol, threads
from secondsight.inquiry.shared_notes.house import house
from secondsight.inquiry.shared_notes.member import Member
from secondsight.inquiry.shared_notes.rooms import Room

log = logging.getLogger(__name__)

_PATH = re.compile(r"^/reviews/([0-9a-z]{1,16})/texts/(\w{1,20})/socket$")
FIRST_WORDS_WITHIN = 20.0  # seconds


@dataclass(frozen=True)
class _Admitted:
    text: str
    review: str
    kind: str
    member: Member


class _Closed(Exception):
    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


async def shared_text_socket(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Serve one page's socket until either side ends it."""
    await receive()  # websocket.connect
    found = _PATH.match(scope["path"])
    if not found or not _is_own(scope):
        await send({"type": "websocket.close", "code": 4400})  # before accepting: 403
        return
    await send({"type": "websocket.accept"})
    try:
        admitted = await _admit(scope, *found.groups())
        await _serve(admitted, receive, send)
    except _Closed as closed:
        with contextlib.suppress(Exception):
            await send({"type": "websocket.close", "code": closed.code, "reason": closed.reason[:100]})


async def _serve(admitted: _Admitted, receive: Any, send: Any) -> None:
    member = admitted.member
    told = {"name": member.name, "colour": protocol.colour(member.account), "mayWrite": member.may_write}
    await send({"type": "websocket.send", "text": json.dumps(told)})
    sending = asyncio.create_task(_send(member, send))
    room: Room | None = None
    try:
        async with asyncio.timeout(FIRST_WORDS_WITHIN):
            first = await _hear(member, receive)
        if first.what != protocol.STATE or not 0 < first.number < 2**53:
            raise protocol.Junk("a page has to say first what it has")
        member.client = first.number
        room = await house.enter(admitted.text, admitted.review, admitted.kind, member, first.held)
        await _listen(room, member, receive, sending)
    except _Left:
        return
    except protocol.Junk as junk:
        raise _Closed(4400, str(junk)) from None
    except TimeoutError:
        raise _Closed(4400, "a page has to say first what it has") from None
    except Error:
        log.exception("the database is away")
        raise _Closed(1013, "the database is away") from None
    finally:
        if room is not None:
            await asyncio.shield(house.leave(room, member))
        sending.cancel()
    if member.ended:
        raise _Closed(*member.ended)


async def _listen(room: Room, member: Member, receive: Any, sending: "asyncio.Task[None]") -> None:
    while not member.ended:
        hearing = asyncio.ensure_future(_hear(member, receive))
        await asyncio.wait({hearing, sending}, return_when=asyncio.FIRST_COMPLETED)
        if not hearing.done():
            hearing.cancel()
            return
        said = hearing.result()
        if said.what == protocol.UPDATE:
            await room.take(member, said.number, said.held)
        elif said.what == protocol.PRESENCE:
            clock, told = protocol.read_presence(said.held, member.client)
            room.move(member, clock, _presence(member, told))
        elif said.what == protocol.ECHO:
            member.send(bytes([protocol.ECHO]))
        else:
            raise protocol.Junk("a page says what it has only once")


def _presence(member: Member, told: dict[str, Any] | None) -> str:
    """Nobody says who they are: that is known. They say where they are."""
    if told is None:
        return "null"
    user = {"name": member.name, "colour": protocol.colour(member.account)}
    return json.dumps({"user": user, "cursor": told.get("cursor")})


class _Left(Exception):
    pass


async def _hear(member: Member, receive: Any) -> protocol.Said:
    message = await receive()
    if message["type"] == "websocket.disconnect":
        raise _Left
    held = message.get("bytes")
    if held is None:
        raise protocol.Junk("words instead of bytes")
    if len(held) > protocol.MOST_BYTES:
        raise _Closed(1009, "a message has at most 512 KB")
    member.talks()
    return protocol.heard(held)


async def _send(member: Member, send: Any) -> None:
    while not member.ended:
        member.wake.clear()
        while (message := member.take()) is not None:
            kind = "text" if isinstance(message, str) else "bytes"
            try:
                await send({"type": "websocket.send", kind: message})
            except Exception:
                # Each server has its own error for a peer that is gone; it asks again for what it lacks.
                log.debug("a writer could not be told", exc_info=True)
                member.end(1001, "gone")
                return
        if not member.ended:
            await member.wake.wait()


async def _admit(scope: dict[str, Any], review_id: str, kind: str) -> _Admitted:
    try:
        return await threads.written(partial(_admitted, _session_key(scope), review_id, kind))
    except Error:
        raise _Closed(1013, "the database is away") from None


def _admitted(session_key: str, review_id: str, kind: str) -> _Admitted:
    request = HttpRequest()
    request.session = SessionStore(session_key or None)
    account: Any = get_user(request) if session_key else None
    if account is None or not account.is_authenticated or not account.is_active:
        raise _Closed(4401, "sign in first")
    try:
        review = find_review(account, review_id)
        shared_text(account, review, kind)
    except NotFound as error:
        raise _Closed(4404, error.message) from None
    text = open_shared_text(review, kind, at=now())
    member = Member(account.pk, account.name, session_key, may_write(account, review))
    return _Admitted(text.pk, review.pk, kind, member)


def _session_key(scope: dict[str, Any]) -> str:
    for name, value in scope["headers"]:
        if name == b"cookie":
            with contextlib.suppress(CookieError, UnicodeDecodeError):
                return str(parse_cookie(value.decode("latin-1")).get(settings.SESSION_COOKIE_NAME, ""))
    return ""


def _is_own(scope: dict[str, Any]) -> bool:
    """Whether one of our pages opened it: other sites' pages bring the cookie along, too."""
    headers = {
        name: value.decode("latin-1") for name, value in scope["headers"] if name in (b"origin", b"host")
    }
    origin, host = headers.get(b"origin", ""), headers.get(b"host", "")
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    domain, _ = split_domain_port(host)
    return bool(origin) and urlsplit(origin).netloc == host and validate_host(domain, settings.ALLOWED_HOSTS)
