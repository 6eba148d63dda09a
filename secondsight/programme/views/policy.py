"""What asks for a review: agreed on a page that shows what it would have made of the past."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput
from secondsight.organisation.rules.duties import must_set_policy
from secondsight.programme.actions.triggers import set_triggers, would_set
from secondsight.programme.forms import TriggersForm
from secondsight.programme.queries.preview import preview as make_preview
from secondsight.programme.queries.triggers import agreed_triggers, terms
from secondsight.programme.rules.agreeing import told

SEE_OTHER = 303


@login_required
@require_http_methods(["GET", "POST"])
def policy(request: HttpRequest) -> HttpResponse:
    """Show what is agreed and what it makes of the last year; POST agrees on what was changed."""
    agreed = agreed_triggers()
    form = TriggersForm(
        request.POST if request.method == "POST" else None, viewer=request.user, agreed=agreed
    )
    wanted, status = agreed, 200
    if request.method == "POST":
        must_set_policy(request.user)
        status = 422
        if form.is_valid():
            try:
                wanted = would_set(form.changes())
                if "look" not in request.POST:
                    set_triggers(form.changes(), by=request.user, at=now())
                    messages.success(request, "Agreed. Incidents are looked at again with it, in a moment.")
                    response = redirect("programme_policy")
                    response.status_code = SEE_OTHER
                    return response
                status = 200
            except InvalidInput as error:
                form.add_error(error.field if error.field in form.fields else None, error.message)
    context = {
        "form": form,
        "agreed": [{"trigger": trigger, "told": told(setting)} for trigger, setting in agreed.items()],
        "terms": terms(),
        "preview": make_preview(request.user, agreed, wanted, now()),
        "may_change": request.user.is_administrator or request.user.is_programme_owner,
        "nav": "reviews",
    }
    return render(request, "programme/policy.html", context, status=status)


@login_required
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Show what a policy would have made of the last year; nothing is stored."""
    agreed = agreed_triggers()
    form = TriggersForm(request.POST, viewer=request.user, agreed=agreed)
    shown: dict[str, Any] = {}
    if form.is_valid():
        try:
            shown["preview"] = make_preview(request.user, agreed, would_set(form.changes()), now())
        except InvalidInput as error:
            shown["trouble"] = error.message
    else:
        shown["trouble"] = (
            "One of the numbers cannot be used, so nothing is shown. It is marked when you agree."
        )
    status = 422 if "trouble" in shown else 200
    return render(request, "programme/policy.html#preview", shown, status=status)
