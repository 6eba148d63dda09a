"""When a review comes together: times with what they cost, the one agreed on, and who comes (R2.3)."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, SecondsightError
from secondsight.inquiry.actions.dates import agree_date, answer_invitation, call_off_date
from secondsight.inquiry.forms.dates import AnswerForm, DateForm, LookForm
from secondsight.inquiry.queries import dates as read
from secondsight.inquiry.queries.reviews import may_lead
from secondsight.inquiry.queries.reviews import review as find_review
from secondsight.inquiry.rules.dates import Answer
from secondsight.inquiry.rules.slots import HARD, Burden, Window, propose, who_stands_in_the_way
from secondsight.inquiry.views.pages import back, page, refuse, show_errors


@login_required
@require_http_methods(["GET", "POST"])
def dates(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show the agreed time and who comes, and times that could be agreed on; POST agrees on one."""
    review = find_review(request.user, review_id)
    date = read.date_of(request.user, review)
    minutes = _minutes(request, review, date)
    initial: dict[str, Any] = {"minutes": minutes, "place": date.place if date else ""}
    form = DateForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            agree_date(review, by=request.user, at=now(), **form.cleaned_data)
            return back(place(review))
        except SecondsightError as error:
            show_errors(form, error)
    shown: dict[str, Any] = {
        "form": form,
        "date": date,
        "may_lead": may_lead(request.user, review),
        "invitations": read.invitations_of(date) if date else [],
        "answers": list(Answer),
    }
    if shown["may_lead"] and review.met_at is None:
        shown |= _times(request, review, minutes)
    return page(request, review, "prepare", "inquiry/dates.html", shown, status=422 if form.errors else 200)


@login_required
@require_POST
def cancellation(request: HttpRequest, date_id: str) -> HttpResponse:
    """Call a meeting off."""
    date = read.find_date(request.user, date_id)
    try:
        call_off_date(date, by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, place(date.review))
    return back(place(date.review))


@login_required
@require_POST
def answer(request: HttpRequest, invitation_id: str) -> HttpResponse:
    """Answer an invitation, or note what somebody answered."""
    invitation = read.find_invitation(request.user, invitation_id)
    here = place(invitation.date.review)
    form = AnswerForm(request.POST)
    try:
        if not form.is_valid():
            raise InvalidInput("Say accepted, tentative or declined, with a note of at most 500 characters.")
        answer_invitation(invitation, by=request.user, at=now(), **form.cleaned_data)
    except SecondsightError as error:
        return refuse(request, error, here)
    return back(here)


def place(review: Any) -> str:
    """Return the address of a review's dates."""
    return reverse("review_dates", args=[review.pk])


def _minutes(request: HttpRequest, review: Any, date: Any) -> int:
    asked = request.GET.get("minutes", "")
    if asked.isdecimal() and 5 <= int(asked[:4]) <= 480:
        return int(asked[:4])
    if date is not None:
        return int((date.ends_at - date.starts_at).total_seconds() // 60)
    return read.meeting_minutes(request.user, review)


def _times(request: HttpRequest, review: Any, minutes: int) -> dict[str, Any]:
    """The times that could be agreed on, as the address asks for them."""
    at = now()
    asked = request.GET if "minutes" in request.GET else None
    initial = {"minutes": minutes, "until": timezone.localdate(at + timedelta(days=7))}
    look = LookForm(asked, initial=initial)
    until: datetime | None = None
    allowed: list[Burden] = []
    if look.is_bound and look.is_valid():
        if look.cleaned_data["until"]:
            last = datetime.combine(
                look.cleaned_data["until"], time.max, tzinfo=timezone.get_current_timezone()
            )
            until = last
        allowed = [Burden(one) for one in look.cleaned_data["allowed"]]
    window = read.window_for(review, at, until)
    room = read.attendees(request.user, review, window)
    length = timedelta(minutes=minutes)
    try:
        slots = propose(room, length, window, allowed=allowed)
        blocked = [] if slots else who_stands_in_the_way(room, length, window, allowed=allowed)
    except InvalidInput as error:
        look = look if look.is_bound else LookForm(initial | {"allowed": []})
        look.add_error("until", error.message)
        slots, blocked = [], []
    return {
        "look": look,
        "room": room,
        "slots": [_told(one, window) for one in slots],
        # Where every time is late, it is said once.
        "all_late": slots[0].is_late if slots and all(one.is_late for one in slots) else "",
        "blocked": blocked,
    }


def _told(slot: Any, window: Window) -> dict[str, Any]:
    return {
        "slot": slot,
        "value": timezone.localtime(slot.starts_at).strftime("%Y-%m-%dT%H:%M"),
        "asks": [cost.sentence for cost in slot.costs if cost.burden in HARD],
        "minor": [cost.sentence for cost in slot.costs if cost.burden not in HARD],
    }
