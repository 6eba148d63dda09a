"""The agenda of a review over the API (R2.7)."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import StringConstraints

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.api.inquiry import Id, PersonOut
from secondsight.base.clock import now
from secondsight.inquiry import actions
from secondsight.inquiry.actions import Drafted
from secondsight.inquiry.queries import reviews as of_reviews
from secondsight.inquiry.queries.agenda import agenda_of
from secondsight.inquiry.rules.agenda import LONGEST, MOST_SECTIONS

router = Router(auth=signed_in())
Kind = Literal[
    "opening", "process", "timeline", "guest", "themes", "factors", "learning", "next_steps", "closing"
]
Minutes = Annotated[int, Field(ge=0, le=LONGEST)]
Title = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
Note = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]
Words = Annotated[str, StringConstraints(max_length=5000, pattern=r"^[^\x00]*$")]
SectionId = Annotated[str, StringConstraints(max_length=40, pattern=r"^[0-9a-z_-]*$")]


class AgendaPointOut(Schema):
    """Something to stop at in a section."""

    words: str
    moment: str | None


class AgendaGuestOut(Schema):
    """Who joins for a section: the role, and who holds it."""

    role: str
    person: PersonOut


class AgendaSectionOut(Schema):
    """One section."""

    id: str = Field(..., description="a row's, or a name while the agenda is only proposed")
    kind: str
    title: str
    minutes: int
    starts_after: int = Field(..., description="minutes from the beginning of the meeting")
    note: str
    guests: list[AgendaGuestOut]
    points: list[AgendaPointOut]


class AgendaOut(Schema):
    """What the meeting goes through."""

    review: str
    minutes: int = Field(..., description="0 for a review in writing")
    over: int = Field(..., description="by how many minutes the sections are over; negative: left")
    misses: str = Field(..., description="the same in words, empty where it adds up")
    sections: list[AgendaSectionOut]
    guardrails: list[str]
    opening: list[str]
    edition: int = Field(..., description="0 while it is only proposed")
    settled_by: PersonOut | None
    sent_at: datetime | None


class AgendaSectionIn(Schema):
    """A section as it is wanted; `id` is that of one that was read, guests the ids of their roles."""

    kind: Kind
    title: Title = ""
    minutes: Minutes
    id: SectionId = ""
    note: Note = ""
    guests: list[Id] = Field([], max_length=60)


class AgendaIn(Schema):
    """The agenda to settle, its sections in order; what is left out stays as it is."""

    sections: list[AgendaSectionIn] = Field(..., min_length=1, max_length=MOST_SECTIONS)
    minutes: Minutes | None = None
    guardrails: Words | None = Field(None, description="one a line; empty: the organisation's")
    opening: Words | None = Field(None, description="one a line; empty: the organisation's")
    edition: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


@router.get(
    "/reviews/{review_id}/agenda", response={200: AgendaOut, **PROBLEMS}, summary="Agenda of a review"
)
def show_agenda(request: HttpRequest, review_id: Id) -> Any:
    """Return the agenda: as somebody settled it, else as it is proposed."""
    return _told(request, _review(request, review_id))


@router.put("/reviews/{review_id}/agenda", response={200: AgendaOut, **PROBLEMS}, summary="Settle the agenda")
def settle_agenda(request: HttpRequest, review_id: Id, said: AgendaIn) -> Any:
    """Settle it; 409 when somebody changed it since the edition that was read."""
    review = _review(request, review_id)
    sections = [
        Drafted(one.kind, one.title, one.minutes, one.id, one.note, tuple(one.guests))
        for one in said.sections
    ]
    actions.save_agenda(
        review,
        sections,
        minutes=said.minutes,
        opening=said.opening,
        guardrails=said.guardrails,
        edition=said.edition,
        by=request.auth,
        at=now(),
    )
    return _told(request, review)


@router.delete(
    "/reviews/{review_id}/agenda", response={204: None, **PROBLEMS}, summary="Propose the agenda anew"
)
def remove_agenda(request: HttpRequest, review_id: Id) -> Any:
    """Let go of what was settled; it is proposed from what is at hand again."""
    actions.propose_agenda_again(_review(request, review_id), by=request.auth, at=now())
    return Status(204, None)


@router.post(
    "/reviews/{review_id}/agenda/fitting",
    response={200: AgendaOut, **PROBLEMS},
    summary="Bring the agenda to its length",
)
def fit_agenda(request: HttpRequest, review_id: Id) -> Any:
    """Bring the sections to the meeting's length, each in proportion."""
    review = _review(request, review_id)
    actions.fit_agenda(review, by=request.auth, at=now())
    return _told(request, review)


@router.post(
    "/reviews/{review_id}/agenda/sending", response={200: AgendaOut, **PROBLEMS}, summary="Send the agenda"
)
def send_agenda(request: HttpRequest, review_id: Id) -> Any:
    """Send it to everybody with a role, a guest their own section alone."""
    review = _review(request, review_id)
    actions.send_agenda(review, by=request.auth, at=now())
    return _told(request, review)


def _review(request: HttpRequest, review_id: str) -> Any:
    review = of_reviews.review(request.auth, review_id)
    actions.look_at_review(review, by=request.auth, at=now())
    return review


def _told(request: HttpRequest, review: Any) -> dict[str, Any]:
    read = agenda_of(request.auth, review)
    settled = read.settled
    by = settled.saved_by if settled else None
    return {
        "review": review.pk,
        "minutes": read.minutes,
        "over": read.over,
        "misses": read.misses,
        "sections": [_section(row) for row in read.sections],
        "guardrails": read.guardrails,
        "opening": read.opening,
        "edition": settled.edition if settled else 0,
        "settled_by": {"id": by.pk, "name": by.name} if by else None,
        "sent_at": settled.sent_at if settled else None,
    }


def _section(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "title": row.title,
        "minutes": row.minutes,
        "starts_after": row.starts_after,
        "note": row.note,
        "guests": [
            {"role": one.pk, "person": {"id": one.account.pk, "name": one.account.name}} for one in row.guests
        ],
        "points": [{"words": one.words, "moment": one.moment or None} for one in row.points],
    }
