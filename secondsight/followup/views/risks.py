"""One known risk: what is lived with, who looked at it when, and whether it still is one."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.followup import actions, queries
from secondsight.followup.actions.risks import may_look
from secondsight.followup.forms import CloseForm, LookForm
from secondsight.inquiry.actions import look_at_review
from secondsight.inquiry.views.pages import back, page, show_errors


@login_required
@require_safe
def risk(request: HttpRequest, risk_id: str) -> HttpResponse:
    """Show a known risk with every look at it."""
    row = _risk(request, risk_id)
    return page(request, row.review, "risk", "followup/risk.html", _shown(request, row))


@login_required
@require_POST
def look(request: HttpRequest, risk_id: str) -> HttpResponse:
    """Keep living with a risk until another day."""
    return _do(request, risk_id, LookForm(request.POST, auto_id="look_%s"), "look", actions.look_again_later)


@login_required
@require_POST
def close(request: HttpRequest, risk_id: str) -> HttpResponse:
    """Say that a risk is none any more."""
    return _do(request, risk_id, CloseForm(request.POST, auto_id="close_%s"), "close", actions.close_risk)


def _do(request: HttpRequest, risk_id: str, form: forms.Form, name: str, action: Any) -> HttpResponse:
    row = _risk(request, risk_id)
    if form.is_valid():
        try:
            action(row, by=request.user, at=now(), **form.cleaned_data)
            return back(reverse("risk", args=[row.pk]))
        except SecondsightError as error:
            show_errors(form, error)
    shown = _shown(request, row) | {name: form}
    return page(request, row.review, "risk", "followup/risk.html", shown, status=422)


def _risk(request: HttpRequest, risk_id: str) -> Any:
    row = queries.risk(request.user, risk_id)
    look_at_review(row.review, by=request.user, at=now())
    return row


def _shown(request: HttpRequest, row: Any) -> dict[str, Any]:
    return {
        "risk": row,
        "looks": list(row.second_looks.select_related("looked_by")),
        "may_look": row.closed_at is None and may_look(row, request.user),
        "look": LookForm(auto_id="look_%s"),
        "close": CloseForm(auto_id="close_%s"),
        "nav": "commitments",
    }
