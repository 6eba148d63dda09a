"""The timeline of an incident: the list, and events added to it."""

from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, SecondsightError
from secondsight.base.paging import page
from secondsight.record.actions import timeline as actions
from secondsight.record.forms.desk import QuickEventForm, event_of
from secondsight.record.forms.fields import InstantField, keep, tell
from secondsight.record.forms.timeline import EventForm
from secondsight.record.queries import incidents as incident_queries
from secondsight.record.queries import timeline as queries
from secondsight.record.queries.decisions import on_timeline, without_context
from secondsight.record.queries.desk import links_of
from secondsight.record.queries.figures import figure_address
from secondsight.record.queries.inside import InsideView, knowing_of
from secondsight.record.queries.knowing import find_vantage, vantages
from secondsight.record.queries.narrowing import narrow
from secondsight.record.queries.pictures import timeline_picture
from secondsight.record.queries.timeline_rows import event_rows, with_item_count, with_milestones
from secondsight.record.queries.veil import ahead_of, veil_at
from secondsight.record.rules.picture_view import read_view
from secondsight.record.rules.shapes import PATHS, SHAPE_OF
from secondsight.record.rules.vocabulary import EventKind
from secondsight.record.views.findings import done

PAGE = 100
ASKED = ("for", "beside", "at", "lanes", "q")
LANES = (("team", "Team"), ("person", "Person"), ("service", "Service"), ("source", "Source"))
SEE_OTHER = 303
LONG = 1_000  # events from which the page comes without the server's picture, which is a link then
STATIC = Path(settings.STATICFILES_DIRS[0])
MODULES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.glob("modules/timeline/*.js"))
"""What the island imports: named ahead, so that a browser fetches all of it at once."""


@login_required
@require_GET
def timeline(request: HttpRequest, id: str) -> HttpResponse:
    """The picture, and beneath it the list that says the same in words."""
    incident = incident_queries.incident(request.user, id)
    if request.htmx and request.htmx.target == "events":
        return render(
            request, "record/timeline.html#events", {"incident": incident, **_list(request, incident)}
        )
    listed = _list(request, incident)
    context = {"incident": incident, "nav": "incidents", **listed, **_picture(request, incident, listed)}
    return render(request, "record/timeline.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def event_new(request: HttpRequest, id: str) -> HttpResponse:
    """Put an event on the timeline by hand, or made of messages that `item` names (R3.7a)."""
    incident = incident_queries.incident(request.user, id)
    asked = request.GET if request.method == "GET" else request.POST
    named = [one for one in asked.getlist("item")[:100] if one.isascii() and one.isdigit() and len(one) < 19]
    links = links_of(incident, [int(one) for one in named])
    initial = event_of(incident, links) if links else {"occurred_at": incident.listed_at}
    kind = QuickEventForm if request.htmx else EventForm
    is_walking = veil_at(request.user, incident) is not None
    form = kind(request.POST or None, viewer=request.user, initial=initial, is_walking=is_walking)
    if request.method == "POST" and form.is_valid():
        try:
            facts = form.facts()
            if links:
                facts["occurred_at"] = keep(facts["occurred_at"], links[0].occurred_at)
            items = [link.item for link in links]
            event = actions.add_event(incident, **facts, items=items, by=request.user, at=now())
            if request.htmx:
                return done(request, incident, named[0] if named else "", "It is on the timeline.")
            if facts.get("is_for_later"):
                messages.success(request, "Noted for later: you see it when the room gets there.")
            response = redirect(place_of(event))
            response.status_code = SEE_OTHER
            return response
        except SecondsightError as error:
            tell(form, error)
    status = 422 if form.is_bound else 200
    context = {"form": form, "incident": incident, "links": links, "nav": "incidents"}
    template = "record/event_new.html#quick" if request.htmx else "record/event_new.html"
    return render(request, template, context, status=status)


def place_of(event: Any) -> str:
    """Return the address at which the list shows an event."""
    since = f"?{urlencode({'from': event.occurred_at.isoformat()})}" if event.occurred_at else ""
    return f"{reverse('timeline', args=[event.incident_id])}{since}#event-{event.pk}"


def _picture(request: HttpRequest, incident: Any, listed: dict[str, Any]) -> dict[str, Any]:
    """What the page has above the list: the server's picture, the form, what the island needs to begin."""
    zone, is_part = timezone.get_current_timezone(), not listed["is_start"] or bool(listed["later"])
    told = request.GET.dict()
    if not (told.get("from") and told.get("to")):
        told.pop("from", None)  # where the list begins is not yet a window of the picture
    view = read_view(told, zone)
    is_long = queries.events(request.user, incident).order_by()[LONG : LONG + 1].exists()
    return {
        "picture": None
        if is_long
        else timeline_picture(request.user, incident, zone=zone, is_windowed=is_part, view=view),
        "is_long": is_long,
        "vantages": vantages(request.user, incident),
        "asked": {name: request.GET.get(name, "") for name in ASKED},
        "lane_choices": LANES,
        "legend": [(kind.value, kind.label, PATHS[SHAPE_OF[kind]]) for kind in EventKind],
        "modules": MODULES,
        "figure": figure_address(incident, read_view(request.GET.dict(), zone)),
    }


def _list(request: HttpRequest, incident: Any) -> dict[str, Any]:
    cursor, since = request.GET.get("cursor", ""), _instant(request.GET.get("from", ""), "from")
    until, words = _instant(request.GET.get("to", ""), "to"), request.GET.get("q", "")
    inside = _inside(request, incident)
    rows = with_item_count(queries.events(request.user, incident))
    rows = queries.with_knowledge(rows, until=inside.at if inside else None)
    if since is not None and not cursor:
        rows = rows.filter(occurred_at__gte=since)
    if until is not None:
        rows = rows.filter(occurred_at__lte=until)
    if inside is not None:
        rows = rows.filter(occurred_at__lte=inside.at)
    told = on_timeline(request.user, incident)
    is_lacking = request.GET.get("lacks") == "context"
    if is_lacking:
        rows = without_context(rows, told)
    found = page(narrow(rows, words), order=queries.ORDER, size=PAGE, cursor=cursor)
    timeless = []
    if not found.next and inside is None and until is None:
        unknown = queries.with_knowledge(with_item_count(queries.timeless_events(request.user, incident)))
        unknown = without_context(unknown, told) if is_lacking else unknown
        timeless = narrow(unknown, words)[:PAGE]
    zones = {"reader": timezone.get_current_timezone(), "incident_zone": incident.time_zone}
    shown = {"told": told, **zones}
    knowing = knowing_of(request.user, incident, found.rows, inside) if inside else None
    is_start = not found.previous and since is None
    milestones = incident_queries.milestones_with_events(incident)
    if inside is not None:
        milestones = milestones.filter(at__lte=inside.at)
    listed, reached = with_milestones(
        event_rows(found.rows, knowing=knowing, until=inside.at if inside else None, **shown),
        [] if words or is_lacking else milestones,
        is_start=is_start,
        is_end=not found.next and until is None,
        **zones,
    )
    return {
        "rows": listed,
        "reached": reached,
        "inside": inside,
        "inside_at": f"{timezone.localtime(inside.at):%Y-%m-%dT%H:%M:%S}" if inside else "",
        "ahead_of": ahead_of(request.user, incident),
        "timeless": event_rows(timeless, **shown),
        "earlier": _further(request, found.previous),
        "later": _further(request, found.next),
        "beginning": reverse("timeline", args=[incident.pk]),
        "is_start": is_start,
        "told": told,
        "is_lacking": is_lacking,
        "here": f"?{request.GET.urlencode()}" if request.GET else "",
    }


def _further(request: HttpRequest, cursor: str) -> str:
    """The address of another part of the same list; "" where there is none."""
    if not cursor:
        return ""
    kept = {name: request.GET[name] for name in (*ASKED, "to", "lacks") if request.GET.get(name)}
    return f"?{urlencode({**kept, 'cursor': cursor})}"


def _inside(request: HttpRequest, incident: Any) -> InsideView | None:
    """What the reader asked: as it stood at a moment in their zone, from a vantage."""
    if not request.GET.get("at"):
        return None
    at = InstantField(required=False)
    try:
        moment = at.clean(request.GET["at"])
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages), field="at") from None
    return InsideView(moment, find_vantage(request.user, incident, request.GET.get("for", "")))


def _instant(value: str, name: str) -> datetime | None:
    if not value:
        return None
    try:
        # A "+" that was not escaped arrives as a blank.
        at = datetime.fromisoformat(value.replace(" ", "+") if "T" in value else value)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not 1900 < at.year < 2200:
        raise InvalidInput(f"“{name}” is a time with its zone: 2026-03-11T14:02:00+01:00.", field=name)
    return at
