"""Milestones that the evidence suggests, on the review desk (R1.1, R3.7)."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import Refused
from secondsight.record.actions import milestone_proposals as actions
from secondsight.record.queries import incidents as incident_queries
from secondsight.record.queries import milestone_proposals as queries

SEE_OTHER = 303


@login_required
@require_GET
def milestone_proposals(request: HttpRequest, id: str) -> HttpResponse:
    """The milestones of an incident that wait for somebody to look at them."""
    incident = incident_queries.incident(request.user, id)
    rows = queries.milestone_proposals(request.user, incident)
    return render(
        request, "record/milestone_proposals.html", {"incident": incident, "rows": rows, "nav": "incidents"}
    )


@login_required
@require_POST
def milestone_acceptance(request: HttpRequest, id: str) -> HttpResponse:
    """Set the incident's milestone to what is proposed."""
    return _answer(request, id, actions.accept_milestone)


@login_required
@require_POST
def milestone_dismissal(request: HttpRequest, id: str) -> HttpResponse:
    """Say that the milestone was not reached then."""
    return _answer(request, id, actions.dismiss_milestone)


@login_required
@require_POST
def milestone_return(request: HttpRequest, id: str) -> HttpResponse:
    """Let a proposal wait again, whatever was made of it."""
    return _answer(request, id, actions.take_back_milestone_answer)


def _answer(request: HttpRequest, id: str, answer: Callable[..., Any]) -> HttpResponse:
    found = queries.milestone_proposal(request.user, id)
    context: dict[str, Any] = {}
    try:
        answer(found, by=request.user, at=now())
    except Refused as error:
        context = {"trouble": error.message}
    found = queries.milestone_proposal(request.user, id)
    if request.htmx or context:
        context |= {"row": found, "incident": found.incident}
        template = "record/_milestone_proposal.html" if request.htmx else "record/milestone_proposals.html"
        context |= {"rows": [found], "nav": "incidents"}
        return render(request, template, context, status=422 if "trouble" in context else 200)
    response = redirect(reverse("milestone_proposals", args=[found.incident_id]))
    response.status_code = SEE_OTHER
    return response
