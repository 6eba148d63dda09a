"""The reviews that the policy asks for: the queue, and what is decided about each."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, SecondsightError
from secondsight.programme.actions.declining import decline_review, undo_decline
from secondsight.programme.actions.patterns import review_pattern
from secondsight.programme.forms import DeclineForm
from secondsight.programme.queries import due as read
from secondsight.programme.queries import patterns
from secondsight.programme.rules.due import Standing
from secondsight.record.queries.incidents import plain_incident

SEE_OTHER = 303
LABELS = {read.OPEN: "Open", **{one.value: one.label for one in Standing}}


@login_required
@require_GET
def programme(request: HttpRequest) -> HttpResponse:
    """Lead to the reviews that are due."""
    return redirect("queue")


@login_required
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Show the reviews that are asked for, the most pressing first; 422 for a state that does not exist."""
    state = request.GET.get("state", "") or read.OPEN
    trouble = ""
    try:
        found = read.queue(request.user, now(), state=state, cursor=request.GET.get("cursor", ""))
    except InvalidInput as error:
        trouble, state = error.message, read.OPEN
        found = read.queue(request.user, now())
    together = {
        read.OPEN: patterns.waiting_patterns,
        Standing.DECLINED.value: patterns.declined_patterns,
    }.get(state)
    context = {
        "rows": found.rows,
        "patterns": together(request.user) if together and not request.GET.get("cursor") else [],
        "pills": [
            {"url": f"?state={name}", "label": label, "count": found.counts[name], "is_chosen": name == state}
            for name, label in LABELS.items()
        ],
        "pager": {
            way: f"?state={state}&cursor={cursor}" if cursor else ""
            for way, cursor in (("previous", found.page.previous), ("next", found.page.next))
        },
        "state": state,
        "trouble": trouble,
        "nav": "reviews",
    }
    return render(request, "programme/queue.html", context, status=422 if trouble else 200)


@login_required
@require_GET
def incident_qualification(request: HttpRequest, id: str) -> HttpResponse:
    """Show what the policy makes of an incident; its own page loads it from here (C2)."""
    incident = plain_incident(request.user, id)
    context = {
        "incident": incident,
        "due": read.due_of(request.user, incident, now()),
        "missing": read.missing_of(request.user, incident),
        "patterns": patterns.patterns_of(request.user, incident),
        "nav": "incidents",
    }
    part = "#qualification" if request.htmx else ""
    return render(request, f"programme/qualification.html{part}", context)


@login_required
@require_http_methods(["GET", "POST"])
def incident_decline(request: HttpRequest, id: str) -> HttpResponse:
    """Say that an incident gets no review, and why."""
    row = read.qualification_of(request.user, id)
    return _decline(request, row, row.incident.title)


@login_required
@require_POST
def incident_decline_removal(request: HttpRequest, id: str) -> HttpResponse:
    """Put it back among those that are due."""
    return _undo(request, read.qualification_of(request.user, id))


@login_required
@require_http_methods(["GET", "POST"])
def pattern_decline(request: HttpRequest, id: str) -> HttpResponse:
    """Say that a pattern gets no review, and why."""
    row = patterns.pattern(request.user, id)
    return _decline(request, row, row.shared)


@login_required
@require_POST
def pattern_decline_removal(request: HttpRequest, id: str) -> HttpResponse:
    """Put it back among those that wait."""
    return _undo(request, patterns.pattern(request.user, id))


@login_required
@require_POST
def pattern_review(request: HttpRequest, id: str) -> HttpResponse:
    """Open one review over all incidents of a pattern, and go there."""
    try:
        review = review_pattern(patterns.pattern(request.user, id), by=request.user, at=now())
    except SecondsightError as error:
        messages.warning(request, error.message)
        return _back()
    return _see(reverse("review", args=[review.pk]))


def _decline(request: HttpRequest, row: Any, title: str) -> HttpResponse:
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            decline_review(row, reason=form.cleaned_data["reason"], by=request.user, at=now())
            messages.success(request, f"Declined: {title}. It can be taken up again at any time.")
            return _back()
        except InvalidInput as error:
            form.add_error("reason", error.message)
        except SecondsightError as error:
            form.add_error(None, error.message)
    context = {"form": form, "title": title, "nav": "reviews"}
    return render(request, "programme/decline.html", context, status=422 if form.is_bound else 200)


def _undo(request: HttpRequest, row: Any) -> HttpResponse:
    try:
        undo_decline(row, by=request.user, at=now())
    except SecondsightError as error:
        messages.warning(request, error.message)
    return _back()


def _back() -> HttpResponse:
    return _see(reverse("queue"))


def _see(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = SEE_OTHER
    return response
