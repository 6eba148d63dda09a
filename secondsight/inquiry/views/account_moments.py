"""Which event a moment of an account is about, and what accounts say beside the timeline (R2.6, R3.5)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import Refused, SecondsightError
from secondsight.inquiry import actions
from secondsight.inquiry.queries import accounts as read
from secondsight.inquiry.queries import found
from secondsight.inquiry.queries.comparing import lay_side_by_side, told_of_event, told_of_incident
from secondsight.inquiry.views.accounts import find_review, place
from secondsight.inquiry.views.pages import back, page, refuse
from secondsight.record.queries.incidents import incident as find_incident
from secondsight.record.queries.timeline import event as find_event

NEAR = 12


@login_required
@require_http_methods(["GET", "POST"])
def moment_event(request: HttpRequest, moment_id: str) -> HttpResponse:
    """Show the events that a moment may be about, and say which it is, or that it is none."""
    moment = read.account_moment(request.user, moment_id)
    review = find_review(request, moment.opened.review_id)
    if request.method == "POST":
        try:
            chosen = request.POST.get("event", "")
            event = found.event(request.user, review, chosen) if chosen else None
            actions.link_moment(moment, event, by=request.user, at=now())
        except SecondsightError as error:
            return refuse(request, error, place(review))
        return back(f"{place(review)}#moment-{moment.pk}")
    laid = lay_side_by_side(request.user, review, timezone.get_current_timezone())
    words = request.GET.get("q", "")[:200]
    shown = {"told": laid.told[moment.pk], "words": words, "events": _near(request, review, moment, words)}
    return page(request, review, "prepare", "inquiry/account_moment.html", shown)


@login_required
@require_POST
def moment_event_removal(request: HttpRequest, moment_id: str) -> HttpResponse:
    """Take back what was said about a moment's event."""
    moment = read.account_moment(request.user, moment_id)
    here = f"{place(moment.opened.review)}#moment-{moment.pk}"
    try:
        actions.unlink_moment(moment, by=request.user, at=now())
    except Refused as error:
        return refuse(request, error, here)
    return back(here)


@login_required
@require_GET
def of_event(request: HttpRequest, event_id: str) -> HttpResponse:
    """Show what opened accounts say of an event; its own page loads it from here (C2)."""
    event = find_event(request.user, event_id)
    told = told_of_event(request.user, event, timezone.get_current_timezone())
    part = "#told" if request.htmx else ""
    context = {"nav": "incidents", "event": event, "reviews": told}
    return render(request, f"inquiry/accounts_of_event.html{part}", context)


@login_required
@require_GET
def of_incident(request: HttpRequest, incident_id: str) -> HttpResponse:
    """Show what opened accounts say of an incident's events; its timeline puts each beside its event (C2)."""
    incident = find_incident(request.user, incident_id)
    told = told_of_incident(request.user, incident, timezone.get_current_timezone())
    since, until = request.GET.get("from", ""), request.GET.get("to", "")
    events: dict[str, dict[str, Any]] = {}
    for _, laid in told:
        for one in laid.told.values():
            if one.event is not None and one.event.incident_id == incident.pk and _is_in(one, since, until):
                row = events.setdefault(one.event.pk, {"event": one.event, "told": []})
                row["told"].append(one)
    part = "#beside" if request.htmx else ""
    context = {
        "nav": "incidents",
        "incident": incident,
        "reviews": [review for review, _ in told],
        "events": list(events.values()),
    }
    return render(request, f"inquiry/accounts_of_incident.html{part}", context)


def _is_in(told: Any, since: str, until: str) -> bool:
    """Whether an event is among those that the list shows, which says its first and last time."""
    at = told.event.occurred_at
    return not since or at is not None and since <= at.isoformat() <= (until or since)


def _near(request: HttpRequest, review: Any, moment: Any, words: str) -> list[Any]:
    rows = list(found.review_events(request.user, review, words)[:1000])
    if moment.occurred_at is not None and not words:
        rows = [row for row in rows if row.occurred_at is not None]
        rows.sort(key=lambda row: abs(row.occurred_at - moment.occurred_at))
    return rows[:NEAR]
