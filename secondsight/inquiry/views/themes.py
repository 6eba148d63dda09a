"""The themes of a review's draft (R2.8)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError, StaleEdit
from secondsight.inquiry import actions
from secondsight.inquiry.forms import ThemeForm
from secondsight.inquiry.queries import calibration as read
from secondsight.inquiry.views.accounts import find_review
from secondsight.inquiry.views.calibration import place
from secondsight.inquiry.views.pages import back, page, refuse, show_errors


@login_required
@require_http_methods(["GET", "POST"])
def themes(request: HttpRequest, review_id: str) -> HttpResponse:
    """Name a theme for the meeting."""
    review = find_review(request, review_id)
    form = ThemeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "why", "once")}
        try:
            actions.add_theme(review, **said, by=request.user, at=now())
            return back(f"{place(review)}#themes")
        except SecondsightError as error:
            show_errors(form, error)
    status = 422 if form.is_bound else 200
    return page(request, review, "prepare", "inquiry/theme.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def theme(request: HttpRequest, theme_id: str) -> HttpResponse:
    """Show and change a theme."""
    found = read.theme(request.user, theme_id)
    review = find_review(request, found.review_id)
    initial = {"title": found.title, "why": found.why, "edition": found.edition}
    form = ThemeForm(request.POST if request.method == "POST" else None, initial=initial)
    shown: dict[str, Any] = {"form": form, "theme": found}
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "why", "edition")}
        try:
            actions.edit_theme(found, **said, by=request.user, at=now())
            return back(f"{place(review)}#themes")
        except StaleEdit as error:
            newer: Any = error.newer
            form.data = form.data.copy()
            form.data["edition"] = str(newer.edition)
            form.add_error(None, error.message)
            shown["newer"] = newer
        except SecondsightError as error:
            show_errors(form, error)
    status = 422 if form.is_bound else 200
    return page(request, review, "prepare", "inquiry/theme.html", shown, status=status)


@login_required
@require_POST
def removal(request: HttpRequest, theme_id: str) -> HttpResponse:
    """Take a theme out, and the votes for it."""
    found = read.theme(request.user, theme_id)
    here = f"{place(found.review)}#themes"
    try:
        actions.remove_theme(found, by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, here)
    return back(here)
