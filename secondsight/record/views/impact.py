"""Impact beside the events: readings, and what the evidence counts (R3.6)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError, StaleEdit
from secondsight.record.actions import impact as actions
from secondsight.record.forms.beside import ImpactForm
from secondsight.record.forms.fields import tell
from secondsight.record.queries import beside as queries
from secondsight.record.queries import incidents as incident_queries
from secondsight.record.queries.impact_rows import impact_rows, series_rows

SEE_OTHER = 303
MOST = 500


@login_required
@require_http_methods(["GET", "POST"])
def incident_impact(request: HttpRequest, id: str) -> HttpResponse:
    """What customers and the organisation felt of it; POST notes a reading."""
    incident = incident_queries.plain_incident(request.user, id)
    form = ImpactForm(
        request.POST if request.method == "POST" else None, initial={"from_at": incident.listed_at}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_impact(incident, **form.facts(), by=request.user, at=now())
            return _to(incident.pk)
        except SecondsightError as error:
            tell(form, error)
    reader = timezone.get_current_timezone()
    rows = queries.impact_readings(request.user, incident).order_by(*queries.IMPACT_ORDER)[:MOST]
    context = {
        "incident": incident,
        "rows": impact_rows(rows, incident, reader),
        "series": series_rows(queries.counted(request.user, incident), incident, reader),
        "form": form,
        "nav": "incidents",
    }
    return render(request, "record/impact.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def impact_edit(request: HttpRequest, id: str) -> HttpResponse:
    """Correct a reading; what somebody else saved meanwhile is shown, never overwritten unseen."""
    reading = queries.impact_reading(request.user, id)
    form = ImpactForm(request.POST if request.method == "POST" else None, reading=reading)
    newer: Any = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_impact(reading, **form.facts(), by=request.user, at=now())
            return _to(reading.incident_id)
        except StaleEdit as error:
            newer = error.newer
            tell(form, error)
            form.data = form.data.copy()
            form.data["edition"] = str(newer.edition)
        except SecondsightError as error:
            tell(form, error)
    reader = timezone.get_current_timezone()
    context = {
        "incident": reading.incident,
        "reading": reading,
        "newer": impact_rows([newer], reading.incident, reader)[0] if newer else None,
        "form": form,
        "nav": "incidents",
    }
    return render(request, "record/impact_edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def impact_removal(request: HttpRequest, id: str) -> HttpResponse:
    """Take a reading back; it is kept."""
    reading = actions.withdraw_impact(queries.impact_reading(request.user, id), by=request.user, at=now())
    return _to(reading.incident_id)


def _to(id: str) -> HttpResponse:
    response = redirect(reverse("incident_impact", args=[id]))
    response.status_code = SEE_OTHER
    return response
