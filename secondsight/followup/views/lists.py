"""The lists: reviews by how far they have come, commitments by their date, known risks."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput
from secondsight.base.paging import Page, page
from secondsight.followup import queries
from secondsight.followup.queries.commitments import ORDER as BY_DATE
from secondsight.followup.queries.reviews import ORDER as NEWEST_FIRST
from secondsight.followup.queries.risks import ORDER as BY_LOOK
from secondsight.followup.rules.commitment import is_overdue
from secondsight.followup.rules.stage import Stage
from secondsight.followup.rules.vocabulary import CommitmentState
from secondsight.organisation.queries import teams

SIZE = 50
EMPTY = Page([], "", "")


@login_required
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Show the reviews, newest first, with what happens next in each."""
    stage, whose = _word(request, "stage"), _word(request, "whose")
    terms, at = queries.agreed(), now()
    errors, found = [], EMPTY
    try:
        rows = queries.reviews(request.user, terms=terms, now=at, stage=stage, whose=whose)
        found = page(rows, order=NEWEST_FIRST, size=SIZE, cursor=_word(request, "cursor", 400))
    except InvalidInput as error:
        errors = [error.message]
    zone = ZoneInfo(request.user.time_zone)
    shown = {
        "rows": [queries.row_of(row, terms=terms, now=at, zone=zone) for row in found.rows],
        "pager": _pager(request, found),
        "stages": list(Stage),
        "stage": stage,
        "whose": whose,
        "errors": errors,
    }
    return render(request, "followup/reviews.html", shown, status=422 if errors else 200)


@login_required
@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """Show commitments, the earliest date first; what is open unless asked for otherwise."""
    filters = queries.CommitmentFilters(
        whose=_word(request, "whose"),
        state=_word(request, "state") or "open",
        team=_word(request, "team"),
    )
    today = queries.agreed().today(now())
    wanted = filters if filters.state != "all" else queries.CommitmentFilters(filters.whose, "", filters.team)
    errors, found = [], EMPTY
    try:
        rows = queries.commitments(request.user, wanted, today=today)
        found = page(rows, order=BY_DATE, size=SIZE, cursor=_word(request, "cursor", 400))
    except InvalidInput as error:
        errors = [error.message]
    for row in found.rows:
        row.is_overdue = is_overdue(CommitmentState(row.state), row.due_on, today)
    shown = {
        "rows": found.rows,
        "pager": _pager(request, found),
        "filters": filters,
        "teams": teams(request.user),
        "states": [("open", "Open"), ("overdue", "Overdue"), ("all", "All"), *CommitmentState.choices()],
        "errors": errors,
    }
    return render(request, "followup/commitments.html", shown, status=422 if errors else 200)


@login_required
@require_safe
def risks(request: HttpRequest) -> HttpResponse:
    """Show known risks, the earliest look first."""
    is_closed = _word(request, "state") == "closed"
    today = queries.agreed().today(now())
    errors, found = [], EMPTY
    try:
        rows = queries.risks(request.user, is_closed=is_closed)
        found = page(rows, order=BY_LOOK, size=SIZE, cursor=_word(request, "cursor", 400))
    except InvalidInput as error:
        errors = [error.message]
    for row in found.rows:
        row.is_due = row.closed_at is None and row.look_again_on <= today
    shown = {"rows": found.rows, "pager": _pager(request, found), "is_closed": is_closed, "errors": errors}
    return render(
        request, "followup/risks.html", shown | {"nav": "commitments"}, status=422 if errors else 200
    )


def _word(request: HttpRequest, name: str, most: int = 60) -> str:
    return request.GET.get(name, "").replace("\0", "")[:most]


def _pager(request: HttpRequest, found: Page) -> dict[str, Any]:
    address = request.GET.copy()

    def to(cursor: str) -> str:
        address["cursor"] = cursor
        return f"?{address.urlencode()}" if cursor else ""

    return {"next": to(found.next), "previous": to(found.previous)}
