"""Who could do what in a review, and the search for a facilitator, over the API (R2.1)."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import StringConstraints

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.api.inquiry import Id, PersonOut, RoleOut, role_out
from secondsight.base.clock import now
from secondsight.inquiry.actions.facilitators import request_facilitator, take_on_review, withdraw_request
from secondsight.inquiry.queries import reviews as of_reviews
from secondsight.inquiry.queries.facilitating import find_request, suggestions
from secondsight.inquiry.rules.vocabulary import Role

router = Router(auth=signed_in())
Note = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]
Reason = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]


class SuggestedOut(Schema):
    """A person for a role: what speaks for them, and what against."""

    person: PersonOut
    reasons: list[str]
    objections: list[str]
    is_barred: bool  # a hard rule speaks against it: a reason is needed


class FacilitatorRequestOut(Schema):
    """That a review looks for a facilitator."""

    id: str
    review: str
    note: str
    asked_at: datetime
    closed_at: datetime | None


class FacilitatorRequestIn(Schema):
    """What those who might should know."""

    note: Note = ""


class TakeOnIn(Schema):
    """A reason, where a rule speaks against it."""

    reason: Reason = ""


@router.get(
    "/reviews/{review_id}/suggestions",
    response={200: list[SuggestedOut], **PROBLEMS},
    summary="Who could do it",
)
def suggested(request: HttpRequest, review_id: Id, role: Role = Role.FACILITATOR) -> Any:
    """Return the hundred people who fit a role best, with the reasons in words."""
    review = of_reviews.review(request.auth, review_id)
    return [
        {
            "person": {"id": one.person, "name": one.name},
            "reasons": one.reasons,
            "objections": [objection.sentence for objection in one.objections],
            "is_barred": any(objection.is_hard for objection in one.objections),
        }
        for one in suggestions(request.auth, review, role, now())[:100]
    ]


@router.post(
    "/reviews/{review_id}/facilitator-requests",
    response={201: FacilitatorRequestOut, **PROBLEMS},
    summary="Ask for a facilitator",
)
def ask(request: HttpRequest, review_id: Id, said: FacilitatorRequestIn) -> Any:
    """Ask those who have facilitated before; while one is open, it is returned."""
    review = of_reviews.review(request.auth, review_id)
    return Status(201, _told(request_facilitator(review, note=said.note, by=request.auth, at=now())))


@router.delete("/facilitator-requests/{request_id}", response={204: None, **PROBLEMS}, summary="Ask no more")
def withdraw(request: HttpRequest, request_id: Id) -> Any:
    """Take the request back."""
    withdraw_request(find_request(request.auth, request_id), by=request.auth, at=now())
    return Status(204, None)


@router.post(
    "/facilitator-requests/{request_id}/acceptance",
    response={200: RoleOut, **PROBLEMS},
    summary="Take a review on",
)
def take_on(request: HttpRequest, request_id: Id, said: TakeOnIn) -> Any:
    """Become its facilitator; 409 when somebody else did, or a rule asks for a reason and none was given."""
    asked = find_request(request.auth, request_id)
    return role_out(take_on_review(asked, reason=said.reason, by=request.auth, at=now()))


def _told(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "review": row.review_id,
        "note": row.note,
        "asked_at": row.recorded_at,
        "closed_at": row.closed_at,
    }
