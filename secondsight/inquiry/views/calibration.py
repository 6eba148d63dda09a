"""The draft before the meeting: sent, read, confirmed, corrected, added to (R2.8)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, Refused, SecondsightError
from secondsight.inquiry import actions
from secondsight.inquiry.forms import (
    AdditionToDraftForm,
    PassageForm,
    SendDraftForm,
    SettleForm,
    ThemeForm,
    VotesForm,
)
from secondsight.inquiry.queries import calibration as read
from secondsight.inquiry.queries import reviews as of_reviews
from secondsight.inquiry.queries.packet import packet_of
from secondsight.inquiry.rules.calibration import PassageOutcome
from secondsight.inquiry.views.accounts import find_review
from secondsight.inquiry.views.pages import back, page, refuse, show_errors
from secondsight.organisation.queries import policies
from secondsight.record.queries.timeline import event as find_event
from secondsight.record.queries.timeline_rows import said_time


@login_required
@require_http_methods(["GET", "POST"])
def calibration(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show the draft, one's own passages first; POST sends it to people."""
    review = find_review(request, review_id)
    suggested = read.suggested_readers(request.user, review)
    form = SendDraftForm(request.POST if request.method == "POST" else None, people=suggested)
    if request.method == "POST" and form.is_valid():
        try:
            said = dict.fromkeys(form.named())
            people = [of_reviews.person(words, field="others") for words in said]
            note = form.cleaned_data["note"]
            actions.send_calibration(review, people, note=note, by=request.user, at=now())
            messages.success(request, "It is on its way. Who answers shows here.")
            return back(place(review))
        except SecondsightError as error:
            show_errors(form, error)
    return _page(request, review, form=form)


@login_required
@require_POST
def completion(request: HttpRequest, review_id: str) -> HttpResponse:
    """Say that this is all from oneself."""
    review = find_review(request, review_id)
    mine = read.calibration_of(request.user, review).mine
    if mine is None:
        return refuse(request, Refused("You are not asked about this draft."), place(review))
    actions.complete_calibration(mine, by=request.user, at=now())
    messages.success(request, "Thank you. You can still change what you said until the meeting.")
    return back(place(review))


@login_required
@require_POST
def votes(request: HttpRequest, review_id: str) -> HttpResponse:
    """Vote for themes; what one voted for before is replaced."""
    review = find_review(request, review_id)
    form = VotesForm(request.POST, rows=read.theme_rows(request.user, review))
    if not form.is_valid():
        told = "One of these is no theme of this review any more."
        return refuse(request, InvalidInput(told), f"{place(review)}#themes")
    return _do(
        request,
        f"{place(review)}#themes",
        lambda told: actions.vote_for_themes(review, form.cleaned_data["themes"], **told),
    )


@login_required
@require_POST
def answer(request: HttpRequest, review_id: str, event_id: str) -> HttpResponse:
    """Confirm, correct or add to a passage."""
    review = find_review(request, review_id)
    event = read.event_of(request.user, review, event_id)
    form = PassageForm(request.POST)
    here = f"{place(review)}#{event.pk}"
    if not form.is_valid():
        told = "Say whether it was so, or how it was, in at most 2,000 characters."
        return refuse(request, InvalidInput(told), here)
    return _do(request, here, lambda told: actions.answer_passage(review, event, **form.cleaned_data, **told))


@login_required
@require_POST
def answer_removal(request: HttpRequest, review_id: str, event_id: str) -> HttpResponse:
    """Take back what one said of a passage."""
    review = find_review(request, review_id)
    event = read.event_of(request.user, review, event_id)
    here = f"{place(review)}#{event.pk}"
    return _do(request, here, lambda told: actions.take_back_passage_answer(review, event, **told))


@login_required
@require_POST
def additions(request: HttpRequest, review_id: str) -> HttpResponse:
    """Say what the draft lacks altogether."""
    review = find_review(request, review_id)
    form = AdditionToDraftForm(request.POST)
    if form.is_valid():
        try:
            actions.add_to_draft(review, **form.cleaned_data, by=request.user, at=now())
            return back(f"{place(review)}#missing")
        except SecondsightError as error:
            show_errors(form, error)
    return _page(request, review, addition=form)


@login_required
@require_POST
def settlement(request: HttpRequest, answer_id: str) -> HttpResponse:
    """Say what became of a correction or an addition."""
    row = read.answer(request.user, answer_id)
    form = SettleForm(request.POST)
    here = f"{place(row.review)}#{row.event_id or 'missing'}"
    if not form.is_valid():
        return refuse(request, InvalidInput("Choose what became of it."), here)
    return _do(request, here, lambda told: actions.settle_answer(row, **form.cleaned_data, **told))


@login_required
@require_GET
def of_event(request: HttpRequest, event_id: str) -> HttpResponse:
    """Show what people said of an event in drafts; its own page loads it from here (C2)."""
    event = find_event(request.user, event_id)
    part = "#said" if request.htmx else ""
    said = read.answers_of_event(request.user, event)
    context = {"nav": "incidents", "event": event, "answers": said}
    return render(request, f"inquiry/passages_of_event.html{part}", context)


def place(review: Any) -> str:
    """Return the address of a review's draft."""
    return reverse("review_calibration", args=[review.pk])


def _do(request: HttpRequest, here: str, verb: Any) -> HttpResponse:
    try:
        verb({"by": request.user, "at": now()})
    except SecondsightError as error:
        return refuse(request, error, here)
    return back(here)


def _page(
    request: HttpRequest,
    review: Any,
    *,
    form: SendDraftForm | None = None,
    addition: AdditionToDraftForm | None = None,
) -> HttpResponse:
    found = read.calibration_of(request.user, review)
    packet = packet_of(request.user, review)
    agreed = policies()
    zone = timezone.get_current_timezone()
    may_answer = found.sent is not None and review.met_at is None
    shown = {
        "read": found,
        "own": [(row, said_time(row.event.occurred_at, row.event.precision, zone)) for row in found.own],
        "others": [
            (row, said_time(row.event.occurred_at, row.event.precision, zone)) for row in found.others
        ],
        "parts": [row for row in packet.rows if row.brought],
        "missing": [row.part.name for row in packet.rows if row.is_missing],
        "votes": VotesForm(rows=found.themes),
        "most_votes": agreed["theme_votes"],
        "themes_least": agreed["themes_least"],
        "themes_most": agreed["themes_most"],
        "form": form or SendDraftForm(people=read.suggested_readers(request.user, review)),
        "addition": addition or AdditionToDraftForm(),
        "theme_form": ThemeForm(),
        "outcomes": list(PassageOutcome),
        "may_lead": of_reviews.may_lead(request.user, review),
        "may_answer": may_answer,
        "is_still_writing": read.is_still_writing(request.user, review),
    }
    is_wrong = (form and form.is_bound) or addition
    status = 422 if is_wrong else 200
    return page(request, review, "prepare", "inquiry/calibration.html", shown, status=status)
