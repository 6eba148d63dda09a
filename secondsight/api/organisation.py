"""Teams, services, severities, tiers, the calendar and what was agreed, over the API."""

import datetime as dates
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import StringConstraints

from secondsight.api.accounts import Id, Zone
from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.base.errors import NotFound
from secondsight.organisation import actions, queries
from secondsight.organisation.queries.calendar import closed_day, closed_days
from secondsight.organisation.rules.policy import POLICIES, NumberPolicy

router = Router(auth=signed_in())
ONE_LINE = r"^[^\x00-\x1f]*$"
Line = Annotated[str, StringConstraints(max_length=300, pattern=ONE_LINE)]
Name = Annotated[str, StringConstraints(max_length=100, pattern=ONE_LINE)]
Slug = Annotated[str, StringConstraints(max_length=50, pattern=r"^[-0-9a-z]*$")]
IdOrSlug = Annotated[str, StringConstraints(max_length=50, pattern=r"^[-_0-9a-zA-Z]+$")]
Word = Annotated[str, StringConstraints(max_length=100, pattern=ONE_LINE)]


class TeamOut(Schema):
    """A team."""

    id: str
    slug: str
    name: str


class ServiceOut(TeamOut):
    """A service, with the slug of the team that has authority over it."""

    team: str | None


class TierOut(TeamOut):
    """A kind of review; from 0 minutes means that it can be held without a meeting."""

    summary: str
    minutes_from: int
    minutes_to: int
    most_commitments: int


class SeverityOut(TeamOut):
    """A severity, with the slug of the tier that it asks for."""

    summary: str
    tier: str


class Teams(Schema):
    """Every team, by name."""

    rows: list[TeamOut]
    next: str = ""
    previous: str = ""


class Services(Schema):
    """Every service, by name."""

    rows: list[ServiceOut]
    next: str = ""
    previous: str = ""


class Tiers(Schema):
    """Every tier, the fullest first."""

    rows: list[TierOut]
    next: str = ""
    previous: str = ""


class Severities(Schema):
    """Every severity, the worst first."""

    rows: list[SeverityOut]
    next: str = ""
    previous: str = ""


class NewTeam(Schema):
    """A team to be made."""

    name: Name
    slug: Slug = Field("", description="made of the name when empty")


class TeamName(Schema):
    """Another name for a team."""

    name: Name


class ChangedService(Schema):
    """A service's name, and its team by id or slug."""

    name: Name
    team: IdOrSlug | None = None


class NewService(ChangedService):
    """A service to be made."""

    slug: Slug = Field("", description="made of the name when empty")


class ChangedTier(Schema):
    """What a tier is."""

    name: Name
    summary: Line = ""
    minutes_from: int = Field(..., ge=0, le=480)
    minutes_to: int = Field(..., ge=0, le=480)
    most_commitments: int = Field(5, ge=0, le=50)


class NewTier(ChangedTier):
    """A tier to be made."""

    slug: Slug = Field("", description="made of the name when empty")


class ChangedSeverity(Schema):
    """What a severity is, and its tier by id or slug."""

    name: Annotated[str, StringConstraints(max_length=40, pattern=ONE_LINE)]
    summary: Line = ""
    tier: IdOrSlug


class NewSeverity(ChangedSeverity):
    """A severity to be made."""

    slug: Slug = Field("", description="made of the name when empty")


class PolicyOut(Schema):
    """Something that is agreed, with its limits where it is a number."""

    key: str
    group: str
    label: str
    hint: str
    value: int | list[str]
    default: int | list[str]
    unit: str = ""
    least: int | None = None
    most: int | None = None


class Policies(Schema):
    """Everything that is agreed."""

    rows: list[PolicyOut]
    next: str = ""
    previous: str = ""


class Agreed(Schema):
    """New values by key; all of them are taken, or none."""

    values: dict[Annotated[str, StringConstraints(max_length=60)], int | list[Word]] = Field(
        ..., min_length=1, max_length=50
    )


class ClosedDayOut(Schema):
    """A day on which the organisation does not work."""

    id: str
    on: dates.date
    name: str


class NewClosedDay(Schema):
    """A closed day to be added."""

    on: dates.date
    name: Name


class ChangedCalendar(Schema):
    """When the organisation works; weekday 0 is Monday."""

    name: Annotated[str, StringConstraints(max_length=200, pattern=ONE_LINE)]
    time_zone: Zone
    holiday_country: Annotated[str, StringConstraints(max_length=2, pattern=r"^[A-Za-z]*$")] = ""
    holiday_region: Annotated[str, StringConstraints(max_length=10, pattern=ONE_LINE)] = ""
    working_weekdays: list[Annotated[int, Field(ge=0, le=6)]] = Field(..., min_length=1, max_length=7)


class CalendarOut(Schema):
    """The organisation and when it works."""

    name: str
    time_zone: str
    holiday_country: str
    holiday_region: str
    working_weekdays: list[int]
    closed_days: list[ClosedDayOut]


ADMIN = signed_in("admin")


@router.get("/teams", response={200: Teams, **PROBLEMS}, summary="List teams")
def teams(request: HttpRequest) -> dict[str, Any]:
    """Return every team by name."""
    return {"rows": list(queries.teams(request.auth))}


@router.post("/teams", auth=ADMIN, response={201: TeamOut, **PROBLEMS}, summary="Add a team")
def new_team(request: HttpRequest, given: NewTeam) -> Status[Any]:
    """Add a team."""
    return Status(201, actions.create_team(given.name, slug=given.slug, by=request.auth, at=now()))


@router.put("/teams/{id}", auth=ADMIN, response={200: TeamOut, **PROBLEMS}, summary="Rename a team")
def rename_team(request: HttpRequest, id: IdOrSlug, given: TeamName) -> Any:
    """Give a team another name; its slug stays."""
    return actions.rename_team(queries.team(request.auth, id), given.name, by=request.auth, at=now())


@router.delete("/teams/{id}", auth=ADMIN, response={204: None, **PROBLEMS}, summary="Delete a team")
def delete_team(request: HttpRequest, id: IdOrSlug) -> Status[None]:
    """Delete a team; its people and services stay."""
    actions.delete_team(queries.team(request.auth, id), by=request.auth, at=now())
    return Status(204, None)


@router.put(
    "/teams/{id}/members/{account}",
    auth=ADMIN,
    response={204: None, **PROBLEMS},
    summary="Put somebody into a team",
)
def add_member(request: HttpRequest, id: IdOrSlug, account: Id) -> Status[None]:
    """Put somebody into a team; who is in it stays."""
    by = request.auth
    actions.add_member(queries.team(by, id), queries.account(by, account, is_active=True), by=by, at=now())
    return Status(204, None)


@router.delete(
    "/teams/{id}/members/{account}",
    auth=ADMIN,
    response={204: None, **PROBLEMS},
    summary="Take somebody out of a team",
)
def remove_member(request: HttpRequest, id: IdOrSlug, account: Id) -> Status[None]:
    """Take somebody out of a team."""
    by = request.auth
    actions.remove_member(queries.team(by, id), queries.account(by, account), by=by, at=now())
    return Status(204, None)


@router.get("/services", response={200: Services, **PROBLEMS}, summary="List services")
def services(request: HttpRequest) -> dict[str, Any]:
    """Return every service by name."""
    return {"rows": [_service(row) for row in queries.services(request.auth)]}


@router.post("/services", auth=ADMIN, response={201: ServiceOut, **PROBLEMS}, summary="Add a service")
def new_service(request: HttpRequest, given: NewService) -> Status[Any]:
    """Add a service."""
    made = actions.create_service(
        given.name, slug=given.slug, team=_team(request, given.team), by=request.auth, at=now()
    )
    return Status(201, _service(made))


@router.put("/services/{id}", auth=ADMIN, response={200: ServiceOut, **PROBLEMS}, summary="Change a service")
def change_service(request: HttpRequest, id: IdOrSlug, given: ChangedService) -> dict[str, Any]:
    """Change a service's name and team; its slug stays."""
    row = queries.service(request.auth, id)
    team = _team(request, given.team)
    return _service(actions.change_service(row, name=given.name, team=team, by=request.auth, at=now()))


@router.delete("/services/{id}", auth=ADMIN, response={204: None, **PROBLEMS}, summary="Delete a service")
def delete_service(request: HttpRequest, id: IdOrSlug) -> Status[None]:
    """Delete a service; incidents lose its mention."""
    actions.delete_service(queries.service(request.auth, id), by=request.auth, at=now())
    return Status(204, None)


@router.get("/severities", response={200: Severities, **PROBLEMS}, summary="List severities")
def severities(request: HttpRequest) -> dict[str, Any]:
    """Return every severity, the worst first."""
    return {"rows": [_severity(row) for row in queries.severities(request.auth)]}


@router.post("/severities", auth=ADMIN, response={201: SeverityOut, **PROBLEMS}, summary="Add a severity")
def new_severity(request: HttpRequest, given: NewSeverity) -> Status[Any]:
    """Add a severity, milder than the others."""
    told = {**given.dict(), "tier": queries.tier(request.auth, given.tier)}
    return Status(201, _severity(actions.create_severity(**told, by=request.auth, at=now())))


@router.put(
    "/severities/{id}", auth=ADMIN, response={200: SeverityOut, **PROBLEMS}, summary="Change a severity"
)
def change_severity(request: HttpRequest, id: IdOrSlug, given: ChangedSeverity) -> dict[str, Any]:
    """Change what a severity is called and which tier it asks for."""
    told = {**given.dict(), "tier": queries.tier(request.auth, given.tier)}
    row = queries.severity(request.auth, id)
    return _severity(actions.change_severity(row, **told, by=request.auth, at=now()))


@router.get("/tiers", response={200: Tiers, **PROBLEMS}, summary="List tiers")
def tiers(request: HttpRequest) -> dict[str, Any]:
    """Return every kind of review, the fullest first."""
    return {"rows": list(queries.tiers(request.auth))}


@router.post("/tiers", auth=ADMIN, response={201: TierOut, **PROBLEMS}, summary="Add a tier")
def new_tier(request: HttpRequest, given: NewTier) -> Status[Any]:
    """Add a kind of review."""
    return Status(201, actions.create_tier(**given.dict(), by=request.auth, at=now()))


@router.put("/tiers/{id}", auth=ADMIN, response={200: TierOut, **PROBLEMS}, summary="Change a tier")
def change_tier(request: HttpRequest, id: IdOrSlug, given: ChangedTier) -> Any:
    """Change a kind of review."""
    row = queries.tier(request.auth, id)
    return actions.change_tier(row, **given.dict(), by=request.auth, at=now())


@router.get("/policy", response={200: Policies, **PROBLEMS}, summary="What the organisation agreed on")
def policy(request: HttpRequest) -> dict[str, Any]:
    """Return every agreed value with its limits."""
    return _policies()


@router.patch("/policy", auth=ADMIN, response={200: Policies, **PROBLEMS}, summary="Agree on something else")
def set_policy(request: HttpRequest, given: Agreed) -> dict[str, Any]:
    """Set some values, all or none; what was agreed before stays in the history."""
    actions.set_policies(given.values, by=request.auth, at=now())
    return _policies()


@router.get("/calendar", response={200: CalendarOut, **PROBLEMS}, summary="When the organisation works")
def calendar(request: HttpRequest) -> dict[str, Any]:
    """Return zone, holidays' country, weekdays and own closed days."""
    ours = queries.organisation()
    if ours is None:
        raise NotFound("There is no organisation yet.")
    return {
        "name": ours.name,
        "time_zone": ours.time_zone,
        "holiday_country": ours.holiday_country,
        "holiday_region": ours.holiday_region,
        "working_weekdays": [int(day) for day in ours.working_weekdays],
        "closed_days": list(closed_days(request.auth)),
    }


@router.put("/calendar", auth=ADMIN, response={200: CalendarOut, **PROBLEMS}, summary="Change the calendar")
def change_calendar(request: HttpRequest, given: ChangedCalendar) -> dict[str, Any]:
    """Change zone, holidays' country and weekdays."""
    told = {**given.dict(), "working_weekdays": "".join(str(day) for day in given.working_weekdays)}
    actions.change_calendar(**told, by=request.auth, at=now())
    return calendar(request)


@router.post("/closed-days", auth=ADMIN, response={201: ClosedDayOut, **PROBLEMS}, summary="Close a day")
def new_closed_day(request: HttpRequest, given: NewClosedDay) -> Status[Any]:
    """Add a day on which the organisation does not work."""
    return Status(201, actions.add_closed_day(given.on, given.name, by=request.auth, at=now()))


@router.delete("/closed-days/{id}", auth=ADMIN, response={204: None, **PROBLEMS}, summary="Open a day again")
def remove_closed_day(request: HttpRequest, id: Id) -> Status[None]:
    """Work on that day after all."""
    actions.remove_closed_day(closed_day(request.auth, id), by=request.auth, at=now())
    return Status(204, None)


def _team(request: HttpRequest, name: str | None) -> Any:
    return queries.team(request.auth, name) if name else None


def _service(row: Any) -> dict[str, Any]:
    team = row.team.slug if row.team else None
    return {"id": row.pk, "slug": row.slug, "name": row.name, "team": team}


def _severity(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "slug": row.slug,
        "name": row.name,
        "summary": row.summary,
        "tier": row.tier.slug,
    }


def _policies() -> dict[str, Any]:
    values = queries.policies()
    return {"rows": [_policy(policy, values[policy.key]) for policy in POLICIES]}


def _policy(policy: Any, value: Any) -> dict[str, Any]:
    is_number = isinstance(policy, NumberPolicy)
    limits = {"unit": policy.unit, "least": policy.least, "most": policy.most} if is_number else {}
    default = policy.default if is_number else list(policy.default)
    return {
        "key": policy.key,
        "group": policy.group,
        "label": policy.label,
        "hint": policy.hint,
        "value": value,
        "default": default,
        **limits,
    }
