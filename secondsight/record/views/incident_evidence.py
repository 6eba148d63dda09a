"""The evidence of one incident: its packet, and choosing what belongs to it."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from secondsight.base.clock import now
from secondsight.base.downloads import shown
from secondsight.base.errors import SecondsightError
from secondsight.record.actions.evidence import add_evidence
from secondsight.record.actions.packet import add_link, remove_from_packet
from secondsight.record.forms.evidence import LinkForm, WindowForm
from secondsight.record.forms.fields import tell
from secondsight.record.queries import evidence as queries
from secondsight.record.queries.incidents import incident as find_incident
from secondsight.record.queries.nearby import Nearby, nearby_channels
from secondsight.record.rules.selection import Selection, check


@login_required
@require_http_methods(["GET", "POST"])
def packet(request: HttpRequest, id: str) -> HttpResponse:
    """What people want to have at hand and that tells of no moments; a link can be added."""
    incident = find_incident(request.user, id)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            add_link(incident, **form.cleaned_data, by=request.user, at=now())
            return redirect("packet", incident.pk)
        except SecondsightError as error:
            tell(form, error)
    context = {
        "incident": incident,
        "packed": queries.packet_of(incident),
        "form": form,
        "nav": "incidents",
    }
    return render(request, "record/packet.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def picture(request: HttpRequest, id: str) -> HttpResponseBase:
    """A picture of the packet as a browser shows it: of a kind that is one, and not too large."""
    packed = queries.packet_item(request.user, id)
    path = queries.picture_path(packed)
    return shown(request, path, packed.title, packed.media_type)


@login_required
@require_POST
def packet_removal(request: HttpRequest, id: str) -> HttpResponse:
    """Take something out of the packet; its original stays."""
    packed = queries.packet_item(request.user, id)
    remove_from_packet(packed, by=request.user, at=now())
    return redirect("packet", packed.incident_id)


@login_required
@require_http_methods(["GET", "POST"])
def evidence_selection(request: HttpRequest, id: str) -> HttpResponse:
    """Choose by time and channel what belongs to an incident; the counts come before the choice."""
    incident = find_incident(request.user, id)
    data = request.POST if request.method == "POST" else request.GET or None
    form = WindowForm(data, channels=[])
    try:
        form.is_valid()
        window = check(Selection(form.cleaned_data.get("from_at"), form.cleaned_data.get("to_at")))
    except (SecondsightError, AttributeError) as error:
        window = Selection()
        if data is not None and isinstance(error, SecondsightError):
            tell(form, error)
    counts = queries.channels(queries.selected(queries.items(request.user), window))
    if not form.errors.keys() & {"from_at", "to_at"}:
        form = WindowForm(data, channels=counts)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_evidence(incident, form.selection(), by=request.user, at=now())
        except SecondsightError as error:
            tell(form, error)
        else:
            messages.success(request, f"{added:,} items are new to this incident.")
            return redirect("incident_evidence", incident.pk)
    context = {
        "incident": incident,
        "form": form,
        "total": sum(count for _, count in counts),
        "nearby": [
            {"row": row, "address": f"?{urlencode(_window(row))}"}
            for row in nearby_channels(request.user, incident)
        ],
        "nav": "incidents",
    }
    return render(
        request, "record/evidence_selection.html", context, status=422 if request.method == "POST" else 200
    )


def _window(row: Nearby) -> dict[str, str]:
    """The window in which a channel spoke of the incident, as the form takes it."""
    until = row.to_at + timedelta(seconds=1)
    return {"from_at": row.from_at.isoformat(), "to_at": until.isoformat(), "channels": row.channel}
