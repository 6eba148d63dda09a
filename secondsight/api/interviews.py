"""Talks of two before the meeting, over the API: each is found by those two alone (R2.5, R2.5a, S7)."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import StringConstraints

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.api.inquiry import Edition, Id, IdOrNone, Line, Once, Person, PersonOut
from secondsight.api.meeting_questions import MeetingQuestionOut, told
from secondsight.base.clock import now
from secondsight.base.errors import NotFound
from secondsight.confidence import actions
from secondsight.confidence.queries import interviews as read
from secondsight.confidence.queries.asking import Prompt, guide
from secondsight.confidence.queries.interviewees import suggested_interviewees
from secondsight.inquiry import actions as inquiry
from secondsight.inquiry.queries import found
from secondsight.inquiry.queries import reviews as of_reviews
from secondsight.inquiry.queries.threads import released_thread, threads_of

router = Router(auth=signed_in())
Note = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$")]
Said = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]
Released = Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$")]


class InterviewOut(Schema):
    """A talk of yours: with whom, and how far it has come."""

    id: str
    review: str
    interviewee: PersonOut
    interviewer: PersonOut
    state: str
    is_off_record: bool
    asked_at: datetime


class SuggestedInterviewee(Schema):
    """Somebody to talk to, and why; to facilitators alone."""

    person: PersonOut
    reasons: list[str]


class ReleasedThreadOut(Schema):
    """A thread that was released to the review; `by` is empty where it was released without a name."""

    id: str
    words: str
    by: PersonOut | None
    moment: str | None
    question: str | None


class InterviewsOut(Schema):
    """Your own talks of a review, whom to ask if you facilitate it, and what was released."""

    rows: list[InterviewOut]
    suggested: list[SuggestedInterviewee]
    released: list[ReleasedThreadOut]


class ChatInvitationIn(Schema):
    """Somebody to ask for a talk; you hold it, unless an interviewer is named."""

    person: Person
    interviewer: Annotated[str, StringConstraints(max_length=254, pattern=r"^[^\x00]*$")] = ""
    note: Note = ""
    reason: Line = ""


class PassedOverIn(Schema):
    """Somebody to suggest no more."""

    person: Person


class ChatAcceptanceIn(Schema):
    """Your yes; `is_off_record` has nothing written down."""

    is_off_record: bool = False


class PromptOut(Schema):
    """Something to ask, and what it is about."""

    ask: str
    about: str
    event: str | None


class LineOut(Schema):
    """A line that was noted, and the question that its words raise."""

    id: str
    words: str
    by: PersonOut
    edition: int
    ask_next: str


class ChatThreadOut(Schema):
    """A subject of a talk, with what was released of it, told to who said it."""

    id: str
    heading: str
    event: str | None
    lines: list[LineOut]
    released: ReleasedThreadOut | None


class InterviewDetailOut(InterviewOut):
    """All of a talk of yours."""

    note: str
    reason: str
    threads: list[ChatThreadOut]
    deleted_on: datetime | None
    guide: list[PromptOut]


class InterviewThreadIn(Schema):
    """A subject to note under."""

    heading: Line
    event: IdOrNone = ""
    once: Once = ""


class InterviewLineIn(Schema):
    """A line to note."""

    words: Said
    once: Once = ""


class InterviewLineChange(Schema):
    """Other words for a line. With an edition, a newer one is not overwritten."""

    words: Said
    edition: Edition | None = None


class ReleaseIn(Schema):
    """What the review may have of a thread, with your name or without."""

    words: Released
    is_named: bool = False


class ThreadQuestionIn(Schema):
    """A question for the meeting that a released thread raises."""

    words: Line


@router.get(
    "/reviews/{review_id}/interviews", response={200: InterviewsOut, **PROBLEMS}, summary="Talks of a review"
)
def list_interviews(request: HttpRequest, review_id: Id) -> Any:
    """Return your own talks and what was released; who facilitates is told whom to ask, and why."""
    review = _review(request, review_id)
    may_invite = read.may_invite(request.auth, review)
    suggested = suggested_interviewees(request.auth, review) if may_invite else []
    return {
        "rows": [_row(one) for one in read.my_interviews(request.auth, review)],
        "suggested": [{"person": _person(one.account), "reasons": list(one.reasons)} for one in suggested],
        "released": [_released(one) for one in threads_of(request.auth, review)],
    }


@router.post(
    "/reviews/{review_id}/interviews",
    response={201: InterviewOut, **PROBLEMS},
    summary="Ask somebody for a talk",
)
def invite(request: HttpRequest, review_id: Id, said: ChatInvitationIn) -> Any:
    """Ask somebody, for who facilitates the review; the same person is asked once."""
    review = _review(request, review_id)
    interviewee = of_reviews.person(said.person)
    other = of_reviews.person(said.interviewer, field="interviewer") if said.interviewer else None
    made = actions.invite(
        review,
        interviewee,
        interviewer=other,
        note=said.note,
        reason=said.reason,
        by=request.auth,
        at=now(),
    )
    return Status(201, _row(made))


@router.post(
    "/reviews/{review_id}/passed-over", response={204: None, **PROBLEMS}, summary="Suggest somebody no more"
)
def pass_over(request: HttpRequest, review_id: Id, said: PassedOverIn) -> Any:
    """Suggest somebody no more for a talk; they are not told and can be asked by name still."""
    person = of_reviews.person(said.person)
    actions.pass_over(_review(request, review_id), person, by=request.auth, at=now())
    return Status(204, None)


@router.get(
    "/interviews/{interview_id}", response={200: InterviewDetailOut, **PROBLEMS}, summary="Show a talk"
)
def show(request: HttpRequest, interview_id: Id) -> Any:
    """Return a talk that you are one of the two of; anybody else's is not found."""
    return _detail(request, read.interview(request.auth, interview_id))


@router.delete(
    "/interviews/{interview_id}", response={204: None, **PROBLEMS}, summary="Ask no more for a talk"
)
def take_back(request: HttpRequest, interview_id: Id) -> Any:
    """Take back an invitation that was not accepted."""
    actions.take_back(read.interview(request.auth, interview_id), by=request.auth, at=now())
    return Status(204, None)


@router.post(
    "/interviews/{interview_id}/acceptance",
    response={200: InterviewDetailOut, **PROBLEMS},
    summary="Say yes to a talk",
)
def accept(request: HttpRequest, interview_id: Id, said: ChatAcceptanceIn) -> Any:
    """Say yes; off the record, nothing is written down and what was is deleted."""
    row = read.interview(request.auth, interview_id)
    actions.accept(row, is_off_record=said.is_off_record, by=request.auth, at=now())
    return show(request, interview_id)


@router.post(
    "/interviews/{interview_id}/refusal",
    response={200: InterviewDetailOut, **PROBLEMS},
    summary="Say no to a talk",
)
def refuse(request: HttpRequest, interview_id: Id) -> Any:
    """Say no, which needs no reason; what was noted is deleted."""
    actions.refuse(read.interview(request.auth, interview_id), by=request.auth, at=now())
    return show(request, interview_id)


@router.post(
    "/interviews/{interview_id}/ending",
    response={200: InterviewDetailOut, **PROBLEMS},
    summary="Say that a talk was held",
)
def end(request: HttpRequest, interview_id: Id) -> Any:
    """From then on the interviewee alone corrects what was noted."""
    actions.end(read.interview(request.auth, interview_id), by=request.auth, at=now())
    return show(request, interview_id)


@router.delete(
    "/interviews/{interview_id}/notes", response={204: None, **PROBLEMS}, summary="Delete what was noted"
)
def delete_notes(request: HttpRequest, interview_id: Id) -> Any:
    """Delete everything that was noted in a talk, for good; for its interviewee."""
    actions.delete_notes(read.interview(request.auth, interview_id), by=request.auth, at=now())
    return Status(204, None)


@router.post(
    "/interviews/{interview_id}/threads",
    response={201: InterviewDetailOut, **PROBLEMS},
    summary="Begin a subject of a talk",
)
def add_thread(request: HttpRequest, interview_id: Id, said: InterviewThreadIn) -> Any:
    """Begin a subject to note under."""
    row = read.interview(request.auth, interview_id)
    event = found.event(request.auth, row.review, said.event) if said.event else None
    actions.add_thread(row, heading=said.heading, event=event, once=said.once, by=request.auth, at=now())
    return Status(201, show(request, interview_id))


@router.post(
    "/interview-threads/{thread_id}/lines",
    response={201: InterviewDetailOut, **PROBLEMS},
    summary="Note a line of a talk",
)
def add_line(request: HttpRequest, thread_id: Id, said: InterviewLineIn) -> Any:
    """Note a line under a subject."""
    thread = read.thread_of(request.auth, thread_id)
    actions.add_line(thread, words=said.words, once=said.once, by=request.auth, at=now())
    return Status(201, show(request, thread.interview_id))


@router.delete(
    "/interview-threads/{thread_id}",
    response={204: None, **PROBLEMS},
    summary="Take a subject off the record",
)
def strike_thread(request: HttpRequest, thread_id: Id) -> Any:
    """Delete a subject with all its lines, for good."""
    actions.take_off_record(read.thread_of(request.auth, thread_id), by=request.auth, at=now())
    return Status(204, None)


@router.get(
    "/interview-lines/{line_id}", response={200: LineOut, **PROBLEMS}, summary="Show a line of a talk"
)
def show_line(request: HttpRequest, line_id: Id) -> Any:
    """Return a line of a talk of yours."""
    row = read.line_of(request.auth, line_id)
    return {
        "id": row.pk,
        "words": read.words_of(row),
        "by": _person(row.written_by),
        "edition": row.edition,
        "ask_next": "",
    }


@router.patch(
    "/interview-lines/{line_id}", response={200: LineOut, **PROBLEMS}, summary="Correct a line of a talk"
)
def correct_line(request: HttpRequest, line_id: Id, said: InterviewLineChange) -> Any:
    """Put a line into other words; 409 when the other changed it since the edition that was read."""
    row = read.line_of(request.auth, line_id)
    actions.correct_line(row, words=said.words, edition=said.edition, by=request.auth, at=now())
    return show_line(request, line_id)


@router.delete(
    "/interview-lines/{line_id}", response={204: None, **PROBLEMS}, summary="Take a line off the record"
)
def strike_line(request: HttpRequest, line_id: Id) -> Any:
    """Delete a line, for good; nothing of it stays in any history."""
    actions.take_off_record(read.line_of(request.auth, line_id), by=request.auth, at=now())
    return Status(204, None)


@router.post(
    "/interview-threads/{thread_id}/release",
    response={200: ReleasedThreadOut, **PROBLEMS},
    summary="Release a thread to the review",
)
def release(request: HttpRequest, thread_id: Id, said: ReleaseIn) -> Any:
    """Let the review have a thread in these words; for who said it. Released anew, they are replaced."""
    thread = _mine(request, thread_id)
    row = actions.release(thread, words=said.words, is_named=said.is_named, by=request.auth, at=now())
    return _released(row)


@router.delete(
    "/interview-threads/{thread_id}/release",
    response={204: None, **PROBLEMS},
    summary="Withdraw a released thread",
)
def withdraw_release(request: HttpRequest, thread_id: Id) -> Any:
    """Take a thread out of the review again; a question that was made of it stays."""
    actions.withdraw_release(_mine(request, thread_id), by=request.auth, at=now())
    return Status(204, None)


@router.post(
    "/released-threads/{thread_id}/question",
    response={201: MeetingQuestionOut, **PROBLEMS},
    summary="Note a question that a released thread raises",
)
def question_of_thread(request: HttpRequest, thread_id: Id, said: ThreadQuestionIn) -> Any:
    """Note a question for the meeting, one a thread."""
    thread = released_thread(request.auth, thread_id)
    return Status(201, told(inquiry.ask_of_thread(thread, words=said.words, by=request.auth, at=now())))


def _review(request: HttpRequest, review_id: str) -> Any:
    review = of_reviews.review(request.auth, review_id)
    inquiry.look_at_review(review, by=request.auth, at=now())
    return review


def _mine(request: HttpRequest, thread_id: str) -> Any:
    thread = read.thread_of(request.auth, thread_id)
    if thread.interview.interviewee_id != request.auth.pk:
        raise NotFound("Only who said it releases it.")
    return thread


def _person(account: Any) -> dict[str, str]:
    return {"id": account.pk, "name": account.name}


def _row(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk,
        "review": one.review_id,
        "interviewee": _person(one.interviewee),
        "interviewer": _person(one.interviewer),
        "state": one.state,
        "is_off_record": one.is_off_record,
        "asked_at": one.recorded_at,
    }


def _detail(request: HttpRequest, one: Any) -> dict[str, Any]:
    inquiry.look_at_review(one.review, by=request.auth, at=now())
    is_mine = one.interviewee_id == request.auth.pk
    asked = guide(request.auth, one) if one.state in ("asked", "accepted") else None
    prompts = [*asked.openings, *asked.moments, *asked.asked, *asked.written, *asked.probes] if asked else []
    return {
        **_row(one),
        "note": read.note_of(one),
        "reason": one.reason,
        "threads": [_thread(thread, is_mine) for thread in read.threads(one)],
        "deleted_on": read.deleted_on(one),
        "guide": [_prompt(prompt) for prompt in prompts],
    }


def _prompt(one: Prompt) -> dict[str, Any]:
    return {"ask": one.ask, "about": one.about, "event": one.event.pk if one.event else None}


def _thread(one: read.Thread, is_mine: bool) -> dict[str, Any]:
    is_there = is_mine and one.released is not None and one.released.withdrawn_at is None
    return {
        "id": one.id,
        "heading": one.heading,
        "event": one.event.pk if one.event else None,
        "lines": [
            {
                "id": line.id,
                "words": line.words,
                "by": _person(line.written_by),
                "edition": line.edition,
                "ask_next": line.question.ask if line.question else "",
            }
            for line in one.lines
        ],
        "released": _released(one.released) if is_there else None,
    }


def _released(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk,
        "words": one.words,
        "by": _person(one.account) if one.account else None,
        "moment": one.moment.pk if one.moment else None,
        "question": one.question_id,
    }
