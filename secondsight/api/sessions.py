"""Live sessions over the API: where the room is, and what those in it do (R4.1, R4.2)."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import StringConstraints

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.api.inquiry import Id, IdOrNone, Once, PersonOut
from secondsight.base.clock import now
from secondsight.inquiry import actions
from secondsight.inquiry.queries import sessions as read
from secondsight.inquiry.queries.found import event as find_event
from secondsight.inquiry.queries.meeting_questions import meeting_question
from secondsight.inquiry.queries.reviews import may_lead
from secondsight.inquiry.queries.reviews import review as find_review
from secondsight.inquiry.queries.session_drawn import SHOWN_FROM
from secondsight.inquiry.queries.session_guide import prompts_for
from secondsight.organisation.queries import account as find_account

router = Router(auth=signed_in())
Section = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[^\x00]*$")]
Words = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]


class SessionClockOut(Schema):
    """The time of a session, in seconds; `left` is below zero when a section is over its time."""

    section: str = Field(..., description="its key in the agenda")
    title: str
    had: float
    left: float
    whole: float = Field(..., description="since the session began")
    timeline_share: float = Field(..., description="0 to 1: of that, what the timeline has had")


class SessionVoteOut(Schema):
    """The open vote on more minutes."""

    minutes: int
    is_for: int
    against: int


class SessionPulseOut(Schema):
    """The last pulse that was closed; null from fewer than three answers."""

    learnt: int | None
    answered: int | None


class SpeakingOut(Schema):
    """Who was heard; told to those who lead the review alone."""

    spoken: list[PersonOut]
    not_yet: list[PersonOut]
    awaited: list[PersonOut]


class LiveSessionOut(Schema):
    """A live session. `number` counts what happens in it: ask for captures `after` it to get what is new."""

    id: str
    review: str
    number: int
    opened_at: datetime
    ended_at: datetime | None
    facilitator: PersonOut | None
    is_guarded: bool
    incident: str | None
    event: str | None = Field(..., description="the moment on screen")
    question: str = Field(..., description="the question on screen")
    clock: SessionClockOut
    vote: SessionVoteOut | None
    is_pulse_open: bool
    pulse: SessionPulseOut | None
    speaking: SpeakingOut | None


class SessionPromptsOut(Schema):
    """Questions to choose from; empty where nothing fits."""

    phase: str
    by_phase: list[str]
    to_what_was_said: str = Field(..., description="made for the words of the last captured line")
    probe: str = Field(..., description="that draws expertise out")
    zoom_in: str
    zoom_out: str


class SessionOpening(Schema):
    """A session to be opened."""

    is_guarded: bool = Field(True, description="the hindsight guard goes up and moves with the room")
    once: Once = ""


class SessionMoveIn(Schema):
    """Where the room goes: the next moment, the one before, the next decision; or an event."""

    towards: Literal["on", "back", "decision"] | None = None
    event: IdOrNone = ""


class SessionSectionIn(Schema):
    """Where in the agenda the room goes."""

    section: Section


class SessionQuestionIn(Schema):
    """A question for the screen, typed or one of those for the meeting; neither takes it down."""

    words: Words = ""
    asked: IdOrNone = Field("", description="a question for the meeting")


class SpeakerIn(Schema):
    """Who was heard; `has_spoken` false takes it back."""

    account: Id
    has_spoken: bool = True


class SessionVoteIn(Schema):
    """How many minutes more."""

    minutes: Literal[3, 5] = 3


class VoteAnswerIn(Schema):
    """Yes or no."""

    is_for: bool


class PulseAnswerIn(Schema):
    """Whether one has just learnt something."""

    has_learnt: bool


@router.get(
    "/reviews/{review_id}/session", response={200: LiveSessionOut, **PROBLEMS}, summary="Show the session"
)
def show_session(request: HttpRequest, review_id: Id) -> Any:
    """The one that is on, else the one that ended last; 404 where there was none."""
    return _told(request, _session(request, review_id))


@router.post(
    "/reviews/{review_id}/session", response={201: LiveSessionOut, **PROBLEMS}, summary="Open the session"
)
def open_session(request: HttpRequest, review_id: Id, said: SessionOpening) -> Any:
    """Whoever opens it leads it. While one is on, that one is answered."""
    review = _review(request, review_id)
    opened = actions.open_session(review, by=request.auth, at=now(), **said.dict())
    return Status(201, _told(request, opened))


@router.get(
    "/reviews/{review_id}/session/prompts",
    response={200: SessionPromptsOut, **PROBLEMS},
    summary="What could be asked now",
)
def show_prompts(request: HttpRequest, review_id: Id) -> Any:
    """Questions that fit the phase on screen and what was said last."""
    found = prompts_for(request.auth, _session(request, review_id))
    return {
        "phase": found.phase,
        "by_phase": list(found.by_phase),
        "to_what_was_said": found.heard.ask if found.heard else "",
        "probe": found.heard.probe if found.heard else "",
        "zoom_in": found.zoom_in,
        "zoom_out": found.zoom_out,
    }


@router.post(
    "/reviews/{review_id}/session/arrival", response={200: LiveSessionOut, **PROBLEMS}, summary="Be there"
)
def arrive(request: HttpRequest, review_id: Id) -> Any:
    """Say that one is there; with the guard up, one sees no further than the room from now on."""
    return _done(request, review_id, actions.arrive)


@router.post(
    "/reviews/{review_id}/session/moves",
    response={200: LiveSessionOut, **PROBLEMS},
    summary="Move the session",
)
def move(request: HttpRequest, review_id: Id, said: SessionMoveIn) -> Any:
    """Every screen goes along, and so does the hindsight guard. 403 for who does not lead it."""
    review = _review(request, review_id)
    event = find_event(request.auth, review, said.event) if said.event else None
    return _done(request, review_id, actions.move_session, towards=said.towards or "", event=event)


@router.post(
    "/reviews/{review_id}/session/section",
    response={200: LiveSessionOut, **PROBLEMS},
    summary="Go to a section",
)
def enter(request: HttpRequest, review_id: Id, said: SessionSectionIn) -> Any:
    """The clock of a section goes on where it was left. 403 for who does not lead it."""
    return _done(request, review_id, actions.enter_section, section=said.section)


@router.post(
    "/reviews/{review_id}/session/question",
    response={200: LiveSessionOut, **PROBLEMS},
    summary="Put a question on the screen",
)
def ask(request: HttpRequest, review_id: Id, said: SessionQuestionIn) -> Any:
    """On every screen, until another is asked or it is taken down. 403 for who does not lead it."""
    asked = meeting_question(request.auth, said.asked) if said.asked else None
    return _done(request, review_id, actions.ask_room, words=said.words, asked=asked)


@router.post(
    "/reviews/{review_id}/session/chair",
    response={200: LiveSessionOut, **PROBLEMS},
    summary="Lead the session",
)
def chair(request: HttpRequest, review_id: Id) -> Any:
    """Take the lead, as when whoever had it is gone. For those who lead the review."""
    return _done(request, review_id, actions.take_chair)


@router.post(
    "/reviews/{review_id}/session/speakers",
    response={200: LiveSessionOut, **PROBLEMS},
    summary="Mark who has spoken",
)
def speak(request: HttpRequest, review_id: Id, said: SpeakerIn) -> Any:
    """By hand, for those who lead the review."""
    person = find_account(request.auth, said.account)
    return _done(request, review_id, actions.mark_speaker, account=person, has_spoken=said.has_spoken)


@router.post(
    "/reviews/{review_id}/session/vote",
    response={200: LiveSessionOut, **PROBLEMS},
    summary="Ask the room for more minutes",
)
def vote(request: HttpRequest, review_id: Id, said: SessionVoteIn) -> Any:
    """For the section that runs; one vote at a time. 403 for who does not lead it."""
    return _done(request, review_id, actions.open_vote, minutes=said.minutes)


@router.post(
    "/reviews/{review_id}/session/vote/answer",
    response={200: LiveSessionOut, **PROBLEMS},
    summary="Say yes or no to more minutes",
)
def say(request: HttpRequest, review_id: Id, said: VoteAnswerIn) -> Any:
    """The last word of each counts. 409 where no vote is open."""
    return _done(request, review_id, actions.say_to_vote, is_for=said.is_for)


@router.post(
    "/reviews/{review_id}/session/vote/closing",
    response={200: LiveSessionOut, **PROBLEMS},
    summary="Close the vote",
)
def close_vote(request: HttpRequest, review_id: Id) -> Any:
    """Carried, its minutes are added to the section. 403 for who does not lead it."""
    return _done(request, review_id, actions.close_vote)


@router.post(
    "/reviews/{review_id}/session/pulse",
    response={200: LiveSessionOut, **PROBLEMS},
    summary="Ask who has just learnt something",
)
def pulse(request: HttpRequest, review_id: Id) -> Any:
    """One round at a time. 403 for who does not lead it."""
    return _done(request, review_id, actions.open_pulse)


@router.post(
    "/reviews/{review_id}/session/pulse/answer",
    response={204: None, **PROBLEMS},
    summary="Answer the pulse",
)
def answer(request: HttpRequest, review_id: Id, said: PulseAnswerIn) -> Any:
    """Counted once each; nothing joins who answered to what. 409 where no round is open."""
    actions.answer_pulse(_session(request, review_id), has_learnt=said.has_learnt, by=request.auth)
    return Status(204, None)


@router.post(
    "/reviews/{review_id}/session/pulse/closing",
    response={200: LiveSessionOut, **PROBLEMS},
    summary="Close the pulse",
)
def close_pulse(request: HttpRequest, review_id: Id) -> Any:
    """Who has answered is forgotten, the counts stay. 403 for who does not lead it."""
    return _done(request, review_id, actions.close_pulse)


@router.post(
    "/reviews/{review_id}/session/ending",
    response={200: LiveSessionOut, **PROBLEMS},
    summary="End the session",
)
def end(request: HttpRequest, review_id: Id) -> Any:
    """Into the record: the review is held, and what was captured becomes findings. Twice is once."""
    return _done(request, review_id, actions.end_session)


def _done(request: HttpRequest, review_id: str, verb: Any, **said: Any) -> dict[str, Any]:
    verb(_session(request, review_id), by=request.auth, at=now(), **said)
    return _told(request, _session(request, review_id))


def _review(request: HttpRequest, review_id: str) -> Any:
    review = find_review(request.auth, review_id)
    actions.look_at_review(review, by=request.auth, at=now())
    return review


def _session(request: HttpRequest, review_id: str) -> Any:
    return read.the_session(request.auth, _review(request, review_id))


def _told(request: HttpRequest, found: Any) -> dict[str, Any]:
    shown = read.stage(found, now())
    clock, felt = shown.clock, shown.felt
    is_enough = felt is not None and felt.learnt + felt.not_now >= SHOWN_FROM
    return {
        "id": found.pk,
        "review": found.review_id,
        "number": found.last,
        "opened_at": found.recorded_at,
        "ended_at": found.ended_at,
        "facilitator": _person(found.facilitator),
        "is_guarded": found.is_guarded,
        "incident": found.incident_id if shown.event else None,
        "event": shown.event.pk if shown.event else None,
        "question": found.question,
        "clock": {
            "section": clock.section,
            "title": shown.run.title if shown.run else "",
            "had": clock.had.total_seconds(),
            "left": clock.left.total_seconds(),
            "whole": clock.whole.total_seconds(),
            "timeline_share": clock.share,
        },
        "vote": {"minutes": shown.vote.minutes, "is_for": shown.tally.is_for, "against": shown.tally.against}
        if shown.vote and shown.tally
        else None,
        "is_pulse_open": shown.pulse is not None,
        "pulse": {
            "learnt": felt.learnt if is_enough else None,
            "answered": felt.learnt + felt.not_now if is_enough else None,
        }
        if felt
        else None,
        "speaking": _speaking(found) if may_lead(request.auth, found.review) else None,
    }


def _speaking(found: Any) -> dict[str, Any]:
    heard = read.speaking(found)
    return {
        name: [{"id": one.account, "name": one.name} for one in getattr(heard, name)]
        for name in ("spoken", "not_yet", "awaited")
    }


def _person(account: Any) -> dict[str, str] | None:
    return {"id": account.pk, "name": account.name} if account else None
