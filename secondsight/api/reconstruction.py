"""Going through an incident again over the API: the same presses as the bar's (R3.3)."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.inquiry.actions import invite_the_room
from secondsight.inquiry.queries import review as find_review
from secondsight.organisation.queries import account
from secondsight.record.actions import reconstruction as actions
from secondsight.record.queries import reconstruction as queries
from secondsight.record.queries.incidents import plain_incident

router = Router(auth=signed_in())

Id = Field(max_length=16)


class WalkerOut(Schema):
    """Somebody who walks along, and since when."""

    account: str
    name: str
    since: datetime
    invited_by: str | None


class WalkStepOut(Schema):
    """One line of a walk's history; `from_at` and `to_at` only of a move."""

    at: datetime
    who: str
    what: str
    from_at: datetime | None
    to_at: datetime | None


class ReconstructionOut(Schema):
    """A reconstruction: where the room stands, who leads, who walks along, how it went."""

    id: str
    incident: str
    moment: datetime
    led_by: str | None
    opened_at: datetime
    closed_at: datetime | None
    walkers: list[WalkerOut]
    walk: list[WalkStepOut]


class BeginIn(Schema):
    """Where the room begins; without a moment, where the first event stands."""

    moment: datetime | None = None
    once: str = Field("", max_length=16)


class WalkStepIn(Schema):
    """Where the room goes: `towards` (the next event, the one before, the next decision), else a moment."""

    towards: Literal["on", "back", "decision"] | None = None
    moment: datetime | None = None
    once: str = Field("", max_length=16)


class LeadIn(Schema):
    """Who is to lead; oneself, if nobody is named."""

    person: str = Field("", max_length=16)


class InvitationIn(Schema):
    """Who is to walk along."""

    people: list[str] = Field(..., max_length=500)


class Invited(Schema):
    """How many walk along of those who were brought in."""

    count: int


@router.get(
    "/incidents/{id}/reconstruction",
    response={200: ReconstructionOut, **PROBLEMS},
    summary="The reconstruction that is on",
)
def incident_reconstruction(request: HttpRequest, id: str) -> Any:
    """The one that is on in the incident, else the one that ended last; 404 if there was none."""
    incident = plain_incident(request.user, id)
    return _out(request, queries.newest_reconstruction(request.user, incident))


@router.post(
    "/incidents/{id}/reconstruction",
    response={201: ReconstructionOut, **PROBLEMS},
    summary="Begin a reconstruction",
)
def begin(request: HttpRequest, id: str, payload: BeginIn) -> Any:
    """Whoever begins leads it and sees ahead. 409 while one is on."""
    incident = plain_incident(request.user, id)
    opened = actions.open_reconstruction(incident, **payload.dict(), by=request.user, at=now())
    return Status(201, _out(request, opened))


@router.get(
    "/reconstructions/{id}", response={200: ReconstructionOut, **PROBLEMS}, summary="One reconstruction"
)
def one(request: HttpRequest, id: str) -> Any:
    """Open or closed, with its history."""
    return _out(request, queries.reconstruction(request.user, id))


@router.post(
    "/reconstructions/{id}/steps", response={200: ReconstructionOut, **PROBLEMS}, summary="Move the room"
)
def move(request: HttpRequest, id: str, payload: WalkStepIn) -> Any:
    """Who walks along sees up to there from now on. 403 for who does not lead."""
    found = queries.reconstruction(request.user, id)
    given = {"towards": payload.towards or "", "moment": payload.moment, "once": payload.once}
    return _out(request, actions.move_room(found, **given, by=request.user, at=now()))


@router.post("/reconstructions/{id}/lead", response={200: ReconstructionOut, **PROBLEMS}, summary="Lead it")
def lead(request: HttpRequest, id: str, payload: LeadIn) -> Any:
    """Take the lead, or hand it over; whoever leads sees ahead, and it is noted."""
    found = queries.reconstruction(request.user, id)
    to = account(request.user, payload.person, is_active=True) if payload.person else request.user
    return _out(request, actions.give_lead(found, to, by=request.user, at=now()))


@router.post(
    "/reconstructions/{id}/walkers", response={201: ReconstructionOut, **PROBLEMS}, summary="Walk along"
)
def join(request: HttpRequest, id: str) -> Any:
    """See the incident as far as the room does, over every door, until one leaves or it is closed."""
    found = queries.reconstruction(request.user, id)
    actions.join_reconstruction(found, by=request.user, at=now())
    return Status(201, _out(request, found))


@router.post(
    "/reconstructions/{id}/invitation",
    response={200: ReconstructionOut, **PROBLEMS},
    summary="Bring people in",
)
def invite(request: HttpRequest, id: str, payload: InvitationIn) -> Any:
    """They walk along at once and may leave; who may not know of the incident is passed over."""
    found = queries.reconstruction(request.user, id)
    people = [account(request.user, person, is_active=True) for person in payload.people]
    actions.invite_to_walk(found, people, by=request.user, at=now())
    return _out(request, found)


@router.post(
    "/reconstructions/{id}/departure",
    response={200: ReconstructionOut, **PROBLEMS},
    summary="Walk along no more",
)
def leave(request: HttpRequest, id: str) -> Any:
    """See ahead again; that one left is noted."""
    found = queries.reconstruction(request.user, id)
    actions.leave_reconstruction(found, by=request.user, at=now())
    return _out(request, found)


@router.post(
    "/reconstructions/{id}/closing",
    response={200: ReconstructionOut, **PROBLEMS},
    summary="Close a reconstruction",
)
def close(request: HttpRequest, id: str) -> Any:
    """Nothing is veiled any more. 403 for who does not lead."""
    found = queries.reconstruction(request.user, id)
    return _out(request, actions.close_reconstruction(found, by=request.user, at=now()))


@router.post(
    "/reviews/{id}/walkers", response={200: Invited, **PROBLEMS}, summary="Bring the review's people in"
)
def invite_review(request: HttpRequest, id: str) -> Any:
    """Whoever has a role in the review walks along in the reconstructions of it that one leads."""
    review = find_review(request.user, id)
    return {"count": len(invite_the_room(review, by=request.user, at=now()))}


def _out(request: HttpRequest, found: Any) -> dict[str, Any]:
    return {
        "id": found.pk,
        "incident": found.incident_id,
        "moment": found.moment,
        "led_by": found.led_by_id,
        "opened_at": found.recorded_at,
        "closed_at": found.closed_at,
        "walkers": [
            {
                "account": row.account_id,
                "name": row.account.name,
                "since": row.recorded_at,
                "invited_by": row.invited_by_id,
            }
            for row in queries.walkers(found)
        ],
        "walk": [vars(step) for step in queries.walk(request.user, found)],
    }
