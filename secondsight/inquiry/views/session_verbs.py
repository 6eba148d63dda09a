"""What is done in a live session. Live screens send it and stay where they are; plain forms come back."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from secondsight.base.clock import now
from secondsight.base.errors import Forbidden, InvalidInput, Refused, SecondsightError
from secondsight.inquiry import actions
from secondsight.inquiry.queries import sessions as read
from secondsight.inquiry.queries.found import event as find_event
from secondsight.inquiry.queries.meeting_questions import meeting_question
from secondsight.inquiry.views.accounts import find_review
from secondsight.inquiry.views.pages import back, refuse
from secondsight.organisation.queries import account as find_account

Verb = Callable[[HttpRequest, Any], Any]


def is_sent(request: HttpRequest) -> bool:
    """Return whether a live screen sent this and stays on its page."""
    return request.headers.get("X-Meeting") == "sent"


def _verb(do: Verb) -> Callable[[HttpRequest, str], HttpResponse]:
    @login_required
    @require_POST
    def view(request: HttpRequest, review_id: str) -> HttpResponse:
        review = find_review(request, review_id)
        found = read.the_session(request.user, review)
        name = "session_console" if found.facilitator_id == request.user.pk else "session_mine"
        to = reverse(name, args=[review.pk])
        try:
            do(request, found)
        except (Refused, InvalidInput) as error:
            return told(error) if is_sent(request) else refuse(request, error, to)
        return HttpResponse(status=204) if is_sent(request) else back(to)

    view.__doc__ = do.__doc__
    view.__name__ = do.__name__
    return view


def told(error: SecondsightError) -> HttpResponse:
    """Return why something was not done, to a screen that stays where it is."""
    status = 403 if isinstance(error, Forbidden) else 409 if isinstance(error, Refused) else 422
    return JsonResponse({"message": error.message}, status=status)


@_verb
def arrival(request: HttpRequest, found: Any) -> None:
    """Say that one is there."""
    actions.arrive(found, by=request.user, at=now())


@_verb
def moves(request: HttpRequest, found: Any) -> None:
    """Bring everybody to another moment."""
    towards, event_id = request.POST.get("towards", "")[:20], request.POST.get("event", "")[:16]
    event = find_event(request.user, found.review, event_id) if event_id else None
    actions.move_session(found, towards="" if event else towards, event=event, by=request.user, at=now())


@_verb
def section(request: HttpRequest, found: Any) -> None:
    """Go to a section of the agenda."""
    actions.enter_section(found, request.POST.get("section", "")[:40], by=request.user, at=now())


@_verb
def question(request: HttpRequest, found: Any) -> None:
    """Put a question on every screen, or take it down."""
    pk = request.POST.get("asked", "")[:16]
    asked = meeting_question(request.user, pk) if pk else None
    words = request.POST.get("words", "")[:2000]
    actions.ask_room(found, words=words, asked=asked, by=request.user, at=now())


@_verb
def chair(request: HttpRequest, found: Any) -> None:
    """Lead the session from now on."""
    actions.take_chair(found, by=request.user, at=now())


@_verb
def speakers(request: HttpRequest, found: Any) -> None:
    """Mark that somebody has spoken, or take it back."""
    person = find_account(request.user, request.POST.get("account", "")[:16])
    has_spoken = request.POST.get("has_spoken", "yes") == "yes"
    actions.mark_speaker(found, person, has_spoken=has_spoken, by=request.user, at=now())


@_verb
def vote(request: HttpRequest, found: Any) -> None:
    """Ask the room for more minutes."""
    minutes = request.POST.get("minutes", "")
    actions.open_vote(found, minutes=int(minutes) if minutes in ("3", "5") else 0, by=request.user, at=now())


@_verb
def vote_answer(request: HttpRequest, found: Any) -> None:
    """Say yes or no to more minutes."""
    actions.say_to_vote(found, is_for=request.POST.get("is_for") == "yes", by=request.user, at=now())


@_verb
def vote_closing(request: HttpRequest, found: Any) -> None:
    """Close the vote."""
    actions.close_vote(found, by=request.user, at=now())


@_verb
def pulse(request: HttpRequest, found: Any) -> None:
    """Ask who has just learnt something."""
    actions.open_pulse(found, by=request.user, at=now())


@_verb
def pulse_answer(request: HttpRequest, found: Any) -> None:
    """Answer the pulse; only a count is kept."""
    actions.answer_pulse(found, has_learnt=request.POST.get("has_learnt") == "yes", by=request.user)


@_verb
def pulse_closing(request: HttpRequest, found: Any) -> None:
    """Close the pulse."""
    actions.close_pulse(found, by=request.user, at=now())


@_verb
def ending(request: HttpRequest, found: Any) -> None:
    """End the session into the record."""
    actions.end_session(found, by=request.user, at=now())
