"""Reviews over the API: what they cover, who does what, what they found."""

from datetime import datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime, StringConstraints

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput
from secondsight.base.paging import page
from secondsight.followup import queries as followup
from secondsight.followup.queries.reviews import ORDER
from secondsight.inquiry import actions
from secondsight.inquiry.queries import found
from secondsight.inquiry.queries import reviews as read
from secondsight.inquiry.queries import roles as people
from secondsight.inquiry.queries.categories import categories
from secondsight.inquiry.rules.eligibility import judge_room
from secondsight.inquiry.rules.findings import FindingKind
from secondsight.inquiry.rules.vocabulary import LearningSubject, MeetingMode, Role
from secondsight.organisation.queries import team

router = Router(auth=signed_in())
SIZE = 50
Id = Annotated[str, StringConstraints(max_length=16, pattern=r"^[0-9a-z]+$")]
IdOrNone = Annotated[str, StringConstraints(max_length=16, pattern=r"^[0-9a-z]*$")]
Line = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]
Text = Annotated[str, StringConstraints(max_length=20_000, pattern=r"^[^\x00]*$")]
Person = Annotated[str, StringConstraints(min_length=1, max_length=254, pattern=r"^[^\x00]*$")]
Word = Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\x00]*$")]
Whose = Literal["", "mine"]
Edition = Annotated[int, Field(ge=1, le=2**31 - 1)]
Once = Annotated[
    str, StringConstraints(max_length=16), Field(description="an id of yours: sent twice, one row")
]
NOUNS: dict[str, FindingKind] = {
    "factors": FindingKind.FACTOR,
    "strengths": FindingKind.STRENGTH,
    "learning-points": FindingKind.LEARNING_POINT,
    "ideas": FindingKind.IDEA,
}


class PersonOut(Schema):
    """Somebody of the organisation."""

    id: str
    name: str


class ReviewRowOut(Schema):
    """A review in a list."""

    id: str
    title: str
    tier: str
    incidents: int
    is_restricted: bool
    opened_at: datetime
    met_at: datetime | None
    soaks_until: datetime | None = Field(..., description="while its ideas rest")
    stage: str
    next: str


class ReviewPage(Schema):
    """A page of reviews, newest first."""

    rows: list[ReviewRowOut]
    next: str
    previous: str


class CoveredOut(Schema):
    """An incident that a review covers."""

    id: str
    title: str
    severity: str


class RoleOut(Schema):
    """Who does what, with what the rules said and the reason given."""

    id: str
    role: str
    person: PersonOut
    section: str
    objections: list[str]
    reason: str


class AudienceOut(Schema):
    """Who may know of a restricted review."""

    accounts: list[PersonOut]
    teams: list[str]


class ReviewOut(Schema):
    """A review."""

    id: str
    title: str
    tier: str
    narrative: str
    edition: int
    incidents: list[CoveredOut]
    roles: list[RoleOut]
    room: list[str] = Field(..., description="advice on who is, and is not, in the room")
    is_restricted: bool
    audience: AudienceOut | None
    opened_at: datetime
    opened_by: PersonOut | None
    met_at: datetime | None
    met_mode: str
    archived_at: datetime | None = Field(..., description="when it came from an archive of old post-mortems")
    next: str


class ReviewIn(Schema):
    """A review to open. Without a tier, the worst incident decides."""

    title: Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00]*$")]
    incidents: list[Id] = Field(..., min_length=1, max_length=100)
    tier: Word = ""
    is_restricted: bool = False
    accounts: list[Person] = Field([], max_length=200)
    teams: list[Word] = Field([], max_length=100)
    once: Once = ""


class ReviewChange(Schema):
    """What to change; what is left out stays. With an edition, a newer one is not overwritten."""

    title: Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00]*$")] | None = None
    tier: Word | None = None
    narrative: Annotated[str, StringConstraints(max_length=100_000, pattern=r"^[^\x00]*$")] | None = None
    edition: Edition | None = None


class ReviewsListed(Schema):
    """Which reviews."""

    stage: Literal["", "preparing", "soaking", "deciding", "following", "settled", "archived"] = ""
    whose: Whose = ""
    cursor: Annotated[str, StringConstraints(max_length=400)] = ""


class CoveredIncident(Schema):
    """An incident by its id."""

    incident: Id


class AudienceIn(Schema):
    """People by e-mail address, name or id, and teams by their short names."""

    accounts: list[Person] = Field([], max_length=200)
    teams: list[Word] = Field([], max_length=100)


class MeetingIn(Schema):
    """When a review was held, and how."""

    met_at: AwareDatetime
    mode: MeetingMode = MeetingMode.MEETING


class RoleIn(Schema):
    """Somebody for a role. Where a hard rule is broken, a reason is needed."""

    role: Role
    person: Person
    reason: Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")] = ""
    section: Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")] = ""


class MomentOut(Schema):
    """A moment of the timeline."""

    id: str
    occurred_at: datetime | None
    what: str


class CommentOut(Schema):
    """A comment on an idea."""

    id: str
    text: str
    by: PersonOut | None
    at: datetime


class FindingOut(Schema):
    """Something that a review found; fields of other kinds are empty."""

    id: str
    kind: str
    review: str
    what: str
    category: str = ""
    subject: str = ""
    context: str = ""
    why_it_could: str = ""
    moments: list[MomentOut]
    comments: list[CommentOut]
    by: PersonOut | None
    at: datetime
    edition: int


class FindingsOut(Schema):
    """All of one kind, in the order in which they were noted."""

    rows: list[FindingOut]


class FindingIn(Schema):
    """Something to note. A factor has a category, a learning point a subject, a strength why it could.

    An idea is tied to one moment at most, and has no owner and no date.
    """

    what: Line
    category: Word = ""
    subject: Word = ""
    context: Text = ""
    why_it_could: Text = ""
    moments: list[Id] = Field([], max_length=100)
    once: Once = ""


class FindingChange(Schema):
    """What to change; what is left out stays. With an edition, a newer one is not overwritten."""

    what: Line | None = None
    category: Word | None = None
    subject: Word | None = None
    context: Text | None = None
    why_it_could: Text | None = None
    edition: Edition | None = None


class MomentIn(Schema):
    """A moment by its id."""

    moment: Id


class CommentIn(Schema):
    """A comment."""

    text: Text
    once: Once = ""


class Term(Schema):
    """A word of a vocabulary."""

    key: str
    label: str


class Vocabulary(Schema):
    """The words that reviews use here."""

    categories: list[Term]
    subjects: list[Term]
    roles: list[Term]


@router.get("/reviews", response={200: ReviewPage, **PROBLEMS}, summary="List reviews")
def list_reviews(request: HttpRequest, asked: Query[ReviewsListed]) -> Any:
    """Return reviews, newest first.

    `stage`: preparing, soaking, deciding, following, settled or archived; `whose`: mine.
    """
    terms, at = followup.agreed(), now()
    rows = followup.reviews(request.auth, terms=terms, now=at, stage=asked.stage, whose=asked.whose)
    one = page(rows, order=ORDER, size=SIZE, cursor=asked.cursor)
    zone = ZoneInfo(request.auth.time_zone)
    told = [followup.row_of(row, terms=terms, now=at, zone=zone) for row in one.rows]
    return {"rows": told, "next": one.next, "previous": one.previous}


@router.post("/reviews", response={201: ReviewOut, **PROBLEMS}, summary="Open a review")
def open_review(request: HttpRequest, said: ReviewIn) -> Any:
    """Open a review of one or more incidents. A restricted one restricts its incidents too."""
    review = actions.open_review(
        title=said.title,
        tier=read.tier(said.tier) if said.tier else None,
        incidents=read.incidents_by_id(request.auth, said.incidents),
        is_restricted=said.is_restricted,
        accounts=[read.person(words, field="accounts") for words in said.accounts],
        teams=[team(request.auth, name) for name in said.teams],
        once=said.once,
        by=request.auth,
        at=now(),
    )
    return Status(201, _told(request, _review(request, review.pk)))


@router.get("/vocabulary", response={200: Vocabulary, **PROBLEMS}, summary="The words that reviews use")
def vocabulary(request: HttpRequest) -> Any:
    """Return the categories of factors, the subjects of learning points, and the roles."""
    return {
        "categories": [{"key": key, "label": label} for key, label in categories()],
        "subjects": [{"key": key, "label": label} for key, label in LearningSubject.choices()],
        "roles": [{"key": key, "label": label} for key, label in Role.choices()],
    }


@router.get("/reviews/{review_id}", response={200: ReviewOut, **PROBLEMS}, summary="Show a review")
def show_review(request: HttpRequest, review_id: Id) -> Any:
    """Return a review with its incidents and roles."""
    return _told(request, _review(request, review_id))


@router.patch("/reviews/{review_id}", response={200: ReviewOut, **PROBLEMS}, summary="Change a review")
def change_review(request: HttpRequest, review_id: Id, said: ReviewChange) -> Any:
    """Change title, tier or narrative; 409 when somebody changed it since the edition that was read."""
    actions.edit_review(
        _review(request, review_id),
        title=said.title,
        tier=read.tier(said.tier) if said.tier is not None else None,
        narrative=said.narrative,
        edition=said.edition,
        by=request.auth,
        at=now(),
    )
    return _told(request, _review(request, review_id))


@router.post(
    "/reviews/{review_id}/incidents", response={200: ReviewOut, **PROBLEMS}, summary="Cover an incident"
)
def add_incident(request: HttpRequest, review_id: Id, said: CoveredIncident) -> Any:
    """Let the review cover one more incident."""
    review = _review(request, review_id)
    for incident in read.incidents_by_id(request.auth, [said.incident]):
        actions.add_incident(review, incident, by=request.auth, at=now())
    return _told(request, _review(request, review_id))


@router.delete(
    "/reviews/{review_id}/incidents/{incident_id}",
    response={200: ReviewOut, **PROBLEMS},
    summary="Leave an incident out",
)
def remove_incident(request: HttpRequest, review_id: Id, incident_id: Id) -> Any:
    """Let the review no longer cover an incident; the last one stays."""
    review = _review(request, review_id)
    for incident in read.incidents_by_id(request.auth, [incident_id]):
        actions.remove_incident(review, incident, by=request.auth, at=now())
    return _told(request, _review(request, review_id))


@router.put(
    "/reviews/{review_id}/audience", response={200: ReviewOut, **PROBLEMS}, summary="Restrict a review"
)
def restrict_review(request: HttpRequest, review_id: Id, said: AudienceIn) -> Any:
    """Let only these, who opened it, who has a role in it and you know of it and of its incidents."""
    review = _review(request, review_id)
    accounts = [read.person(words, field="accounts") for words in said.accounts]
    teams = [team(request.auth, name) for name in said.teams]
    actions.restrict_review(review, accounts=accounts, teams=teams, by=request.auth, at=now())
    return _told(request, _review(request, review_id))


@router.delete(
    "/reviews/{review_id}/audience",
    response={200: ReviewOut, **PROBLEMS},
    summary="Open a review to everybody",
)
def open_to_all(request: HttpRequest, review_id: Id) -> Any:
    """Let everybody know of the review; its incidents have to be open before."""
    actions.open_to_all(_review(request, review_id), by=request.auth, at=now())
    return _told(request, _review(request, review_id))


@router.put("/reviews/{review_id}/meeting", response={200: ReviewOut, **PROBLEMS}, summary="It was held")
def record_meeting(request: HttpRequest, review_id: Id, said: MeetingIn) -> Any:
    """Say when the meeting, or the round in writing, ended; its ideas soak from then on."""
    review = _review(request, review_id)
    actions.record_meeting(review, met_at=said.met_at, mode=said.mode, by=request.auth, at=now())
    return _told(request, _review(request, review_id))


@router.post("/reviews/{review_id}/roles", response={201: RoleOut, **PROBLEMS}, summary="Give a role")
def give_role(request: HttpRequest, review_id: Id, said: RoleIn) -> Any:
    """Give somebody a role; 409 names the rule when it is broken and no reason was given."""
    holder = actions.give_role(
        _review(request, review_id),
        role=said.role,
        account=read.person(said.person),
        reason=said.reason,
        section=said.section,
        by=request.auth,
        at=now(),
    )
    return Status(201, role_out(holder))


@router.delete("/roles/{holder_id}", response={204: None, **PROBLEMS}, summary="Take a role back")
def take_role(request: HttpRequest, holder_id: Id) -> Any:
    """Take a role back."""
    actions.take_role(people.holder(request.auth, holder_id), by=request.auth, at=now())
    return Status(204, None)


def _routes(noun: str, kind: FindingKind) -> None:
    """The same routes for each kind of finding, at its own noun."""
    here, one = f"/reviews/{{review_id}}/{noun}", f"/{noun}/{{finding_id}}"

    @router.get(
        here,
        response={200: FindingsOut, **PROBLEMS},
        operation_id=f"{kind.value}_list",
        summary=f"{kind.label}: list",
    )
    def list_findings(request: HttpRequest, review_id: Id) -> Any:
        review = _review(request, review_id)
        return {"rows": [_finding(row, kind) for row in found.of_kind(request.auth, review, kind)]}

    @router.post(
        here,
        response={201: FindingOut, **PROBLEMS},
        operation_id=f"{kind.value}_add",
        summary=f"{kind.label}: note one",
    )
    def add_finding(request: HttpRequest, review_id: Id, said: FindingIn) -> Any:
        row = _add(request, _review(request, review_id), kind, said)
        return Status(201, _finding(found.finding(request.auth, kind, row.pk), kind))

    @router.get(
        one,
        response={200: FindingOut, **PROBLEMS},
        operation_id=f"{kind.value}_show",
        summary=f"{kind.label}: show",
    )
    def show_finding(request: HttpRequest, finding_id: Id) -> Any:
        return _finding(_one(request, kind, finding_id), kind)

    @router.patch(
        one,
        response={200: FindingOut, **PROBLEMS},
        operation_id=f"{kind.value}_change",
        summary=f"{kind.label}: change",
    )
    def change_finding(request: HttpRequest, finding_id: Id, said: FindingChange) -> Any:
        words = said.dict(exclude_none=True)
        edition = words.pop("edition", None)
        row = _one(request, kind, finding_id)
        actions.edit_finding(row, edition=edition, by=request.auth, at=now(), **words)
        return _finding(_one(request, kind, finding_id), kind)

    @router.delete(
        one,
        response={204: None, **PROBLEMS},
        operation_id=f"{kind.value}_remove",
        summary=f"{kind.label}: take out",
    )
    def remove_finding(request: HttpRequest, finding_id: Id) -> Any:
        actions.remove_finding(_one(request, kind, finding_id), by=request.auth, at=now())
        return Status(204, None)

    @router.post(
        f"{one}/moments",
        response={200: FindingOut, **PROBLEMS},
        operation_id=f"{kind.value}_tie",
        summary=f"{kind.label}: tie to a moment",
    )
    def tie_moment(request: HttpRequest, finding_id: Id, said: MomentIn) -> Any:
        row = _one(request, kind, finding_id)
        moment = found.event(request.auth, row.review, said.moment)
        actions.tie_moment(row, moment, by=request.auth, at=now())
        return _finding(_one(request, kind, finding_id), kind)

    @router.delete(
        f"{one}/moments/{{event_id}}",
        response={200: FindingOut, **PROBLEMS},
        operation_id=f"{kind.value}_untie",
        summary=f"{kind.label}: untie from a moment",
    )
    def untie_moment(request: HttpRequest, finding_id: Id, event_id: Id) -> Any:
        row = _one(request, kind, finding_id)
        moment = found.event(request.auth, row.review, event_id)
        actions.untie_moment(row, moment, by=request.auth, at=now())
        return _finding(_one(request, kind, finding_id), kind)


for noun, kind in NOUNS.items():
    _routes(noun, kind)


@router.post(
    "/ideas/{idea_id}/comments", response={201: CommentOut, **PROBLEMS}, summary="Comment on an idea"
)
def comment(request: HttpRequest, idea_id: Id, said: CommentIn) -> Any:
    """Add something to an idea, during the soak and after."""
    idea = found.idea(request.auth, idea_id)
    row = actions.comment_on_idea(idea, text=said.text, once=said.once, by=request.auth, at=now())
    return Status(201, _comment(row))


def _review(request: HttpRequest, review_id: str) -> Any:
    review = read.review(request.auth, review_id)
    actions.look_at_review(review, by=request.auth, at=now())
    return review


def _add(request: HttpRequest, review: Any, kind: FindingKind, said: FindingIn) -> Any:
    moments = [found.event(request.auth, review, pk) for pk in said.moments]
    told: dict[str, Any] = {"what": said.what, "once": said.once, "by": request.auth, "at": now()}
    if kind is FindingKind.FACTOR:
        told |= {"category": said.category, "context": said.context, "moments": moments}
        return actions.add_factor(review, **told)
    if kind is FindingKind.STRENGTH:
        return actions.add_strength(review, why_it_could=said.why_it_could, moments=moments, **told)
    if kind is FindingKind.LEARNING_POINT:
        told |= {"subject": said.subject, "context": said.context, "moments": moments}
        return actions.add_learning_point(review, **told)
    if len(moments) > 1:
        raise InvalidInput("An idea is tied to one moment at most: the one that raised it.", field="moments")
    return actions.add_idea(review, context=said.context, moment=moments[0] if moments else None, **told)


def _one(request: HttpRequest, kind: FindingKind, finding_id: str) -> Any:
    row = found.finding(request.auth, kind, finding_id)
    actions.look_at_review(row.review, by=request.auth, at=now())
    return row


def _told(request: HttpRequest, review: Any) -> dict[str, Any]:
    held = people.holders(review)
    seats = list(review.audience.select_related("account", "team")) if review.is_restricted else []
    return {
        "id": review.pk,
        "title": review.title,
        "tier": review.tier.slug,
        "narrative": review.narrative,
        "edition": review.edition,
        "incidents": [
            {"id": one.pk, "title": one.title, "severity": one.severity.slug}
            for one in read.incidents_of(request.auth, review)
        ],
        "roles": [role_out(holder) for holder in held],
        "room": [one.sentence for one in judge_room(people.room(review))],
        "is_restricted": review.is_restricted,
        "audience": {
            "accounts": [_person(seat.account) for seat in seats if seat.account],
            "teams": [seat.team.slug for seat in seats if seat.team],
        }
        if review.is_restricted
        else None,
        "opened_at": review.recorded_at,
        "opened_by": _person(review.opened_by),
        "met_at": review.met_at,
        "met_mode": review.met_mode if review.met_at else "",
        "archived_at": review.archived_at,
        "next": people.next_thing(review, held).words,
    }


def role_out(holder: Any) -> dict[str, Any]:
    return {
        "id": holder.pk,
        "role": holder.role,
        "person": _person(holder.account),
        "section": holder.section,
        "objections": holder.objections,
        "reason": holder.reason,
    }


def _finding(row: Any, kind: FindingKind) -> dict[str, Any]:
    moments = found.moments_of(row)
    comments = row.comments.all() if kind is FindingKind.IDEA else []
    return {
        "id": row.pk,
        "kind": kind.value,
        "review": row.review_id,
        "what": row.what,
        **{name: getattr(row, name, "") for name in ("category", "subject", "context", "why_it_could")},
        "moments": [{"id": one.pk, "occurred_at": one.occurred_at, "what": one.what} for one in moments],
        "comments": [_comment(one) for one in comments],
        "by": _person(row.added_by),
        "at": row.recorded_at,
        "edition": row.edition,
    }


def _comment(row: Any) -> dict[str, Any]:
    return {"id": row.pk, "text": row.text, "by": _person(row.added_by), "at": row.recorded_at}


def _person(account: Any) -> dict[str, str] | None:
    return {"id": account.pk, "name": account.name} if account else None
