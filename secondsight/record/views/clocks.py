"""The clocks of an incident's sources: what is added to the times that each told, and why."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.record.actions.clocks import set_clock
from secondsight.record.forms.evidence import ClockForm
from secondsight.record.forms.fields import tell
from secondsight.record.queries import clocks as queries
from secondsight.record.queries.incidents import incident as find_incident
from secondsight.record.rules.clock_offsets import read_offset, signed


@login_required
@require_http_methods(["GET", "POST"])
def clocks(request: HttpRequest, id: str) -> HttpResponse:
    """Each source with its correction; what two sources both tell of proposes one."""
    incident = find_incident(request.user, id)
    rows = queries.clocks(incident)
    form = ClockForm(request.POST if request.method == "POST" else None, sources=[row.source for row in rows])
    if form.is_valid():
        said = form.cleaned_data
        try:
            offset = read_offset(said["offset"])
            set_clock(incident, said["source"], offset, why=said["why"], by=request.user, at=now())
        except SecondsightError as error:
            tell(form, error)
        else:
            messages.success(
                request, f"{signed(offset)} is added to the times of “{said['source']}” since now."
            )
            return redirect("clocks", incident.pk)
    added = {row.source: row.offset for row in rows}
    context = {
        "incident": incident,
        "rows": [{"clock": row, "offset": signed(row.offset)} for row in rows],
        "proposals": [
            {
                "source": each.source,
                "why": each.why,
                "offset": signed(added[each.source] + each.offset),
            }
            for each in queries.proposals(incident)
        ],
        "form": form,
        "nav": "incidents",
    }
    return render(request, "record/clocks.html", context, status=422 if form.errors else 200)
