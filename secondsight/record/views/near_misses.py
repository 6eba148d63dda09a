"""Reporting a near miss, from wherever one stands (R1.4)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.record.actions.near_misses import report_near_miss
from secondsight.record.forms.fields import tell
from secondsight.record.forms.incidents import NearMissForm
from secondsight.record.queries.near_misses import near_miss as find

SEE_OTHER = 303


@login_required
@require_http_methods(["GET", "POST"])
def near_miss_new(request: HttpRequest) -> HttpResponse:
    """Show the form of three fields, and note what was told."""
    form = NearMissForm(request.POST or None, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            report = report_near_miss(**form.facts(), by=request.user, at=now())
            response = redirect("near_miss", report.incident_id)
            response.status_code = SEE_OTHER
            return response
        except SecondsightError as error:
            tell(form, error)
    status = 422 if form.is_bound else 200
    return render(request, "record/near_miss_new.html", {"form": form, "nav": "home"}, status=status)


@login_required
@require_GET
def near_miss(request: HttpRequest, id: str) -> HttpResponse:
    """Say thanks, what was kept, and what happens next."""
    report = find(request.user, id)
    context = {"report": report, "incident": report.incident, "nav": "incidents"}
    return render(request, "record/near_miss.html", context)
