"""Who knew of what, as the evidence suggests, on the review desk (R3.2, S9)."""

from collections.abc import Callable
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, Refused
from secondsight.record.actions import knowledge_proposals as actions
from secondsight.record.queries import incidents as incident_queries
from secondsight.record.queries import knowledge_proposals as queries
from secondsight.record.queries.timeline import event as event_of

SEE_OTHER = 303
SHOWN = 60  # at once; answering them brings the next


@login_required
@require_GET
def knowledge_proposals(request: HttpRequest, id: str) -> HttpResponse:
    """Who knew of the events of a timeline, or of one of them, as far as it waits for somebody to look."""
    incident = incident_queries.incident(request.user, id)
    event = _event(request, request.GET.get("event", ""))
    rows = list(queries.knowledge_proposals(request.user, incident, event)[:SHOWN])
    return render(request, "record/knowledge_proposals.html", _context(incident, event, rows))


@login_required
@require_POST
def knowledge_search(request: HttpRequest, id: str) -> HttpResponse:
    """Go through the evidence; what was proposed before is not proposed twice."""
    incident = incident_queries.incident(request.user, id)
    found = actions.propose_knowledge(incident, by=request.user, at=now())
    said = f"{found} new." if found else "Nothing new was found."
    messages.success(request, f"The evidence was gone through for who knew of what. {said}")
    return _back(id, request.POST.get("event", ""))


@login_required
@require_POST
def knowledge_acceptances(request: HttpRequest, id: str) -> HttpResponse:
    """Accept what needs no thought, of one event or of the whole timeline."""
    incident = incident_queries.incident(request.user, id)
    event = _event(request, request.POST.get("event", ""))
    try:
        count = actions.accept_sure_knowledge(incident, event=event, by=request.user, at=now())
        messages.success(request, f"{count} accepted.")
    except InvalidInput as error:
        messages.error(request, error.message)
    return _back(id, event.pk if event else "")


@login_required
@require_POST
def knowledge_acceptance(request: HttpRequest, id: str) -> HttpResponse:
    """Say that they knew as it is proposed."""
    return _answer(request, id, actions.accept_knowledge)


@login_required
@require_POST
def knowledge_dismissal(request: HttpRequest, id: str) -> HttpResponse:
    """Say that the evidence does not show that they knew."""
    return _answer(request, id, actions.dismiss_knowledge)


@login_required
@require_POST
def knowledge_return(request: HttpRequest, id: str) -> HttpResponse:
    """Let a proposal wait again, whatever was made of it."""
    return _answer(request, id, actions.take_back_knowledge_answer)


def _answer(request: HttpRequest, id: str, answer: Callable[..., Any]) -> HttpResponse:
    found = queries.knowledge_proposal(request.user, id)
    trouble = ""
    try:
        answer(found, by=request.user, at=now())
    except (Refused, InvalidInput) as error:
        trouble = error.message
    found = queries.knowledge_proposal(request.user, id)
    incident = found.event.incident
    if request.htmx or trouble:
        context = _context(incident, None, [found]) | {"row": found, "trouble": trouble}
        template = "record/_knowledge_proposal.html" if request.htmx else "record/knowledge_proposals.html"
        return render(request, template, context, status=422 if trouble else 200)
    return _back(incident.pk, "")


def _context(incident: Any, event: Any, rows: list[Any]) -> dict[str, Any]:
    groups = groupby(rows, key=lambda row: row.event)
    return {
        "incident": incident,
        "event": event,
        "groups": [{"event": about, "rows": list(mine)} for about, mine in groups],
        "waiting": queries.count_waiting_knowledge(incident, event),
        "sure": queries.count_waiting_knowledge(incident, event, sure=True),
        "nav": "incidents",
    }


def _event(request: HttpRequest, id: str) -> Any:
    return event_of(request.user, id) if id else None


def _back(incident_id: str, event_id: str) -> HttpResponse:
    asked = f"?{urlencode({'event': event_id})}" if event_id else ""
    response = redirect(reverse("knowledge_proposals", args=[incident_id]) + asked)
    response.status_code = SEE_OTHER
    return response
