"""Understanding: what contributed, what worked, what was learnt, what could be done."""

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from secondsight.base.clock import now
from secondsight.base.errors import Refused, SecondsightError, StaleEdit
from secondsight.inquiry import actions
from secondsight.inquiry.forms import FINDING_FORMS, CommentForm, FindingForm
from secondsight.inquiry.queries import found as read
from secondsight.inquiry.queries.categories import categories
from secondsight.inquiry.queries.reviews import review as one_review
from secondsight.inquiry.queries.threads import threads_of
from secondsight.inquiry.rules.findings import FindingKind, question_factors
from secondsight.inquiry.rules.vocabulary import LearningSubject
from secondsight.inquiry.views.pages import back, page, refuse, show_errors

OFFERED_MOMENTS = 200
FOUND_MOMENTS = 50
ADD = {
    FindingKind.FACTOR: actions.add_factor,
    FindingKind.STRENGTH: actions.add_strength,
    FindingKind.LEARNING_POINT: actions.add_learning_point,
}
EMPTY = {
    FindingKind.FACTOR: "Factors are the conditions that had to come together: several, of several kinds, "
    "each tied to the moments where it showed. None of them is a person.",
    FindingKind.STRENGTH: "Something kept this from being worse. What was it, and why could it work?",
    FindingKind.LEARNING_POINT: "What do we understand now that we did not before? A review that taught "
    "something is a good one, whatever follows from it.",
    FindingKind.IDEA: "Note ideas the moment they come up. They have no owner and no date; they rest before "
    "anybody decides.",
}


@login_required
@require_GET
def understand(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show everything that a review found, and a form to note more of each kind."""
    review = _review(request, review_id)
    moments = _moments(request, review)
    sections = [_section(request, review, kind, moments) for kind in FindingKind]
    return page(
        request,
        review,
        "understand",
        "inquiry/understand.html",
        {"sections": sections, "threads": threads_of(request.user, review)},
    )


@login_required
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, review_id: str, kind: FindingKind) -> HttpResponse:
    """Show what a review found of one kind, and note one more. A live page fetches it again."""
    review = _review(request, review_id)
    moments = _moments(request, review)
    if request.method == "GET" and request.htmx:
        shown = {"section": _section(request, review, kind, moments), "review": review}
        return render(request, "inquiry/understand.html#section", shown)
    here = reverse("understand", args=[review.pk])
    if request.method == "GET":
        return back(f"{here}#{kind}s")
    form = FINDING_FORMS[kind](request.POST, moments=moments, auto_id=f"{kind}_%s")
    if form.is_valid():
        try:
            _add(request, review, kind, form)
            if not request.htmx:
                return back(f"{here}#{kind}s")
            shown = {
                "section": _section(request, review, kind, moments) | {"is_next": True},
                "review": review,
            }
            return render(request, "inquiry/understand.html#section", shown)
        except SecondsightError as error:
            show_errors(form, error)
    made = _section(request, review, kind, moments) | {"form": form}
    if request.htmx:
        shown = {"section": made, "review": review}
        return render(request, "inquiry/understand.html#section", shown, status=422)
    sections = [made if k is kind else _section(request, review, k, moments) for k in FindingKind]
    return page(
        request,
        review,
        "understand",
        "inquiry/understand.html",
        {"sections": sections, "threads": threads_of(request.user, review)},
        status=422,
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, finding_id: str, kind: FindingKind) -> HttpResponse:
    """Show and change the words of a finding."""
    found = read.finding(request.user, kind, finding_id)
    review = _review(request, found.review_id)
    here = reverse("understand", args=[review.pk]) + f"#{found.pk}"
    shown: dict[str, Any] = {"finding": found, "kind": kind, "row": _row(found, kind)}
    made = FINDING_FORMS[kind]
    if request.method == "GET":
        fields = {field.name: getattr(found, field.name) for field in found._meta.concrete_fields}
        return page(
            request, review, "understand", "inquiry/finding.html", shown | {"form": made(initial=fields)}
        )
    form = made(request.POST)
    if form.is_valid():
        try:
            edition = form.cleaned_data["edition"]
            actions.edit_finding(found, edition=edition, by=request.user, at=now(), **form.said())
            return back(here)
        except StaleEdit as error:
            newer: Any = error.newer
            form.data = form.data.copy()
            form.data["edition"] = str(newer.edition)
            form.add_error(None, error.message)
            shown["newer"] = newer
        except SecondsightError as error:
            show_errors(form, error)
    return page(request, review, "understand", "inquiry/finding.html", shown | {"form": form}, status=422)


@login_required
@require_POST
def removal(request: HttpRequest, finding_id: str, kind: FindingKind) -> HttpResponse:
    """Take a finding out of the review; the history keeps it."""
    found = read.finding(request.user, kind, finding_id)
    here = reverse("understand", args=[found.review_id])
    try:
        actions.remove_finding(found, by=request.user, at=now())
    except Refused as error:
        return refuse(request, error, here)
    return back(f"{here}#{kind}s")


@login_required
@require_http_methods(["GET", "POST"])
def moments(request: HttpRequest, finding_id: str, kind: FindingKind) -> HttpResponse:
    """Search the moments of the review's incidents, and tie one to a finding."""
    found = read.finding(request.user, kind, finding_id)
    review = _review(request, found.review_id)
    here = reverse(f"{kind}_moments", args=[found.pk])
    if request.method == "POST":
        event = read.event(request.user, review, request.POST.get("moment", ""))
        try:
            actions.tie_moment(found, event, by=request.user, at=now())
        except SecondsightError as error:
            return refuse(request, error, here)
        return back(here)
    words = request.GET.get("q", "")[:200]
    tied = {event.pk for event in read.moments_of(found)}
    events = read.review_events(request.user, review, words).exclude(pk__in=tied)[:FOUND_MOMENTS]
    shown = {"finding": found, "kind": kind, "row": _row(found, kind), "events": events, "words": words}
    if request.htmx:
        return render(request, "inquiry/moments.html#found", shown)
    return page(request, review, "understand", "inquiry/moments.html", shown)


@login_required
@require_POST
def moment_removal(request: HttpRequest, finding_id: str, event_id: str, kind: FindingKind) -> HttpResponse:
    """Untie a finding from a moment."""
    found = read.finding(request.user, kind, finding_id)
    here = reverse(f"{kind}_moments", args=[found.pk])
    event = next((event for event in read.moments_of(found) if event.pk == event_id), None)
    if event is not None:
        try:
            actions.untie_moment(found, event, by=request.user, at=now())
        except Refused as error:
            return refuse(request, error, here)
    return back(here)


@login_required
@require_POST
def comments(request: HttpRequest, finding_id: str) -> HttpResponse:
    """Add a comment to an idea, and go back to where it was written."""
    idea = read.idea(request.user, finding_id)
    place = "commit" if request.POST.get("from") == "commit" else "understand"
    here = reverse(place, args=[idea.review_id]) + f"#{idea.pk}"
    form = CommentForm(request.POST)
    if not form.is_valid():
        return refuse(request, SecondsightError("A comment needs words, at most 20,000 characters."), here)
    try:
        actions.comment_on_idea(idea, by=request.user, at=now(), **form.cleaned_data)
    except SecondsightError as error:
        return refuse(request, error, here)
    return back(here)


def _review(request: HttpRequest, review_id: str) -> Any:
    review = one_review(request.user, review_id)
    actions.look_at_review(review, by=request.user, at=now())
    return review


def _moments(request: HttpRequest, review: Any) -> list[tuple[str, str]]:
    events = read.review_events(request.user, review)[:OFFERED_MOMENTS]
    return [(event.pk, moment_label(event)) for event in events]


def moment_label(event: Any) -> str:
    """Return a moment as a list offers it: when, in the reader's zone, and what."""
    if event.occurred_at is None:
        return event.what[:90]
    return f"{timezone.localtime(event.occurred_at):%-d %b %H:%M} · {event.what[:90]}"


def _section(request: HttpRequest, review: Any, kind: FindingKind, moments: Any) -> dict[str, Any]:
    rows = [_row(found, kind) for found in read.of_kind(request.user, review, kind)]
    question = ""
    if kind is FindingKind.FACTOR:
        question = question_factors(len(rows), len({row["group"] for row in rows}))
    return {
        "kind": kind,
        "id": f"{kind}s",
        "url": reverse(f"{kind}s", args=[review.pk]),
        "groups": _groups(rows, kind),
        "count": len(rows),
        "question": question,
        "empty": EMPTY[kind],
        "form": FINDING_FORMS[kind](moments=moments, auto_id=f"{kind}_%s"),
    }


def _groups(rows: list[dict[str, Any]], kind: FindingKind) -> list[dict[str, Any]]:
    """Rows under the headings of their kind, in the order of the vocabulary; others stay one list."""
    if kind is FindingKind.FACTOR:
        labels = dict(categories())
    elif kind is FindingKind.LEARNING_POINT:
        labels = dict(LearningSubject.choices())
    else:
        return [{"name": "", "rows": rows}] if rows else []
    order = {key: place for place, key in enumerate(labels)}
    rows = sorted(rows, key=lambda row: order.get(row["group"], len(order)))
    return [
        {"name": labels.get(group, group), "rows": list(found)}
        for group, found in groupby(rows, key=lambda row: row["group"])
    ]


def _row(found: Any, kind: FindingKind) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": found.pk,
        "what": found.what,
        "more": getattr(found, "context", "") or getattr(found, "why_it_could", ""),
        "by": found.added_by,
        "group": getattr(found, "category", "") or getattr(found, "subject", ""),
        "moments": read.moments_of(found),
        "comments": list(found.comments.all()) if kind is FindingKind.IDEA else [],
        "comment_form": CommentForm(auto_id=False) if kind is FindingKind.IDEA else None,
        "url": reverse(kind.value, args=[found.pk]),
        "moments_url": reverse(f"{kind}_moments", args=[found.pk]),
        "removal_url": reverse(f"{kind}_removal", args=[found.pk]),
    }


def _add(request: HttpRequest, review: Any, kind: FindingKind, form: FindingForm) -> None:
    chosen = form.cleaned_data.get("moment")
    tied = read.event(request.user, review, chosen) if chosen else None
    said: dict[str, Any] = form.said()
    told = {"by": request.user, "at": now(), "once": form.cleaned_data["once"]}
    if kind is FindingKind.IDEA:
        actions.add_idea(review, moment=tied, **said, **told)
    else:
        ADD[kind](review, moments=[tied] if tied else [], **said, **told)
