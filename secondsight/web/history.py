"""The page, or the opened fold of a page, that shows a change history."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from secondsight.base.history import history as changes


@login_required
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Show who changed what under some topics; 404 when one may not be seen (C12)."""
    found = changes(request.user, request.GET.getlist("topic"), request.GET.get("cursor", ""))
    address = request.GET.copy()

    def to(cursor: str) -> str:
        address["cursor"] = cursor
        return f"{request.path}?{address.urlencode()}" if cursor else ""

    pager = {"next": to(found.next), "previous": to(found.previous)}
    template = "_history_page.html" if request.htmx else "history.html"
    return render(request, template, {"history": found.rows, "pager": pager})
