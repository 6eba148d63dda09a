"""The event stream that a page listens to: `GET /live?topic=incident:ID&topic=review:ID`."""

import asyncio
import json
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from secondsight.base.live.access import may_listen
from secondsight.base.live.feed import Change, feed, newest_id, since
from secondsight.base.sight import horizon_for

HEARTBEAT_SECONDS = 15
MAX_TOPICS = 20


async def live(request: HttpRequest) -> HttpResponseBase:
    """Stream the names of changes as server-sent events until the reader leaves.

    Each event's id is its journal entry's; a browser that comes back sends the last one it saw and gets
    what it missed first. 404 for a topic that the viewer may not see (C12).
    """
    topics = list(dict.fromkeys(request.GET.getlist("topic")))[:MAX_TOPICS]
    viewer = await request.auser()
    is_allowed = viewer.is_authenticated and bool(topics)
    for topic in topics:
        is_allowed = is_allowed and await sync_to_async(may_listen)(viewer, topic)
    is_hushed = is_allowed and bool(await sync_to_async(horizon_for)(viewer))
    if not is_allowed:
        return HttpResponse(status=404)
    last = request.headers.get("Last-Event-ID", "") or request.GET.get("since", "")
    response = StreamingHttpResponse(
        _stream(topics, int(last) if last.isdigit() and len(last) < 19 else None, is_hushed),
        content_type="text/event-stream",
    )
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


async def _stream(topics: list[str], last: int | None, is_hushed: bool) -> AsyncIterator[bytes]:
    is_new = last is None
    if last is None:
        last = await sync_to_async(newest_id)()
    queue = feed.listen(topics, last)
    try:
        yield f"id: {last}\nretry: 1000\ndata: {{}}\n\n".encode() if is_new else b"retry: 1000\n\n"
        for change in await sync_to_async(since)(topics, last):
            last = change.id
            yield _event(change, is_hushed)
        while not feed.is_closed:
            try:
                change_or_end = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                yield b": still here\n\n"
                continue
            if change_or_end is None:
                return
            if change_or_end.id > last:
                last = change_or_end.id
                yield _event(change_or_end, is_hushed)
    finally:
        feed.leave(queue)


def _event(change: Change, is_hushed: bool) -> bytes:
    told = {"topic": change.topic}
    if not is_hushed:
        told |= {"verb": change.verb, "kind": change.subject_kind, "subject": change.subject}
    return f"id: {change.id}\nevent: changed\ndata: {json.dumps(told)}\n\n".encode()
