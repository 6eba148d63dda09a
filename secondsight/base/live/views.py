"""The event stream that a page listens to: `GET /live?topic=incident:ID&topic=review:ID`."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from functools import lru_cache
from typing import Any, TypeVar

from asgiref.sync import sync_to_async
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from secondsight.base.live.access import may_listen
from secondsight.base.live.carrying import is_carrying, reach_of
from secondsight.base.live.feed import Change, feed, newest_id, since
from secondsight.base.sight import horizon_for

T = TypeVar("T")
HEARTBEAT_SECONDS = 15
LOOK_AGAIN_SECONDS = 30  # how long what goes along may be sent before it is asked anew who listens
MAX_TOPICS = 20


async def live(request: HttpRequest) -> HttpResponseBase:
    """Stream the names of changes as server-sent events until the reader leaves.

    Each event's id is its journal entry's; a browser that comes back sends the last one it saw and gets
    what it missed first. 404 for a topic that the viewer may not see (C12).
    """
    topics = list(dict.fromkeys(request.GET.getlist("topic")))[:MAX_TOPICS]
    viewer = await request.auser()
    reach = await _asked(_reach, viewer, topics)
    is_hushed = reach is not None and bool(await sync_to_async(horizon_for)(viewer))
    if reach is None:
        return HttpResponse(status=404)
    last = request.headers.get("Last-Event-ID", "") or request.GET.get("since", "")
    response = StreamingHttpResponse(
        _stream(viewer, topics, int(last) if last.isdigit() and len(last) < 19 else None, is_hushed, reach),
        content_type="text/event-stream",
    )
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


def _reach(viewer: Any, topics: list[str]) -> frozenset[str] | None:
    """What of that which goes along a viewer is let in to; None for who may not listen at all."""
    if not viewer.is_authenticated or not topics or not all(may_listen(viewer, topic) for topic in topics):
        return None
    return reach_of(viewer, topics)


async def _asked(question: Callable[..., T], *given: Any) -> T:
    """Ask the database and keep no connection to it: streams stay open for hours, by the hundred."""

    def ask() -> T:
        try:
            return question(*given)
        finally:
            if not connection.in_atomic_block:  # as a test's is
                connection.close()

    return await sync_to_async(ask)()


async def _stream(
    viewer: Any, topics: list[str], last: int | None, is_hushed: bool, reach: frozenset[str]
) -> AsyncIterator[bytes]:
    is_new = last is None
    if last is None:
        last = await _asked(newest_id)
    queue = feed.listen(topics, last)
    clock = asyncio.get_running_loop()
    look_again = clock.time() + LOOK_AGAIN_SECONDS if is_carrying(topics) else None
    try:
        yield f"id: {last}\nretry: 1000\ndata: {{}}\n\n".encode() if is_new else b"retry: 1000\n\n"
        for change in await _asked(since, topics, last):
            last = change.id
            yield _event(change, is_hushed)
        while not feed.is_closed:
            if look_again is not None and clock.time() > look_again:
                now = await _asked(_reach, viewer, topics)
                if now is None:
                    return
                reach, look_again = now, clock.time() + LOOK_AGAIN_SECONDS
            try:
                change_or_end = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                yield b": still here\n\n"
                continue
            if change_or_end is None:
                return
            if change_or_end.id > last:
                last = change_or_end.id
                yield _told(change_or_end, is_hushed, reach)
    finally:
        feed.leave(queue)


def _told(change: Change, is_hushed: bool, reach: frozenset[str]) -> bytes:
    carried = change.carried
    if carried is not None and (not carried.needs or carried.needs in reach):
        return _full(change)
    return _event(change, is_hushed)


@lru_cache(64)
def _full(change: Change) -> bytes:
    """The bytes of what goes along, made once for all who listen."""
    assert change.carried is not None
    return f"id: {change.id}\nevent: {change.carried.event}\ndata: {change.carried.words}\n\n".encode()


@lru_cache(256)
def _event(change: Change, is_hushed: bool) -> bytes:
    told = {"topic": change.topic}
    if not is_hushed:
        told |= {"verb": change.verb, "kind": change.subject_kind, "subject": change.subject}
    return f"id: {change.id}\nevent: changed\ndata: {json.dumps(told)}\n\n".encode()
