"""Who knew of what, as the evidence suggests, and what people make of it."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.record.actions import knowledge_proposals as actions
from secondsight.record.queries import incidents as incident_queries
from secondsight.record.queries import knowledge_proposals as queries
from secondsight.record.queries import timeline as timeline_queries
from secondsight.record.rules.knowing.proposals import KnowingSign

router = Router(auth=signed_in())


class KnowledgeProposalRow(Schema):
    """That somebody knew of an event as the evidence tells, why, and what somebody made of it.

    One of `account` (an id), `team` (a slug) and `name` says who. `known_at` is null where the evidence does
    not say since when; `is_sure` is true where the event's very evidence is theirs.
    """

    id: str
    event: str
    account: str | None
    team: str | None
    name: str
    known_at: datetime | None
    way: str
    certainty: str
    sign: KnowingSign
    is_sure: bool
    why: str
    items: list[int]
    verdict: str | None

    @staticmethod
    def resolve_event(row: Any) -> str:
        """The event's id."""
        return str(row.event_id)

    @staticmethod
    def resolve_account(row: Any) -> str | None:
        """The account's id."""
        return str(row.account_id) if row.account_id else None

    @staticmethod
    def resolve_team(row: Any) -> str | None:
        """The team's slug."""
        return row.team.slug if row.team else None

    @staticmethod
    def resolve_items(row: Any) -> list[int]:
        """The items of evidence that it rests on."""
        return [item.pk for item in row.items.all()]

    @staticmethod
    def resolve_verdict(row: Any) -> str | None:
        """What it was answered with, null while it waits."""
        return row.answer.verdict if hasattr(row, "answer") else None


class KnowledgeProposals(Schema):
    """Some of the proposals that wait, and how many wait in all."""

    rows: list[KnowledgeProposalRow]
    waiting: int


class KnowledgeCount(Schema):
    """How many there were."""

    count: int


class KnowledgeAcceptances(Schema):
    """Of which event what needs no thought is accepted; empty: of the whole timeline."""

    event: str = Field("", max_length=16)


@router.get(
    "/incidents/{id}/knowledge-proposals",
    response={200: KnowledgeProposals, **PROBLEMS},
    summary="Proposed knowing",
)
def list_knowledge_proposals(request: HttpRequest, id: str, event: str = Query("", max_length=16)) -> Any:
    """The first 500 without an answer, by event in time's order; of one event where it is named."""
    incident = incident_queries.incident(request.user, id)
    of = timeline_queries.event(request.user, event) if event else None
    rows = queries.knowledge_proposals(request.user, incident, of)[:500]
    return {"rows": list(rows), "waiting": queries.count_waiting_knowledge(incident, of)}


@router.post(
    "/incidents/{id}/knowledge-proposals/search",
    response={200: KnowledgeCount, **PROBLEMS},
    summary="Propose who knew",
)
def search_knowledge(request: HttpRequest, id: str) -> Any:
    """Go through the evidence; returns how many are new, for nothing is proposed twice."""
    incident = incident_queries.incident(request.user, id)
    return {"count": actions.propose_knowledge(incident, by=request.user, at=now())}


@router.post(
    "/incidents/{id}/knowledge-proposals/acceptance",
    response={200: KnowledgeCount, **PROBLEMS},
    summary="Accept what needs no thought",
)
def accept_sure_knowledge(request: HttpRequest, id: str, payload: KnowledgeAcceptances) -> Any:
    """Of those who wrote or said the very evidence, or acknowledged the page; at most 500 at once."""
    incident = incident_queries.incident(request.user, id)
    event = timeline_queries.event(request.user, payload.event) if payload.event else None
    return {"count": actions.accept_sure_knowledge(incident, event=event, by=request.user, at=now())}


@router.post(
    "/knowledge-proposals/{id}/acceptance",
    response={200: KnowledgeProposalRow, **PROBLEMS},
    summary="Accept that they knew",
)
def accept_knowledge(request: HttpRequest, id: str) -> Any:
    """It becomes a statement of who knew of the event."""
    actions.accept_knowledge(queries.knowledge_proposal(request.user, id), by=request.user, at=now())
    return queries.knowledge_proposal(request.user, id)


@router.post(
    "/knowledge-proposals/{id}/dismissal",
    response={200: KnowledgeProposalRow, **PROBLEMS},
    summary="Dismiss that they knew",
)
def dismiss_knowledge(request: HttpRequest, id: str) -> Any:
    """It is not proposed again, and can be brought back."""
    actions.dismiss_knowledge(queries.knowledge_proposal(request.user, id), by=request.user, at=now())
    return queries.knowledge_proposal(request.user, id)


@router.post(
    "/knowledge-proposals/{id}/return",
    response={200: KnowledgeProposalRow, **PROBLEMS},
    summary="Bring it back",
)
def bring_knowledge_back(request: HttpRequest, id: str) -> Any:
    """Whatever was made of it is undone; what an acceptance said is withdrawn."""
    found = queries.knowledge_proposal(request.user, id)
    actions.take_back_knowledge_answer(found, by=request.user, at=now())
    return queries.knowledge_proposal(request.user, id)
