"""Questions for the meeting over the API (R2.6, R3.7a)."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import StringConstraints

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.api.inquiry import Edition, Id, IdOrNone, Once, PersonOut
from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput
from secondsight.inquiry import actions
from secondsight.inquiry.queries import found
from secondsight.inquiry.queries import meeting_questions as read
from secondsight.inquiry.queries import reviews as of_reviews
from secondsight.inquiry.queries.comparing import lay_side_by_side
from secondsight.record.queries.findings import question as find_item_question

router = Router(auth=signed_in())
Words = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]
Key = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]


class MeetingQuestionOut(Schema):
    """A question for the meeting."""

    id: str
    review: str
    words: str
    divergence: str = Field(..., description="the key of the divergence that raised it, or empty")
    item_question: str | None = Field(..., description="the question of the reading desk that it is")
    moment: str | None
    by: PersonOut | None
    at: datetime
    edition: int
    is_removed: bool


class MeetingQuestionsOut(Schema):
    """The questions in the order in which they were noted, and those that were taken out."""

    rows: list[MeetingQuestionOut]
    removed: list[MeetingQuestionOut]


class MeetingQuestionIn(Schema):
    """A question to note. Without words, a divergence's proposed ones, or the desk's own are taken."""

    words: Words = ""
    divergence: Key = ""
    item_question: IdOrNone = ""
    moment: IdOrNone = ""
    once: Once = ""


class MeetingQuestionChange(Schema):
    """Other words. With an edition, a newer one is not overwritten."""

    words: Words
    edition: Edition | None = None


@router.get(
    "/reviews/{review_id}/meeting-questions",
    response={200: MeetingQuestionsOut, **PROBLEMS},
    summary="Questions for the meeting",
)
def list_questions(request: HttpRequest, review_id: Id) -> Any:
    """Return what is to be asked in the meeting, and what was taken out."""
    review = _review(request, review_id)
    removed = read.meeting_questions(request.auth, review, removed=True)
    return {
        "rows": [told(one) for one in read.meeting_questions(request.auth, review)],
        "removed": [told(one) for one in removed],
    }


@router.post(
    "/reviews/{review_id}/meeting-questions",
    response={201: MeetingQuestionOut, **PROBLEMS},
    summary="Note a question for the meeting",
)
def add_question(request: HttpRequest, review_id: Id, said: MeetingQuestionIn) -> Any:
    """Note a question: typed, of a divergence, or of the reading desk."""
    review = _review(request, review_id)
    words, told = said.words, _raised_by(request, review, said)
    if not words and "proposed" in told:
        words = told["proposed"]
    told.pop("proposed", None)
    row = actions.add_meeting_question(review, words=words, once=said.once, by=request.auth, at=now(), **told)
    return Status(201, told(read.meeting_question(request.auth, row.pk)))


@router.get(
    "/meeting-questions/{question_id}",
    response={200: MeetingQuestionOut, **PROBLEMS},
    summary="Show a question for the meeting",
)
def show_question(request: HttpRequest, question_id: Id) -> Any:
    """Return one question."""
    return told(read.meeting_question(request.auth, question_id))


@router.patch(
    "/meeting-questions/{question_id}",
    response={200: MeetingQuestionOut, **PROBLEMS},
    summary="Change a question for the meeting",
)
def change_question(request: HttpRequest, question_id: Id, said: MeetingQuestionChange) -> Any:
    """Put it into other words; 409 when somebody changed it since the edition that was read."""
    row = read.meeting_question(request.auth, question_id)
    actions.edit_meeting_question(row, words=said.words, edition=said.edition, by=request.auth, at=now())
    return told(read.meeting_question(request.auth, question_id))


@router.delete(
    "/meeting-questions/{question_id}",
    response={204: None, **PROBLEMS},
    summary="Take a question out of the meeting",
)
def remove_question(request: HttpRequest, question_id: Id) -> Any:
    """Take it out; it can be put back."""
    row = read.meeting_question(request.auth, question_id)
    actions.remove_meeting_question(row, by=request.auth, at=now())
    return Status(204, None)


@router.post(
    "/meeting-questions/{question_id}/restoration",
    response={200: MeetingQuestionOut, **PROBLEMS},
    summary="Put a question back",
)
def restore_question(request: HttpRequest, question_id: Id) -> Any:
    """Put back what was taken out."""
    row = read.meeting_question(request.auth, question_id)
    actions.restore_meeting_question(row, by=request.auth, at=now())
    return told(read.meeting_question(request.auth, question_id))


def _raised_by(request: HttpRequest, review: Any, said: MeetingQuestionIn) -> dict[str, Any]:
    if said.divergence and said.item_question:
        raise InvalidInput(
            "A question comes from a divergence or from the desk, not both.", field="item_question"
        )
    told: dict[str, Any] = {}
    if said.moment:
        told["moment"] = found.event(request.auth, review, said.moment)
    if said.divergence:
        laid = lay_side_by_side(request.auth, review, ZoneInfo(request.auth.time_zone))
        divergence = laid.find(said.divergence)
        told |= {"divergence": divergence.key, "proposed": divergence.question}
        told.setdefault("moment", divergence.events[0])
    if said.item_question:
        asked = find_item_question(request.auth, said.item_question)
        told |= {"question": asked, "proposed": asked.words[:500]}
    return told


def _review(request: HttpRequest, review_id: str) -> Any:
    review = of_reviews.review(request.auth, review_id)
    actions.look_at_review(review, by=request.auth, at=now())
    return review


def told(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "review": row.review_id,
        "words": row.words,
        "divergence": row.divergence,
        "item_question": row.question_id,
        "moment": row.moment_id,
        "by": {"id": row.added_by.pk, "name": row.added_by.name} if row.added_by else None,
        "at": row.recorded_at,
        "edition": row.edition,
        "is_removed": row.removed_at is not None,
    }
