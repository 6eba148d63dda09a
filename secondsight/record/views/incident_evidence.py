"""The evidence of one incident: its transcript, and choosing what belongs to it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, SecondsightError
from secondsight.base.paging import page
from secondsight.record.actions.evidence import add_evidence
from secondsight.record.actions.packet import add_link, remove_from_packet
from secondsight.record.forms.evidence import LinkForm, WindowForm
from secondsight.record.forms.fields import tell
from secondsight.record.queries import evidence as queries
from secondsight.record.queries.incidents import incident as find_incident
from secondsight.record.rules.selection import Selection, check

PAGE = 100


@login_required
@require_GET
def incident_evidence(request: HttpRequest, id: str) -> HttpResponse:
    """The transcript, oldest first; by channel and by words."""
    incident = find_incident(request.user, id)
    channel, query = request.GET.get("channel", "")[:200], request.GET.get("q", "").strip()
    trouble = ""
    try:
        rows = queries.evidence_of(request.user, incident, channel=channel, query=query)
    except InvalidInput as error:
        rows, trouble = queries.evidence_of(request.user, incident, channel=channel), error.message
    found = page(rows, order=queries.LINKED, size=PAGE, cursor=request.GET.get("cursor", ""))
    resting = queries.resting(incident, [link.item_id for link in found.rows])
    asked = {name: value for name, value in (("channel", channel), ("q", query)) if value}
    context = {
        "incident": incident,
        "lines": [
            {
                "item": link.item,
                "at": link.occurred_at,
                "reactions": _reactions(link.item),
                "rests": resting.get(link.item_id),
            }
            for link in found.rows
        ],
        "channels": queries.channels_of(incident),
        "channel": channel,
        "query": query,
        "trouble": trouble,
        "earlier": f"?{urlencode({**asked, 'cursor': found.previous})}" if found.previous else "",
        "later": f"?{urlencode({**asked, 'cursor': found.next})}" if found.next else "",
        "nav": "incidents",
    }
    return render(request, "record/incident_evidence.html", context, status=422 if trouble else 200)


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
        "nav": "incidents",
    }
    return render(
        request, "record/evidence_selection.html", context, status=422 if request.method == "POST" else 200
    )


def _reactions(item: Any) -> list[str]:
    found = item.details.get("reactions") if isinstance(item.details, dict) else None
    if not isinstance(found, dict):
        return []
    return [f":{name}: {len(who) if isinstance(who, list) else 1}" for name, who in list(found.items())[:12]]
