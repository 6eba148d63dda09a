"""Independent accounts: whom to ask, and the opened ones side by side (R2.6)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import Refused, SecondsightError
from secondsight.inquiry import actions
from secondsight.inquiry.forms import AdditionForm, AskForm
from secondsight.inquiry.queries import accounts as read
from secondsight.inquiry.queries import reviews as of_reviews
from secondsight.inquiry.queries.comparing import lay_side_by_side
from secondsight.inquiry.queries.meeting_questions import meeting_questions
from secondsight.inquiry.rules.divergences import DivergenceKind
from secondsight.inquiry.views.pages import back, page, refuse, show_errors


@login_required
@require_http_methods(["GET", "POST"])
def accounts(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show who was asked, what was opened, where it agrees and differs; ask somebody for an account."""
    review = find_review(request, review_id)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = of_reviews.person(form.cleaned_data["person"])
            note = form.cleaned_data["note"]
            actions.ask_for_account(review, asked, note=note, by=request.user, at=now())
            messages.success(request, f"{asked.name} is asked; it waits on their home page.")
            return back(place(review))
        except SecondsightError as error:
            show_errors(form, error)
    shown = _shown(request, review) | {"form": form}
    status = 422 if form.is_bound else 200
    return page(request, review, "prepare", "inquiry/accounts.html", shown, status=status)


@login_required
@require_POST
def request_removal(request: HttpRequest, request_id: str) -> HttpResponse:
    """Ask somebody no more."""
    asked = read.request_of(request.user, request_id)
    try:
        actions.take_back_request(asked, by=request.user, at=now())
    except Refused as error:
        return refuse(request, error, place(asked.review))
    return back(place(asked.review))


@login_required
@require_POST
def additions(request: HttpRequest, opened_id: str) -> HttpResponse:
    """Add to one's own opened account."""
    opened = read.opened_account(request.user, opened_id)
    here = f"{place(opened.review)}#{opened.pk}"
    form = AdditionForm(request.POST)
    if not form.is_valid():
        return refuse(request, SecondsightError("An addition needs words, at most 20,000 characters."), here)
    try:
        actions.add_to_account(opened, text=form.cleaned_data["text"], by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, here)
    return back(here)


@login_required
@require_POST
def versions(request: HttpRequest, review_id: str) -> HttpResponse:
    """Keep what accounts say differently of an event as its versions, each with its witness (R3.5)."""
    review = find_review(request, review_id)
    try:
        laid = lay_side_by_side(request.user, review, timezone.get_current_timezone())
        found = laid.find(request.POST.get("divergence", ""))
        event = actions.dispute_by_accounts(review, found, by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, place(review))
    messages.success(request, "Every version is kept with its witness, until something settles it.")
    return back(reverse("event", args=[event.pk]))


def find_review(request: HttpRequest, review_id: str) -> Any:
    """Return a review and write down the look at it, as every page of one does. Raises NotFound."""
    review = of_reviews.review(request.user, review_id)
    actions.look_at_review(review, by=request.user, at=now())
    return review


def place(review: Any) -> str:
    """Return the address of a review's accounts."""
    return reverse("review_accounts", args=[review.pk])


def _shown(request: HttpRequest, review: Any) -> dict[str, Any]:
    viewer = request.user
    asked = read.requests(viewer, review)
    laid = lay_side_by_side(viewer, review, timezone.get_current_timezone())
    noted = {one.divergence for one in meeting_questions(viewer, review) if one.divergence}
    told_alone = DivergenceKind.PRESENCE
    may_ask = read.may_ask(viewer, review)
    return {
        "requests": asked,
        "mine": next((one for one in asked if one.account_id == viewer.pk), None),
        "awaited": [one for one in asked if one.is_awaited],
        "to_open": [one for one in asked if one.handed_in_at and not one.opened_at],
        "may_ask": may_ask,
        "may_open": read.may_open(viewer, review),
        "suggested": read.suggested(viewer, review)[:12] if may_ask else [],
        "people": of_reviews.people() if may_ask else [],
        "laid": laid,
        "divergences": [one for one in laid.divergences if one.kind is not told_alone],
        "told_alone": [one for one in laid.divergences if one.kind is told_alone],
        "noted": noted,
        "accounts": [
            {"account": one, "told": [laid.told[moment.pk] for moment in one.moments.all()]}
            for one in laid.accounts
        ],
        "is_shut": any(one.opened_at for one in asked) and not laid.accounts,
    }
