"""What follows from reviews over the API: decisions, commitments, known risks."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from pydantic import StringConstraints

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.api.inquiry import Id, IdOrNone, Line, Once, Person, PersonOut, Text, Whose, Word
from secondsight.base.clock import now
from secondsight.base.paging import page
from secondsight.followup import actions, queries
from secondsight.followup.queries.commitments import ORDER, with_life
from secondsight.followup.queries.risks import ORDER as RISK_ORDER
from secondsight.followup.rules.commitment import is_overdue
from secondsight.followup.rules.decision import outcome_in_words
from secondsight.followup.rules.vocabulary import CommitmentState, IntendedOutcome
from secondsight.inquiry.actions import look_at_review
from secondsight.inquiry.queries import found
from secondsight.inquiry.queries import reviews as read
from secondsight.inquiry.rules.findings import FindingKind

router = Router(auth=signed_in())
SIZE = 50
Link = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$")]
Level = Annotated[int, Field(ge=1, le=3)]


class StepOut(Schema):
    """One step of a commitment's life."""

    state: str
    by: PersonOut | None
    at: datetime
    note: str
    url: str


class MovedOut(Schema):
    """That a date moved, with its reason."""

    from_on: date
    to_on: date
    reason: str
    by: PersonOut | None
    at: datetime


class CommitmentRowOut(Schema):
    """A commitment in a list."""

    id: str
    review: str
    what: str
    owner: PersonOut
    due_on: date
    state: str
    is_overdue: bool
    intended_outcome: str


class CommitmentOut(CommitmentRowOut):
    """A commitment with its life so far."""

    done_means: str
    idea: str | None
    tracker_url: str
    beyond_reason: str
    factors: list[str]
    steps: list[StepOut]
    moved_dates: list[MovedOut]
    verbs: list[str] = Field(..., description="what you may do with it now")


class CommitmentPage(Schema):
    """A page of commitments, the earliest date first."""

    rows: list[CommitmentRowOut]
    next: str
    previous: str


class LookOut(Schema):
    """That a risk was looked at again and stayed."""

    from_on: date
    to_on: date
    note: str
    by: PersonOut | None
    at: datetime


class RiskRowOut(Schema):
    """A known risk in a list."""

    id: str
    review: str
    idea: str | None
    commitment: str | None
    what: str
    reason: str
    look_again_on: date
    accepted_by: PersonOut | None
    closed_at: datetime | None
    closed_note: str


class RiskOut(RiskRowOut):
    """A known risk with every look at it."""

    looks: list[LookOut]


class RiskPage(Schema):
    """A page of known risks, the earliest look first."""

    rows: list[RiskRowOut]
    next: str
    previous: str


class WeighingOut(Schema):
    """Where an idea stands, and what the matrix suggests."""

    impact: int | None
    effort: int | None
    cost: str
    new_ways_to_fail: str
    edition: int
    suggestion: str


class AnswerOut(Schema):
    """What was decided of an idea."""

    verdict: str
    reason: str
    by: PersonOut | None
    at: datetime


class BoardIdeaOut(Schema):
    """An idea as the deciders see it."""

    id: str
    what: str
    weighing: WeighingOut | None
    questions: list[str]
    decision: AnswerOut | None


class PutRightOut(Schema):
    """What had been put right before."""

    id: str
    what: str
    done_on: date | None
    url: str
    note: str
    by: PersonOut | None


class NothingOut(Schema):
    """That there is nothing to commit."""

    words: str
    by: PersonOut | None
    at: datetime


class BoardOut(Schema):
    """A review's decision as it stands."""

    is_soaking: bool
    is_open: bool
    soaks_until: datetime | None
    owner: PersonOut | None
    deciders: list[PersonOut]
    advice: str
    may_decide: bool
    ideas: list[BoardIdeaOut]
    commitments: list[CommitmentRowOut]
    risks: list[RiskRowOut]
    put_right: list[PutRightOut]
    nothing_to_commit: NothingOut | None
    outcome: str = Field(..., description="in words, counting what owners have accepted")


class CommitmentsListed(Schema):
    """Which commitments."""

    whose: Whose = ""
    state: Literal["", "open", "overdue"] | CommitmentState = ""
    team: Word = ""
    cursor: Annotated[str, StringConstraints(max_length=400)] = ""


class RisksListed(Schema):
    """Which known risks."""

    is_closed: bool = False
    cursor: Annotated[str, StringConstraints(max_length=400)] = ""


class PersonIn(Schema):
    """Somebody by e-mail address, name or id."""

    person: Person


class WeighIn(Schema):
    """Impact and effort from 1 (low) to 3 (high), or null for open."""

    impact: Level | None = None
    effort: Level | None = None
    cost: Text = ""
    new_ways_to_fail: Text = ""
    edition: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class CommitmentIn(Schema):
    """A change that somebody is asked to own."""

    what: Line
    owner: Person
    due_on: date
    done_means: Text
    intended_outcome: IntendedOutcome
    idea: IdOrNone = ""
    factors: list[Id] = Field([], max_length=100)
    tracker_url: Link = ""
    beyond_reason: Text = ""
    once: Once = ""


class RiskIn(Schema):
    """What is lived with, until when."""

    reason: Text
    look_again_on: date
    what: Line = ""
    idea: IdOrNone = ""
    once: Once = ""


class ReasonIn(Schema):
    """A reason, in a sentence."""

    reason: Text


class WordsIn(Schema):
    """A few words."""

    words: Text = ""


class PutRightIn(Schema):
    """What had been put right before."""

    what: Line
    done_on: date | None = None
    url: Link = ""
    note: Text = ""
    once: Once = ""


class NoteIn(Schema):
    """A note, if there is one."""

    note: Text = ""


class DoneIn(NoteIn):
    """What shows that it is done."""

    url: Link = ""


class VerifyIn(Schema):
    """What was seen."""

    evidence: Text
    url: Link = ""


class DateIn(ReasonIn):
    """Another date, with the reason."""

    due_on: date


class LookAgainIn(ReasonIn):
    """Why it is lived with, and when somebody looks again."""

    look_again_on: date


class OfferAgainIn(Schema):
    """The same change asked of somebody again; what is left out stays as it was worded."""

    owner: Person
    due_on: date
    what: Line | None = None
    done_means: Text | None = None
    note: Text = ""
    beyond_reason: Text = ""


class LookIn(NoteIn):
    """That a risk stays, until another day."""

    look_again_on: date


@router.get(
    "/reviews/{review_id}/decision", response={200: BoardOut, **PROBLEMS}, summary="The decision so far"
)
def show_board(request: HttpRequest, review_id: Id) -> Any:
    """Return until when ideas rest, who decides, and what was decided."""
    review = _review(request, review_id)
    board = queries.board(request.auth, review, now())
    taken = queries.commitments_of(review)
    gone = (
        CommitmentState.OFFERED,
        CommitmentState.DECLINED,
        CommitmentState.DROPPED,
        CommitmentState.KNOWN_RISK,
    )
    return {
        "is_soaking": board.is_soaking,
        "is_open": board.is_open,
        "soaks_until": board.soak.ends_at if board.soak else None,
        "owner": _person(board.owner),
        "deciders": [_person(one.account) for one in board.deciders],
        "advice": board.advice,
        "may_decide": board.may_decide,
        "ideas": [_idea(weighed) for weighed in board.ideas],
        "commitments": [_row(one) for one in taken],
        "risks": [_risk(one) for one in queries.risks_of(review)],
        "put_right": [_put_right(one) for one in queries.put_right(review)],
        "nothing_to_commit": {
            "words": board.nothing.words,
            "by": _person(board.nothing.said_by),
            "at": board.nothing.recorded_at,
        }
        if board.nothing
        else None,
        "outcome": outcome_in_words(sum(one.state not in gone for one in taken)),
    }


@router.post("/reviews/{review_id}/deciders", response={201: PersonOut, **PROBLEMS}, summary="Name a decider")
def name_decider(request: HttpRequest, review_id: Id, said: PersonIn) -> Any:
    """Name one of the few who decide; for the review owner."""
    review, account = _review(request, review_id), read.person(said.person)
    actions.name_decider(review, account=account, by=request.auth, at=now())
    return Status(201, _person(account))


@router.delete(
    "/reviews/{review_id}/deciders/{account_id}",
    response={204: None, **PROBLEMS},
    summary="Dismiss a decider",
)
def dismiss_decider(request: HttpRequest, review_id: Id, account_id: Id) -> Any:
    """Let somebody no longer decide."""
    review = _review(request, review_id)
    account = queries.decider(review, account_id).account
    actions.dismiss_decider(review, account=account, by=request.auth, at=now())
    return Status(204, None)


@router.put("/ideas/{idea_id}/weighing", response={200: WeighingOut, **PROBLEMS}, summary="Weigh an idea")
def weigh(request: HttpRequest, idea_id: Id, said: WeighIn) -> Any:
    """Say where an idea stands between impact and effort, and what it might cost and break."""
    idea = found.idea(request.auth, idea_id)
    row = actions.weigh_idea(idea, by=request.auth, at=now(), **said.dict())
    return _weighing(row, None)


@router.post(
    "/reviews/{review_id}/commitments",
    response={201: CommitmentOut, **PROBLEMS},
    summary="Ask for a commitment",
)
def offer(request: HttpRequest, review_id: Id, said: CommitmentIn) -> Any:
    """Ask somebody to own a change, of an idea or without one; 409 during the soak."""
    review = _review(request, review_id)
    words = said.dict()
    words["owner"] = read.person(said.owner, field="owner")
    words["idea"] = found.idea(request.auth, said.idea) if said.idea else None
    words["factors"] = [found.finding(request.auth, FindingKind.FACTOR, pk) for pk in said.factors]
    row = actions.offer_commitment(review, by=request.auth, at=now(), **words)
    return Status(201, _commitment(request, row.pk))


@router.post("/reviews/{review_id}/risks", response={201: RiskOut, **PROBLEMS}, summary="Accept a known risk")
def accept_risk(request: HttpRequest, review_id: Id, said: RiskIn) -> Any:
    """Live with what was seen until somebody looks again; 409 during the soak."""
    review = _review(request, review_id)
    words = said.dict()
    words["idea"] = found.idea(request.auth, said.idea) if said.idea else None
    row = actions.accept_risk(review, by=request.auth, at=now(), **words)
    return Status(201, _whole_risk(row))


@router.post("/ideas/{idea_id}/letting-go", response={201: AnswerOut, **PROBLEMS}, summary="Let an idea go")
def let_go(request: HttpRequest, idea_id: Id, said: ReasonIn) -> Any:
    """Let an idea go, with the reason; 409 during the soak."""
    idea = found.idea(request.auth, idea_id)
    return Status(201, _answer(actions.let_go(idea, reason=said.reason, by=request.auth, at=now())))


@router.post("/ideas/{idea_id}/reopening", response={204: None, **PROBLEMS}, summary="Decide anew")
def reopen(request: HttpRequest, idea_id: Id, said: ReasonIn) -> Any:
    """Decide anew about an idea that was let go."""
    idea = found.idea(request.auth, idea_id)
    actions.reopen_idea(idea, reason=said.reason, by=request.auth, at=now())
    return Status(204, None)


@router.put(
    "/reviews/{review_id}/nothing", response={200: NothingOut, **PROBLEMS}, summary="Nothing to commit"
)
def nothing(request: HttpRequest, review_id: Id, said: WordsIn) -> Any:
    """End a review without commitments, which is a good end; 409 during the soak."""
    review = _review(request, review_id)
    row = actions.say_nothing_to_commit(review, words=said.words, by=request.auth, at=now())
    return {"words": row.words, "by": _person(row.said_by), "at": row.recorded_at}


@router.post(
    "/reviews/{review_id}/put-right", response={201: PutRightOut, **PROBLEMS}, summary="Put right already"
)
def put_right(request: HttpRequest, review_id: Id, said: PutRightIn) -> Any:
    """Record what had been put right before, as done."""
    review = _review(request, review_id)
    row = actions.note_put_right(review, by=request.auth, at=now(), **said.dict())
    return Status(201, _put_right(row))


@router.get("/commitments", response={200: CommitmentPage, **PROBLEMS}, summary="List commitments")
def list_commitments(request: HttpRequest, asked: Query[CommitmentsListed]) -> Any:
    """Return commitments. `whose`: mine; `state`: open, overdue or a state; `team`: a team's short name."""
    filters = queries.CommitmentFilters(asked.whose, asked.state, asked.team)
    today = queries.agreed().today(now())
    rows = queries.commitments(request.auth, filters, today=today)
    one = page(rows, order=ORDER, size=SIZE, cursor=asked.cursor)
    return {"rows": [_row(row, today) for row in one.rows], "next": one.next, "previous": one.previous}


@router.get(
    "/commitments/{commitment_id}", response={200: CommitmentOut, **PROBLEMS}, summary="Show a commitment"
)
def show_commitment(request: HttpRequest, commitment_id: Id) -> Any:
    """Return a commitment with its life so far."""
    return _commitment(request, commitment_id)


def _verb(noun: str, summary: str, schema: Any, action: Any) -> None:
    """One route for each verb; all of them answer with the commitment as it then stands."""

    def take(request: HttpRequest, commitment_id: Id, said: Any) -> Any:
        row, words = queries.commitment(request.auth, commitment_id), said.dict()
        if "owner" in words:
            words["owner"] = read.person(words["owner"], field="owner")
        action(row, by=request.auth, at=now(), **words)
        return _commitment(request, commitment_id)

    take.__annotations__["said"] = schema
    take.__name__ = f"commitment_{noun}"
    take.__doc__ = (action.__doc__ or "").split("\n\n")[0]
    router.post(
        f"/commitments/{{commitment_id}}/{noun}",
        response={200: CommitmentOut, **PROBLEMS},
        summary=summary,
        operation_id=f"commitment_{noun}",
    )(take)


_verb("acceptance", "Accept", NoteIn, actions.accept_commitment)
_verb("refusal", "Decline", NoteIn, actions.decline_commitment)
_verb("offer", "Ask again", OfferAgainIn, actions.offer_again)
_verb("completion", "Say that it is done", DoneIn, actions.claim_done)
_verb("date", "Move the date", DateIn, actions.move_date)
_verb("verification", "Verify", VerifyIn, actions.verify_commitment)
_verb("return", "Send back", ReasonIn, actions.send_back)
_verb("risk", "Turn into a known risk", LookAgainIn, actions.take_as_risk)
_verb("dropping", "Drop", ReasonIn, actions.drop_commitment)


@router.get("/risks", response={200: RiskPage, **PROBLEMS}, summary="List known risks")
def list_risks(request: HttpRequest, asked: Query[RisksListed]) -> Any:
    """Return known risks, open ones unless asked for closed ones."""
    rows = queries.risks(request.auth, is_closed=asked.is_closed)
    one = page(rows, order=RISK_ORDER, size=SIZE, cursor=asked.cursor)
    return {"rows": [_risk(row) for row in one.rows], "next": one.next, "previous": one.previous}


@router.get("/risks/{risk_id}", response={200: RiskOut, **PROBLEMS}, summary="Show a known risk")
def show_risk(request: HttpRequest, risk_id: Id) -> Any:
    """Return a known risk with every look at it."""
    return _whole_risk(_one_risk(request, risk_id))


@router.post("/risks/{risk_id}/look", response={200: RiskOut, **PROBLEMS}, summary="It stays a risk")
def look(request: HttpRequest, risk_id: Id, said: LookIn) -> Any:
    """Keep living with a risk until another day."""
    row = actions.look_again_later(_one_risk(request, risk_id), by=request.auth, at=now(), **said.dict())
    return _whole_risk(row)


@router.post("/risks/{risk_id}/closing", response={200: RiskOut, **PROBLEMS}, summary="It is none any more")
def close(request: HttpRequest, risk_id: Id, said: NoteIn) -> Any:
    """Say that a risk is none any more, and why."""
    row = actions.close_risk(_one_risk(request, risk_id), note=said.note, by=request.auth, at=now())
    return _whole_risk(row)


def _review(request: HttpRequest, review_id: str) -> Any:
    review = read.review(request.auth, review_id)
    look_at_review(review, by=request.auth, at=now())
    return review


def _one_risk(request: HttpRequest, risk_id: str) -> Any:
    row = queries.risk(request.auth, risk_id)
    look_at_review(row.review, by=request.auth, at=now())
    return row


def _row(row: Any, today: date | None = None) -> dict[str, Any]:
    today = today or queries.agreed().today(now())
    return {
        "id": row.pk,
        "review": row.review_id,
        "what": row.what,
        "owner": _person(row.owner),
        "due_on": row.due_on,
        "state": row.state,
        "is_overdue": is_overdue(CommitmentState(row.state), row.due_on, today),
        "intended_outcome": row.intended_outcome,
    }


def _commitment(request: HttpRequest, commitment_id: str) -> dict[str, Any]:
    row = queries.commitment(request.auth, commitment_id)
    look_at_review(row.review, by=request.auth, at=now())
    life = with_life(row)
    return {
        **_row(row),
        "done_means": row.done_means,
        "idea": row.idea_id,
        "tracker_url": row.tracker_url,
        "beyond_reason": row.beyond_reason,
        "factors": [factor.pk for factor in life.factors],
        "steps": [
            {
                "state": one.state,
                "by": _person(one.taken_by),
                "at": one.recorded_at,
                "note": one.note,
                "url": one.url,
            }
            for one in life.steps
        ],
        "moved_dates": [
            {
                "from_on": one.from_on,
                "to_on": one.to_on,
                "reason": one.reason,
                "by": _person(one.moved_by),
                "at": one.recorded_at,
            }
            for one in life.moved_dates
        ],
        "verbs": queries.verbs_for(request.auth, row),
    }


def _risk(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "review": row.review_id,
        "idea": row.idea_id,
        "commitment": row.commitment_id,
        "what": row.what,
        "reason": row.reason,
        "look_again_on": row.look_again_on,
        "accepted_by": _person(row.accepted_by),
        "closed_at": row.closed_at,
        "closed_note": row.closed_note,
    }


def _whole_risk(row: Any) -> dict[str, Any]:
    looks = row.second_looks.select_related("looked_by")
    return {
        **_risk(row),
        "looks": [
            {
                "from_on": one.from_on,
                "to_on": one.to_on,
                "note": one.note,
                "by": _person(one.looked_by),
                "at": one.recorded_at,
            }
            for one in looks
        ],
    }


def _idea(weighed: Any) -> dict[str, Any]:
    return {
        "id": weighed.idea.pk,
        "what": weighed.idea.what,
        "weighing": _weighing(weighed.weighing, weighed.suggestion) if weighed.weighing else None,
        "questions": weighed.questions,
        "decision": _answer(weighed.decision) if weighed.decision else None,
    }


def _weighing(row: Any, suggestion: Any) -> dict[str, Any]:
    return {
        "impact": row.impact,
        "effort": row.effort,
        "cost": row.cost,
        "new_ways_to_fail": row.new_ways_to_fail,
        "edition": row.edition,
        "suggestion": suggestion.sentence if suggestion else "",
    }


def _answer(row: Any) -> dict[str, Any]:
    return {
        "verdict": row.verdict,
        "reason": row.reason,
        "by": _person(row.decided_by),
        "at": row.recorded_at,
    }


def _put_right(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "what": row.what,
        "done_on": row.done_on,
        "url": row.url,
        "note": row.note,
        "by": _person(row.added_by),
    }


def _person(account: Any) -> dict[str, str] | None:
    return {"id": account.pk, "name": account.name} if account else None
