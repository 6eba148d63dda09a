"""Search, the queue of reviews that are due, and the policy that asks for them."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.programme.actions.declining import decline_review, undo_decline
from secondsight.programme.actions.patterns import review_pattern
from secondsight.programme.actions.triggers import set_triggers, would_set
from secondsight.programme.queries import due, patterns, search
from secondsight.programme.queries.preview import preview as make_preview
from secondsight.programme.queries.triggers import agreed_triggers, terms
from secondsight.programme.rules.agreeing import Change, told
from secondsight.programme.rules.qualifying import Setting, Trigger
from secondsight.record.queries.incidents import plain_incident

router = Router(auth=signed_in())


class Found(Schema):
    """One thing that was found. `title` and `snippet` are HTML; `<mark>` stands around the words found."""

    kind: str
    title: str
    snippet: str
    at: datetime | None
    url: str
    within: str
    within_url: str


class FoundPage(Schema):
    """A page of what was found, the best first. `evidence`: a few pieces, on the first page of everything."""

    rows: list[Found]
    evidence: list[Found]
    next: str
    previous: str


class Wanted(Schema):
    """What to look for: words, "a phrase", -without, begin*; and in which kind of thing."""

    q: str = Field(..., max_length=400)
    kind: str = Field("", max_length=40, description="incident, review, event, …, evidence; empty: all")
    cursor: str = Field("", max_length=2, pattern=r"^([1-9][0-9]?)?$", description="`next` or `previous`")


@router.get("/search", response={200: FoundPage, **PROBLEMS}, summary="Find what one may see by its words")
def find(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """Return what has all the words in it, the best first."""
    page = int(wanted.cursor or 1)
    found = search(request.auth, wanted.q, kind=wanted.kind, page=page)  # type: ignore[attr-defined]
    return {
        "rows": found.hits,
        "evidence": found.evidence,
        "next": str(found.next or ""),
        "previous": str(found.previous or ""),
    }


class Declining(Schema):
    """Who declined a review, when and why."""

    reason: str
    declined_by: str | None
    declined_at: datetime

    @staticmethod
    def resolve_declined_by(row: Any) -> str | None:
        """The account's id."""
        return row.declined_by_id or None

    @staticmethod
    def resolve_declined_at(row: Any) -> datetime:
        """When it was declined."""
        at: datetime = row.recorded_at
        return at


class DueReview(Schema):
    """A review that the policy asks for, and why. `clock` and `decays` are empty once it has ended."""

    incident: str
    title: str
    severity: str
    tier: str
    reasons: list[str]
    standing: str
    counted_from_at: datetime
    target_at: datetime
    limit_at: datetime
    clock: str
    decays: str
    reviews: list[str]
    declined: Declining | None

    @staticmethod
    def resolve_incident(row: Any) -> str:
        """The id."""
        return str(row.incident.pk)

    @staticmethod
    def resolve_title(row: Any) -> str:
        """The incident's."""
        return str(row.incident.title)

    @staticmethod
    def resolve_severity(row: Any) -> str:
        """The slug."""
        return str(row.incident.severity.slug)

    @staticmethod
    def resolve_reviews(row: Any) -> list[str]:
        """Their ids, those that one may see."""
        return [review.pk for review in row.reviews]


class DuePage(Schema):
    """A page of reviews that are asked for, the most pressing first, and how many stand how."""

    rows: list[DueReview]
    counts: dict[str, int]
    next: str
    previous: str


class PatternFull(Schema):
    """Small incidents that belong together, oldest first, by their ids."""

    id: str
    shared: str
    sentence: str
    tier: str
    found_at: datetime
    incidents: list[str]
    review_id: str
    is_lapsed: bool
    declined: Declining | None

    @staticmethod
    def resolve_incidents(row: Any) -> list[str]:
        """Their ids."""
        return [one.pk for one in row.incidents]


class PatternPage(Schema):
    """The patterns that wait for an answer: at most 50, so that there is one page."""

    rows: list[PatternFull]
    next: str = ""
    previous: str = ""


class PatternReview(Schema):
    """The review that a pattern led to."""

    review: str


class Verdict(Schema):
    """What the policy makes of an incident: the review that it asks for, or what was looked at in vain."""

    due: DueReview | None
    missing: list[str]
    patterns: list[PatternFull]


class Reasoned(Schema):
    """Why there is to be no review."""

    reason: str = Field(min_length=1, max_length=2_000)


class TriggerFull(Schema):
    """What is agreed about a trigger. What it does not have is null."""

    trigger: str
    label: str
    is_on: bool
    threshold: int
    window_days: int
    severity: str | None
    tier: str | None
    sentence: str


class QualifyingPolicy(Schema):
    """What asks for a review, and how soon one is to be held."""

    triggers: list[TriggerFull]
    target_hours: float
    limit_hours: float


class TriggerChange(Schema):
    """What to agree on anew; what is left out stays. Severity and tier by their slugs."""

    trigger: Trigger
    is_on: bool | None = None
    threshold: int | None = Field(None, ge=0, le=10_000)
    window_days: int | None = Field(None, ge=0, le=10_000)
    severity: str | None = Field(None, max_length=50)
    tier: str | None = Field(None, max_length=50)


class PolicyChange(Schema):
    """Changes to some triggers, all or none."""

    triggers: list[TriggerChange] = Field(max_length=20)


class PreviewedIncident(Schema):
    """A past incident; `change` is new, gone, other (another tier) or same."""

    incident: str
    title: str
    tier: str
    sentences: list[str]
    change: str

    @staticmethod
    def resolve_incident(row: Any) -> str:
        """The id."""
        return str(row.incident.pk)

    @staticmethod
    def resolve_title(row: Any) -> str:
        """The incident's."""
        return str(row.incident.title)


class PolicyPreview(Schema):
    """What a policy would have made of the last year's incidents, at most the newest 500."""

    sentence: str
    looked_at: int
    rows: list[PreviewedIncident]


@router.get("/programme/queue", response={200: DuePage, **PROBLEMS}, summary="List the reviews that are due")
def list_due(
    request: HttpRequest,
    state: str = Query(due.OPEN, max_length=20, description="open, due, preparing, overdue, …"),
    cursor: str = Query("", max_length=500),
) -> Any:
    """Return what the policy asks for: past its limit first, then the more demanding review."""
    found = due.queue(request.user, now(), state=state, cursor=cursor)
    return {
        "rows": found.rows,
        "counts": found.counts,
        "next": found.page.next,
        "previous": found.page.previous,
    }


@router.get(
    "/incidents/{id}/qualification", response={200: Verdict, **PROBLEMS}, summary="What an incident deserves"
)
def qualification(request: HttpRequest, id: str) -> Any:
    """Return which review the policy asks for, and why."""
    incident = plain_incident(request.user, id)
    return {
        "due": due.due_of(request.user, incident, now()),
        "missing": due.missing_of(request.user, incident),
        "patterns": patterns.patterns_of(request.user, incident),
    }


@router.post(
    "/incidents/{id}/declined-review", response={201: Declining, **PROBLEMS}, summary="Decline its review"
)
def decline(request: HttpRequest, id: str, payload: Reasoned) -> Any:
    """Say why there is to be none. Declined already, it stays as it was."""
    row = due.qualification_of(request.user, id)
    return Status(201, decline_review(row, reason=payload.reason, by=request.user, at=now()))


@router.delete(
    "/incidents/{id}/declined-review", response={204: None, **PROBLEMS}, summary="Take its review up again"
)
def undo(request: HttpRequest, id: str) -> Any:
    """It is due again; that it was declined stays in the history."""
    undo_decline(due.qualification_of(request.user, id), by=request.user, at=now())
    return Status(204, None)


@router.get(
    "/patterns", response={200: PatternPage, **PROBLEMS}, summary="List small ones that belong together"
)
def list_patterns(request: HttpRequest) -> Any:
    """Return those that wait for a review, or for somebody who says why not."""
    return {"rows": patterns.waiting_patterns(request.user)}


@router.post(
    "/patterns/{id}/review", response={201: PatternReview, **PROBLEMS}, summary="Review a pattern's incidents"
)
def open_pattern_review(request: HttpRequest, id: str) -> Any:
    """Open one review over all of them; asked again, it is the same."""
    made = review_pattern(patterns.pattern(request.user, id), by=request.user, at=now())
    return Status(201, {"review": made.pk})


@router.post(
    "/patterns/{id}/declined-review",
    response={201: Declining, **PROBLEMS},
    summary="Decline a pattern's review",
)
def decline_pattern(request: HttpRequest, id: str, payload: Reasoned) -> Any:
    """It is not proposed again for these incidents; it is when a new one joins."""
    row = patterns.pattern(request.user, id)
    return Status(201, decline_review(row, reason=payload.reason, by=request.user, at=now()))


@router.delete(
    "/patterns/{id}/declined-review", response={204: None, **PROBLEMS}, summary="Take a pattern up again"
)
def undo_pattern(request: HttpRequest, id: str) -> Any:
    """It waits again."""
    undo_decline(patterns.pattern(request.user, id), by=request.user, at=now())
    return Status(204, None)


@router.get(
    "/programme/policy", response={200: QualifyingPolicy, **PROBLEMS}, summary="What asks for a review"
)
def qualifying_policy(request: HttpRequest) -> Any:
    """Return what is agreed about each trigger."""
    return _policy(agreed_triggers())


@router.patch(
    "/programme/policy",
    auth=signed_in("admin"),
    response={200: QualifyingPolicy, **PROBLEMS},
    summary="Agree on what asks for a review",
)
def change_policy(request: HttpRequest, payload: PolicyChange) -> Any:
    """All changes or none; incidents are looked at again with it, in a moment."""
    return _policy(set_triggers(_changes(payload), by=request.user, at=now()))


@router.post(
    "/programme/policy/preview",
    auth=signed_in("read"),
    response={200: PolicyPreview, **PROBLEMS},
    summary="What a policy would have made of the last year",
)
def preview_policy(request: HttpRequest, payload: PolicyChange) -> Any:
    """Nothing is stored."""
    return make_preview(request.user, agreed_triggers(), would_set(_changes(payload)), now())


def _changes(payload: PolicyChange) -> dict[Trigger, Change]:
    return {
        one.trigger: Change(one.is_on, one.threshold, one.window_days, one.severity, one.tier)
        for one in payload.triggers
    }


def _policy(agreed: dict[Trigger, Setting]) -> dict[str, Any]:
    times = terms()
    return {
        "triggers": [
            {
                "trigger": trigger.value,
                "label": trigger.label,
                "is_on": one.is_on,
                "threshold": one.threshold,
                "window_days": one.window_days,
                "severity": one.severity_slug or None,
                "tier": one.tier.slug if one.tier else None,
                "sentence": told(one),
            }
            for trigger, one in agreed.items()
        ],
        "target_hours": times.target.total_seconds() / 3600,
        "limit_hours": times.limit.total_seconds() / 3600,
    }
