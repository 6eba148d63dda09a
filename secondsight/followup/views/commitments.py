"""One commitment: what it is, its life so far, and what the reader may do with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.followup import actions, queries
from secondsight.followup.forms import (
    DoneForm,
    MoveForm,
    NoteForm,
    OfferAgainForm,
    ReasonForm,
    TakeAsRiskForm,
    VerifyForm,
    people_for,
)
from secondsight.followup.queries.commitments import with_life
from secondsight.followup.rules.commitment import Verb, is_overdue
from secondsight.followup.rules.vocabulary import CommitmentState
from secondsight.inquiry.actions import look_at_review
from secondsight.inquiry.queries.reviews import person
from secondsight.inquiry.views.pages import back, page, show_errors


@dataclass(frozen=True)
class Doing:
    """One verb as the page offers it: the form that it takes and the action behind it."""

    verb: Verb
    button: str
    form: type[forms.Form]
    action: Callable[..., Any]
    is_first: bool = False


VERBS: dict[str, Doing] = {
    "acceptance": Doing(Verb.ACCEPT, "Accept", NoteForm, actions.accept_commitment, True),
    "refusal": Doing(Verb.DECLINE, "Decline", NoteForm, actions.decline_commitment),
    "offer": Doing(Verb.OFFER_AGAIN, "Ask again", OfferAgainForm, actions.offer_again, True),
    "completion": Doing(Verb.CLAIM_DONE, "Say that it is done", DoneForm, actions.claim_done, True),
    "date": Doing(Verb.MOVE_DATE, "Move the date", MoveForm, actions.move_date),
    "verification": Doing(Verb.VERIFY, "Verify", VerifyForm, actions.verify_commitment, True),
    "return": Doing(Verb.SEND_BACK, "Send back", ReasonForm, actions.send_back),
    "risk": Doing(Verb.TAKE_AS_RISK, "Turn into a known risk", TakeAsRiskForm, actions.take_as_risk),
    "dropping": Doing(Verb.DROP, "Drop", ReasonForm, actions.drop_commitment),
}


@login_required
@require_safe
def commitment(request: HttpRequest, commitment_id: str) -> HttpResponse:
    """Show a commitment with its steps, its evidence and what may be done."""
    row = _commitment(request, commitment_id)
    shown = _shown(request, row, {})
    if request.htmx:
        return render(request, "followup/commitment.html#life", shown | {"review": row.review})
    return page(request, row.review, "commitment", "followup/commitment.html", shown)


@login_required
@require_POST
def take(request: HttpRequest, commitment_id: str, noun: str) -> HttpResponse:
    """Do one verb with a commitment, or show on its page why not."""
    row = _commitment(request, commitment_id)
    doing = VERBS[noun]
    form = doing.form(request.POST, auto_id=f"{noun}_%s")
    if form.is_valid():
        said: dict[str, Any] = dict(form.cleaned_data)
        try:
            if "owner" in said:
                said["owner"] = person(said["owner"], field="owner")
            doing.action(row, by=request.user, at=now(), **said)
            return back(reverse("commitment", args=[row.pk]))
        except SecondsightError as error:
            show_errors(form, error)
    shown = _shown(request, _commitment(request, commitment_id), {noun: form})
    return page(request, row.review, "commitment", "followup/commitment.html", shown, status=422)


def _commitment(request: HttpRequest, commitment_id: str) -> Any:
    row = queries.commitment(request.user, commitment_id)
    look_at_review(row.review, by=request.user, at=now())
    return row


def _shown(request: HttpRequest, row: Any, filled: dict[str, forms.Form]) -> dict[str, Any]:
    allowed = queries.verbs_for(request.user, row)
    today = queries.agreed().today(now())
    doings = [
        {
            "noun": noun,
            "button": doing.button,
            "is_first": doing.is_first,
            "url": reverse(f"commitment_{noun}", args=[row.pk]),
            "form": filled.get(noun) or doing.form(initial=_initial(row), auto_id=f"{noun}_%s"),
        }
        for noun, doing in VERBS.items()
        if doing.verb in allowed or noun in filled
    ]
    return {
        "commitment": row,
        "life": with_life(row),
        "doings": doings,
        "is_overdue": is_overdue(CommitmentState(row.state), row.due_on, today),
        "is_mine": row.owner_id == request.user.pk,
        "people": people_for(row.review) if Verb.OFFER_AGAIN in allowed else [],
        "nav": "commitments",
    }


def _initial(row: Any) -> dict[str, Any]:
    return {"what": row.what, "done_means": row.done_means, "due_on": row.due_on}
