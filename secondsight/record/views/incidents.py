"""Pages of incidents: the list, one incident, and the forms that change it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import Refused, SecondsightError, StaleEdit
from secondsight.base.paging import page
from secondsight.record.actions import incidents as actions
from secondsight.record.forms.fields import keep, tell
from secondsight.record.forms.incidents import AudienceForm, IncidentForm, MilestonesForm, ParticipantForm
from secondsight.record.queries import incidents as queries
from secondsight.record.queries.choices import filter_choices
from secondsight.record.queries.facts import incident_facts
from secondsight.record.queries.milestone_rows import milestone_rows

PAGE = 50
SEE_OTHER = 303


@login_required
@require_GET
def incidents(request: HttpRequest) -> HttpResponse:
    """The list, newest first, narrowed by what the address says."""
    asked = {
        name: request.GET.get(name, "").replace("\0", "")[:100]
        for name in ("severity", "service", "team", "near_miss", "q")
    }
    filters = queries.IncidentFilters(
        severity=asked["severity"],
        service=asked["service"],
        team=asked["team"],
        near_miss=True if asked["near_miss"] else None,
        text=asked["q"],
    )
    rows = queries.incidents(request.user, filters)
    found = page(rows, order=queries.ORDER, size=PAGE, cursor=request.GET.get("cursor", ""))
    narrowed = {name: value for name, value in asked.items() if value}
    context = {
        "rows": found.rows,
        "pager": {
            way: f"?{urlencode({**narrowed, 'cursor': cursor})}" if cursor else ""
            for way, cursor in (("previous", found.previous), ("next", found.next))
        },
        "choices": filter_choices(request.user),
        "asked": asked,
        "is_narrowed": bool(narrowed),
        "nav": "incidents",
    }
    return render(request, "record/incidents.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def incident_new(request: HttpRequest) -> HttpResponse:
    """Open an incident by hand; its evidence can follow."""
    form = IncidentForm(request.POST or None, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_incident(**form.facts(), by=request.user, at=now())
            return _to(opened.pk)
        except SecondsightError as error:
            tell(form, error)
    return _form(request, "record/incident_new.html", {"form": form})


@login_required
@require_GET
def incident(request: HttpRequest, id: str) -> HttpResponse:
    """One incident: its facts, milestones and people, and what to do next."""
    found = queries.incident(request.user, id)
    facts = incident_facts(request.user, found, now())
    context = {
        "incident": found,
        "facts": facts,
        "milestones": milestone_rows(facts.milestones, found, timezone.get_current_timezone()),
        "nav": "incidents",
    }
    return render(request, "record/incident.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def incident_edit(request: HttpRequest, id: str) -> HttpResponse:
    """Correct an incident's facts."""
    found = queries.incident(request.user, id)
    form = IncidentForm(request.POST or None, viewer=request.user, incident=found)
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_incident(found, **form.facts(), by=request.user, at=now())
            return _to(id)
        except StaleEdit as error:
            newer = error.newer
            tell(form, error)
            form.data = form.data.copy()
            form.data["edition"] = str(newer.edition)
        except SecondsightError as error:
            tell(form, error)
    return _form(request, "record/incident_edit.html", {"form": form, "incident": found, "newer": newer})


@login_required
@require_http_methods(["GET", "POST"])
def incident_milestones(request: HttpRequest, id: str) -> HttpResponse:
    """Say when an incident reached each point."""
    found = queries.incident(request.user, id)
    form = MilestonesForm(request.POST if request.method == "POST" else None, incident=found)
    if request.method == "POST" and form.is_valid():
        points = {kind: keep(at, form.stored.get(kind)) for kind, at in form.cleaned_data.items()}
        try:
            actions.set_milestones(found, points, by=request.user, at=now())
            return _to(id)
        except SecondsightError as error:
            tell(form, error)
    return _form(request, "record/incident_milestones.html", {"form": form, "incident": found})


@login_required
@require_http_methods(["GET", "POST"])
def participants(request: HttpRequest, id: str) -> HttpResponse:
    """Say that somebody was in the incident."""
    found = queries.incident(request.user, id)
    form = ParticipantForm(request.POST or None, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_participant(found, **form.facts(), by=request.user, at=now())
            return _to(id, "#people")
        except SecondsightError as error:
            tell(form, error)
    return _form(request, "record/incident_participant.html", {"form": form, "incident": found})


@login_required
@require_POST
def participant_removal(request: HttpRequest, id: str) -> HttpResponse:
    """Say that somebody was not in the incident."""
    found = queries.participant(request.user, id)
    actions.remove_participant(found, by=request.user, at=now())
    return _to(found.incident_id, "#people")


@login_required
@require_http_methods(["GET", "POST"])
def incident_audience(request: HttpRequest, id: str) -> HttpResponse:
    """Say who may know of an incident."""
    found = queries.incident(request.user, id)
    seats = list(queries.audience(found))
    chosen = {
        "accounts": [seat.account_id for seat in seats if seat.account_id],
        "teams": [seat.team.slug for seat in seats if seat.team],
    }
    form = AudienceForm(
        request.POST if request.method == "POST" else None, viewer=request.user, initial=chosen
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.restrict_incident(found, **form.facts(), by=request.user, at=now())
            return _to(id)
        except Refused as error:
            tell(form, error)
    context = {
        "form": form,
        "incident": found,
        "may_restrict": actions.may_restrict(found, request.user),
    }
    return _form(request, "record/incident_audience.html", context)


@login_required
@require_POST
def incident_audience_removal(request: HttpRequest, id: str) -> HttpResponse:
    """Let everybody in the organisation know of an incident."""
    found = queries.incident(request.user, id)
    try:
        actions.open_to_all(found, by=request.user, at=now())
    except Refused as error:
        form = AudienceForm(request.POST, viewer=request.user)
        form.is_valid()
        tell(form, error)
        return _form(request, "record/incident_audience.html", {"form": form, "incident": found})
    return _to(id)


def _to(id: str, place: str = "") -> HttpResponse:
    response = redirect(reverse("incident", args=[id]) + place)
    response.status_code = SEE_OTHER
    return response


def _form(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].is_bound and context["form"].errors else 200
    return render(request, template, {"nav": "incidents", **context}, status=status)
