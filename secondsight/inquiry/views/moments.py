"""What reviews made of a moment, loaded into the panel beside the timeline."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from secondsight.inquiry.queries.moments import understood_at
from secondsight.record.queries.timeline import event


@login_required
@require_GET
def understood(request: HttpRequest, event_id: str) -> HttpResponse:
    """Factors, what worked, learning points and ideas that are tied to an event."""
    found = event(request.user, event_id)
    shown = {"event": found, "understood": understood_at(request.user, found)}
    return render(request, "inquiry/_understood.html", shown)
