"""The doors of the instrument: the picture's values, what a vantage held, the moment beside the picture."""

from hashlib import blake2b
from typing import Any

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from secondsight.record.queries import incidents as incident_queries
from secondsight.record.queries import timeline as queries
from secondsight.record.queries.instrument import held_by, instrument
from secondsight.record.queries.knowing import find_vantage
from secondsight.record.views.beside import beside


@login_required
@require_GET
@gzip_page
def picture_values(request: HttpRequest, id: str) -> HttpResponse:
    """Everything that the picture shows, with what the vantages named by `for` and `beside` held."""
    incident = incident_queries.incident(request.user, id)
    asked = [request.GET[name] for name in ("for", "beside") if request.GET.get(name)]
    zone = timezone.get_current_timezone_name()
    return _unless_known(request, instrument(request.user, incident, zone=zone, asked=asked))


@login_required
@require_GET
@gzip_page
def picture_holdings(request: HttpRequest, id: str) -> HttpResponse:
    """What the vantage named by `for` held, the room's without it."""
    incident = incident_queries.incident(request.user, id)
    choice = find_vantage(request.user, incident, request.GET.get("for", ""))
    return _unless_known(request, {"key": choice.key, "holdings": held_by(request.user, incident, choice)})


@login_required
@require_GET
def event_beside(request: HttpRequest, id: str) -> HttpResponse:
    """Everything that is kept of one event, to stand beside the picture."""
    found = queries.event(request.user, id)
    return render(request, "record/_event_beside.html", beside(request, found))


def _unless_known(request: HttpRequest, values: dict[str, Any]) -> HttpResponse:
    """The values, or that nothing changed since the browser last asked."""
    body = msgspec.json.encode(values)
    etag = f'"{blake2b(body, digest_size=16).hexdigest()}"'
    response = HttpResponse(body, content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response)
