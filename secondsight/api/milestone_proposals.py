"""Milestones that the evidence suggests, and what people make of them."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.record.actions import milestone_proposals as actions
from secondsight.record.queries import incidents as incident_queries
from secondsight.record.queries import milestone_proposals as queries
from secondsight.record.rules.vocabulary import MilestoneKind

router = Router(auth=signed_in())


class MilestoneProposalRow(Schema):
    """When a milestone was reached as the evidence tells, why, and what somebody made of it."""

    id: str
    incident: str
    kind: MilestoneKind
    at: datetime
    why: str
    items: list[int]
    verdict: str | None

    @staticmethod
    def resolve_incident(row: Any) -> str:
        """The incident's id."""
        return str(row.incident_id)

    @staticmethod
    def resolve_items(row: Any) -> list[int]:
        """The items of evidence that it rests on."""
        return [item.pk for item in row.items.all()]

    @staticmethod
    def resolve_verdict(row: Any) -> str | None:
        """What it was answered with, null while it waits."""
        return row.answer.verdict if hasattr(row, "answer") else None


class MilestoneProposals(Schema):
    """The proposals that wait, in the order of the milestones; what is not told of is not among them."""

    rows: list[MilestoneProposalRow]


@router.get(
    "/incidents/{id}/milestone-proposals",
    response={200: MilestoneProposals, **PROBLEMS},
    summary="Proposed milestones",
)
def list_milestone_proposals(request: HttpRequest, id: str) -> Any:
    """Those without an answer, of milestones that nobody has set; searching for candidates finds them."""
    incident = incident_queries.incident(request.user, id)
    return {"rows": queries.milestone_proposals(request.user, incident)}


@router.post(
    "/milestone-proposals/{id}/acceptance",
    response={200: MilestoneProposalRow, **PROBLEMS},
    summary="Accept a milestone",
)
def accept_milestone(request: HttpRequest, id: str) -> Any:
    """The incident's milestone is set to it."""
    actions.accept_milestone(queries.milestone_proposal(request.user, id), by=request.user, at=now())
    return queries.milestone_proposal(request.user, id)


@router.post(
    "/milestone-proposals/{id}/dismissal",
    response={200: MilestoneProposalRow, **PROBLEMS},
    summary="Dismiss a milestone",
)
def dismiss_milestone(request: HttpRequest, id: str) -> Any:
    """It is not proposed again, and can be brought back."""
    actions.dismiss_milestone(queries.milestone_proposal(request.user, id), by=request.user, at=now())
    return queries.milestone_proposal(request.user, id)


@router.post(
    "/milestone-proposals/{id}/return",
    response={200: MilestoneProposalRow, **PROBLEMS},
    summary="Bring a milestone back",
)
def bring_milestone_back(request: HttpRequest, id: str) -> Any:
    """Whatever was made of it is undone."""
    found = queries.milestone_proposal(request.user, id)
    actions.take_back_milestone_answer(found, by=request.user, at=now())
    return queries.milestone_proposal(request.user, id)
