"""The screens of a live session: one state, drawn for who leads, who writes, who takes part, and the wall."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.base.ids import new_id
from secondsight.inquiry import actions
from secondsight.inquiry.queries import sessions as read
from secondsight.inquiry.queries.captures import lines
from secondsight.inquiry.queries.reviews import may_lead
from secondsight.inquiry.queries.session_drawn import line_html, line_news, stage_context, stage_html
from secondsight.inquiry.rules.captures import KEYS, CaptureKind
from secondsight.inquiry.views.accounts import find_review
from secondsight.inquiry.views.pages import back, page, refuse

KINDS = [
    {"value": kind.value, "label": kind.label, "hint": kind.hint, "key": KEYS[kind]} for kind in CaptureKind
]


@login_required
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show where the live session of a review is, or open one."""
    review = find_review(request, review_id)
    if request.method == "POST":
        told = {"is_guarded": bool(request.POST.get("is_guarded")), "once": request.POST.get("once", "")}
        try:
            actions.open_session(review, by=request.user, at=now(), **told)
        except SecondsightError as error:
            return refuse(request, error, reverse("session", args=[review.pk]))
        return back(reverse("session_console", args=[review.pk]))
    found = read.session_of(request.user, review)
    shown = {
        "session": found,
        "leads": may_lead(request.user, review),
        "once": new_id(),
        "lines": _lines(request, found) if found and found.ended_at else [],
    }
    return page(request, review, "meet", "inquiry/live/session.html", shown)


@login_required
@require_GET
def console(request: HttpRequest, review_id: str) -> HttpResponse:
    """Draw the facilitator's console."""
    return _screen(request, review_id, "console")


@login_required
@require_GET
def screen(request: HttpRequest, review_id: str) -> HttpResponse:
    """Draw the screen for all, to be projected."""
    return _screen(request, review_id, "screen")


@login_required
@require_GET
def mine(request: HttpRequest, review_id: str) -> HttpResponse:
    """Draw a participant's screen."""
    return _screen(request, review_id, "mine")


@login_required
@require_GET
def desk(request: HttpRequest, review_id: str) -> HttpResponse:
    """Draw the scribe's desk."""
    return _screen(request, review_id, "desk")


@login_required
@require_GET
def news(request: HttpRequest, review_id: str) -> HttpResponse:
    """Return what is new since a number of the session, for a screen that was away: the stage and lines."""
    review = find_review(request, review_id)
    found = read.the_session(request.user, review)
    after = request.GET.get("after", "")
    missed = lines(request.user, found, after=int(after) if after.isdigit() and len(after) < 16 else 0)
    told = {
        "number": found.last,
        "is_over": found.ended_at is not None,
        "stage": stage_html(found, now()),
        "lines": [line_news(line) for line in missed],
    }
    response = JsonResponse(told)
    response["Cache-Control"] = "no-store"
    return response


def _screen(request: HttpRequest, review_id: str, name: str) -> HttpResponse:
    review = find_review(request, review_id)
    found = read.session_of(request.user, review)
    if found is None or found.ended_at is not None:
        return redirect("session", review.pk)
    actions.arrive(found, by=request.user, at=now())
    return render(request, f"inquiry/live/{name}.html", _shown(request, review, found, name))


def _shown(request: HttpRequest, review: Any, found: Any, name: str) -> dict[str, Any]:
    shown = read.stage(found, now())
    return {
        **stage_context(shown),
        "review": review,
        "screen": name,
        "nav": "reviews",
        "leads": may_lead(request.user, review),
        "facilitates": found.facilitator_id == request.user.pk,
        "kinds": KINDS,
        "people": read.people_of(found),
        "once": new_id(),
        "lines": _lines(request, found),
    }


def _lines(request: HttpRequest, found: Any) -> list[str]:
    # Each was drawn by its own template, which escapes what people wrote.
    return [mark_safe(line_html(line)) for line in lines(request.user, found)]
