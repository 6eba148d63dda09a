"""The draft of a review over the API: its themes, passages, and what people say of them (R2.8)."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import StringConstraints

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.api.inquiry import Edition, Id, Once, Person, PersonOut
from secondsight.base.clock import now
from secondsight.base.errors import Refused
from secondsight.inquiry import actions
from secondsight.inquiry.queries import calibration as read
from secondsight.inquiry.queries import reviews as of_reviews
from secondsight.record.queries.timeline import event as find_event

router = Router(auth=signed_in())
Title = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
Words = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]


class PassageAnswerOut(Schema):
    """What somebody says of a passage, or what the draft lacks; the timeline is not changed by it."""

    id: str
    event: str | None = Field(..., description="none: of no moment of the timeline")
    by: PersonOut
    at: datetime
    verdict: str
    words: str
    is_outdated: bool = Field(..., description="the passage was put differently since")
    outcome: str = Field(..., description="what became of it: version, put_right, left, or empty")


class PassageOut(Schema):
    """An event of the draft, as it concerns the one who asks."""

    event: str
    what: str
    why: list[str] = Field(..., description="why it concerns you; empty where it does not")
    standing: str = Field(..., description="confirmed, corrected, unconfirmed or nobodys")
    mine: PassageAnswerOut | None
    answers: list[PassageAnswerOut]
    confirmed_by: list[str]
    awaited: list[str]


class ThemeOut(Schema):
    """A theme for the meeting."""

    id: str
    review: str
    title: str
    why: str
    edition: int


class ThemeVotesOut(Schema):
    """A theme, whether you vote for it, and its votes once you have voted."""

    theme: ThemeOut
    is_mine: bool
    votes: int | None


class DraftReaderOut(Schema):
    """Somebody who is asked to look at the draft."""

    person: PersonOut
    asked_at: datetime
    completed_at: datetime | None


class CalibrationOut(Schema):
    """The draft of a review: your own passages first."""

    review: str
    sent_at: datetime | None
    note: str
    readers: list[DraftReaderOut]
    heard: list[str]
    themes: list[ThemeVotesOut]
    own: list[PassageOut]
    others: list[PassageOut]
    additions: list[PassageAnswerOut]


class CalibrationIn(Schema):
    """Who is to see the draft, and a word to go along."""

    people: list[Person] = Field(..., min_length=1, max_length=60)
    note: Words = ""


class PassageAnswerIn(Schema):
    """What to say of a passage; words are needed unless it is confirmed."""

    verdict: Literal["confirmed", "corrected", "added"]
    words: Words = ""


class AdditionToDraftIn(Schema):
    """What the draft lacks altogether."""

    words: Words
    once: Once = ""


class PassageSettlementIn(Schema):
    """What became of a correction or an addition."""

    outcome: Literal["version", "put_right", "left"]


class ThemeVotesIn(Schema):
    """The themes to vote for, instead of those before."""

    themes: list[Id] = Field(..., max_length=20)


class ThemeIn(Schema):
    """A theme to name."""

    title: Title
    why: Words = ""
    once: Once = ""


class ThemeChange(Schema):
    """Other words for a theme. With an edition, a newer one is not overwritten."""

    title: Title
    why: Words = ""
    edition: Edition | None = None


@router.get(
    "/reviews/{review_id}/calibration",
    response={200: CalibrationOut, **PROBLEMS},
    summary="Draft of a review",
)
def show_calibration(request: HttpRequest, review_id: Id) -> Any:
    """Return the draft as it concerns you, and what was said of it."""
    return _draft(request, _review(request, review_id))


@router.post(
    "/reviews/{review_id}/calibration", response={200: CalibrationOut, **PROBLEMS}, summary="Send the draft"
)
def send_calibration(request: HttpRequest, review_id: Id, said: CalibrationIn) -> Any:
    """Send it to people, or to some more; nobody is asked twice."""
    review = _review(request, review_id)
    people = [of_reviews.person(words, field="people") for words in dict.fromkeys(said.people)]
    actions.send_calibration(review, people, note=said.note, by=request.auth, at=now())
    return _draft(request, review)


@router.post(
    "/reviews/{review_id}/calibration/completion",
    response={200: DraftReaderOut, **PROBLEMS},
    summary="Say that this is all from you",
)
def complete(request: HttpRequest, review_id: Id) -> Any:
    """Say that you have been through the draft."""
    mine = read.calibration_of(request.auth, _review(request, review_id)).mine
    if mine is None:
        raise Refused("You are not asked about this draft.")
    return _reader(actions.complete_calibration(mine, by=request.auth, at=now()))


@router.put(
    "/reviews/{review_id}/calibration/votes",
    response={200: list[ThemeVotesOut], **PROBLEMS},
    summary="Vote for themes",
)
def vote(request: HttpRequest, review_id: Id, said: ThemeVotesIn) -> Any:
    """Vote instead of what you voted for before; nothing says who voted for what."""
    review = _review(request, review_id)
    actions.vote_for_themes(review, said.themes, by=request.auth, at=now())
    return [_votes(one) for one in read.theme_rows(request.auth, review)]


@router.post(
    "/reviews/{review_id}/calibration/additions",
    response={201: PassageAnswerOut, **PROBLEMS},
    summary="Say what the draft lacks",
)
def add(request: HttpRequest, review_id: Id, said: AdditionToDraftIn) -> Any:
    """Say what is not in it at all."""
    review = _review(request, review_id)
    row = actions.add_to_draft(review, words=said.words, once=said.once, by=request.auth, at=now())
    return Status(201, _answer(read.answer(request.auth, row.pk)))


@router.put(
    "/reviews/{review_id}/calibration/passages/{event_id}/answer",
    response={200: PassageAnswerOut, **PROBLEMS},
    summary="Confirm, correct or add to a passage",
)
def answer(request: HttpRequest, review_id: Id, event_id: Id, said: PassageAnswerIn) -> Any:
    """Say that it was so, or how it was, in your own words."""
    review = _review(request, review_id)
    event = read.event_of(request.auth, review, event_id)
    row = actions.answer_passage(
        review, event, verdict=said.verdict, words=said.words, by=request.auth, at=now()
    )
    return _answer(read.answer(request.auth, row.pk))


@router.delete(
    "/reviews/{review_id}/calibration/passages/{event_id}/answer",
    response={204: None, **PROBLEMS},
    summary="Take back what you said of a passage",
)
def remove_answer(request: HttpRequest, review_id: Id, event_id: Id) -> Any:
    """Take it back."""
    review = _review(request, review_id)
    event = read.event_of(request.auth, review, event_id)
    actions.take_back_passage_answer(review, event, by=request.auth, at=now())
    return Status(204, None)


@router.post(
    "/passage-answers/{answer_id}/settlement",
    response={200: PassageAnswerOut, **PROBLEMS},
    summary="Say what became of a correction",
)
def settle(request: HttpRequest, answer_id: Id, said: PassageSettlementIn) -> Any:
    """Keep it as a version of its event, say that the timeline was put right, or leave it to the meeting."""
    row = read.answer(request.auth, answer_id)
    actions.settle_answer(row, outcome=said.outcome, by=request.auth, at=now())
    return _answer(read.answer(request.auth, answer_id))


@router.get(
    "/events/{event_id}/passage-answers",
    response={200: list[PassageAnswerOut], **PROBLEMS},
    summary="What was said of an event in drafts",
)
def of_event(request: HttpRequest, event_id: Id) -> Any:
    """Return corrections and additions, oldest first; at most 50."""
    return [_answer(one) for one in read.answers_of_event(request.auth, find_event(request.auth, event_id))]


@router.get("/reviews/{review_id}/themes", response={200: list[ThemeOut], **PROBLEMS}, summary="Themes")
def list_themes(request: HttpRequest, review_id: Id) -> Any:
    """Return the themes of a review in their order."""
    return [_theme(one) for one in read.themes_of(request.auth, _review(request, review_id))]


@router.post("/reviews/{review_id}/themes", response={201: ThemeOut, **PROBLEMS}, summary="Name a theme")
def add_theme(request: HttpRequest, review_id: Id, said: ThemeIn) -> Any:
    """Name one; one of that title is there once."""
    review = _review(request, review_id)
    return Status(201, _theme(actions.add_theme(review, **said.dict(), by=request.auth, at=now())))


@router.get("/themes/{theme_id}", response={200: ThemeOut, **PROBLEMS}, summary="Show a theme")
def show_theme(request: HttpRequest, theme_id: Id) -> Any:
    """Return one theme."""
    return _theme(read.theme(request.auth, theme_id))


@router.patch("/themes/{theme_id}", response={200: ThemeOut, **PROBLEMS}, summary="Change a theme")
def change_theme(request: HttpRequest, theme_id: Id, said: ThemeChange) -> Any:
    """Put it into other words; 409 when somebody changed it since the edition that was read."""
    found = read.theme(request.auth, theme_id)
    return _theme(actions.edit_theme(found, **said.dict(), by=request.auth, at=now()))


@router.delete("/themes/{theme_id}", response={204: None, **PROBLEMS}, summary="Take a theme out")
def remove_theme(request: HttpRequest, theme_id: Id) -> Any:
    """Take it out, and the votes for it."""
    actions.remove_theme(read.theme(request.auth, theme_id), by=request.auth, at=now())
    return Status(204, None)


def _review(request: HttpRequest, review_id: str) -> Any:
    review = of_reviews.review(request.auth, review_id)
    actions.look_at_review(review, by=request.auth, at=now())
    return review


def _person(account: Any) -> dict[str, str]:
    return {"id": account.pk, "name": account.name}


def _draft(request: HttpRequest, review: Any) -> dict[str, Any]:
    found = read.calibration_of(request.auth, review)
    return {
        "review": review.pk,
        "sent_at": found.sent.recorded_at if found.sent else None,
        "note": found.sent.note if found.sent else "",
        "readers": [_reader(one) for one in found.readers],
        "heard": found.heard,
        "themes": [_votes(one) for one in found.themes],
        "own": [_passage(one) for one in found.own],
        "others": [_passage(one) for one in found.others],
        "additions": [_answer(one) for one in found.additions],
    }


def _reader(one: Any) -> dict[str, Any]:
    return {
        "person": _person(one.account),
        "asked_at": one.recorded_at,
        "completed_at": one.completed_at,
    }


def _passage(row: Any) -> dict[str, Any]:
    return {
        "event": row.event.pk,
        "what": row.event.what,
        "why": row.why,
        "standing": row.standing,
        "mine": _answer(row.mine) if row.mine else None,
        "answers": [_answer(one) for one in row.answers],
        "confirmed_by": row.confirmed_by,
        "awaited": row.awaited,
    }


def _answer(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk,
        "event": one.event_id,
        "by": _person(one.account),
        "at": one.recorded_at,
        "verdict": one.verdict,
        "words": one.words,
        "is_outdated": one.event is not None and one.event.edition != one.event_edition,
        "outcome": one.outcome,
    }


def _theme(one: Any) -> dict[str, Any]:
    told = ("title", "why", "edition")
    return {"id": one.pk, "review": one.review_id, **{name: getattr(one, name) for name in told}}


def _votes(one: Any) -> dict[str, Any]:
    return {"theme": _theme(one.theme), "is_mine": one.is_mine, "votes": one.votes}
