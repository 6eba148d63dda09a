"""Going through an incident again: the page of the walk, and the presses of its quiet bar (R3.3)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, NotFound, Refused, SecondsightError
from secondsight.record.actions import reconstruction as actions
from secondsight.record.forms.fields import tell
from secondsight.record.forms.reconstruction import BeginForm, InvitationForm, StepForm
from secondsight.record.queries import reconstruction as queries
from secondsight.record.queries.incidents import participants, plain_incident

SEE_OTHER = 303


@login_required
@require_http_methods(["GET", "POST"])
def reconstruction(request: HttpRequest, id: str) -> HttpResponse:
    """The walk through an incident: where the room is, who walks along, how it went; or the form to begin."""
    incident = plain_incident(request.user, id)
    form = BeginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_reconstruction(incident, **form.cleaned_data, by=request.user, at=now())
            return _to(reverse("reconstruction", args=[incident.pk]))
        except SecondsightError as error:
            tell(form, error)
    try:
        found = queries.newest_reconstruction(request.user, incident)
    except NotFound:
        found = None
    context = {"incident": incident, "reconstruction": found, "form": form, "nav": "incidents"}
    if found is not None:
        there = queries.walkers(found)
        chosen = [row.account_id for row in participants(incident) if row.account_id]
        context |= {
            "walkers": there,
            "walk": queries.walk(request.user, found),
            "leads": found.closed_at is None and found.led_by_id == request.user.pk,
            "walks": any(row.account_id == request.user.pk for row in there),
            "invitation": InvitationForm(viewer=request.user, initial={"people": chosen}),
        }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "record/reconstruction.html", context, status=status)


@login_required
@require_POST
def steps(request: HttpRequest, id: str) -> HttpResponse:
    """Move the room: on, back, to the next decision, or to a time."""

    def move(found: Any) -> str:
        form = StepForm(request.POST)
        if not form.is_valid():
            raise InvalidInput("Not a date and time: 2026-03-11 14:02:30 is one.", field="moment")
        actions.move_room(found, **form.cleaned_data, by=request.user, at=now())
        return ""

    return _done(request, id, move)


@login_required
@require_POST
def lead(request: HttpRequest, id: str) -> HttpResponse:
    """Take the lead, or hand it to somebody who walks along."""

    def give(found: Any) -> str:
        to = queries.somebody(request.user, request.POST.get("person", "")) or request.user
        actions.give_lead(found, to, by=request.user, at=now())
        return f"{to.name} leads now and sees ahead. That is noted."

    return _done(request, id, give)


@login_required
@require_POST
def walkers(request: HttpRequest, id: str) -> HttpResponse:
    """Walk along."""

    def join(found: Any) -> str:
        actions.join_reconstruction(found, by=request.user, at=now())
        return "You walk along: you see the incident as far as the room does."

    return _done(request, id, join)


@login_required
@require_POST
def invitation(request: HttpRequest, id: str) -> HttpResponse:
    """Bring people in."""

    def invite(found: Any) -> str:
        form = InvitationForm(request.POST, viewer=request.user)
        if not form.is_valid():
            raise InvalidInput("Choose somebody.", field="people")
        people = form.cleaned_data["people"]
        there = actions.invite_to_walk(found, people, by=request.user, at=now())
        return (
            f"{len(there)} of {len(people)} walk along." if len(there) < len(people) else "They walk along."
        )

    return _done(request, id, invite)


@login_required
@require_POST
def departure(request: HttpRequest, id: str) -> HttpResponse:
    """Walk along no more."""

    def leave(found: Any) -> str:
        actions.leave_reconstruction(found, by=request.user, at=now())
        return "You see ahead again. That you left is noted."

    return _done(request, id, leave)


@login_required
@require_POST
def closing(request: HttpRequest, id: str) -> HttpResponse:
    """End the walk."""

    def close(found: Any) -> str:
        actions.close_reconstruction(found, by=request.user, at=now())
        return "The reconstruction is closed. Nothing is veiled any more."

    return _done(request, id, close)


def _done(request: HttpRequest, id: str, act: Callable[[Any], str]) -> HttpResponse:
    """Do something with a reconstruction and go back to the page that it was pressed on."""
    found = queries.reconstruction(request.user, id)
    try:
        if said := act(found):
            messages.success(request, said)
    except (InvalidInput, Refused) as error:
        messages.error(request, error.message)
    back = request.POST.get("next", "")
    return _to(back if _is_ours(request, back) else reverse("reconstruction", args=[found.incident_id]))


def _is_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address is a path of this site; a word alone would be looked up as a page's name."""
    host, is_secure = {request.get_host()}, request.is_secure()
    return (
        address.startswith("/")
        and address.isprintable()
        and url_has_allowed_host_and_scheme(address, host, require_https=is_secure)
    )


def _to(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = SEE_OTHER
    return response
