"""Incidents, their timelines and the candidates that the evidence suggests."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.base.paging import page
from secondsight.organisation import queries as organisation
from secondsight.record.actions import incidents as actions
from secondsight.record.queries import incidents as queries
from secondsight.record.queries.incidents import milestones_of
from secondsight.record.rules.vocabulary import MilestoneKind, Part

router = Router(auth=signed_in())

Id = Field(max_length=16)
Slug = Field(max_length=50)


class Named(Schema):
    """A severity, service or team."""

    slug: str
    name: str


class IncidentRow(Schema):
    """An incident as lists show it."""

    id: str
    title: str
    severity: str
    is_near_miss: bool
    is_customer_facing: bool
    is_restricted: bool
    time_zone: str
    listed_at: datetime
    services: list[Named]
    teams: list[Named]
    budget_burnt_percent: float | None
    failure_mode: str
    event_count: int
    open_candidate_count: int

    @staticmethod
    def resolve_severity(row: Any) -> str:
        """The slug."""
        return str(row.severity.slug)

    @staticmethod
    def resolve_services(row: Any) -> list[Any]:
        """All services, loaded before."""
        return list(row.services.all())

    @staticmethod
    def resolve_teams(row: Any) -> list[Any]:
        """All teams, loaded before."""
        return list(row.teams.all())


class IncidentPage(Schema):
    """A page of incidents, newest first, with the cursors of its neighbours."""

    rows: list[IncidentRow]
    next: str
    previous: str


class ParticipantRow(Schema):
    """Somebody who was in the incident."""

    id: str
    name: str
    part: str
    account: str | None
    team: str | None

    @staticmethod
    def resolve_account(row: Any) -> str | None:
        """The account's id."""
        return row.account_id or None

    @staticmethod
    def resolve_team(row: Any) -> str | None:
        """The team's slug."""
        return row.team.slug if row.team else None


class IncidentFull(IncidentRow):
    """Everything said of an incident beside its timeline; unknown milestones are null."""

    summary: str
    edition: int
    recorded_at: datetime
    item_count: int
    milestones: dict[str, datetime | None]
    participants: list[ParticipantRow]

    @staticmethod
    def resolve_milestones(row: Any) -> dict[str, datetime | None]:
        """Every kind of milestone, known or not."""
        return {kind.value: at for kind, at in milestones_of(row).items()}

    @staticmethod
    def resolve_participants(row: Any) -> list[Any]:
        """In the order they were noted."""
        return list(queries.participants(row))


class IncidentIn(Schema):
    """An incident to open."""

    title: str = Field(min_length=1, max_length=300)
    severity: str = Slug
    summary: str = Field("", max_length=20_000)
    is_near_miss: bool = False
    is_customer_facing: bool = False
    budget_burnt_percent: float | None = Field(None, ge=0, le=10_000, description="Of the error budget")
    failure_mode: str = Field("", max_length=120, description="How it failed, as it looked from outside")
    is_restricted: bool = False
    time_zone: str = Field("UTC", max_length=60)
    services: list[str] = Field([], max_length=100)
    teams: list[str] = Field([], max_length=100)
    started_at: datetime | None = None
    milestones: dict[MilestoneKind, datetime] = {}
    once: str = Field("", max_length=16)


class IncidentChange(Schema):
    """What to change; what is left out stays. `edition` is the one that was read."""

    title: str | None = Field(None, min_length=1, max_length=300)
    severity: str | None = Field(None, max_length=50)
    summary: str | None = Field(None, max_length=20_000)
    is_near_miss: bool | None = None
    is_customer_facing: bool | None = None
    budget_burnt_percent: float | None = Field(None, ge=0, le=10_000, description="null: not known")
    failure_mode: str | None = Field(None, max_length=120)
    time_zone: str | None = Field(None, max_length=60)
    services: list[str] | None = Field(None, max_length=100)
    teams: list[str] | None = Field(None, max_length=100)
    edition: int | None = Field(None, ge=1, le=10**9)


class ParticipantIn(Schema):
    """Somebody who was in the incident: an account's id, or a name."""

    account: str = Field("", max_length=16)
    name: str = Field("", max_length=200)
    team: str = Field("", max_length=50)
    part: Part = Part.RESPONDER


class IncidentAudience(Schema):
    """Who may know of a restricted incident: accounts' ids, teams' slugs."""

    accounts: list[str] = Field([], max_length=500)
    teams: list[str] = Field([], max_length=100)


@router.get("/incidents", response={200: IncidentPage, **PROBLEMS}, summary="List incidents")
def list_incidents(
    request: HttpRequest,
    severity: str = Query("", max_length=50),
    service: str = Query("", max_length=50),
    team: str = Query("", max_length=50),
    near_miss: bool | None = None,
    q: str = Query("", max_length=100),
    cursor: str = Query("", max_length=500),
) -> Any:
    """Newest first; narrowed by slugs and by words of title or summary."""
    filters = queries.IncidentFilters(*(_clean(v) for v in (severity, service, team)), near_miss, _clean(q))
    return page(queries.incidents(request.user, filters), order=queries.ORDER, size=50, cursor=cursor)


@router.post("/incidents", response={201: IncidentFull, **PROBLEMS}, summary="Open an incident")
def open_incident(request: HttpRequest, payload: IncidentIn) -> Any:
    """Sent twice with the same `once` (an id of 16 characters), it opens one incident."""
    told = payload.dict()
    told["milestones"] = {kind.value: at for kind, at in payload.milestones.items()}
    opened = actions.open_incident(**_rows(request, told), by=request.user, at=now())
    return Status(201, queries.incident(request.user, opened.pk))


@router.get("/incidents/{id}", response={200: IncidentFull, **PROBLEMS}, summary="One incident")
def one_incident(request: HttpRequest, id: str) -> Any:
    """With milestones and people; its timeline is a resource of its own."""
    return queries.incident(request.user, id)


@router.patch("/incidents/{id}", response={200: IncidentFull, **PROBLEMS}, summary="Correct an incident")
def edit_incident(request: HttpRequest, id: str, payload: IncidentChange) -> Any:
    """409 when somebody changed it since the edition that was read."""
    found = queries.incident(request.user, id)
    told = {
        name: value
        for name, value in payload.dict(exclude_unset=True).items()
        if value is not None or name == "budget_burnt_percent"
    }
    actions.edit_incident(found, **_rows(request, told), by=request.user, at=now())
    return queries.incident(request.user, id)


@router.post(
    "/incidents/{id}/participants", response={201: ParticipantRow, **PROBLEMS}, summary="Add somebody"
)
def add_participant(request: HttpRequest, id: str, payload: ParticipantIn) -> Any:
    """Say that somebody was in the incident. The same person in the same part is there once."""
    found = queries.incident(request.user, id)
    added = actions.add_participant(
        found,
        account=organisation.account(request.user, payload.account) if payload.account else None,
        name=payload.name,
        team=organisation.team(request.user, payload.team) if payload.team else None,
        part=payload.part.value,
        by=request.user,
        at=now(),
    )
    return Status(201, added)


@router.delete("/participants/{id}", response={204: None, **PROBLEMS}, summary="Remove somebody")
def remove_participant(request: HttpRequest, id: str) -> Any:
    """Say that somebody was not in the incident, or not in that part."""
    actions.remove_participant(queries.participant(request.user, id), by=request.user, at=now())
    return Status(204, None)


@router.put("/incidents/{id}/audience", response={200: IncidentFull, **PROBLEMS}, summary="Restrict it")
def restrict_incident(request: HttpRequest, id: str, payload: IncidentAudience) -> Any:
    """Only these, whoever opened it and you will know of it."""
    found = queries.incident(request.user, id)
    actions.restrict_incident(
        found,
        accounts=[organisation.account(request.user, one) for one in payload.accounts],
        teams=[organisation.team(request.user, one) for one in payload.teams],
        by=request.user,
        at=now(),
    )
    return queries.incident(request.user, id)


@router.delete("/incidents/{id}/audience", response={200: IncidentFull, **PROBLEMS}, summary="Open it")
def open_to_all(request: HttpRequest, id: str) -> Any:
    """Everybody in the organisation may know of it again."""
    actions.open_to_all(queries.incident(request.user, id), by=request.user, at=now())
    return queries.incident(request.user, id)


def _clean(value: str) -> str:
    return value.replace("\0", "")


def _rows(request: HttpRequest, told: dict[str, Any]) -> dict[str, Any]:
    """Replace the slugs by what they name."""
    if "severity" in told:
        told["severity"] = organisation.severity(request.user, told["severity"])
    for name, find in (("services", organisation.service), ("teams", organisation.team)):
        if name in told:
            told[name] = [find(request.user, slug) for slug in told[name]]
    return told
