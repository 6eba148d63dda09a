"""The tags of the organisation."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import Forbidden, SecondsightError
from secondsight.organisation.rules.duties import must_set_policy
from secondsight.record.actions import tagging
from secondsight.record.forms.desk import TagForm
from secondsight.record.forms.fields import tell
from secondsight.record.queries import findings


@login_required
@require_http_methods(["GET", "POST"])
def tags(request: HttpRequest) -> HttpResponse:
    """The tags that messages are marked with; POST adds one."""
    form = TagForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        must_set_policy(request.user)
    if form.is_valid():
        try:
            tagging.create_tag(**form.cleaned_data, by=request.user, at=now())
            return redirect("tags")
        except Forbidden:
            raise
        except SecondsightError as error:
            tell(form, error)
    rows = list(findings.tags(request.user, is_retired=None))
    context = {
        "offered": [row for row in rows if row.retired_at is None],
        "retired": [row for row in rows if row.retired_at is not None],
        "form": form,
        "may_change": request.user.is_administrator or request.user.is_programme_owner,
    }
    return render(request, "record/tags.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def tag(request: HttpRequest, id: str) -> HttpResponse:
    """Change a tag wherever it is set."""
    found: Any = findings.tag(request.user, id)
    must_set_policy(request.user)
    told = {"name": found.name, "key": found.key, "meaning": found.meaning}
    form = TagForm(request.POST if request.method == "POST" else None, initial=told)
    if form.is_valid():
        try:
            tagging.change_tag(found, **form.cleaned_data, by=request.user, at=now())
            return redirect("tags")
        except SecondsightError as error:
            tell(form, error)
    context = {"tag": found, "form": form}
    return render(request, "record/tag.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def tag_retirement(request: HttpRequest, id: str) -> HttpResponse:
    """Offer a tag no more; where it was set, it stays."""
    tagging.retire_tag(findings.tag(request.user, id), by=request.user, at=now())
    return redirect("tags")
