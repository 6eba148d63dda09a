"""Talks of two before the meeting: whom to ask, what is noted live, what is released (R2.5, R2.5a)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from secondsight.base.clock import now
from secondsight.base.errors import Refused, SecondsightError
from secondsight.base.ids import new_id
from secondsight.confidence import actions
from secondsight.confidence.forms import InviteForm
from secondsight.confidence.queries import interviews as read
from secondsight.confidence.queries.asking import guide
from secondsight.confidence.queries.interviewees import suggested_interviewees
from secondsight.inquiry.actions import look_at_review
from secondsight.inquiry.queries import reviews as of_reviews
from secondsight.inquiry.queries.threads import threads_of
from secondsight.inquiry.views.pages import back, page, refuse, show_errors
from secondsight.organisation.queries import policies

TEMPLATE = "confidence/interview.html"


@login_required
@require_http_methods(["GET", "POST"])
def interviews(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show one's own talks and what was released; who facilitates sees whom to ask, and asks."""
    review = _review(request, review_id)
    may_invite = read.may_invite(request.user, review)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _invite(request, review, form)
            if request.user.pk in (made.interviewer_id, made.interviewee_id):
                messages.success(
                    request, f"{made.interviewee.name} is asked, by mail and on their home page."
                )
                return back(reverse("interview", args=[made.pk]))
            messages.success(request, "They are asked. What the two talk about stays between them.")
            return back(reverse("review_interviews", args=[review.pk]))
        except SecondsightError as error:
            show_errors(form, error)
    shown = {
        "form": form,
        "may_invite": may_invite,
        "mine": list(read.my_interviews(request.user, review)),
        "suggested": suggested_interviewees(request.user, review) if may_invite else [],
        "people": of_reviews.people() if may_invite else [],
        "threads": threads_of(request.user, review),
        "days": policies()["interview_notes_days"],
    }
    status = 422 if form.is_bound else 200
    return page(request, review, "prepare", "confidence/interviews.html", shown, status=status)


@login_required
@require_POST
def passed_over(request: HttpRequest, review_id: str) -> HttpResponse:
    """Suggest somebody no more."""
    review = _review(request, review_id)
    here = reverse("review_interviews", args=[review.pk])
    try:
        person = of_reviews.person(request.POST.get("person", ""))
        actions.pass_over(review, person, by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, here)
    return back(here)


@login_required
@require_safe
def interview(request: HttpRequest, interview_id: str) -> HttpResponse:
    """Show a talk to one of its two: what to ask, what is noted, what is released."""
    return draw(request, read.interview(request.user, interview_id))


@login_required
@require_POST
def acceptance(request: HttpRequest, interview_id: str) -> HttpResponse:
    """Say yes, or that nothing is to be written down."""
    is_off = "off_record" in request.POST
    said = "Nothing of it will be written down." if is_off else "Agree on a time, the two of you."
    return _change(request, interview_id, actions.accept, said, is_off_record=is_off)


@login_required
@require_POST
def refusal(request: HttpRequest, interview_id: str) -> HttpResponse:
    """Say no; it needs no reason."""
    return _change(request, interview_id, actions.refuse, "That is fine. Nobody else is told.")


@login_required
@require_POST
def removal(request: HttpRequest, interview_id: str) -> HttpResponse:
    """Ask no more."""
    return _change(request, interview_id, actions.take_back, "They are asked no more.")


@login_required
@require_POST
def ending(request: HttpRequest, interview_id: str) -> HttpResponse:
    """Say that the two have talked."""
    return _change(request, interview_id, actions.end, "")


@login_required
@require_POST
def notes_removal(request: HttpRequest, interview_id: str) -> HttpResponse:
    """Delete everything that was noted."""
    return _change(request, interview_id, actions.delete_notes, "Everything that was noted is deleted.")


def draw(
    request: HttpRequest, row: Any, *, errors: list[str] | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """Return the page of a talk, for htmx only what is noted in it."""
    is_part = bool(request.htmx)
    look_at_review(row.review, by=request.user, at=now())
    shown = {
        "interview": row,
        "review": row.review,
        "is_mine": row.interviewee_id == request.user.pk,
        "other": row.interviewer if row.interviewee_id == request.user.pk else row.interviewee,
        "threads": read.threads(row),
        "deleted_on": read.deleted_on(row),
        "may_note": row.is_being_held or (row.state == "ended" and row.interviewee_id == request.user.pk),
        "may_strike": row.state == "accepted"
        or (row.state == "ended" and row.interviewee_id == request.user.pk),
        "note_errors": errors or [],
        "days": policies()["interview_notes_days"],
        "once": new_id,  # called by the template: another for each form
        **more,
    }
    if is_part:
        return render(request, f"{TEMPLATE}#notes", shown, status=status)
    shown["note"] = read.note_of(row)
    shown["guide"] = guide(request.user, row) if row.state in ("asked", "accepted") else None
    shown["listens"] = f"topic={row.topic}"
    return page(request, row.review, "prepare", TEMPLATE, shown, status=status)


def _invite(request: HttpRequest, review: Any, form: InviteForm) -> Any:
    said = form.cleaned_data
    interviewee = of_reviews.person(said["person"])
    interviewer = of_reviews.person(said["interviewer"], field="interviewer") if said["interviewer"] else None
    return actions.invite(
        review,
        interviewee,
        interviewer=interviewer,
        note=said["note"],
        reason=said["reason"],
        by=request.user,
        at=now(),
    )


def _change(request: HttpRequest, interview_id: str, action: Any, said: str, **given: Any) -> HttpResponse:
    row = read.interview(request.user, interview_id)
    here = reverse("interview", args=[row.pk])
    try:
        action(row, by=request.user, at=now(), **given)
    except Refused as error:
        return refuse(request, error, here)
    if said:
        messages.success(request, said)
    return back(here)


def _review(request: HttpRequest, review_id: str) -> Any:
    review = of_reviews.review(request.user, review_id)
    look_at_review(review, by=request.user, at=now())
    return review
