"""What runs beside an incident's events: milestones on both clocks, impact, who heard of hypotheses."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.api.record import IncidentFull
from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput
from secondsight.organisation import queries as organisation
from secondsight.record.actions import hearings as hearing_actions
from secondsight.record.actions import impact as impact_actions
from secondsight.record.actions import milestones as milestone_actions
from secondsight.record.actions.incidents import set_milestones
from secondsight.record.queries import beside as queries
from secondsight.record.queries import desk, findings, timeline
from secondsight.record.queries.hearings import proposed_hearers, step_knowledge
from secondsight.record.queries.incidents import incident as find_incident
from secondsight.record.queries.knowing import find_vantage
from secondsight.record.queries.plain_beside import (
    plain_duration,
    plain_milestone,
    plain_reading,
    plain_series,
    plain_stretch,
    plain_thread,
)
from secondsight.record.rules.impact import Extent, Measure, Side
from secondsight.record.rules.vocabulary import MilestoneKind, Precision, Way

router = Router(auth=signed_in())


class RestsOnOut(Schema):
    """An event or an item that a milestone rests on, with its own time by the incident's clocks."""

    id: str
    what: str
    at: datetime | None
    precision: str


class KnownToOut(Schema):
    """Since when it was known to anybody ("room"), to a commander, to a team; null where nobody says."""

    key: str
    name: str
    kind: str
    since_at: datetime | None
    certainty: str
    brought_by: list[str]


class MilestoneOut(Schema):
    """A milestone on both clocks; without `at`, nobody knows when it was reached."""

    kind: str
    at: datetime | None
    precision: str
    events: list[RestsOnOut]
    items: list[RestsOnOut]
    known: list[KnownToOut]


class LengthOut(Schema):
    """A length on one clock: seconds, or null and in words why there are none."""

    seconds: float | None
    is_about: bool
    words: str


class DurationOut(Schema):
    """From one milestone to another, as it happened and as it was known."""

    name: str
    label: str
    start: str
    end: str
    happened: LengthOut
    known: LengthOut


class MilestonesOut(Schema):
    """All milestones in their order, reached or not, and the lengths between them."""

    milestones: list[MilestoneOut]
    durations: list[DurationOut]


class MilestoneIn(Schema):
    """What to say of a milestone; what is left out stays, `at` null makes it unknown.

    `events` are ids, `items` ids of evidence; given, they replace what it rests on.
    """

    at: datetime | None = None
    precision: Precision | None = None
    events: list[str] | None = Field(None, max_length=100)
    items: list[int] | None = Field(None, max_length=200)


class MilestonesIn(Schema):
    """When an incident reached some points; null says that nobody knows. `precisions`: how closely, some."""

    milestones: dict[MilestoneKind, datetime | None]
    precisions: dict[MilestoneKind, Precision] = {}


class TimeOfIn(Schema):
    """The event whose time it takes."""

    event: str = Field(max_length=16)


class ReadingOut(Schema):
    """A reading of impact. A stretch without `until_at` ended when nobody knows."""

    id: str
    incident: str
    side: str
    measure: str
    what: str
    value: float | None
    unit: str
    extent: str
    from_at: datetime
    until_at: datetime | None
    source: str
    items: list[int]
    noted_by: str
    edition: int
    is_withdrawn: bool


class StretchOut(Schema):
    """Impact as a ribbon draws it; `id` is the reading's, empty where the milestones tell it."""

    id: str
    side: str
    label: str
    from_at: datetime
    until_at: datetime | None
    is_instant: bool
    measure: str
    value: float | None
    unit: str


class CountedOut(Schema):
    """A number counted from evidence, with the items."""

    at: datetime
    value: float
    items: list[int]


class SeriesOut(Schema):
    """Numbers counted from evidence; `step_seconds` is the stretch that each counts, null for instants."""

    key: str
    label: str
    side: str
    unit: str
    step_seconds: float | None
    readings: list[CountedOut]


class ImpactOut(Schema):
    """What was noted, what is drawn of it, and what the evidence counts."""

    readings: list[ReadingOut]
    customer: list[StretchOut]
    internal: list[StretchOut]
    counted: list[SeriesOut]


class ReadingIn(Schema):
    """A reading of impact; `items` are ids of evidence."""

    side: Side
    measure: Measure
    from_at: datetime
    what: str = Field("", max_length=200)
    value: float | None = None
    unit: str = Field("", max_length=30)
    extent: Extent = Extent.STRETCH
    until_at: datetime | None = None
    source: str = Field("", max_length=300)
    items: list[int] = Field([], max_length=200)
    once: str = Field("", max_length=16)


class ReadingChange(Schema):
    """What to change; what is left out stays. `edition` is the one that was read."""

    side: Side | None = None
    measure: Measure | None = None
    from_at: datetime | None = None
    what: str | None = Field(None, max_length=200)
    value: float | None = None
    unit: str | None = Field(None, max_length=30)
    extent: Extent | None = None
    until_at: datetime | None = None
    source: str | None = Field(None, max_length=300)
    items: list[int] | None = Field(None, max_length=200)
    edition: int | None = Field(None, ge=1, le=10**9)


class HeardOut(Schema):
    """That somebody had heard of a step; without an id, they knew of the event that tells of it."""

    id: str
    key: str
    who: str
    known_at: datetime | None
    way: str
    through: str


class ProposedOut(Schema):
    """That somebody wrote in the channel after a step was said there, for a person to judge."""

    name: str
    known_at: datetime
    item: int


class ThreadStepOut(Schema):
    """A step on both clocks."""

    id: str
    state: str
    occurred_at: datetime | None
    who: str
    team: str
    words: str
    event: str
    item: int | None
    heard: list[HeardOut]
    proposed: list[ProposedOut]


class HeardByOut(Schema):
    """By when a team had heard that it was raised, and of its end."""

    key: str
    name: str
    raised_at: datetime | None
    ended_at: datetime | None


class StanceOut(Schema):
    """How it stood at a moment (`actual`), and the latest that those at a vantage had heard (`heard`)."""

    actual: str | None
    heard: str | None
    is_believed: bool
    is_dropped_unheard: bool
    is_confirmed_unheard: bool


class ThreadOut(Schema):
    """A hypothesis from raised to its end, with who had heard of it by when."""

    id: str
    what: str
    state: str
    raised_at: datetime | None
    ended_at: datetime | None
    steps: list[ThreadStepOut]
    teams: list[HeardByOut]
    stance: StanceOut | None


class Threads(Schema):
    """The hypotheses of an incident, the earliest raised first."""

    rows: list[ThreadOut]


class HearingIn(Schema):
    """Who had heard of a step: an account's id, a team's slug or a name; with none, everybody.

    With `is_so` false, what the evidence suggests (`item`) is put aside.
    """

    known_at: datetime
    account: str = Field("", max_length=16)
    team: str = Field("", max_length=50)
    name: str = Field("", max_length=200)
    way: Way | None = None
    through: str = Field("", max_length=200)
    item: int | None = None
    is_so: bool = True


class HearingOut(Schema):
    """A statement of who had heard of a step."""

    id: str
    step: str
    account: str | None
    team: str | None
    name: str
    known_at: datetime
    way: str
    through: str
    item: int | None
    is_withdrawn: bool

    @staticmethod
    def resolve_step(row: Any) -> str:
        """The step's id."""
        return str(row.step_id)

    @staticmethod
    def resolve_account(row: Any) -> str | None:
        """The account's name."""
        return row.account.name if row.account else None

    @staticmethod
    def resolve_team(row: Any) -> str | None:
        """The team's slug."""
        return row.team.slug if row.team else None

    @staticmethod
    def resolve_item(row: Any) -> int | None:
        """The item's id."""
        return row.item_id

    @staticmethod
    def resolve_is_withdrawn(row: Any) -> bool:
        """Whether it was taken back, or put aside."""
        return row.withdrawn_at is not None


@router.get("/incidents/{id}/milestones", response={200: MilestonesOut, **PROBLEMS}, summary="Milestones")
def list_milestones(request: HttpRequest, id: str) -> Any:
    """On both clocks: when each was reached, and since when anybody, the commander and each team knew."""
    found = queries.milestones_beside(request.user, find_incident(request.user, id))
    return {
        "milestones": [plain_milestone(row) for row in found],
        "durations": [plain_duration(row) for row in queries.durations_beside(found)],
    }


@router.put("/incidents/{id}/milestones", response={200: IncidentFull, **PROBLEMS}, summary="Set milestones")
def put_milestones(request: HttpRequest, id: str, payload: MilestonesIn) -> Any:
    """Those named are set, null for not known; the others stay. A contradiction is kept, to be settled."""
    found = find_incident(request.user, id)
    set_milestones(
        found,
        {kind.value: at for kind, at in payload.milestones.items()},
        precisions={kind.value: precision.value for kind, precision in payload.precisions.items()},
        by=request.user,
        at=now(),
    )
    return find_incident(request.user, id)


@router.get(
    "/incidents/{id}/milestones/{kind}", response={200: MilestoneOut, **PROBLEMS}, summary="One milestone"
)
def one_milestone(request: HttpRequest, id: str, kind: str) -> Any:
    """Reached or not, with what it rests on."""
    return plain_milestone(queries.milestone_beside(request.user, find_incident(request.user, id), kind))


@router.patch(
    "/incidents/{id}/milestones/{kind}",
    response={200: MilestoneOut, **PROBLEMS},
    summary="Say of a milestone",
)
def change_milestone(request: HttpRequest, id: str, kind: str, payload: MilestoneIn) -> Any:
    """When it was reached and what it rests on; without a time it takes the earliest event's."""
    incident = find_incident(request.user, id)
    before = queries.milestone_beside(request.user, incident, kind)
    told = payload.dict(exclude_unset=True)
    by: dict[str, Any] = {"by": request.user, "at": now()}
    events, items = told.get("events"), told.get("items")
    found = None if events is None else [timeline.event(request.user, one) for one in events]
    of = None if items is None else timeline.items_named(request.user, items)
    at = told.get("at", before.at)
    if "at" in told or ("precision" in told and at is not None):
        precision = told.get("precision") or before.precision
        set_milestones(incident, {kind: at}, precisions={kind: precision}, **by)
    if found is not None or of is not None:
        milestone_actions.base_milestone(incident, kind, events=found, items=of, **by)
    return plain_milestone(queries.milestone_beside(request.user, incident, kind))


@router.post(
    "/incidents/{id}/milestones/{kind}/time",
    response={200: MilestoneOut, **PROBLEMS},
    summary="Take an event's time",
)
def take_time(request: HttpRequest, id: str, kind: str, payload: TimeOfIn) -> Any:
    """The milestone gets the time of an event that it rests on; 409 when it rests on another."""
    incident = find_incident(request.user, id)
    queries.milestone_beside(request.user, incident, kind)
    event = timeline.event(request.user, payload.event)
    milestone_actions.take_time_of(incident, kind, event, by=request.user, at=now())
    return plain_milestone(queries.milestone_beside(request.user, incident, kind))


@router.get("/incidents/{id}/impact", response={200: ImpactOut, **PROBLEMS}, summary="Impact")
def list_impact(request: HttpRequest, id: str) -> Any:
    """Readings, the ribbons drawn of them, and series counted from the evidence."""
    incident = find_incident(request.user, id)
    rows = queries.impact_readings(request.user, incident).order_by(*queries.IMPACT_ORDER)
    found = queries.ribbons(request.user, incident)
    return {
        "readings": [plain_reading(row) for row in rows],
        "customer": [plain_stretch(each) for each in found.customer],
        "internal": [plain_stretch(each) for each in found.internal],
        "counted": [plain_series(each) for each in found.counted],
    }


@router.post("/incidents/{id}/impact", response={201: ReadingOut, **PROBLEMS}, summary="Note impact")
def note_impact(request: HttpRequest, id: str, payload: ReadingIn) -> Any:
    """Sent twice with the same `once` (an id of 16 characters), it is noted once."""
    incident = find_incident(request.user, id)
    told = payload.dict()
    told["items"] = desk.items_of(incident, payload.items)
    row = impact_actions.note_impact(incident, **told, by=request.user, at=now())
    return Status(201, plain_reading(queries.impact_reading(request.user, row.pk)))


@router.get("/impact/{id}", response={200: ReadingOut, **PROBLEMS}, summary="One reading")
def one_reading(request: HttpRequest, id: str) -> Any:
    """Taken back or not."""
    return plain_reading(queries.impact_reading(request.user, id))


@router.patch("/impact/{id}", response={200: ReadingOut, **PROBLEMS}, summary="Correct a reading")
def edit_impact(request: HttpRequest, id: str, payload: ReadingChange) -> Any:
    """409 when somebody changed it since the edition that was read; value and until_at may become null."""
    row = queries.impact_reading(request.user, id)
    given = payload.dict(exclude_unset=True)
    told = {
        name: value for name, value in given.items() if value is not None or name in ("value", "until_at")
    }
    if "items" in told:
        told["items"] = desk.items_of(row.incident, told["items"])
    impact_actions.edit_impact(row, **told, by=request.user, at=now())
    return plain_reading(queries.impact_reading(request.user, id))


@router.delete("/impact/{id}", response={200: ReadingOut, **PROBLEMS}, summary="Take a reading back")
def withdraw_impact(request: HttpRequest, id: str) -> Any:
    """It is kept and no longer counts."""
    impact_actions.withdraw_impact(queries.impact_reading(request.user, id), by=request.user, at=now())
    return plain_reading(queries.impact_reading(request.user, id))


@router.get("/incidents/{id}/threads", response={200: Threads, **PROBLEMS}, summary="Hypotheses as threads")
def list_threads(
    request: HttpRequest,
    id: str,
    at: datetime | None = None,
    vantage: str = Query("", alias="for", max_length=220),
) -> Any:
    """Who had heard of each step by when; with `at`, how each stood then for a vantage (the room without)."""
    incident = find_incident(request.user, id)
    threads = queries.hypothesis_threads(request.user, incident)
    stances: dict[str, Any] = {}
    if at is not None:
        if at.tzinfo is None:
            raise InvalidInput("This time has no zone: 2026-03-11T14:02:00+01:00 has one.", field="at")
        where = find_vantage(request.user, incident, vantage).vantage
        found = queries.hypothesis_stances(request.user, incident, where, at)
        stances = {row.pk: stance for row, stance in found}
    return {"rows": [{**plain_thread(each), "stance": stances.get(each.id)} for each in threads]}


@router.get("/steps/{id}/knowledge", response={200: ThreadStepOut, **PROBLEMS}, summary="Who had heard")
def one_step(request: HttpRequest, id: str) -> Any:
    """A step of a hypothesis, who had heard of it, and who seems to have by the evidence."""
    step = findings.step(request.user, id)
    return _step(request, step)


@router.post("/steps/{id}/knowledge", response={201: HearingOut, **PROBLEMS}, summary="Say who had heard")
def hear_of_step(request: HttpRequest, id: str, payload: HearingIn) -> Any:
    """The same statement twice is one."""
    step = findings.step(request.user, id)
    told = payload.dict()
    told["way"] = payload.way.value if payload.way else ""
    told["account"] = organisation.account(request.user, payload.account) if payload.account else None
    told["team"] = organisation.team(request.user, payload.team) if payload.team else None
    incident = step.hypothesis.incident
    told["item"] = desk.items_of(incident, [payload.item])[0] if payload.item is not None else None
    row = hearing_actions.hear_of_step(step, **told, by=request.user, at=now())
    return Status(201, step_knowledge(request.user, row.pk))


@router.post(
    "/step-knowledge/{id}/withdrawal",
    response={200: HearingOut, **PROBLEMS},
    summary="Take back that somebody had heard",
)
def withdraw_hearing(request: HttpRequest, id: str) -> Any:
    """It is kept and no longer counts."""
    hearing_actions.withdraw_hearing(step_knowledge(request.user, id), by=request.user, at=now())
    return step_knowledge(request.user, id)


def _step(request: HttpRequest, step: Any) -> dict[str, Any]:
    hypothesis = findings.hypothesis(request.user, step.hypothesis_id)
    threads = queries.hypothesis_threads(request.user, hypothesis.incident)
    told = next(each for thread in threads for each in plain_thread(thread)["steps"] if each["id"] == step.pk)
    steps = [row for row in findings.life(hypothesis).steps if row.pk == step.pk]
    proposed = proposed_hearers(request.user, hypothesis.incident, steps).get(step.pk, [])
    return {
        **told,
        "proposed": [{"name": p.name, "known_at": p.known_at, "item": p.item} for p in proposed],
    }
