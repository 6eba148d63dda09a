"""The parts of the console that are fetched again as the room goes on (R4.2), and looking around alone."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from secondsight.base.clock import now
from secondsight.inquiry.queries import sessions as read
from secondsight.inquiry.queries.found import review_events
from secondsight.inquiry.queries.meeting_questions import meeting_questions
from secondsight.inquiry.queries.reviews import may_lead
from secondsight.inquiry.queries.session_drawn import clock_time
from secondsight.inquiry.queries.session_guide import agenda_passed, decisions_ahead, parked, prompts_for
from secondsight.inquiry.views.accounts import find_review

MOST_AROUND = 500


@login_required
@require_GET
def room(request: HttpRequest, review_id: str) -> HttpResponse:
    """Draw where the agenda stands, who was heard, what is parked and what waits to be asked."""
    review, found = _find(request, review_id)
    shown = read.stage(found, now())
    people = read.speaking(found)
    keyed = list(zip("1234567890", [*people.not_yet, *people.spoken, *people.awaited], strict=False))
    return render(
        request,
        "inquiry/live/_room.html",
        {
            "review": review,
            "session": found,
            "stage": shown,
            "share": round(shown.clock.share * 100),
            "sections": agenda_passed(request.user, found, now()),
            "people": people,
            "keys": {one.account: key for key, one in keyed},
            "parked": parked(request.user, found),
            "questions": meeting_questions(request.user, review),
            "facilitates": found.facilitator_id == request.user.pk,
            "leads": may_lead(request.user, review),
        },
    )


@login_required
@require_GET
def prompts(request: HttpRequest, review_id: str) -> HttpResponse:
    """Draw what could be asked now, and the decisions that the room comes to."""
    review, found = _find(request, review_id)
    shown = {
        "review": review,
        "prompts": prompts_for(request.user, found),
        "ahead": decisions_ahead(request.user, found, reader=timezone.get_current_timezone()),
        "facilitates": found.facilitator_id == request.user.pk,
    }
    return render(request, "inquiry/live/_prompts.html", shown)


@login_required
@require_GET
def around(request: HttpRequest, review_id: str) -> HttpResponse:
    """Draw the moments as far as the viewer sees them, and one of them, without moving anybody else."""
    review, found = _find(request, review_id)
    seen = review_events(request.user, review).select_related("incident")
    events = list(seen.order_by("incident__listed_at", "incident", "occurred_at", "id")[:MOST_AROUND])
    chosen = request.GET.get("event", "") or found.event_id
    place = next((n for n, event in enumerate(events) if event.pk == chosen), None)
    shown = {
        "review": review,
        "event": events[place] if place is not None else None,
        "before": events[place - 1] if place else None,
        "next": events[place + 1] if place is not None and place + 1 < len(events) else None,
        "rows": [
            {
                "event": event,
                "begins": n == 0 or events[n - 1].incident_id != event.incident_id,
                "time": clock_time(event.occurred_at, event.incident.time_zone),
                "is_here": event.pk == found.event_id,
                "is_chosen": event.pk == chosen,
            }
            for n, event in enumerate(events)
        ],
        "are_several": len({event.incident_id for event in events}) > 1,
    }
    return render(request, "inquiry/live/_around.html", shown)


def _find(request: HttpRequest, review_id: str) -> tuple[Any, Any]:
    review = find_review(request, review_id)
    return review, read.the_session(request.user, review)
