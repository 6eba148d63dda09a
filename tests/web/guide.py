"""Addresses of pages that only tests draw: the living guide, and the elements with a server to talk to."""

import queue
import time
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template import engines
from django.urls import path

from secondsight.web.patterns import patterns

PAGE = """{% extends "base.html" %}{% load static %}
{% block head %}<script src="{% static 'elements/upload-progress.js' %}" type="module"></script>{% endblock %}
{% block content %}<h1>Elements</h1>
<live-region src="/stream">
  <p id="shown" hx-get="/shown" hx-trigger="changed from:closest live-region">{{ shown }}</p>
  <div id="draft" hx-get="/draft" hx-trigger="changed from:closest live-region">
    <label>Words <textarea name="words"></textarea></label>
  </div>
</live-region>
<submit-once><form id="once" method="post" action="/slow">{% csrf_token %}
  <button>Add</button></form></submit-once>
<upload-progress><form id="up" method="post" enctype="multipart/form-data" action="/upload">{% csrf_token %}
  <label>File <input type="file" name="file"></label><button>Send</button></form></upload-progress>
{% endblock %}"""


class Server:
    """What the elements' server was asked, and what it will say; emptied before each test."""

    shown = "before"
    drafts = 0
    sent = 0
    uploaded = b""
    is_down = False
    told: "queue.Queue[str]" = queue.Queue()


def elements(request: HttpRequest) -> HttpResponse:
    """Draw a page with each element on it."""
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"shown": Server.shown}, request))


def stream(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Stream what the test tells; refuse while the server is down."""
    if Server.is_down:
        return HttpResponse(status=503)
    return StreamingHttpResponse(_told(), content_type="text/event-stream")


def _told() -> Iterator[str]:
    yield "retry: 100\n\n"
    while (word := Server.told.get()) != "end":
        yield f"event: {word}\ndata: {{}}\n\n"


def shown(request: HttpRequest) -> HttpResponse:
    """Return the words that changed."""
    return HttpResponse(Server.shown)


def draft(request: HttpRequest) -> HttpResponse:
    """Count how often the part with the field was fetched again."""
    Server.drafts += 1
    return HttpResponse('<label>Words <textarea name="words"></textarea></label>')


def slow(request: HttpRequest) -> HttpResponse:
    """Take a while over a form, and count it."""
    Server.sent += 1
    time.sleep(0.5)
    return HttpResponseRedirect("/elements?stored=1")


def upload(request: HttpRequest) -> HttpResponse:
    """Keep a file; an empty one is answered with a page of errors."""
    Server.uploaded = request.FILES["file"].read()
    if not Server.uploaded:
        return HttpResponse(
            '<main id="content" tabindex="-1"><p id="errors">This file is empty.</p></main>', status=422
        )
    return HttpResponseRedirect("/elements?stored=1")


urlpatterns = [
    path("patterns", patterns),
    path("elements", elements),
    path("stream", stream),
    path("shown", shown),
    path("draft", draft),
    path("slow", slow),
    path("upload", upload),
]
