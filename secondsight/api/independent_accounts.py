"""Independent accounts over the API: asked for, written by their authors, opened, compared (R2.6)."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import AwareDatetime, StringConstraints

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.api.inquiry import Id, IdOrNone, Person, PersonOut, Text
from secondsight.base.clock import now
from secondsight.confidence import actions as confidence
from secondsight.confidence.queries import accounts as own
from secondsight.confidence.rules.recognising import Moment
from secondsight.inquiry import actions
from secondsight.inquiry.queries import accounts as read
from secondsight.inquiry.queries import found
from secondsight.inquiry.queries import reviews as of_reviews
from secondsight.inquiry.queries.comparing import (
    Laid,
    lay_side_by_side,
    told_of_event,
    told_of_incident,
)
from secondsight.inquiry.rules.accounts import Belief
from secondsight.record.queries.incidents import incident as find_incident
from secondsight.record.queries.timeline import event as find_event
from secondsight.record.rules.vocabulary import Precision

router = Router(auth=signed_in())
Words = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]
Name = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
Account = Annotated[str, StringConstraints(max_length=50_000, pattern=r"^[^\x00]*$")]
Edition = Annotated[int, Field(ge=0, le=2**31 - 1)]


class RequestOut(Schema):
    """Somebody who is asked for an account, and how far it has come; no words of it."""

    id: str
    person: PersonOut
    note: str
    state: str = Field(..., description="asked, handed_in, declined, no_longer_asked or opened")
    asked_at: datetime
    handed_in_at: datetime | None


class ToldMomentOut(Schema):
    """A moment of an opened account; `event` is what it counts as being of, and `why`."""

    id: str
    author: str
    occurred_at: datetime | None
    precision: str
    what: str
    actor: str
    belief: str
    event: str | None
    why: str


class AdditionOut(Schema):
    """What an author added after the opening."""

    text: str
    at: datetime


class OpenedAccountOut(Schema):
    """An opened account. `is_independent` is false where others' were open to its author before."""

    id: str
    author: PersonOut
    text: str
    handed_in_at: datetime
    opened_at: datetime
    is_independent: bool
    moments: list[ToldMomentOut]
    additions: list[AdditionOut]


class SideOut(Schema):
    """What one of them, or the timeline, says."""

    who: str
    says: str
    words: str


class DivergenceOut(Schema):
    """Something that they differ in: time, order, actor, belief or presence."""

    key: str
    kind: str
    what: list[str]
    events: list[str | None]
    sides: list[SideOut]
    question: str = Field(..., description="a question that could be asked of it")


class AgreementOut(Schema):
    """A moment that several tell alike."""

    what: str
    event: str | None
    who: list[str]


class AccountsOut(Schema):
    """The accounts of a review; what is not opened, or not open to you yet, is not here."""

    requests: list[RequestOut]
    accounts: list[OpenedAccountOut]
    divergences: list[DivergenceOut]
    agreements: list[AgreementOut]


class AskIn(Schema):
    """Somebody to ask."""

    person: Person
    note: Words = ""


class OpeningIn(Schema):
    """Why the accounts are opened although some are awaited."""

    reason: Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")] = ""


class DraftMoment(Schema):
    """A moment of one's own account. `line` is the line of the text that it came from, if any."""

    what: Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
    occurred_at: AwareDatetime | None = None
    precision: Precision = Precision.MINUTE
    actor: Name = ""
    belief: Belief | None = None
    event: IdOrNone = ""
    line: Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")] = ""
    is_no_moment: bool = False


class DraftIn(Schema):
    """One's own account: all of it. Moments that lines of the text tell are added to those given."""

    text: Account = ""
    moments: list[DraftMoment] = Field([], max_length=120)
    edition: Edition | None = None


class DraftOut(Schema):
    """One's own account, as long as it is not opened. Nobody else is ever told of it."""

    id: str
    review: str
    state: str
    text: str
    moments: list[DraftMoment]
    edition: int
    saved_at: datetime | None


class AdditionIn(Schema):
    """What to add to one's own opened account."""

    text: Text


class MomentEventIn(Schema):
    """The event that a moment is of; empty where the timeline has none of it."""

    event: IdOrNone = ""


class DivergenceIn(Schema):
    """A divergence by its key."""

    divergence: Name


class DisputedOut(Schema):
    """The event that is disputed now."""

    event: str


class ToldOut(Schema):
    """Moments of opened accounts."""

    rows: list[ToldMomentOut]


@router.get(
    "/reviews/{review_id}/independent-accounts",
    response={200: AccountsOut, **PROBLEMS},
    summary="Independent accounts of a review",
)
def list_accounts(request: HttpRequest, review_id: Id) -> Any:
    """Return who is asked, what is opened, where it agrees and differs.

    While an account of yours is awaited, what others told is not in it.
    """
    review = _review(request, review_id)
    laid = lay_side_by_side(request.auth, review, _zone(request))
    return {
        "requests": [_request(one) for one in read.requests(request.auth, review)],
        "accounts": [_opened(one, laid) for one in laid.accounts],
        "divergences": [_divergence(one) for one in laid.divergences],
        "agreements": [
            {"what": one.what, "event": one.event.pk if one.event else None, "who": list(one.who)}
            for one in laid.agreed
        ],
    }


@router.post(
    "/reviews/{review_id}/independent-accounts",
    response={201: RequestOut, **PROBLEMS},
    summary="Ask somebody for an account",
)
def ask(request: HttpRequest, review_id: Id, said: AskIn) -> Any:
    """Ask somebody to write what they saw before they can read others; the same person is asked once."""
    review = _review(request, review_id)
    person = of_reviews.person(said.person)
    asked = actions.ask_for_account(review, person, note=said.note, by=request.auth, at=now())
    return Status(201, _request(read.request_of(request.auth, asked.pk)))


@router.delete("/independent-accounts/{request_id}", response={204: None, **PROBLEMS}, summary="Ask no more")
def ask_no_more(request: HttpRequest, request_id: Id) -> Any:
    """Take a request back; what its author wrote stays theirs alone."""
    actions.take_back_request(read.request_of(request.auth, request_id), by=request.auth, at=now())
    return Status(204, None)


@router.post(
    "/reviews/{review_id}/independent-accounts/opening",
    response={200: AccountsOut, **PROBLEMS},
    summary="Open the accounts",
)
def open_accounts(request: HttpRequest, review_id: Id, said: OpeningIn) -> Any:
    """Open all that are handed in, together; a reason is needed where some are awaited."""
    review = _review(request, review_id)
    confidence.open_accounts(review, reason=said.reason, by=request.auth, at=now())
    return list_accounts(request, review_id)


@router.post(
    "/reviews/{review_id}/independent-accounts/versions",
    response={200: DisputedOut, **PROBLEMS},
    summary="Keep what accounts say of an event as versions",
)
def keep_versions(request: HttpRequest, review_id: Id, said: DivergenceIn) -> Any:
    """Keep each account's telling as a version of the event, with its witness; the event is disputed."""
    review = _review(request, review_id)
    divergence = lay_side_by_side(request.auth, review, _zone(request)).find(said.divergence)
    event = actions.dispute_by_accounts(review, divergence, by=request.auth, at=now())
    return {"event": event.pk}


@router.get(
    "/independent-accounts/{request_id}",
    response={200: DraftOut, **PROBLEMS},
    summary="Show one's own account",
)
def show_own(request: HttpRequest, request_id: Id) -> Any:
    """Return what you have written so far; anybody else's is not found."""
    return _draft(own.draft(request.auth, request_id))


@router.put(
    "/independent-accounts/{request_id}",
    response={200: DraftOut, **PROBLEMS},
    summary="Write one's own account",
)
def write_own(request: HttpRequest, request_id: Id, said: DraftIn) -> Any:
    """Save it; 409 when it was saved elsewhere since the edition that was read, or is handed in."""
    mine = own.my_request(request.auth, request_id)
    kept = [
        Moment(**{**one.dict(), "belief": one.belief.value if one.belief else "", "is_mine": True})
        for one in said.moments
    ]
    moments = own.moments_in(request.auth, mine, said.text, kept)
    confidence.save_draft(
        mine, text=said.text, moments=moments, edition=said.edition, by=request.auth, at=now()
    )
    return _draft(own.draft(request.auth, request_id))


@router.post(
    "/independent-accounts/{request_id}/handing-in",
    response={200: DraftOut, **PROBLEMS},
    summary="Hand one's own account in",
)
def hand_in(request: HttpRequest, request_id: Id) -> Any:
    """Hand it in; until it is opened, nobody else reads it."""
    confidence.hand_in(own.my_request(request.auth, request_id), by=request.auth, at=now())
    return _draft(own.draft(request.auth, request_id))


@router.delete(
    "/independent-accounts/{request_id}/handing-in",
    response={200: DraftOut, **PROBLEMS},
    summary="Withdraw one's own account",
)
def withdraw(request: HttpRequest, request_id: Id) -> Any:
    """Take it back before it is opened, to go on writing."""
    confidence.withdraw(own.my_request(request.auth, request_id), by=request.auth, at=now())
    return _draft(own.draft(request.auth, request_id))


@router.post(
    "/independent-accounts/{request_id}/refusal",
    response={200: DraftOut, **PROBLEMS},
    summary="Write no account",
)
def decline(request: HttpRequest, request_id: Id) -> Any:
    """Say no, which needs no reason; opened accounts can be read from then on."""
    confidence.decline(own.my_request(request.auth, request_id), by=request.auth, at=now())
    return _draft(own.draft(request.auth, request_id))


@router.delete(
    "/independent-accounts/{request_id}/refusal",
    response={200: DraftOut, **PROBLEMS},
    summary="Write an account after all",
)
def accept_after_all(request: HttpRequest, request_id: Id) -> Any:
    """Write one after all."""
    confidence.accept_after_all(own.my_request(request.auth, request_id), by=request.auth, at=now())
    return _draft(own.draft(request.auth, request_id))


@router.post(
    "/opened-accounts/{opened_id}/additions",
    response={201: AdditionOut, **PROBLEMS},
    summary="Add to one's own opened account",
)
def add_to_account(request: HttpRequest, opened_id: Id, said: AdditionIn) -> Any:
    """Add something; the first words stay."""
    opened = read.opened_account(request.auth, opened_id)
    added = actions.add_to_account(opened, text=said.text, by=request.auth, at=now())
    return Status(201, {"text": added.text, "at": added.recorded_at})


@router.put(
    "/account-moments/{moment_id}/event",
    response={200: ToldMomentOut, **PROBLEMS},
    summary="Say which event a moment of an account is of",
)
def link_moment(request: HttpRequest, moment_id: Id, said: MomentEventIn) -> Any:
    """Say it, or with an empty event that the timeline has none of it."""
    moment = read.account_moment(request.auth, moment_id)
    event = found.event(request.auth, moment.opened.review, said.event) if said.event else None
    actions.link_moment(moment, event, by=request.auth, at=now())
    return _moment_of(request, moment)


@router.delete(
    "/account-moments/{moment_id}/event",
    response={200: ToldMomentOut, **PROBLEMS},
    summary="Take back which event a moment is of",
)
def unlink_moment(request: HttpRequest, moment_id: Id) -> Any:
    """Let the author's own link, or else time and words, decide again."""
    moment = read.account_moment(request.auth, moment_id)
    actions.unlink_moment(moment, by=request.auth, at=now())
    return _moment_of(request, moment)


@router.get(
    "/events/{event_id}/independent-accounts",
    response={200: ToldOut, **PROBLEMS},
    summary="What accounts say of an event",
)
def of_event(request: HttpRequest, event_id: Id) -> Any:
    """Return the moments of opened accounts that are of an event."""
    told = told_of_event(request.auth, find_event(request.auth, event_id), _zone(request))
    return {"rows": [_told(one) for _, rows in told for one in rows]}


@router.get(
    "/incidents/{incident_id}/independent-accounts",
    response={200: ToldOut, **PROBLEMS},
    summary="What accounts say of an incident",
)
def of_incident(request: HttpRequest, incident_id: Id) -> Any:
    """Return the moments of opened accounts that are of events of an incident."""
    incident = find_incident(request.auth, incident_id)
    told = told_of_incident(request.auth, incident, _zone(request))
    rows = [one for _, laid in told for one in laid.told.values()]
    return {"rows": [_told(one) for one in rows if one.event and one.event.incident_id == incident.pk]}


def _review(request: HttpRequest, review_id: str) -> Any:
    review = of_reviews.review(request.auth, review_id)
    actions.look_at_review(review, by=request.auth, at=now())
    return review


def _zone(request: HttpRequest) -> ZoneInfo:
    return ZoneInfo(request.auth.time_zone)


def _request(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk,
        "person": {"id": one.account.pk, "name": one.account.name},
        "note": one.note,
        "state": one.state,
        "asked_at": one.recorded_at,
        "handed_in_at": one.handed_in_at,
    }


def _draft(one: own.Draft) -> dict[str, Any]:
    moments = [{**own.as_said(m), "belief": m.belief or None} for m in one.moments]
    return {
        "id": one.request.pk,
        "review": one.request.review_id,
        "state": one.request.state,
        "text": one.text,
        "moments": moments,
        "edition": one.edition,
        "saved_at": one.saved_at,
    }


def _opened(one: Any, laid: Laid) -> dict[str, Any]:
    return {
        "id": one.pk,
        "author": {"id": one.author.pk, "name": one.author.name},
        "text": one.text,
        "handed_in_at": one.handed_in_at,
        "opened_at": one.recorded_at,
        "is_independent": one.is_independent,
        "moments": [_told(laid.told[moment.pk]) for moment in one.moments.all()],
        "additions": [{"text": added.text, "at": added.recorded_at} for added in one.additions.all()],
    }


def _told(one: Any) -> dict[str, Any]:
    return {
        "id": one.moment.pk,
        "author": one.author,
        "occurred_at": one.moment.occurred_at,
        "precision": one.moment.precision,
        "what": one.moment.what,
        "actor": one.moment.actor,
        "belief": one.moment.belief,
        "event": one.event.pk if one.event else None,
        "why": one.why,
    }


def _divergence(one: Any) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind.value,
        "what": list(one.what),
        "events": [event.pk if event else None for event in one.events],
        "sides": [{"who": side.who, "says": side.says, "words": side.words} for side in one.sides],
        "question": one.question,
    }


def _moment_of(request: HttpRequest, moment: Any) -> dict[str, Any]:
    laid = lay_side_by_side(request.auth, moment.opened.review, _zone(request))
    return _told(laid.told[moment.pk])
