"""Decision points: what they faced, what they weighed, what they knew and what had not reached them."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.organisation import queries as organisation
from secondsight.record.actions import decision_notes as notes
from secondsight.record.actions import decisions as actions
from secondsight.record.queries import decision_pairs, timeline
from secondsight.record.queries import decisions as queries
from secondsight.record.queries.incidents import plain_incident
from secondsight.record.rules.decisions.vocabulary import ConstraintKind, Probe, Sweep

router = Router(auth=signed_in())


class DecisionNoteOut(Schema):
    """What one person says of a decision, in their own words."""

    id: str
    probe: str
    sweep: str
    speaker: str
    words: str
    option: str | None
    event: str | None
    constraint_kind: str
    recorded_at: datetime
    edited_at: datetime | None

    @staticmethod
    def resolve_speaker(row: Any) -> str:
        """The name of who says so."""
        return str(row.speaker.name)

    @staticmethod
    def resolve_option(row: Any) -> str | None:
        """The option that it is about."""
        return row.option_id or None

    @staticmethod
    def resolve_event(row: Any) -> str | None:
        """The event that it points at."""
        return row.event_id or None


class DecisionOptionOut(Schema):
    """A way to go on that was in view."""

    id: str
    what: str
    is_taken: bool
    edition: int


class DecisionSweepOut(Schema):
    """How far a sweep has come: who spoke in it, and what it leaves open, as questions."""

    sweep: str
    notes: int
    speakers: list[str]
    open: list[str]


class DecisionOut(Schema):
    """A decision point. `decider` is who decided by name; `account`, `team`, `name`: which of them it is."""

    id: str
    incident: str
    event: str
    occurred_at: datetime | None
    question: str
    choice: str
    decider: str
    account: str | None
    team: str | None
    name: str
    edition: int
    is_removed: bool
    options: list[DecisionOptionOut]
    notes: list[DecisionNoteOut]
    sweeps: list[DecisionSweepOut]
    lacks: str


class DecisionPairRow(Schema):
    """An event on one side. `since_at`: when it reached the decider, null where it never did."""

    event: str
    what: str
    occurred_at: datetime | None
    since_at: datetime | None
    through: str


class DecisionSettleOut(Schema):
    """A fact to settle; `event` is where."""

    words: str
    event: str | None


class DecisionPairOut(Schema):
    """What the decider knew, believed, and believed though it turned out otherwise; and what had happened
    and not reached them. `untold` and `timeless` are events that neither side can claim."""

    decision: str
    decider: str
    at: datetime | None
    known: list[DecisionPairRow]
    believed: list[DecisionPairRow]
    otherwise: list[DecisionPairRow]
    unreached: list[DecisionPairRow]
    untold: list[str]
    timeless: list[str]
    to_settle: list[DecisionSettleOut]


class DecisionIn(Schema):
    """What is told first. At most one of account (an id), team (a slug) and name says who decided."""

    question: str = Field("", max_length=500)
    choice: str = Field("", max_length=500)
    account: str = Field("", max_length=16)
    team: str = Field("", max_length=50)
    name: str = Field("", max_length=200)


class DecisionChange(Schema):
    """What to change; what is left out stays. `edition` is the one that was read."""

    question: str | None = Field(None, max_length=500)
    choice: str | None = Field(None, max_length=500)
    account: str | None = Field(None, max_length=16)
    team: str | None = Field(None, max_length=50)
    name: str | None = Field(None, max_length=200)
    edition: int | None = Field(None, ge=1, le=10**9)


class DecisionOptionIn(Schema):
    """A way to go on that was in view."""

    what: str = Field(min_length=1, max_length=300)
    is_taken: bool = False
    once: str = Field("", max_length=16)


class DecisionOptionChange(Schema):
    """What to change of an option; what is left out stays."""

    what: str | None = Field(None, min_length=1, max_length=300)
    is_taken: bool | None = None
    edition: int | None = Field(None, ge=1, le=10**9)


class DecisionNoteIn(Schema):
    """What one says: `option` where it spoke for or against, `event` where it is a signal."""

    probe: Probe
    words: str = Field("", max_length=notes.MOST)
    sweep: Sweep | None = None
    option: str = Field("", max_length=16)
    event: str = Field("", max_length=16)
    constraint_kind: ConstraintKind | None = None
    once: str = Field("", max_length=16)


class DecisionNoteChange(Schema):
    """One's own words, put differently."""

    words: str = Field(max_length=notes.MOST)


@router.get("/incidents/{id}/decisions", response={200: list[DecisionOut], **PROBLEMS}, summary="Decisions")
def list_decisions(request: HttpRequest, id: str) -> Any:
    """In the order they were taken, those without a time last."""
    incident = plain_incident(request.user, id)
    return [_out(row) for row in queries.decision_points(request.user, [incident])]


@router.post(
    "/events/{id}/decision", response={201: DecisionOut, **PROBLEMS}, summary="Say that it was a decision"
)
def mark_decision(request: HttpRequest, id: str, payload: DecisionIn) -> Any:
    """An event has one; said again, it is as it was. Without anybody named, who acted decided."""
    event = timeline.event(request.user, id)
    marked = actions.mark_decision(event, **_people(request, payload.dict()), by=request.user, at=now())
    return Status(201, _one(request, marked.pk))


@router.get("/decisions/{id}", response={200: DecisionOut, **PROBLEMS}, summary="One decision")
def one_decision(request: HttpRequest, id: str) -> Any:
    """With its options, everybody's notes, and what its sweeps leave open."""
    return _one(request, id)


@router.patch("/decisions/{id}", response={200: DecisionOut, **PROBLEMS}, summary="Correct a decision")
def edit_decision(request: HttpRequest, id: str, payload: DecisionChange) -> Any:
    """409 when somebody changed it since the edition that was read. To name another decider, empty the one
    that stands there."""
    told = {name: value for name, value in payload.dict(exclude_unset=True).items() if value is not None}
    decision = queries.decision_point(request.user, id)
    actions.edit_decision(decision, **_people(request, told), by=request.user, at=now())
    return _one(request, id)


@router.delete("/decisions/{id}", response={200: DecisionOut, **PROBLEMS}, summary="Take a decision back")
def remove_decision(request: HttpRequest, id: str) -> Any:
    """It was no decision after all; what was told is kept and can be put back."""
    actions.remove_decision(queries.decision_point(request.user, id), by=request.user, at=now())
    return _one(request, id)


@router.post(
    "/decisions/{id}/restoration", response={200: DecisionOut, **PROBLEMS}, summary="Put a decision back"
)
def restore_decision(request: HttpRequest, id: str) -> Any:
    """With all that was told of it."""
    actions.restore_decision(queries.decision_point(request.user, id), by=request.user, at=now())
    return _one(request, id)


@router.get(
    "/decisions/{id}/pair", response={200: DecisionPairOut, **PROBLEMS}, summary="What was known then"
)
def one_pair(request: HttpRequest, id: str) -> Any:
    """What the decider knew and believed at that moment, and what had happened and not reached them."""
    decision = queries.decision_point(request.user, id)
    return _pair(decision_pairs.decision_pair(request.user, decision))


@router.post(
    "/decisions/{id}/options", response={201: DecisionOptionOut, **PROBLEMS}, summary="Note an option"
)
def add_option(request: HttpRequest, id: str, payload: DecisionOptionIn) -> Any:
    """Sent twice with the same `once` (an id of 16 characters), or the same words, it is there once."""
    decision = queries.decision_point(request.user, id)
    return Status(201, actions.add_option(decision, **payload.dict(), by=request.user, at=now()))


@router.patch(
    "/decision-options/{id}", response={200: DecisionOptionOut, **PROBLEMS}, summary="Correct an option"
)
def edit_option(request: HttpRequest, id: str, payload: DecisionOptionChange) -> Any:
    """409 when somebody changed it since the edition that was read."""
    told = {name: value for name, value in payload.dict(exclude_unset=True).items() if value is not None}
    return actions.edit_option(queries.option(request.user, id), **told, by=request.user, at=now())


@router.delete("/decision-options/{id}", response={204: None, **PROBLEMS}, summary="Take an option back")
def remove_option(request: HttpRequest, id: str) -> Any:
    """What spoke for and against it is kept with it."""
    actions.remove_option(queries.option(request.user, id), by=request.user, at=now())
    return Status(204, None)


@router.post("/decisions/{id}/notes", response={201: DecisionNoteOut, **PROBLEMS}, summary="Say something")
def add_note(request: HttpRequest, id: str, payload: DecisionNoteIn) -> Any:
    """Under one's own name. Sent twice with the same `once` (an id of 16 characters), it is there once."""
    decision = queries.decision_point(request.user, id)
    saying = notes.Saying(
        payload.probe.value,
        words=payload.words,
        sweep=payload.sweep.value if payload.sweep else "",
        option=queries.option(request.user, payload.option) if payload.option else None,
        event=timeline.event(request.user, payload.event) if payload.event else None,
        constraint_kind=payload.constraint_kind.value if payload.constraint_kind else "",
    )
    made = notes.add_note(decision, saying, once=payload.once, by=request.user, at=now())
    return Status(201, queries.note(request.user, made.pk))


@router.patch(
    "/decision-notes/{id}", response={200: DecisionNoteOut, **PROBLEMS}, summary="Put one's words differently"
)
def edit_note(request: HttpRequest, id: str, payload: DecisionNoteChange) -> Any:
    """403 for anybody else's words. The history keeps what stood there."""
    notes.edit_note(queries.note(request.user, id), words=payload.words, by=request.user, at=now())
    return queries.note(request.user, id)


@router.delete("/decision-notes/{id}", response={204: None, **PROBLEMS}, summary="Take one's words back")
def withdraw_note(request: HttpRequest, id: str) -> Any:
    """403 for anybody else's. They are kept and not shown."""
    notes.withdraw_note(queries.note(request.user, id), by=request.user, at=now())
    return Status(204, None)


def _people(request: HttpRequest, told: dict[str, Any]) -> dict[str, Any]:
    """Replace an id and a slug by what they name."""
    for name, find in (("account", organisation.account), ("team", organisation.team)):
        if name in told:
            told[name] = find(request.user, told[name]) if told[name] else None
    return told


def _one(request: HttpRequest, id: str) -> dict[str, Any]:
    return _out(queries.decision_point(request.user, id))


def _out(row: Any) -> dict[str, Any]:
    told = queries.told(row)
    return {
        "id": row.pk,
        "incident": row.event.incident_id,
        "event": row.event_id,
        "occurred_at": row.event.occurred_at,
        "question": row.question,
        "choice": row.choice,
        "decider": told.decider,
        "account": row.account.name if row.account else None,
        "team": row.team.slug if row.team else None,
        "name": row.name,
        "edition": row.edition,
        "is_removed": row.removed_at is not None,
        "options": [way.option for way in told.ways],
        "notes": row.said,
        "sweeps": [
            {
                "sweep": one.standing.sweep.value,
                "notes": one.standing.notes,
                "speakers": list(one.standing.speakers),
                "open": [question.words for question in one.standing.open],
            }
            for one in told.rounds
        ],
        "lacks": told.lacks,
    }


def _pair(found: Any) -> dict[str, Any]:
    both = found.pair
    sides = ("known", "believed", "otherwise")
    return {
        "decision": found.decision.pk,
        "decider": found.decider,
        "at": found.decision.event.occurred_at,
        **{side: [_row(found, row, row.since_at) for row in getattr(both, side, ())] for side in sides},
        "unreached": [_row(found, row, row.reached_at) for row in getattr(both, "unreached", ())],
        "untold": list(getattr(both, "untold", ())),
        "timeless": list(getattr(both, "timeless", ())),
        "to_settle": [{"words": one.words, "event": one.event_id or None} for one in found.to_settle],
    }


def _row(found: Any, row: Any, since_at: datetime | None) -> dict[str, Any]:
    event = found.events[row.event_id]
    return {
        "event": event.pk,
        "what": event.what,
        "occurred_at": event.occurred_at,
        "since_at": since_at,
        "through": row.through,
    }
