"""A person's own calendar, and answers to invitations, over pages (R2.3)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.inquiry.queries.reviews import review as find_review
from secondsight.integrations.icalendar.answering import take_replies
from secondsight.integrations.icalendar.connecting import bring_calendar, connect_calendar
from secondsight.integrations.icalendar.forms import (
    MOST_BYTES,
    CalendarAddressForm,
    CalendarFileForm,
    ReplyForm,
)
from secondsight.organisation.actions.availability import forget_busy_times
from secondsight.organisation.queries.availability import availability, own_busy_times

SHOWN = 20


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def own_calendar(request: HttpRequest) -> HttpResponse:
    """Show what is known of when the viewer is busy; POST brings a calendar's file."""
    form = CalendarFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = bring_calendar(request.user, file.read(MOST_BYTES + 1), name=file.name, at=now())
        except SecondsightError as error:
            form.add_error("file", error.message)
        else:
            busy = f"{kept} times when you are busy were" if kept != 1 else "One time when you are busy was"
            messages.success(request, f"{busy} kept, of the next four months.")
            return redirect("own_calendar")
    return _page(request, file_form=form)


@login_required
@require_POST
def own_calendar_removal(request: HttpRequest) -> HttpResponse:
    """Forget what a calendar's file told."""
    forget_busy_times(request.user, origin="file")
    messages.success(request, "What your file told is forgotten.")
    return redirect("own_calendar")


@login_required
@never_cache
@require_POST
def calendar_address(request: HttpRequest) -> HttpResponse:
    """Keep the address of the viewer's calendar, or none."""
    form = CalendarAddressForm(request.POST)
    if form.is_valid():
        try:
            connect_calendar(request.user, form.cleaned_data["address"].strip(), at=now())
        except SecondsightError as error:
            form.add_error("address", error.message)
        else:
            is_kept = bool(form.cleaned_data["address"].strip())
            messages.success(request, "It will be fetched in a moment." if is_kept else "It is forgotten.")
            return redirect("own_calendar")
    return _page(request, address_form=form)


@login_required
@require_POST
def replies(request: HttpRequest, review_id: str) -> HttpResponse:
    """Note what calendars answered to the invitations to a review."""
    review = find_review(request.user, review_id)
    form = ReplyForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            noted = take_replies(file.read(MOST_BYTES + 1), name=file.name, by=request.user, at=now())
            messages.success(request, f"Noted: {', '.join(str(one.account.name) for one in noted)}.")
        except SecondsightError as error:
            messages.error(request, error.message)
    else:
        messages.error(request, "Choose the mail, or the .ics file in it.")
    return HttpResponseRedirect(reverse("review_dates", args=[review.pk]), status=303)


def _page(request: HttpRequest, **forms: Any) -> HttpResponse:
    row = availability(request.user)
    busy = own_busy_times(request.user)
    context = {
        "file_form": CalendarFileForm(),
        "address_form": CalendarAddressForm(),
        "is_connected": bool(row.calendar_address),
        "row": row,
        "busy": list(busy[:SHOWN]),
        "busy_count": busy.count(),
        "has_file": busy.filter(origin="file").exists(),
        "nav": "account",
        **forms,
    }
    has_errors = any(form.errors for form in forms.values())
    return render(request, "icalendar/own_calendar.html", context, status=422 if has_errors else 200)
