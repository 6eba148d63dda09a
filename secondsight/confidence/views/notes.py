"""What is noted in a talk: lines, subjects, what is struck and what is released (R2.5)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import NotFound, SecondsightError, StaleEdit
from secondsight.confidence import actions
from secondsight.confidence.forms import LineForm, ReleaseForm
from secondsight.confidence.queries import interviews as read
from secondsight.confidence.views.interviews import draw
from secondsight.inquiry.queries.found import event as find_event
from secondsight.inquiry.views.pages import back, page, refuse, show_errors


@login_required
@require_POST
def threads(request: HttpRequest, interview_id: str) -> HttpResponse:
    """Begin a subject: typed, or one of the prompts."""
    row = read.interview(request.user, interview_id)

    def begin() -> None:
        said, event_id = request.POST, request.POST.get("event", "")
        event = find_event(request.user, row.review, event_id) if event_id else None
        actions.add_thread(
            row,
            heading=said.get("heading", ""),
            event=event,
            once=said.get("once", ""),
            by=request.user,
            at=now(),
        )

    return _noted(request, row, begin)


@login_required
@require_POST
def lines(request: HttpRequest, thread_id: str) -> HttpResponse:
    """Note a line under a subject."""
    thread = read.thread_of(request.user, thread_id)
    said = request.POST

    def note() -> None:
        words, once = said.get("words", ""), said.get("once", "")
        actions.add_line(thread, words=words, once=once, by=request.user, at=now())

    return _noted(request, thread.interview, note, at=f"#{thread.pk}")


@login_required
@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, line_id: str) -> HttpResponse:
    """Show and correct one line."""
    row = read.line_of(request.user, line_id)
    interview = row.thread.interview
    initial = {"words": read.words_of(row), "edition": row.edition}
    form = LineForm(request.POST if request.method == "POST" else None, initial=initial)
    shown: dict[str, Any] = {"form": form, "line": row, "interview": interview}
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_line(row, by=request.user, at=now(), **form.cleaned_data)
            return back(f"{_here(interview)}#{row.thread_id}")
        except StaleEdit as error:
            newer: Any = error.newer
            form.data = form.data.copy()
            form.data["edition"] = str(newer.edition)
            form.add_error(None, error.message)
            shown["newer"] = read.words_of(newer)
        except SecondsightError as error:
            show_errors(form, error)
    status = 422 if form.is_bound else 200
    return page(request, interview.review, "prepare", "confidence/line.html", shown, status=status)


@login_required
@require_POST
def line_removal(request: HttpRequest, line_id: str) -> HttpResponse:
    """Take a line off the record: it is deleted."""
    row = read.line_of(request.user, line_id)
    interview = row.thread.interview
    return _noted(request, interview, lambda: _strike(request, row), at=f"#{row.thread_id}")


@login_required
@require_POST
def thread_removal(request: HttpRequest, thread_id: str) -> HttpResponse:
    """Take a subject with all its lines off the record."""
    row = read.thread_of(request.user, thread_id)
    return _noted(request, row.interview, lambda: _strike(request, row))


@login_required
@require_POST
def release(request: HttpRequest, thread_id: str) -> HttpResponse:
    """Release a thread to the review in the words given."""
    thread = _mine(request, thread_id)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return _tell(request, thread, "Write what the review may have, in at most 4,000 characters.")
    try:
        actions.release(thread, by=request.user, at=now(), **form.cleaned_data)
    except SecondsightError as error:
        return _tell(request, thread, error.message)
    messages.success(request, "Released. You can withdraw it at any time.")
    return back(f"{_here(thread.interview)}#{thread.pk}")


@login_required
@require_POST
def release_removal(request: HttpRequest, thread_id: str) -> HttpResponse:
    """Withdraw what was released of a thread."""
    thread = _mine(request, thread_id)
    here = f"{_here(thread.interview)}#{thread.pk}"
    try:
        row = actions.withdraw_release(thread, by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, here)
    said = "Withdrawn: the review does not have it any more."
    if row.question is not None and row.question.removed_at is None:
        said += f" A question for the meeting was made of it and stays: “{row.question.words}”"
    messages.success(request, said)
    return back(here)


def _mine(request: HttpRequest, thread_id: str) -> Any:
    """Return a thread of what the viewer said themselves: the other of the two finds no such address."""
    thread = read.thread_of(request.user, thread_id)
    if thread.interview.interviewee_id != request.user.pk:
        raise NotFound("Only who said it releases it.")
    return thread


def _tell(request: HttpRequest, thread: Any, message: str) -> HttpResponse:
    more = {"refused": thread.pk, "typed": request.POST.get("words", "")[:4000]}
    return draw(request, thread.interview, errors=[message], status=422, **more)


def _noted(request: HttpRequest, interview: Any, note: Any, *, at: str = "") -> HttpResponse:
    try:
        note()
    except SecondsightError as error:
        if isinstance(error, NotFound):
            raise
        now_so = read.interview(request.user, interview.pk)
        typed = {"typed_line": request.POST.get("words", "")[:2000]}
        return draw(request, now_so, errors=[error.message], status=422, **typed)
    if request.htmx:
        return draw(request, read.interview(request.user, interview.pk))
    return back(f"{_here(interview)}{at}")


def _strike(request: HttpRequest, row: Any) -> None:
    actions.take_off_record(row, by=request.user, at=now())


def _here(interview: Any) -> str:
    return reverse("interview", args=[interview.pk])
