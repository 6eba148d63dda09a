"""The review desk: what the evidence suggests, and what a person makes of it (R3.7)."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import Refused, SecondsightError
from secondsight.base.paging import page
from secondsight.record.actions import candidates as actions
from secondsight.record.actions.proposing import propose_candidates
from secondsight.record.forms.fields import tell
from secondsight.record.forms.timeline import AcceptanceForm
from secondsight.record.queries import candidates as queries
from secondsight.record.queries import incidents as incident_queries
from secondsight.record.queries import milestone_proposals as milestone_queries
from secondsight.record.queries import timeline as timeline_queries
from secondsight.record.queries.people import people_named

PAGE = 20
SEE_OTHER = 303


@login_required
@require_GET
def candidates(request: HttpRequest, id: str) -> HttpResponse:
    """The desk: the candidates of an incident, those first that nobody has looked at."""
    incident = incident_queries.incident(request.user, id)
    state = request.GET.get("state", "waiting")
    state = state if state in queries.STATES else "waiting"
    order = request.GET.get("order", "time")
    order = order if order in queries.ORDERS else "time"
    shown = [name for name in request.GET.get("show", "").replace("\0", "").split(",") if name][:PAGE]
    # Told of a change, the page asks for the cards it shows, so that none vanishes under a hand.
    rows = queries.candidates(request.user, incident, state, ids=shown or None)
    found = page(rows, order=queries.ORDERS[order], size=PAGE, cursor=request.GET.get("cursor", ""))
    walk = {"state": state, "order": order}
    asked = dict(walk)
    ids = ",".join(row.pk for row in found.rows)
    # They head the first page: told of a change, that page names those that it shows.
    is_first = not request.GET.get("cursor") and (not shown or "milestones" in request.GET)
    milestones = _milestones(request, incident) if state == "waiting" and is_first else []
    if milestones:
        asked["milestones"] = ",".join(row.pk for row in milestones)
    context = {
        "incident": incident,
        "rows": found.rows,
        "milestones": milestones,
        "progress": queries.progress(incident),
        "state": state,
        "order": order,
        "refresh": f"?{urlencode(asked | ({'show': ids} if ids else {}))}",
        "shown": ids if any(not hasattr(row, "answer") for row in found.rows) else "",
        "earlier": f"?{urlencode(walk | {'cursor': found.previous})}" if found.previous else "",
        "later": f"?{urlencode(walk | {'cursor': found.next})}" if found.next else "",
        "nav": "incidents",
    }
    return render(request, "record/candidates.html", context)


@login_required
@require_GET
def candidate(request: HttpRequest, id: str) -> HttpResponse:
    """One candidate as a card."""
    return _card(request, queries.candidate(request.user, id))


@login_required
@require_POST
def candidate_search(request: HttpRequest, id: str) -> HttpResponse:
    """Go through the evidence again; what was proposed before is not proposed twice."""
    incident = incident_queries.incident(request.user, id)
    found = propose_candidates(incident, by=request.user, at=now())
    said = f"{found} new candidate{'s' if found != 1 else ''}." if found else "Nothing new was found."
    messages.success(request, f"The evidence was gone through. {said}")
    return _to(reverse("candidates", args=[id]))


@login_required
@require_http_methods(["GET", "POST"])
def candidate_acceptance(request: HttpRequest, id: str) -> HttpResponse:
    """Put a candidate on the timeline: as it is, or (with the form) corrected."""
    found = queries.candidate(request.user, id)
    if request.method == "GET":
        return _card(request, found, mode="edit", form=_acceptance_form(request, found))
    if "what" not in request.POST:
        return _answer(request, found, lambda: actions.accept_candidate(found, by=request.user, at=now()))
    form = _acceptance_form(request, found)
    if form.is_valid():
        try:
            actions.accept_candidate(found, by=request.user, at=now(), **form.facts())
            return _done(request, id)
        except SecondsightError as error:
            tell(form, error)
    return _card(request, found, mode="edit", form=form, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def candidate_merge(request: HttpRequest, id: str) -> HttpResponse:
    """Let an event that is there already rest on a candidate's evidence too."""
    found = queries.candidate(request.user, id)
    if request.method == "GET":
        nearby = timeline_queries.closest_events(request.user, found.incident, found.occurred_at)
        return _card(request, found, mode="merge", nearby=nearby)
    event = timeline_queries.event(request.user, request.POST.get("event", ""))
    return _answer(request, found, lambda: actions.merge_candidate(found, event, by=request.user, at=now()))


@login_required
@require_POST
def candidate_dismissal(request: HttpRequest, id: str) -> HttpResponse:
    """Say that a candidate does not belong on the timeline."""
    found = queries.candidate(request.user, id)
    return _answer(request, found, lambda: actions.dismiss_candidate(found, by=request.user, at=now()))


@login_required
@require_POST
def candidate_return(request: HttpRequest, id: str) -> HttpResponse:
    """Let a candidate wait again, whatever was made of it."""
    found = queries.candidate(request.user, id)
    return _answer(request, found, lambda: actions.take_back_answer(found, by=request.user, at=now()))


@login_required
@require_http_methods(["GET", "POST"])
def candidates_acceptance(request: HttpRequest, id: str) -> HttpResponse:
    """Ask once, then put all candidates that were shown on the timeline as they are."""
    incident = incident_queries.incident(request.user, id)
    asked = request.GET if request.method == "GET" else request.POST
    shown = [name for name in asked.get("show", "").replace("\0", "").split(",") if name][:PAGE]
    rows = [
        row
        for row in queries.candidates(request.user, incident, ids=shown).order_by(*queries.ORDER)
        if not hasattr(row, "answer")
    ]
    if request.method == "POST":
        accepted = actions.accept_candidates(rows, by=request.user, at=now())
        messages.success(request, f"{len(accepted)} candidates are on the timeline now.")
        return _to(reverse("candidates", args=[id]))
    context = {"incident": incident, "rows": rows, "shown": ",".join(row.pk for row in rows)}
    return render(request, "record/candidates_acceptance.html", {"nav": "incidents", **context})


def _milestones(request: HttpRequest, incident: Any) -> list[Any]:
    """The proposed milestones that wait, and those that the page shows already, answered or not."""
    waiting = milestone_queries.milestone_proposals(request.user, incident)
    shown = [name for name in request.GET.get("milestones", "").replace("\0", "").split(",") if name][:PAGE]
    if not shown:
        return waiting
    there = milestone_queries.milestone_proposals(request.user, incident, ids=shown)
    return there + [row for row in waiting if row not in there]


def _acceptance_form(request: HttpRequest, candidate: Any) -> AcceptanceForm:
    authors = [item.author_name for item in candidate.items.all()]
    people = people_named(candidate.incident, [candidate.actor, *authors])
    person = people.get(candidate.actor)
    initial = {
        "what": candidate.what,
        "occurred_at": candidate.occurred_at,
        "kind": candidate.kind,
        "phase": candidate.phase,
        "actor": candidate.actor,
        "account": person.account.pk if person and person.account else "",
        "team": person.team.slug if person and person.team else "",
    }
    form = AcceptanceForm(
        request.POST if request.method == "POST" else None,
        viewer=request.user,
        initial=initial,
        proposed_at=candidate.occurred_at,
        auto_id=f"{candidate.pk}-%s",
    )
    # The button that opened it is gone: whoever pressed it by key goes on writing here.
    form.fields["what"].widget.attrs["autofocus"] = True
    return form


def _answer(request: HttpRequest, candidate: Any, answer: Any) -> HttpResponse:
    try:
        answer()
    except Refused as error:
        return _card(
            request, queries.candidate(request.user, candidate.pk), trouble=error.message, status=422
        )
    return _done(request, candidate.pk)


def _done(request: HttpRequest, id: str) -> HttpResponse:
    candidate = queries.candidate(request.user, id)
    if request.htmx:
        return _card(request, candidate)
    return _to(f"{reverse('candidates', args=[candidate.incident_id])}#candidate-{id}")


def _card(request: HttpRequest, candidate: Any, status: int = 200, **context: Any) -> HttpResponse:
    template = "record/_candidate.html" if request.htmx else "record/candidate.html"
    context = {"row": candidate, "incident": candidate.incident, "nav": "incidents", **context}
    return render(request, template, context, status=status)


def _to(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = SEE_OTHER
    return response
