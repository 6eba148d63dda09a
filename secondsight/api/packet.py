"""The packet of a review over the API: its checklist, requests, answers (R2.4)."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import StringConstraints

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.api.inquiry import Id, Line, Person, PersonOut, Word
from secondsight.base.clock import now
from secondsight.inquiry import actions
from secondsight.inquiry.queries import packet as read
from secondsight.inquiry.queries import reviews as of_reviews

router = Router(auth=signed_in())
PartId = Annotated[str, StringConstraints(min_length=1, max_length=50, pattern=r"^[0-9a-z-]+$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]
Hint = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00]*$")]


class PacketPartOut(Schema):
    """A part of the organisation's checklist."""

    id: str
    slug: str
    name: str
    hint: str
    formats: list[str]
    kinds: list[str]
    media: str
    words: list[str] = Field(..., description="in the name of a table, a document or a link")
    not_for: list[str] = Field(..., description="slugs of the tiers that do without it")
    is_customer_facing: bool
    is_retired: bool


class PacketPartIn(Schema):
    """A part to ask for, or what it is from now on."""

    name: Name
    hint: Hint = ""
    words: list[Word] = Field([], max_length=20)
    not_for: list[Word] = Field([], max_length=50)
    is_customer_facing: bool = False


class PacketThingOut(Schema):
    """Something that is there: records of one format and kind, or one document or link."""

    format: str
    kind: str
    media: str
    name: str
    count: int
    packet_item: str | None


class PacketAnswerOut(Schema):
    """What somebody said of a part."""

    verdict: str
    reason: str
    by: PersonOut | None
    at: datetime


class PacketRequestOut(Schema):
    """That somebody is asked for a part."""

    id: str
    part: str
    person: PersonOut
    note: str
    by: PersonOut | None
    at: datetime
    arrived_at: datetime | None
    is_taken_back: bool


class PacketSuggestionOut(Schema):
    """Somebody to ask, and why."""

    person: PersonOut
    why: str


class PacketRowOut(Schema):
    """One part, and where it stands."""

    part: PacketPartOut
    standing: str = Field(..., description="there, not_applicable, asked or missing")
    brought: list[PacketThingOut]
    answer: PacketAnswerOut | None
    requests: list[PacketRequestOut]
    suggestions: list[PacketSuggestionOut]


class PacketOfReviewOut(Schema):
    """The packet of a review."""

    review: str
    missing: int
    rows: list[PacketRowOut]
    rest: list[PacketThingOut] = Field(..., description="what is there and of no part")


class PacketAskIn(Schema):
    """Whom to ask for what."""

    packet_part: PartId
    person: Person
    note: Line = ""


class PacketAnswerIn(Schema):
    """What to say of a part."""

    verdict: Literal["not_applicable", "at_hand"]
    reason: Line


@router.get("/packet-parts", response={200: list[PacketPartOut], **PROBLEMS}, summary="Packet checklist")
def list_parts(request: HttpRequest) -> Any:
    """Return the organisation's checklist in its order, retired parts too."""
    return [_part(one) for one in read.parts(request.auth, is_retired=None)]


@router.post(
    "/packet-parts", response={201: PacketPartOut, **PROBLEMS}, summary="Add a part to the checklist"
)
def add_part(request: HttpRequest, said: PacketPartIn) -> Any:
    """Ask reviews for one more kind of evidence; a retired part of that name is asked for again."""
    return Status(201, _part(actions.save_part(None, **said.dict(), by=request.auth, at=now())))


@router.get("/packet-parts/{part_id}", response={200: PacketPartOut, **PROBLEMS}, summary="Show a part")
def show_part(request: HttpRequest, part_id: PartId) -> Any:
    """Return one part."""
    return _part(read.part(request.auth, part_id))


@router.put("/packet-parts/{part_id}", response={200: PacketPartOut, **PROBLEMS}, summary="Change a part")
def change_part(request: HttpRequest, part_id: PartId, said: PacketPartIn) -> Any:
    """Change what a part is called, how it is recognised and which reviews ask for it."""
    part = read.part(request.auth, part_id)
    return _part(actions.save_part(part, **said.dict(), by=request.auth, at=now()))


@router.delete("/packet-parts/{part_id}", response={204: None, **PROBLEMS}, summary="Retire a part")
def remove_part(request: HttpRequest, part_id: PartId) -> Any:
    """Ask for it no more."""
    actions.retire_part(read.part(request.auth, part_id), by=request.auth, at=now())
    return Status(204, None)


@router.get(
    "/reviews/{review_id}/packet", response={200: PacketOfReviewOut, **PROBLEMS}, summary="Packet of a review"
)
def show_packet(request: HttpRequest, review_id: Id) -> Any:
    """Return what is there of each part, what is missing, and who could bring it."""
    review = _review(request, review_id)
    found = read.packet_of(request.auth, review)
    return {
        "review": review.pk,
        "missing": found.missing,
        "rows": [_row(row) for row in found.rows],
        "rest": [_thing(one) for one in found.rest],
    }


@router.post(
    "/reviews/{review_id}/packet",
    response={201: PacketRequestOut, **PROBLEMS},
    summary="Ask somebody for a part of the packet",
)
def ask_for_part(request: HttpRequest, review_id: Id, said: PacketAskIn) -> Any:
    """Ask by mail; it waits on their home page until such evidence comes in. The same one is asked once."""
    review = _review(request, review_id)
    part, person = read.part(request.auth, said.packet_part), of_reviews.person(said.person)
    row = actions.ask_for_part(review, part, person, note=said.note, by=request.auth, at=now())
    return Status(201, _request(read.request_of(request.auth, row.pk)))


@router.get(
    "/packet-requests/{request_id}",
    response={200: PacketRequestOut, **PROBLEMS},
    summary="Show a request for a part",
)
def show_request(request: HttpRequest, request_id: Id) -> Any:
    """Return one request."""
    return _request(read.request_of(request.auth, request_id))


@router.delete(
    "/packet-requests/{request_id}", response={204: None, **PROBLEMS}, summary="Ask for a part no more"
)
def remove_request(request: HttpRequest, request_id: Id) -> Any:
    """Take the request back; who is asked may too."""
    asked = read.request_of(request.auth, request_id)
    actions.take_back_packet_request(asked, by=request.auth, at=now())
    return Status(204, None)


@router.put(
    "/reviews/{review_id}/packet/parts/{part_id}/answer",
    response={200: PacketAnswerOut, **PROBLEMS},
    summary="Say of a part that it does not apply, or is at hand",
)
def answer_part(request: HttpRequest, review_id: Id, part_id: PartId, said: PacketAnswerIn) -> Any:
    """Say so, with the reason, or where it is."""
    review = _review(request, review_id)
    part = read.part(request.auth, part_id)
    return _answer(actions.answer_part(review, part, **said.dict(), by=request.auth, at=now()))


@router.delete(
    "/reviews/{review_id}/packet/parts/{part_id}/answer",
    response={204: None, **PROBLEMS},
    summary="Take back what was said of a part",
)
def remove_answer(request: HttpRequest, review_id: Id, part_id: PartId) -> Any:
    """Take it back; the part is missing again unless it is there."""
    review = _review(request, review_id)
    actions.take_back_answer(review, read.part(request.auth, part_id), by=request.auth, at=now())
    return Status(204, None)


def _review(request: HttpRequest, review_id: str) -> Any:
    review = of_reviews.review(request.auth, review_id)
    actions.look_at_review(review, by=request.auth, at=now())
    return review


def _person(account: Any) -> dict[str, str] | None:
    return {"id": account.pk, "name": account.name} if account else None


def _part(row: Any) -> dict[str, Any]:
    told = ("slug", "name", "hint", "formats", "kinds", "media", "words", "not_for", "is_customer_facing")
    return {"id": row.pk, **{name: getattr(row, name) for name in told}, "is_retired": bool(row.retired_at)}


def _thing(one: Any) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("format", "kind", "media", "name", "count")}
    return {**told, "packet_item": one.id or None}


def _answer(row: Any) -> dict[str, Any]:
    return {
        "verdict": row.verdict,
        "reason": row.reason,
        "by": _person(row.given_by),
        "at": row.recorded_at,
    }


def _request(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "part": row.part_id,
        "person": _person(row.account),
        "note": row.note,
        "by": _person(row.asked_by),
        "at": row.recorded_at,
        "arrived_at": row.arrived_at,
        "is_taken_back": row.taken_back_at is not None,
    }


def _row(row: Any) -> dict[str, Any]:
    return {
        "part": _part(row.part),
        "standing": row.standing,
        "brought": [_thing(one) for one in row.brought],
        "answer": _answer(row.answer) if row.answer else None,
        "requests": [_request(one) for one in row.requests],
        "suggestions": [
            {"person": {"id": one.id, "name": one.name}, "why": one.why} for one in row.suggestions
        ],
    }
