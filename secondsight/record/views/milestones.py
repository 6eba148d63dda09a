"""One milestone: its time, what it rests on, and since when it was known (R1.1, R3.2)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.record.actions import milestones as actions
from secondsight.record.actions.incidents import set_milestones
from secondsight.record.forms.beside import MilestoneForm
from secondsight.record.forms.fields import tell
from secondsight.record.queries import incidents as incident_queries
from secondsight.record.queries import timeline as timeline_queries
from secondsight.record.queries.beside import milestone_beside

SEE_OTHER = 303


@login_required
@require_http_methods(["GET", "POST"])
def milestone(request: HttpRequest, id: str, kind: str) -> HttpResponse:
    """A milestone on both clocks, and the form that puts it right."""
    incident = incident_queries.plain_incident(request.user, id)
    beside = milestone_beside(request.user, incident, kind)
    nearby = timeline_queries.closest_events(request.user, incident, beside.at)
    form = MilestoneForm(request.POST if request.method == "POST" else None, beside=beside, nearby=nearby)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, incident, kind, form.facts())
            return _to(reverse("milestone", args=[id, kind]))
        except SecondsightError as error:
            tell(form, error)
    context = {"incident": incident, "milestone": beside, "form": form, "nav": "incidents"}
    return render(request, "record/milestone.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def milestone_time(request: HttpRequest, id: str, kind: str) -> HttpResponse:
    """Give a milestone the time of an event that it rests on."""
    incident = incident_queries.plain_incident(request.user, id)
    milestone_beside(request.user, incident, kind)
    event = timeline_queries.event(request.user, request.POST.get("event", ""))
    try:
        actions.take_time_of(incident, kind, event, by=request.user, at=now())
    except SecondsightError as error:
        messages.error(request, error.message)
    return _to(reverse("milestone", args=[id, kind]))


def _save(request: HttpRequest, incident: Any, kind: str, told: dict[str, Any]) -> None:
    events = [timeline_queries.event(request.user, one) for one in told["events"]]
    items = timeline_queries.items_named(request.user, [int(one) for one in told["items"]])
    by: dict[str, Any] = {"by": request.user, "at": now()}
    if told["at"] is not None or not events:
        set_milestones(incident, {kind: told["at"]}, precisions={kind: told["precision"]}, **by)
    if told["at"] is not None or events:
        actions.base_milestone(incident, kind, events=events, items=items, **by)


def _to(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = SEE_OTHER
    return response
