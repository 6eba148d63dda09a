"""The pages of a review's shared texts: the notes, their history, what is said of passages (R4.5)."""

from base64 import b64encode
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError, StaleEdit
from secondsight.base.ids import new_id
from secondsight.inquiry import actions
from secondsight.inquiry.forms import PassageCommentForm, SharedTextForm
from secondsight.inquiry.queries import reviews as of_reviews
from secondsight.inquiry.queries import shared_texts as read
from secondsight.inquiry.rules.vocabulary import TextKind
from secondsight.inquiry.views.pages import back, page, refuse, show_errors
from secondsight.record.queries.figures import story_parts


@login_required
@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show the meeting's notes, which several people write at once; a form takes them as a whole."""
    review = _review(request, review_id)
    shown, status = _form_of(request, review, TextKind.NOTES)
    if shown is None:
        return back(_place(review, TextKind.NOTES))
    return page(request, review, "prepare", "inquiry/notes.html", shown, status=status)


def text_context(request: HttpRequest, review: Any, kind: str) -> dict[str, Any]:
    """Return what `inquiry/_shared_text.html` draws of a text."""
    text = read.shared_text(request.user, review, kind)
    blocks = read.blocks_of(text)
    zone = timezone.get_current_timezone()
    return {
        "text": text,
        "kind": kind,
        "label": TextKind(kind).label,
        "parts": story_parts(request.user, read.shown_of(request.user, text, blocks, zone)),
        "markdown": read.markdown_of(request.user, text, blocks),
        "may_write": read.may_write(request.user, review),
        "comments": _told(read.comments(request.user, text)),
        "comment_form": PassageCommentForm(initial={"once": new_id()}),
    }


@login_required
@require_GET
def history(request: HttpRequest, review_id: str, kind: str) -> HttpResponse:
    """Show who wrote in a text, minute by minute."""
    review = _review(request, review_id)
    text = read.shared_text(request.user, review, kind)
    shown = {"text": text, "label": TextKind(kind).label, "back_url": _place(review, kind)}
    rows = read.versions(request.user, text)
    return page(request, review, "prepare", "inquiry/text_history.html", {"versions": rows, **shown})


@login_required
@require_GET
def version(request: HttpRequest, review_id: str, kind: str, number: int) -> HttpResponse:
    """Show a text as it was after a change."""
    review = _review(request, review_id)
    text = read.shared_text(request.user, review, kind)
    blocks = read.version(request.user, text, number)
    told = read.shown_of(request.user, text, blocks, timezone.get_current_timezone())
    shown = {
        "text": text,
        "number": number,
        "label": TextKind(kind).label,
        "parts": story_parts(request.user, told),
        "may_write": read.may_write(request.user, review),
        "change": read.change(text, number),
    }
    return page(request, review, "prepare", "inquiry/text_version.html", shown)


@login_required
@require_POST
def restoration(request: HttpRequest, review_id: str, kind: str, number: int) -> HttpResponse:
    """Make a text say again what it said then, as a new change."""
    review = _review(request, review_id)
    text = read.shared_text(request.user, review, kind)
    actions.restore_version(text, number, by=request.user, at=now())
    return back(_place(review, kind))


@login_required
@require_http_methods(["GET", "POST"])
def comments(request: HttpRequest, review_id: str, kind: str) -> HttpResponse:
    """Show what is said of passages of a text, and take more of it."""
    review = _review(request, review_id)
    text = read.shared_text(request.user, review, kind)
    if request.method == "POST":
        form = PassageCommentForm(request.POST)
        if not form.is_valid():
            words = next(iter(form.errors.values()))[0]
            return refuse(request, SecondsightError(str(words)), _place(review, kind))
        try:
            actions.comment_on_passage(review, kind, by=request.user, at=now(), **form.cleaned_data)
        except SecondsightError as error:
            return refuse(request, error, _place(review, kind))
        if not request.htmx:
            return back(_place(review, kind))
        text = read.shared_text(request.user, review, kind)
    return _comments(request, review, text)


@login_required
@require_POST
def resolution(request: HttpRequest, review_id: str, comment_id: str) -> HttpResponse:
    """Say that what was said of a passage is settled."""
    review = _review(request, review_id)
    comment = read.comment(request.user, review, comment_id)
    actions.resolve_comment(comment, by=request.user, at=now())
    return _after(request, review, comment)


@login_required
@require_POST
def reopening(request: HttpRequest, review_id: str, comment_id: str) -> HttpResponse:
    """Say that it is not settled after all."""
    review = _review(request, review_id)
    comment = read.comment(request.user, review, comment_id)
    actions.reopen_comment(comment, by=request.user, at=now())
    return _after(request, review, comment)


def _form_of(request: HttpRequest, review: Any, kind: TextKind) -> tuple[dict[str, Any] | None, int]:
    """What a text's page shows, and its status; nothing once a whole text was saved."""
    shown = text_context(request, review, kind)
    if request.method == "GET":
        form = SharedTextForm(initial={"words": shown["markdown"], "number": shown["text"].number})
        return shown | {"form": form}, 200
    form = SharedTextForm(request.POST)
    if form.is_valid():
        try:
            actions.write_shared_text(review, kind, by=request.user, at=now(), **form.cleaned_data)
            return None, 303
        except StaleEdit as error:
            form.data = form.data.copy()
            form.data["number"] = str(shown["text"].number)
            form.add_error(None, error.message)
            shown["newer"] = shown["markdown"]
        except SecondsightError as error:
            show_errors(form, error)
    return shown | {"form": form}, 422


def _after(request: HttpRequest, review: Any, comment: Any) -> HttpResponse:
    if not request.htmx:
        return back(_place(review, comment.text.kind))
    return _comments(request, review, read.shared_text(request.user, review, comment.text.kind))


def _comments(request: HttpRequest, review: Any, text: Any) -> HttpResponse:
    shown = {
        "review": review,
        "kind": text.kind,
        "may_write": read.may_write(request.user, review),
        "comments": _told(read.comments(request.user, text)),
    }
    return render(request, "inquiry/_passage_comments.html", shown)


def _told(rows: list[Any]) -> list[dict[str, Any]]:
    """Comments with their places as a page can carry them; those that are settled come last."""
    told = [
        {"row": row, "begins": b64encode(row.begins).decode(), "ends": b64encode(row.ends).decode()}
        for row in rows
    ]
    return sorted(told, key=lambda one: one["row"].resolved_at is not None)


def _place(review: Any, kind: str) -> str:
    name = "review_notes" if kind == TextKind.NOTES else "review_narrative"
    return reverse(name, args=[review.pk])


def _review(request: HttpRequest, review_id: str) -> Any:
    review = of_reviews.review(request.user, review_id)
    actions.look_at_review(review, by=request.user, at=now())
    return review
