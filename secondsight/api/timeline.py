"""The events of a timeline, who knew of them, and what witnesses say."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Literal

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Field, Query, Router, Schema, Status

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.base.paging import page
from secondsight.base.sight import whole
from secondsight.organisation import queries as organisation
from secondsight.record.actions import knowledge as knowing
from secondsight.record.actions import timeline as actions
from secondsight.record.queries import evidence
from secondsight.record.queries import incidents as incident_queries
from secondsight.record.queries import timeline as queries
from secondsight.record.queries.incidents import milestones_with_events
from secondsight.record.rules.vocabulary import Certainty, EventKind, Phase, Precision, TurnedOut, Way

router = Router(auth=signed_in())


class KnowledgeRow(Schema):
    """That somebody knew of an event since an instant; with nobody named, everybody did."""

    id: str
    account: str | None
    team: str | None
    name: str
    known_at: datetime | None
    way: str
    through: str
    certainty: str
    until_at: datetime | None
    turned_out: str

    @staticmethod
    def resolve_account(row: Any) -> str | None:
        """The account's name."""
        return row.account.name if row.account else None

    @staticmethod
    def resolve_team(row: Any) -> str | None:
        """The team's slug."""
        return row.team.slug if row.team else None


class EventRow(Schema):
    """An event as the timeline tells it; a time that nobody knows is null."""

    id: str
    incident: str
    occurred_at: datetime | None
    precision: str
    what: str
    context: str
    phase: str
    kind: str
    actor: str
    account: str | None
    team: str | None
    service: str | None
    standing: str
    is_interpretation: bool
    is_removed: bool
    edition: int
    decision: str | None
    items: list[int]
    knowledge: list[KnowledgeRow]

    @staticmethod
    def resolve_incident(row: Any) -> str:
        """The incident's id."""
        return str(row.incident_id)

    @staticmethod
    def resolve_account(row: Any) -> str | None:
        """The account's name."""
        return row.account.name if row.account else None

    @staticmethod
    def resolve_service(row: Any) -> str | None:
        """The service's slug."""
        return row.service.slug if row.service else None

    @staticmethod
    def resolve_team(row: Any) -> str | None:
        """The team's slug."""
        return row.team.slug if row.team else None

    @staticmethod
    def resolve_is_removed(row: Any) -> bool:
        """Whether it was taken off the timeline."""
        return row.removed_at is not None

    @staticmethod
    def resolve_decision(row: Any) -> str | None:
        """The decision point that tells it, null where it is told as none."""
        point = queries.decision_on(row)
        return point.pk if point else None

    @staticmethod
    def resolve_items(row: Any) -> list[int]:
        """The items of evidence that it rests on."""
        return [rest.item_id for rest in row.event_items.all()]

    @staticmethod
    def resolve_knowledge(row: Any) -> list[Any]:
        """What counts, earliest first."""
        return list(row.known)


class TimelinePage(Schema):
    """A page of events, oldest first; those whose time nobody knows come with the last page."""

    rows: list[EventRow]
    timeless: list[EventRow]
    next: str
    previous: str


class VersionRow(Schema):
    """What one witness says of an event."""

    id: str
    witness: str
    what: str
    occurred_at: datetime | None


class StandingRow(Schema):
    """That how well an event is established changed."""

    verb: str
    at: datetime
    who: str
    words: str
    witnesses: list[str]
    before: str = Field(..., description="what a settlement replaced")
    reason: str


class EventIn(Schema):
    """An event to put on the timeline. `account` is an id, `team` and `service` are slugs.

    `items` are ids of evidence. Whoever walks along in a reconstruction says with `is_for_later` that they
    know that it lies beyond where the room is: it is kept, and they see it when the room gets there.
    """

    what: str = Field(min_length=1, max_length=500)
    kind: EventKind
    occurred_at: datetime | None = None
    precision: Precision = Precision.SECOND
    context: str = Field("", max_length=20_000)
    phase: Phase | Literal[""] = ""
    actor: str = Field("", max_length=200)
    account: str = Field("", max_length=16)
    team: str = Field("", max_length=50)
    service: str = Field("", max_length=50)
    standing: Literal["reported", "corroborated"] = "reported"
    is_interpretation: bool = False
    items: list[int] = Field([], max_length=500)
    is_for_later: bool = False
    once: str = Field("", max_length=16)


class EventChange(Schema):
    """What to change; what is left out stays. `edition` is the one that was read."""

    what: str | None = Field(None, min_length=1, max_length=500)
    kind: EventKind | None = None
    occurred_at: datetime | None = None
    precision: Precision | None = None
    context: str | None = Field(None, max_length=20_000)
    phase: Phase | Literal[""] | None = None
    actor: str | None = Field(None, max_length=200)
    account: str | None = Field(None, max_length=16)
    team: str | None = Field(None, max_length=50)
    service: str | None = Field(None, max_length=50)
    standing: Literal["reported", "corroborated"] | None = None
    is_interpretation: bool | None = None
    items: list[int] | None = Field(None, max_length=500)
    edition: int | None = Field(None, ge=1, le=10**9)


class KnowledgeIn(Schema):
    """Who knew of an event since when; with nobody named, everybody in the incident."""

    known_at: datetime | None
    account: str = Field("", max_length=16)
    team: str = Field("", max_length=50)
    name: str = Field("", max_length=200)
    way: Way | Literal[""] = ""
    through: str = Field("", max_length=200)
    certainty: Certainty = Certainty.KNOWN
    until_at: datetime | None = None
    turned_out: TurnedOut | Literal[""] = ""


class KnowledgeChange(Schema):
    """What to correct; what is left out stays, and who it was stays in any case."""

    known_at: datetime | None = None
    way: Way | Literal[""] | None = None
    through: str | None = Field(None, max_length=200)
    certainty: Certainty | None = None
    until_at: datetime | None = None
    turned_out: TurnedOut | Literal[""] | None = None


class VersionIn(Schema):
    """What another witness says: an account's id, or a name."""

    what: str = Field(min_length=1, max_length=500)
    witness: str = Field("", max_length=200)
    account: str = Field("", max_length=16)
    occurred_at: datetime | None = None


class SettlementIn(Schema):
    """What holds: a version's id, or none for the event as it stands."""

    version: str = Field("", max_length=16)
    standing: Literal["reported", "corroborated"] = "corroborated"
    reason: str = Field("", max_length=500)


class EventFood(Schema):
    """Items of evidence that an event rests on too."""

    items: list[int] = Field(min_length=1, max_length=500)


class EventMerge(Schema):
    """Events that tell the same."""

    events: list[str] = Field(min_length=1, max_length=50)


@router.get("/incidents/{id}/timeline", response={200: TimelinePage, **PROBLEMS}, summary="The timeline")
def timeline(request: HttpRequest, id: str, cursor: str = Query("", max_length=500)) -> Any:
    """Up to 500 events a page."""
    incident = incident_queries.incident(request.user, id)
    found = page(
        queries.with_everything(queries.events(request.user, incident)),
        order=queries.ORDER,
        size=500,
        cursor=cursor,
    )
    timeless = []
    if not found.next:
        timeless = list(queries.with_everything(queries.timeless_events(request.user, incident))[:500])
    return {"rows": found.rows, "timeless": timeless, "next": found.next, "previous": found.previous}


@router.get(
    "/incidents/{id}/timeline.csv",
    response={200: str, **PROBLEMS},
    summary="The timeline as CSV",
    openapi_extra={"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
)
def timeline_csv(request: HttpRequest, id: str) -> Any:
    """All events, oldest first, times in UTC with their zone; those without a time at the end.

    The column `milestones` names those that rest on an event; those that rest on none follow as rows.
    """
    incident = incident_queries.incident(request.user, id)
    events = [
        *queries.events(request.user, incident).order_by(*queries.ORDER).select_related("decision_point"),
        *queries.timeless_events(request.user, incident).select_related("decision_point"),
    ]
    response = StreamingHttpResponse(
        _csv(events, list(milestones_with_events(incident))), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="timeline-{incident.pk}.csv"'
    return response


@router.post("/incidents/{id}/timeline", response={201: EventRow, **PROBLEMS}, summary="Add an event")
def add_event(request: HttpRequest, id: str, payload: EventIn) -> Any:
    """Sent twice with the same `once` (an id of 16 characters), it adds one event."""
    incident = incident_queries.incident(request.user, id)
    event = actions.add_event(incident, **_rows(request, payload.dict()), by=request.user, at=now())
    if payload.is_for_later and event.added_by_id == request.user.pk:
        with whole():  # their own words, which are veiled from now on
            return Status(201, _one(request, event.pk))
    return Status(201, _one(request, event.pk))


@router.get("/events/{id}", response={200: EventRow, **PROBLEMS}, summary="One event")
def one_event(request: HttpRequest, id: str) -> Any:
    """On the timeline or off it."""
    return _one(request, id)


@router.patch("/events/{id}", response={200: EventRow, **PROBLEMS}, summary="Correct an event")
def edit_event(request: HttpRequest, id: str, payload: EventChange) -> Any:
    """409 when somebody changed it since the edition that was read; `occurred_at` null makes it unknown."""
    told = payload.dict(exclude_unset=True)
    kept = {name: value for name, value in told.items() if value is not None or name == "occurred_at"}
    event = queries.event(request.user, id)
    actions.edit_event(event, **_rows(request, kept), by=request.user, at=now())
    return _one(request, id)


@router.delete("/events/{id}", response={200: EventRow, **PROBLEMS}, summary="Take an event off")
def remove_event(request: HttpRequest, id: str) -> Any:
    """It is kept and can be restored."""
    actions.remove_event(queries.event(request.user, id), by=request.user, at=now())
    return _one(request, id)


@router.post("/events/{id}/restoration", response={200: EventRow, **PROBLEMS}, summary="Put an event back")
def restore_event(request: HttpRequest, id: str) -> Any:
    """Also one that was merged."""
    actions.restore_event(queries.event(request.user, id), by=request.user, at=now())
    return _one(request, id)


@router.post("/events/{id}/merge", response={200: EventRow, **PROBLEMS}, summary="Merge events into one")
def merge_events(request: HttpRequest, id: str, payload: EventMerge) -> Any:
    """The one named in the address stays and rests on the evidence of all."""
    others = [queries.event(request.user, one) for one in payload.events]
    actions.merge_events(queries.event(request.user, id), others, by=request.user, at=now())
    return _one(request, id)


@router.post("/events/{id}/knowledge", response={201: EventRow, **PROBLEMS}, summary="Who knew of it")
def add_knowledge(request: HttpRequest, id: str, payload: KnowledgeIn) -> Any:
    """The second clock: since when somebody knew."""
    event = queries.event(request.user, id)
    told = knowing.Knowing(
        payload.known_at,
        account=organisation.account(request.user, payload.account) if payload.account else None,
        team=organisation.team(request.user, payload.team) if payload.team else None,
        name=payload.name,
        through=payload.through,
        certainty=payload.certainty.value,
        way=payload.way,
        until_at=payload.until_at,
        turned_out=payload.turned_out,
    )
    knowing.add_knowledge(event, told, by=request.user, at=now())
    return Status(201, _one(request, id))


@router.patch("/knowledge/{id}", response={200: KnowledgeRow, **PROBLEMS}, summary="Correct who knew")
def edit_knowledge(request: HttpRequest, id: str, payload: KnowledgeChange) -> Any:
    """Also: that a belief was given up, and what became of it. Null makes an instant unknown."""
    told = payload.dict(exclude_unset=True)
    kept = {
        name: value for name, value in told.items() if value is not None or name in ("known_at", "until_at")
    }
    return knowing.edit_knowledge(queries.knowledge(request.user, id), **kept, by=request.user, at=now())


@router.delete("/knowledge/{id}", response={204: None, **PROBLEMS}, summary="Take back who knew")
def withdraw_knowledge(request: HttpRequest, id: str) -> Any:
    """It is kept and no longer counts."""
    knowing.withdraw_knowledge(queries.knowledge(request.user, id), by=request.user, at=now())
    return Status(204, None)


@router.get("/events/{id}/versions", response={200: list[VersionRow], **PROBLEMS}, summary="Versions")
def versions(request: HttpRequest, id: str) -> Any:
    """What witnesses say of a disputed event, oldest first."""
    return list(queries.versions(queries.event(request.user, id)))


@router.post("/events/{id}/versions", response={201: VersionRow, **PROBLEMS}, summary="Dispute an event")
def add_version(request: HttpRequest, id: str, payload: VersionIn) -> Any:
    """Every version stays with its witness."""
    event = queries.event(request.user, id)
    told = payload.dict()
    told["account"] = organisation.account(request.user, payload.account) if payload.account else None
    return Status(201, knowing.add_version(event, **told, by=request.user, at=now()))


@router.post(
    "/events/{id}/corroboration", response={200: EventRow, **PROBLEMS}, summary="Corroborate an event"
)
def corroborate(request: HttpRequest, id: str) -> Any:
    """Say that the independent sources it rests on agree; the history keeps which they are."""
    knowing.corroborate_event(queries.event(request.user, id), by=request.user, at=now())
    return queries.event_with_everything(request.user, id)


@router.get(
    "/events/{id}/standing",
    response={200: list[StandingRow], **PROBLEMS},
    summary="How well an event was established over time",
)
def standing(request: HttpRequest, id: str) -> Any:
    """Who told it differently, who settled it how and why, who corroborated it on whose word."""
    event = queries.event(request.user, id)
    return queries.standing_history(request.user, event)


@router.post("/events/{id}/settlement", response={200: EventRow, **PROBLEMS}, summary="Settle a dispute")
def settle(request: HttpRequest, id: str, payload: SettlementIn) -> Any:
    """Say which telling holds."""
    event = queries.event(request.user, id)
    version = queries.version(request.user, payload.version) if payload.version else None
    knowing.settle_dispute(
        event, version=version, standing=payload.standing, reason=payload.reason, by=request.user, at=now()
    )
    return _one(request, id)


@router.post("/events/{id}/items", response={200: EventRow, **PROBLEMS}, summary="Feed an event")
def feed_event(request: HttpRequest, id: str, payload: EventFood) -> Any:
    """Let it rest on more evidence; what it rests on already stays."""
    event = queries.event(request.user, id)
    items = queries.items_named(request.user, payload.items)
    actions.feed_event(event, items, by=request.user, at=now())
    return _one(request, id)


@router.delete("/events/{id}/items/{item}", response={200: EventRow, **PROBLEMS}, summary="Unfeed an event")
def unfeed_event(request: HttpRequest, id: str, item: str) -> Any:
    """Let it rest on an item no more; the item stays in the evidence."""
    event = queries.event(request.user, id)
    actions.unfeed_event(event, evidence.item(request.user, item), by=request.user, at=now())
    return _one(request, id)


def _one(request: HttpRequest, id: str) -> Any:
    return queries.event_with_everything(request.user, id)


def _rows(request: HttpRequest, told: dict[str, Any]) -> dict[str, Any]:
    """Replace ids and slugs by what they name."""
    for name, find in (
        ("account", organisation.account),
        ("team", organisation.team),
        ("service", organisation.service),
    ):
        if name in told:
            told[name] = find(request.user, told[name]) if told[name] else None
    if "items" in told:
        told["items"] = queries.items_named(request.user, told["items"])
    return told


COLUMNS = (
    "occurred_at",
    "precision",
    "phase",
    "kind",
    "what",
    "context",
    "actor",
    "team",
    "service",
    "standing",
    "is_interpretation",
    "question",
    "choice",
    "id",
    "milestones",
)


def _csv(events: list[Any], milestones: list[Any]) -> Iterator[str]:
    """Each event with the milestones that rest on it; those that rest on none follow in rows of their own."""
    by_event: dict[str, list[str]] = {}
    for row in milestones:
        for event in row.events.all():
            by_event.setdefault(event.pk, []).append(row.kind)
    shown = {event.pk for event in events}
    alone = [row for row in milestones if not any(event.pk in shown for event in row.events.all())]
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(COLUMNS)
    for event in events:
        at: datetime | None = event.occurred_at
        point = queries.decision_on(event)
        writer.writerow(
            (
                at.astimezone(UTC).isoformat() if at else "",
                event.precision,
                event.phase,
                event.kind,
                *(_harmless(word) for word in (event.what, event.context, event.actor)),
                _harmless(event.team.name) if event.team else "",
                _harmless(event.service.name) if event.service else "",
                event.standing,
                event.is_interpretation,
                *(_harmless(word) for word in ((point.question, point.choice) if point else ("", ""))),
                event.pk,
                " ".join(by_event.get(event.pk, ())),
            )
        )
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    for row in alone:
        named = {"occurred_at": row.at.astimezone(UTC).isoformat(), "precision": row.precision}
        named |= {"kind": "milestone", "what": row.get_kind_display(), "milestones": row.kind}
        writer.writerow([named.get(column, "") for column in COLUMNS])
    yield line.getvalue()


def _harmless(word: str) -> str:
    """Keep a spreadsheet from taking what people wrote for a formula."""
    return f"'{word}" if word[:1] in ("=", "+", "-", "@", "\t", "\r") else word
