"""Files on their way out, a piece at a time, whichever server asks."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

CHUNK = 256 * 1024
KIND = "application/octet-stream"  # nothing in it is shown by a browser


def download(request: HttpRequest, path: Path, name: str) -> HttpResponseBase:
    """Return a file to be saved under a name; what is held in memory is one piece of it."""
    if not isinstance(request, ASGIRequest):
        return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=KIND)
    # Django would read a plain iterator to its end before it sent the first byte.
    response = StreamingHttpResponse(_pieces(path), content_type=KIND)
    response["Content-Length"] = str(path.stat().st_size)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def shown(request: HttpRequest, path: Path, name: str, kind: str) -> HttpResponseBase:
    """Return a file that a browser shows as what we say it is, and in which nothing can run."""
    response = download(request, path, name)
    response["Content-Type"] = kind
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # The bytes behind an address never change; who may see them does, so nobody else keeps them.
    response["Cache-Control"] = "private, max-age=3600"
    return response


def streamed(request: HttpRequest, pieces: Iterator[bytes], name: str, kind: str) -> StreamingHttpResponse:
    """Return what is made while it is sent, to be saved under a name; one piece of it is in memory."""
    if isinstance(request, ASGIRequest):
        response = StreamingHttpResponse(_one_by_one(pieces), content_type=kind)
    else:
        response = StreamingHttpResponse(pieces, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


async def _one_by_one(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    # In the request's own thread, where its connection to the database is.
    following = sync_to_async(lambda: next(pieces, None))
    while (piece := await following()) is not None:
        yield piece


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    file = await sync_to_async(lambda: path.open("rb"))()
    try:
        while piece := await sync_to_async(file.read)(CHUNK):
            yield piece
    finally:
        file.close()
