"""What the evidence suggests for the timeline, and what people make of it."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.base.paging import page
from secondsight.organisation import queries as organisation
from secondsight.record.actions import candidates as actions
from secondsight.record.actions.proposing import propose_candidates
from secondsight.record.queries import candidates as queries
from secondsight.record.queries import incidents as incident_queries
from secondsight.record.queries import timeline as timeline_queries
from secondsight.record.rules.candidates.signs import Strength
from secondsight.record.rules.vocabulary import EventKind, Phase

router = Router(auth=signed_in())


class CandidateRow(Schema):
    """An event that the evidence suggests, and what somebody made of it.

    `why` says what was seen, `reasons` what makes it weigh more or less; `score` lies between 0 and 1 and
    `strength` is its word. `is_kept_back` is true of what is weaker than others around it.
    """

    id: str
    incident: str
    occurred_at: datetime
    what: str
    kind: str
    phase: str
    actor: str
    why: str
    reasons: list[str]
    strength: Strength
    score: float
    is_kept_back: bool
    items: list[int]
    verdict: str | None
    event: str | None

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

    @staticmethod
    def resolve_event(row: Any) -> str | None:
        """The event that it became or was merged into."""
        return row.answer.event_id if hasattr(row, "answer") else None


class CandidatePage(Schema):
    """A page of candidates, and how far the desk is; `weaker` ones wait too, but are not in `total`."""

    rows: list[CandidateRow]
    total: int
    waiting: int
    weaker: int
    next: str
    previous: str


class AcceptanceIn(Schema):
    """What to put right; what is left out stays as proposed. `account` is an id, `team` a slug."""

    what: str | None = Field(None, min_length=1, max_length=500)
    occurred_at: datetime | None = None
    kind: EventKind | None = None
    phase: Phase | Literal[""] | None = None
    actor: str | None = Field(None, max_length=200)
    account: str | None = Field(None, max_length=16)
    team: str | None = Field(None, max_length=50)
    context: str | None = Field(None, max_length=20_000)


class Several(Schema):
    """Candidates by their ids."""

    candidates: list[str] = Field(max_length=500)


class CandidateMerge(Schema):
    """The event to merge into."""

    event: str = Field(max_length=16)


class CandidateCount(Schema):
    """How many candidates are new, or were accepted."""

    count: int


@router.get("/incidents/{id}/candidates", response={200: CandidatePage, **PROBLEMS}, summary="Candidates")
def list_candidates(
    request: HttpRequest,
    id: str,
    state: Literal["waiting", "weaker", "accepted", "merged", "dismissed", "all"] = "waiting",
    order: Literal["time", "strongest"] = "time",
    cursor: str = Query("", max_length=500),
) -> Any:
    """Oldest or strongest first, 50 a page. Waiting ones are those put forward; ask for the weaker ones."""
    incident = incident_queries.incident(request.user, id)
    rows = queries.candidates(request.user, incident, state)
    found = page(rows, order=queries.ORDERS[order], size=50, cursor=cursor)
    counted = queries.progress(incident)
    return {
        "rows": found.rows,
        "total": counted.total,
        "waiting": counted.waiting,
        "weaker": counted.weaker,
        "next": found.next,
        "previous": found.previous,
    }


@router.post(
    "/incidents/{id}/candidates/search", response={200: CandidateCount, **PROBLEMS}, summary="Propose"
)
def search_candidates(request: HttpRequest, id: str) -> Any:
    """Go through the evidence again; what was proposed before is not proposed twice."""
    incident = incident_queries.incident(request.user, id)
    return {"count": propose_candidates(incident, by=request.user, at=now())}


@router.post(
    "/incidents/{id}/candidates/acceptance",
    response={200: CandidateCount, **PROBLEMS},
    summary="Accept several",
)
def accept_several(request: HttpRequest, id: str, payload: Several) -> Any:
    """All as proposed; those that somebody has answered are left alone."""
    incident = incident_queries.incident(request.user, id)
    names = [name for name in payload.candidates if incident_queries.is_name(name)]
    rows = queries.candidates(request.user, incident, ids=names)
    return {"count": len(actions.accept_candidates(rows, by=request.user, at=now()))}


@router.get("/candidates/{id}", response={200: CandidateRow, **PROBLEMS}, summary="One candidate")
def one_candidate(request: HttpRequest, id: str) -> Any:
    """With what was made of it."""
    return queries.candidate(request.user, id)


@router.post("/candidates/{id}/acceptance", response={200: CandidateRow, **PROBLEMS}, summary="Accept it")
def accept(request: HttpRequest, id: str, payload: AcceptanceIn) -> Any:
    """Put it on the timeline, corrected where something is sent."""
    told = {name: value for name, value in payload.dict(exclude_unset=True).items() if value is not None}
    for name, find in (("account", organisation.account), ("team", organisation.team)):
        if name in told:
            told[name] = find(request.user, told[name]) if told[name] else None
    actions.accept_candidate(queries.candidate(request.user, id), by=request.user, at=now(), **told)
    return queries.candidate(request.user, id)


@router.post("/candidates/{id}/merge", response={200: CandidateRow, **PROBLEMS}, summary="Merge it")
def merge(request: HttpRequest, id: str, payload: CandidateMerge) -> Any:
    """Let an event that is there already rest on its evidence too."""
    candidate = queries.candidate(request.user, id)
    event = timeline_queries.event(request.user, payload.event)
    actions.merge_candidate(candidate, event, by=request.user, at=now())
    return queries.candidate(request.user, id)


@router.post("/candidates/{id}/dismissal", response={200: CandidateRow, **PROBLEMS}, summary="Dismiss it")
def dismiss(request: HttpRequest, id: str) -> Any:
    """It can be brought back."""
    actions.dismiss_candidate(queries.candidate(request.user, id), by=request.user, at=now())
    return queries.candidate(request.user, id)


@router.post("/candidates/{id}/return", response={200: CandidateRow, **PROBLEMS}, summary="Bring it back")
def bring_back(request: HttpRequest, id: str) -> Any:
    """Whatever was made of it is undone."""
    actions.take_back_answer(queries.candidate(request.user, id), by=request.user, at=now())
    return queries.candidate(request.user, id)
