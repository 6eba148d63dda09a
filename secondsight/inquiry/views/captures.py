"""Captured lines: noted, put right, taken off the record (R4.4)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import Forbidden, InvalidInput, SecondsightError, StaleEdit
from secondsight.inquiry import actions
from secondsight.inquiry.forms.sessions import CaptureEditForm, CaptureForm
from secondsight.inquiry.queries import sessions as read
from secondsight.inquiry.queries.captures import captured, moment_on_screen
from secondsight.inquiry.queries.reviews import may_lead
from secondsight.inquiry.queries.session_drawn import line_news
from secondsight.inquiry.views.accounts import find_review
from secondsight.inquiry.views.pages import back, page, refuse, show_errors
from secondsight.inquiry.views.session_verbs import is_sent, told
from secondsight.organisation.queries import account as find_account


@login_required
@require_POST
def captures(request: HttpRequest, review_id: str) -> HttpResponse:
    """Note a line; a screen that sent it gets it back as everybody sees it."""
    review = find_review(request, review_id)
    here = reverse("session_mine", args=[review.pk])
    form = CaptureForm(request.POST)
    try:
        if not form.is_valid():
            field, errors = next(iter(form.errors.items()))
            raise InvalidInput(str(errors[0]), field=field)
        line = _capture(request, review, form.cleaned_data)
    except SecondsightError as error:
        return told(error) if is_sent(request) else refuse(request, error, here)
    if is_sent(request):
        return JsonResponse(line_news(captured(request.user, line.pk)), status=201)
    return back(here)


@login_required
@require_http_methods(["GET", "POST"])
def capture(request: HttpRequest, line_id: str) -> HttpResponse:
    """Show one line and put it right."""
    line = captured(request.user, line_id)
    review = find_review(request, line.review_id)
    people = read.people_of(line.session)
    initial = {
        "words": line.words,
        "kind": line.kind,
        "said_by": line.said_by_id or "",
        "edition": line.edition,
    }
    form = CaptureEditForm(request.POST if request.method == "POST" else None, initial=initial, people=people)
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            _edit(request, line, form.cleaned_data)
            return HttpResponse(status=204) if is_sent(request) else back(_place(review))
        except StaleEdit as error:
            newer: Any = error.newer
            form.data = form.data.copy()
            form.data["edition"] = str(newer.edition)
            form.add_error(None, error.message)
            shown["newer"] = newer
        except SecondsightError as error:
            show_errors(form, error)
    may_change = line.captured_by_id == request.user.pk or may_lead(request.user, review)
    shown |= {
        "form": form,
        "line": line,
        "may_change": may_change,
        "may_remove": may_change or line.said_by_id == request.user.pk,
    }
    status = 422 if form.is_bound else 200
    if request.headers.get("X-Meeting"):
        return render(request, "inquiry/live/capture.html#form", {"review": review, **shown}, status=status)
    return page(request, review, "meet", "inquiry/live/capture.html", shown, status=status)


@login_required
@require_POST
def off_record(request: HttpRequest, line_id: str) -> HttpResponse:
    """Take a line off the record."""
    line = captured(request.user, line_id)
    try:
        actions.take_off_record(line, by=request.user, at=now())
    except Forbidden as error:
        return told(error) if is_sent(request) else refuse(request, error, _place(line.review))
    return HttpResponse(status=204) if is_sent(request) else back(_place(line.review))


def _capture(request: HttpRequest, review: Any, said: dict[str, Any]) -> Any:
    pk = said["session"]
    session = read.live_session(request.user, pk) if pk else read.the_session(request.user, review)
    event = moment_on_screen(request.user, session.review, said["moment"]) if said["moment"] else None
    return actions.capture(
        session,
        is_on_screen=not said["moment"],
        kind=said["kind"],
        words=said["words"],
        event=event,
        said_by=find_account(request.user, said["said_by"]) if said["said_by"] else None,
        once=said["once"],
        by=request.user,
        at=now(),
    )


def _edit(request: HttpRequest, line: Any, said: dict[str, Any]) -> None:
    by = said["said_by"]
    actions.edit_capture(
        line,
        words=said["words"],
        kind=said["kind"],
        said_by=find_account(request.user, by) if by else None,
        edition=said["edition"],
        by=request.user,
        at=now(),
    )


def _place(review: Any) -> str:
    return reverse("session", args=[review.pk])
