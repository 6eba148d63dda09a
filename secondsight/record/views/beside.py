"""An event beside the picture: what stands there, and forms that open and close in their place."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from secondsight.record.queries import timeline as queries
from secondsight.record.queries.decisions import decision_of


def beside(request: HttpRequest, event: Any) -> dict[str, Any]:
    """Return what the panel shows of an event that the caller has found."""
    return {
        "event": event,
        "details": queries.event_details(request.user, event),
        "question": queries.open_question(event),
        "decision": decision_of(request.user, event),
    }


def is_beside(request: HttpRequest) -> bool:
    """Return whether a form is asked for or sent from the panel."""
    return bool(request.htmx) and request.htmx.target in ("moment", "moment-form")


def saved_beside(request: HttpRequest, event: Any) -> HttpResponse:
    """Answer what was saved in the panel: the moment as it is now, in the place of the form."""
    now_there = queries.event(request.user, event.pk)
    response = render(request, "record/_event_beside.html", beside(request, now_there))
    response["HX-Retarget"] = "#moment"
    response["HX-Reswap"] = "outerHTML"
    return response
