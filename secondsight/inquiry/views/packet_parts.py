"""The organisation's checklist for packets: which evidence which review asks for (R2.4)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import Forbidden, SecondsightError
from secondsight.inquiry import actions
from secondsight.inquiry.forms import PacketPartForm
from secondsight.inquiry.queries import packet as read
from secondsight.inquiry.queries.reviews import tiers
from secondsight.inquiry.views.pages import back, show_errors
from secondsight.organisation.rules.duties import must_set_policy


@login_required
@require_http_methods(["GET", "POST"])
def parts(request: HttpRequest) -> HttpResponse:
    """Show the checklist; POST adds a part."""
    form = PacketPartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        must_set_policy(request.user)
        if form.is_valid():
            try:
                actions.save_part(None, **form.said(), by=request.user, at=now())
                return back(reverse("packet_parts"))
            except Forbidden:
                raise
            except SecondsightError as error:
                show_errors(form, error)
    rows = list(read.parts(request.user, is_retired=None))
    kinds = tiers()
    shown = {
        "rows": [
            (row, [tier.name for tier in kinds if tier.slug not in row.not_for])
            for row in rows
            if row.retired_at is None
        ],
        "retired": [row for row in rows if row.retired_at is not None],
        "form": form,
        "tab": "packet",
        "may_change": request.user.is_administrator or request.user.is_programme_owner,
    }
    return render(request, "inquiry/packet_parts.html", shown, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, part_id: str) -> HttpResponse:
    """Show and change one part."""
    found = read.part(request.user, part_id)
    must_set_policy(request.user)
    initial = {
        "name": found.name,
        "hint": found.hint,
        "words": ", ".join(found.words),
        "asked_of": [tier.slug for tier in tiers() if tier.slug not in found.not_for],
        "is_customer_facing": found.is_customer_facing,
    }
    form = PacketPartForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_part(found, **form.said(), by=request.user, at=now())
            return back(reverse("packet_parts"))
        except SecondsightError as error:
            show_errors(form, error)
    shown = {"part": found, "form": form}
    return render(request, "inquiry/packet_part.html", shown, status=422 if form.is_bound else 200)


@login_required
@require_POST
def removal(request: HttpRequest, part_id: str) -> HttpResponse:
    """Ask for a part no more."""
    actions.retire_part(read.part(request.user, part_id), by=request.user, at=now())
    return back(reverse("packet_parts"))
