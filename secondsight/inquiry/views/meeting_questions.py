"""The questions for the meeting: noted from divergences and the reading desk, or typed (R2.6, R3.7a)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError, StaleEdit
from secondsight.inquiry import actions
from secondsight.inquiry.forms import MeetingQuestionForm
from secondsight.inquiry.queries import meeting_questions as read
from secondsight.inquiry.queries.comparing import lay_side_by_side
from secondsight.inquiry.queries.threads import released_thread, threads_of
from secondsight.inquiry.views.accounts import find_review
from secondsight.inquiry.views.accounts import place as place_of_accounts
from secondsight.inquiry.views.pages import back, page, refuse, show_errors
from secondsight.record.queries.findings import question as find_item_question


@login_required
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show what is to be asked in the meeting, what was taken out and what could be asked; note one."""
    review = find_review(request, review_id)
    form = MeetingQuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            added = _add(request, review, form)
            on_accounts = bool(added.divergence)
            return back(f"{place_of_accounts(review)}#{added.divergence}" if on_accounts else place(review))
        except SecondsightError as error:
            show_errors(form, error)
    shown = {
        "form": form,
        "questions": read.meeting_questions(request.user, review),
        "removed": read.meeting_questions(request.user, review, removed=True),
        "from_desk": read.item_questions(request.user, review),
        "threads": threads_of(request.user, review),
        "may_ask_of_threads": True,
    }
    status = 422 if form.is_bound else 200
    return page(request, review, "prepare", "inquiry/meeting_questions.html", shown, status=status)


@login_required
@require_POST
def of_thread(request: HttpRequest, thread_id: str) -> HttpResponse:
    """Note a question that a released thread raises."""
    thread = released_thread(request.user, thread_id)
    try:
        words = request.POST.get("words", "")
        actions.ask_of_thread(thread, words=words, by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, place(thread.review))
    return back(place(thread.review))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, question_id: str) -> HttpResponse:
    """Show and change the words of a question."""
    question = read.meeting_question(request.user, question_id)
    review = find_review(request, question.review_id)
    initial = {"words": question.words, "edition": question.edition}
    form = MeetingQuestionForm(request.POST if request.method == "POST" else None, initial=initial)
    shown: dict[str, Any] = {"form": form, "question": question}
    if request.method == "POST" and form.is_valid():
        try:
            said = {name: form.cleaned_data[name] for name in ("words", "edition")}
            actions.edit_meeting_question(question, by=request.user, at=now(), **said)
            return back(place(review))
        except StaleEdit as error:
            newer: Any = error.newer
            form.data = form.data.copy()
            form.data["edition"] = str(newer.edition)
            form.add_error(None, error.message)
            shown["newer"] = newer
        except SecondsightError as error:
            show_errors(form, error)
    status = 422 if form.is_bound else 200
    return page(request, review, "prepare", "inquiry/meeting_question.html", shown, status=status)


@login_required
@require_POST
def removal(request: HttpRequest, question_id: str) -> HttpResponse:
    """Take a question out of the meeting; it can be put back."""
    question = read.meeting_question(request.user, question_id)
    return back(place(actions.remove_meeting_question(question, by=request.user, at=now()).review))


@login_required
@require_POST
def restoration(request: HttpRequest, question_id: str) -> HttpResponse:
    """Put a question back."""
    question = read.meeting_question(request.user, question_id)
    return back(place(actions.restore_meeting_question(question, by=request.user, at=now()).review))


def place(review: Any) -> str:
    """Return the address of a review's questions for the meeting."""
    return reverse("meeting_questions", args=[review.pk])


def _add(request: HttpRequest, review: Any, form: MeetingQuestionForm) -> Any:
    told: dict[str, Any] = {"by": request.user, "at": now(), "once": form.cleaned_data["once"]}
    if key := request.POST.get("divergence", "")[:200]:
        laid = lay_side_by_side(request.user, review, timezone.get_current_timezone())
        divergence = laid.find(key)
        told |= {"divergence": divergence.key, "moment": divergence.events[0]}
    elif pk := request.POST.get("question", "")[:16]:
        told["question"] = find_item_question(request.user, pk)
    return actions.add_meeting_question(review, words=form.cleaned_data["words"], **told)
