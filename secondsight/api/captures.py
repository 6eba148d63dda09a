"""Captured lines over the API (R4.4)."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from pydantic import StringConstraints

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.api.inquiry import Edition, Id, IdOrNone, Once, PersonOut
from secondsight.base.clock import now
from secondsight.inquiry import actions
from secondsight.inquiry.queries import captures as read
from secondsight.inquiry.queries.reviews import review as find_review
from secondsight.inquiry.queries.sessions import live_session, the_session
from secondsight.organisation.queries import account as find_account

router = Router(auth=signed_in())
Words = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]
Kind = Literal[
    "learning_point", "factor", "what_worked", "luck", "surprise", "open_question", "idea", "parked"
]


class CaptureOut(Schema):
    """A line. One that was taken off the record has no words and does not say who said them."""

    id: str
    review: str
    session: str
    kind: Kind
    words: str
    moment: str | None
    said_by: PersonOut | None
    captured_by: PersonOut | None
    at: datetime
    place: int = Field(..., description="the order in which the server took the lines")
    number: int = Field(..., description="of its last change, as the session counts")
    edition: int
    is_kept: bool = Field(..., description="it has become a finding with the same id")
    is_off_record: bool


class CapturesOut(Schema):
    """Lines in their order. Ask again with `after` = `number` to get what is new or changed."""

    rows: list[CaptureOut]
    number: int


class CaptureIn(Schema):
    """A line. `moment` is the event that it is about; left out, the one on screen. `once`: your own id."""

    kind: Kind
    words: Words
    moment: IdOrNone = ""
    said_by: IdOrNone = ""
    session: IdOrNone = Field("", description="of which meeting; left out, the newest")
    once: Once = ""


class CaptureChange(Schema):
    """Other words, another kind, somebody else; an empty `said_by` means nobody by name."""

    words: Words | None = None
    kind: Kind | None = None
    said_by: IdOrNone | None = None
    edition: Edition | None = None


@router.get(
    "/reviews/{review_id}/session/captures",
    response={200: CapturesOut, **PROBLEMS},
    summary="What was captured",
)
def list_captures(
    request: HttpRequest, review_id: Id, after: Annotated[int, Query(ge=0, le=2**62)] = 0
) -> Any:
    """The lines of the newest session; with `after`, those that are new or changed since."""
    found = the_session(request.auth, _review(request, review_id))
    rows = read.lines(request.auth, found, after=after)
    return {"rows": [_told(one) for one in rows], "number": found.last}


@router.post(
    "/reviews/{review_id}/session/captures",
    response={201: CaptureOut, **PROBLEMS},
    summary="Capture a line",
)
def capture(request: HttpRequest, review_id: Id, said: CaptureIn) -> Any:
    """Noted once however often it is sent with the same `once`; taken for some hours after the end too."""
    review = _review(request, review_id)
    found = live_session(request.auth, said.session) if said.session else the_session(request.auth, review)
    row = actions.capture(
        found,
        kind=said.kind,
        words=said.words,
        event=read.moment_on_screen(request.auth, found.review, said.moment) if said.moment else None,
        is_on_screen=not said.moment,
        said_by=find_account(request.auth, said.said_by) if said.said_by else None,
        once=said.once,
        by=request.auth,
        at=now(),
    )
    return Status(201, _told(read.captured(request.auth, row.pk)))


@router.get("/captures/{line_id}", response={200: CaptureOut, **PROBLEMS}, summary="Show a line")
def show_capture(request: HttpRequest, line_id: Id) -> Any:
    """One line, on the record or off it."""
    return _told(read.captured(request.auth, line_id))


@router.patch("/captures/{line_id}", response={200: CaptureOut, **PROBLEMS}, summary="Put a line right")
def change_capture(request: HttpRequest, line_id: Id, said: CaptureChange) -> Any:
    """For who noted it and those who lead the review; 409 when somebody changed it since the edition."""
    line = read.captured(request.auth, line_id)
    given = {name: value for name, value in said.dict(exclude_unset=True).items() if value is not None}
    edition = given.pop("edition", None)
    if "said_by" in given:
        given["said_by"] = find_account(request.auth, given["said_by"]) if given["said_by"] else None
    actions.edit_capture(line, edition=edition, by=request.auth, at=now(), **given)
    return _told(read.captured(request.auth, line_id))


@router.post(
    "/captures/{line_id}/off-record", response={200: CaptureOut, **PROBLEMS}, summary="Take a line off record"
)
def off_record(request: HttpRequest, line_id: Id) -> Any:
    """Its words are removed everywhere, history included; that it was there, and who removed it, stays."""
    actions.take_off_record(read.captured(request.auth, line_id), by=request.auth, at=now())
    return _told(read.captured(request.auth, line_id))


def _review(request: HttpRequest, review_id: str) -> Any:
    review = find_review(request.auth, review_id)
    actions.look_at_review(review, by=request.auth, at=now())
    return review


def _told(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "review": row.review_id,
        "session": row.session_id,
        "kind": row.kind,
        "words": row.words,
        "moment": row.event_id,
        "said_by": _person(row.said_by),
        "captured_by": _person(row.captured_by),
        "at": row.recorded_at,
        "place": row.place,
        "number": row.changed,
        "edition": row.edition,
        "is_kept": row.is_kept,
        "is_off_record": row.removed_at is not None,
    }


def _person(account: Any) -> dict[str, str] | None:
    return {"id": account.pk, "name": account.name} if account else None
