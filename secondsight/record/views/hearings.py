"""Who had heard of a step of a hypothesis, and since when (R3.7b)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.record.actions import hearings as actions
from secondsight.record.forms.beside import HearingForm
from secondsight.record.forms.fields import tell
from secondsight.record.queries import desk, findings
from secondsight.record.queries import hearings as queries
from secondsight.record.queries.people import account_in
from secondsight.record.rules.vocabulary import Way

SEE_OTHER = 303


@login_required
@require_http_methods(["GET", "POST"])
def step_knowledge(request: HttpRequest, id: str) -> HttpResponse:
    """Say who had heard of a step; a proposal from the evidence is named by its item."""
    step = findings.step(request.user, id)
    if request.method == "POST" and "item" in request.POST:
        return _answer(request, step)
    form = HearingForm(request.POST or None, viewer=request.user, initial={"known_at": step.occurred_at})
    if request.method == "POST" and form.is_valid():
        try:
            actions.hear_of_step(step, **form.facts(), by=request.user, at=now())
            return _to(step.hypothesis_id)
        except SecondsightError as error:
            tell(form, error)
    context = {"step": step, "hypothesis": step.hypothesis, "form": form, "nav": "incidents"}
    return render(request, "record/step_knowledge.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def step_knowledge_withdrawal(request: HttpRequest, id: str) -> HttpResponse:
    """Take back that somebody had heard of a step."""
    row = actions.withdraw_hearing(queries.step_knowledge(request.user, id), by=request.user, at=now())
    return _to(row.step.hypothesis_id)


def _answer(request: HttpRequest, step: Any) -> HttpResponse:
    """Accept or put aside that whoever wrote an item after the step had heard of it."""
    link = desk.row_of(step.hypothesis.incident, request.POST["item"])
    name = link.item.author_name
    since: datetime = link.occurred_at
    try:
        actions.hear_of_step(
            step,
            known_at=since,
            account=account_in(step.hypothesis.incident, name),
            name=name,
            way=Way.READ,
            item=link.item,
            is_so="dismiss" not in request.POST,
            by=request.user,
            at=now(),
        )
    except SecondsightError as error:
        messages.error(request, error.message)
    return _to(step.hypothesis_id)


def _to(id: str) -> HttpResponse:
    response = redirect(reverse("hypothesis", args=[id]) + "#heard")
    response.status_code = SEE_OTHER
    return response
