"""The soak and the decision: who decides, how ideas are weighed, what becomes of each (R6)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError, StaleEdit
from secondsight.followup import actions, queries
from secondsight.followup.forms import (
    CommitmentForm,
    DeciderForm,
    NothingForm,
    PutRightForm,
    ReasonForm,
    RiskForm,
    WeighForm,
    people_for,
)
from secondsight.followup.rules.commitment import advice_on_dates
from secondsight.followup.rules.decision import outcome_in_words
from secondsight.followup.rules.vocabulary import CommitmentState
from secondsight.inquiry.actions import look_at_review
from secondsight.inquiry.forms import FINDING_FORMS, CommentForm
from secondsight.inquiry.queries.found import idea as one_idea
from secondsight.inquiry.queries.found import moments_of
from secondsight.inquiry.queries.reviews import may_lead, person
from secondsight.inquiry.queries.reviews import review as one_review
from secondsight.inquiry.rules.findings import FindingKind
from secondsight.inquiry.views.pages import back, page, refuse, show_errors

LEVELS = ((3, "High"), (2, "Middling"), (1, "Low"))


@login_required
@require_safe
def commit(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show until when ideas rest, then what is decided of them."""
    review = _review(request, review_id)
    shown = _board(request, review)
    if request.htmx:
        return render(request, "followup/commit.html#board", shown | {"review": review})
    return page(request, review, "commit", "followup/commit.html", shown)


@login_required
@require_POST
def name_decider(request: HttpRequest, review_id: str) -> HttpResponse:
    """Name one of the few who decide."""
    review = _review(request, review_id)
    here = reverse("commit", args=[review.pk])
    try:
        account = person(request.POST.get("person", "")[:254])
        actions.name_decider(review, account=account, by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, here)
    return back(here)


@login_required
@require_POST
def dismiss_decider(request: HttpRequest, review_id: str, account_id: str) -> HttpResponse:
    """Let somebody no longer decide."""
    review = _review(request, review_id)
    here = reverse("commit", args=[review.pk])
    try:
        account = queries.decider(review, account_id).account
        actions.dismiss_decider(review, account=account, by=request.user, at=now())
    except SecondsightError as error:
        return refuse(request, error, here)
    return back(here)


@login_required
@require_http_methods(["GET", "POST"])
def weigh(request: HttpRequest, idea_id: str) -> HttpResponse:
    """Show and change where an idea stands between impact and effort."""
    idea = one_idea(request.user, idea_id)
    review = _review(request, idea.review_id)
    weighing = getattr(idea, "weighing", None)
    names = ("impact", "effort", "cost", "new_ways_to_fail", "edition")
    initial = {name: getattr(weighing, name) for name in names} if weighing else {"edition": 0}
    made = WeighForm(request.POST or None, initial=initial)
    shown: dict[str, Any] = {"idea": idea, "title": "Weigh the idea", "submit": "Keep", "of": idea.what}

    def do(said: dict[str, Any]) -> None:
        actions.weigh_idea(idea, by=request.user, at=now(), **said)

    return _form(request, review, made, do, shown)


@login_required
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show the form for a commitment, of an idea or without one, and ask its owner."""
    review = _review(request, review_id)
    wanted = request.POST.get("idea") or request.GET.get("idea") or ""
    idea = one_idea(request.user, wanted) if wanted else None
    form = CommitmentForm(request.POST or None, review=review, initial={"what": idea.what} if idea else {})

    def do(said: dict[str, Any]) -> None:
        owner = person(said.pop("owner"), field="owner")
        told = {"by": request.user, "at": now()}
        actions.offer_commitment(review, owner=owner, idea=idea, **said, **told)

    shown = {
        "idea": idea,
        "title": "Commit",
        "submit": "Ask them",
        "of": idea.what if idea else "",
        "lede": "Learning, teaching, changing or abolishing a process are as good as code.",
        "people": people_for(review),
    }
    return _form(request, review, form, do, shown)


@login_required
@require_http_methods(["GET", "POST"])
def accept_risk(request: HttpRequest, review_id: str) -> HttpResponse:
    """Show the form for a known risk, and accept it."""
    review = _review(request, review_id)
    wanted = request.POST.get("idea") or request.GET.get("idea") or ""
    idea = one_idea(request.user, wanted) if wanted else None
    form = RiskForm(request.POST or None, initial={"what": idea.what} if idea else {})

    def do(said: dict[str, Any]) -> None:
        actions.accept_risk(review, idea=idea, by=request.user, at=now(), **said)

    shown = {
        "idea": idea,
        "title": "Accept as a known risk",
        "submit": "Accept the risk",
        "of": idea.what if idea else "",
        "lede": "It is lived with until somebody looks at it again.",
    }
    return _form(request, review, form, do, shown)


@login_required
@require_http_methods(["GET", "POST"])
def let_go(request: HttpRequest, idea_id: str) -> HttpResponse:
    """Let an idea go, with the reason."""
    idea = one_idea(request.user, idea_id)
    review = _review(request, idea.review_id)

    def do(said: dict[str, Any]) -> None:
        actions.let_go(idea, by=request.user, at=now(), **said)

    shown = {"title": "Let it go", "submit": "Let it go", "of": idea.what}
    return _form(request, review, ReasonForm(request.POST or None), do, shown)


@login_required
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, idea_id: str) -> HttpResponse:
    """Decide anew about an idea that was let go."""
    idea = one_idea(request.user, idea_id)
    review = _review(request, idea.review_id)

    def do(said: dict[str, Any]) -> None:
        actions.reopen_idea(idea, by=request.user, at=now(), **said)

    shown = {"title": "Decide anew", "submit": "Decide anew", "of": idea.what}
    return _form(request, review, ReasonForm(request.POST or None), do, shown)


@login_required
@require_http_methods(["GET", "POST"])
def nothing(request: HttpRequest, review_id: str) -> HttpResponse:
    """Say that there is nothing to commit."""
    review = _review(request, review_id)

    def do(said: dict[str, Any]) -> None:
        actions.say_nothing_to_commit(review, by=request.user, at=now(), **said)

    shown = {
        "title": "Nothing to commit",
        "submit": "Nothing worth committing",
        "lede": "A good end: understanding is what a review is for.",
    }
    form = NothingForm(request.POST if request.method == "POST" else None)
    return _form(request, review, form, do, shown)


@login_required
@require_http_methods(["GET", "POST"])
def put_right(request: HttpRequest, review_id: str) -> HttpResponse:
    """Note what had been put right before."""
    review = _review(request, review_id)

    def do(said: dict[str, Any]) -> None:
        actions.note_put_right(review, by=request.user, at=now(), **said)

    shown = {
        "title": "Put right already",
        "submit": "Note it as done",
        "lede": "It is recorded as done, and not committed again.",
    }
    return _form(request, review, PutRightForm(request.POST or None), do, shown)


def _form(
    request: HttpRequest,
    review: Any,
    form: forms.Form,
    do: Callable[[dict[str, Any]], None],
    shown: dict[str, Any],
) -> HttpResponse:
    """Show a form of the decision; do what it says and go back to the board, or say why not."""
    here = reverse("commit", args=[review.pk])
    shown = {"form": form, "here": here, **shown}
    if request.method == "GET":
        return page(request, review, "commit", "followup/form.html", shown)
    if form.is_valid():
        try:
            do(dict(form.cleaned_data))
            return back(here)
        except StaleEdit as error:
            newer: Any = error.newer
            form.data = form.data.copy()
            form.data["edition"] = str(newer.edition)
            form.add_error(None, error.message)
            shown["newer"] = newer
        except SecondsightError as error:
            show_errors(form, error)
    return page(request, review, "commit", "followup/form.html", shown, status=422)


def _review(request: HttpRequest, review_id: str) -> Any:
    review = one_review(request.user, review_id)
    look_at_review(review, by=request.user, at=now())
    return review


def _board(request: HttpRequest, review: Any) -> dict[str, Any]:
    board = queries.board(request.user, review, now())
    taken = queries.commitments_of(review)
    ideas = [_card(weighed) for weighed in board.ideas]
    standing = [
        one for one in taken if one.state not in (CommitmentState.DROPPED, CommitmentState.KNOWN_RISK)
    ]
    undecided = [card for card in ideas if card["decision"] is None]
    return {
        "board": board,
        "undecided": undecided,
        "decided": [card for card in ideas if card["decision"] is not None],
        "matrix": _matrix(undecided),
        "commitments": taken,
        "risks": queries.risks_of(review),
        "done_before": queries.put_right(review),
        "outcome": _outcome(board, standing),
        "dates": advice_on_dates(one.due_on for one in standing),
        "decider_form": DeciderForm(),
        "people": people_for(review) if board.is_owner else [],
        "idea_form": FINDING_FORMS[FindingKind.IDEA](moments=None, auto_id="new_idea_%s"),
        "may_note": board.may_decide or may_lead(request.user, review),
    }


def _outcome(board: Any, standing: list[Any]) -> str:
    """How the decision reads once nobody is waited for: until every owner has answered, nothing."""
    if board.nothing:
        return outcome_in_words(0)
    waited_for = (CommitmentState.OFFERED, CommitmentState.DECLINED)
    is_over = standing and all(one.state not in waited_for for one in standing)
    return outcome_in_words(len(standing)) if is_over else ""


def _card(weighed: Any) -> dict[str, Any]:
    idea = weighed.idea
    return {
        "id": idea.pk,
        "what": idea.what,
        "more": idea.context,
        "by": idea.added_by,
        "moments": moments_of(idea),
        "comments": list(idea.comments.all()),
        "comment_form": CommentForm(auto_id=False),
        "weighing": weighed.weighing,
        "suggestion": weighed.suggestion,
        "questions": weighed.questions,
        "decision": weighed.decision,
    }


def _matrix(cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows by impact, the highest first; columns by effort, the lowest first."""
    placed: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for card in cards:
        weighing = card["weighing"]
        if weighing and weighing.impact and weighing.effort:
            placed.setdefault((weighing.impact, weighing.effort), []).append(card)
    if not placed:
        return []
    return [
        {"label": label, "cells": [placed.get((impact, effort), []) for effort in (1, 2, 3)]}
        for impact, label in LEVELS
    ]
