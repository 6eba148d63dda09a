"""Home: what needs the person who looks, and what is worth reading."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from secondsight.base.clock import now
from secondsight.confidence import queries as confidence
from secondsight.followup import queries as followup
from secondsight.inquiry import queries as inquiry
from secondsight.programme.queries.needs import needs as reviews_due
from secondsight.publication import queries as publication


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the viewer, most pressing first, and the newest editions to read."""
    at, terms = now(), followup.agreed()
    limit = timedelta(hours=terms.values["review_limit_hours"])
    needs = [
        *followup.needs(request.user, at, terms),
        *confidence.waiting(request.user),
        *inquiry.to_calibrate(request.user),
        *inquiry.asked_for(request.user),
        *inquiry.needs(request.user, at),
        *reviews_due(request.user, limit=limit),
        *inquiry.invitations_waiting(request.user, at),
        *inquiry.wanted_facilitators(request.user),
    ]
    context = {
        "worth_reading": publication.newest_editions(request.user),
        "needs": [{"need": need, "when": when(need.due_at, at)} for need in needs],
        "greeting": greeting(timezone.localtime(at)),
        "nav": "home",
    }
    return render(request, "home.html", context)


def when(due_at: datetime | None, at: datetime) -> dict[str, Any]:
    """Return a due instant in words for the reader's zone; overdue is said, not coloured."""
    if due_at is None:
        return {"words": "", "is_overdue": False}
    due, today = timezone.localtime(due_at).date(), timezone.localtime(at).date()
    days = (due - today).days
    if days < 0:
        return {"words": "a day overdue" if days == -1 else f"{-days} days overdue", "is_overdue": True}
    near = {0: "today", 1: "tomorrow"}
    return {"words": near.get(days, f"by {due:%a %-d %b}"), "is_overdue": False}


def greeting(local: datetime) -> str:
    """Return the greeting for a local time of day."""
    if local.hour < 5:
        return "Good night"
    if local.hour < 12:
        return "Good morning"
    return "Good afternoon" if local.hour < 18 else "Good evening"
