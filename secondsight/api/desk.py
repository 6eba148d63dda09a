"""The reading desk: windows of an incident's evidence, and what people make of messages (R3.7a, R3.7b)."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.api.evidence import ItemOut, item_row
from secondsight.base.clock import now
from secondsight.base.downloads import streamed
from secondsight.base.paging import page
from secondsight.organisation import queries as organisation
from secondsight.record.actions import hypotheses, questions, tagging
from secondsight.record.queries import desk, findings, timeline
from secondsight.record.queries.in_order import as_json_lines
from secondsight.record.queries.incidents import incident as find_incident
from secondsight.record.queries.marks import Mark, read_mark
from secondsight.record.queries.threads import with_replies

router = Router(auth=signed_in())
SIZE = desk.WINDOW


class Narrowed(Schema):
    """Which rows: whose (all names that are joined to a person), with which tag (its id), of which source and
    channel, with which words. `threads`: "together" puts replies under what they answer, unless single
    messages are looked for (by person, tag or words)."""

    person: str = Field("", max_length=200)
    tag: str = Field("", max_length=16)
    source: str = Field("", max_length=200)
    channel: str = Field("", max_length=200)
    q: str = Field("", max_length=400)
    threads: Literal["", "together"] = ""


class MessagesAsked(Narrowed):
    """Where the window begins: an instant with its zone, or a mark that the map or a window gave."""

    start: str = Field("", alias="from", max_length=80)


class WindowOut(Schema):
    """Up to 50 items from a place on, and the mark that the next window begins at ("" at the end).

    Where replies stand under what they answer they come beside the 50.
    """

    rows: list[ItemOut]
    next: str


class MapOut(Schema):
    """How many rows there are, and the mark of every `step`th row, beginning with the first."""

    total: int
    step: int
    marks: list[str]


class TagIn(Schema):
    """A tag: its name, the key that sets it at the desk, what it means."""

    name: str = Field(min_length=1, max_length=40)
    key: str = Field("", max_length=1)
    meaning: str = Field("", max_length=200)


class TagOut(Schema):
    """A tag of the organisation's; a retired one is not offered any more."""

    id: str
    name: str
    key: str
    meaning: str
    is_retired: bool

    @staticmethod
    def resolve_is_retired(row: Any) -> bool:
        """Whether it is offered no more."""
        return row.retired_at is not None


class ItemTagIn(Schema):
    """The tag to put on items of the incident."""

    tag: str = Field(max_length=16)
    items: list[int] = Field(min_length=1, max_length=500)


class ItemTagOut(Schema):
    """That a tag is set on an item, by whom and since when."""

    id: str
    item: int
    occurred_at: datetime
    tag: str
    set_by: str
    recorded_at: datetime
    is_set: bool

    @staticmethod
    def resolve_item(row: Any) -> int:
        """The item's id."""
        return int(row.item_id)

    @staticmethod
    def resolve_tag(row: Any) -> str:
        """The tag's id."""
        return str(row.tag_id)

    @staticmethod
    def resolve_set_by(row: Any) -> str:
        """Who set it."""
        return row.set_by.name if row.set_by else ""

    @staticmethod
    def resolve_is_set(row: Any) -> bool:
        """Whether nobody took it off."""
        return row.unset_at is None


class ItemTagPage(Schema):
    """A page of set tags, in the order of their items."""

    rows: list[ItemTagOut]
    next: str
    previous: str


class QuestionIn(Schema):
    """A question of a person at an item. `of` is a name, else `account` an id."""

    item: int
    words: str = Field(min_length=1, max_length=2000)
    of: str = Field("", max_length=200)
    account: str = Field("", max_length=16)
    once: str = Field("", max_length=16)


class QuestionOut(Schema):
    """A question, and what became of it: open, answered or closed."""

    id: str
    item: int
    occurred_at: datetime
    of: str
    account: str | None
    words: str
    asked_by: str
    state: str
    answer: str

    @staticmethod
    def resolve_item(row: Any) -> int:
        """The item's id."""
        return int(row.item_id)

    @staticmethod
    def resolve_of(row: Any) -> str:
        """Whom it is for."""
        return str(row.of_name)

    @staticmethod
    def resolve_account(row: Any) -> str | None:
        """Their account's id, where they have one."""
        return row.of_account_id

    @staticmethod
    def resolve_asked_by(row: Any) -> str:
        """Who asks."""
        return row.asked_by.name if row.asked_by else ""

    @staticmethod
    def resolve_state(row: Any) -> str:
        """Open, answered or closed."""
        return findings.state_of(row)


class QuestionPage(Schema):
    """A page of questions, in the order of their items."""

    rows: list[QuestionOut]
    next: str
    previous: str


class AnswerIn(Schema):
    """What they said."""

    answer: str = Field(min_length=1, max_length=20_000)


class StepIn(Schema):
    """What became of a hypothesis: when, by whom, tested how. Without a time, the event's or item's holds.

    `team` (a slug) knew of it at once; `event` tells of it on the timeline.
    """

    state: Literal["supported", "dropped", "confirmed"]
    occurred_at: datetime | None = None
    who: str = Field("", max_length=200)
    words: str = Field("", max_length=2000)
    item: int | None = None
    team: str = Field("", max_length=50)
    event: str = Field("", max_length=16)
    once: str = Field("", max_length=16)


class HypothesisIn(Schema):
    """What people took to be going on. `item` is where it was raised, `signals` what it rested on.

    `team` (a slug) knew of it at once; `event` tells of it on the timeline.
    """

    what: str = Field(min_length=1, max_length=500)
    occurred_at: datetime | None = None
    who: str = Field("", max_length=200)
    words: str = Field("", max_length=2000)
    item: int | None = None
    team: str = Field("", max_length=50)
    event: str = Field("", max_length=16)
    signals: list[int] = Field([], max_length=100)
    once: str = Field("", max_length=16)


class HypothesisStepOut(Schema):
    """One step of a hypothesis' life."""

    id: str
    state: str
    occurred_at: datetime | None
    who: str
    words: str
    item: int | None
    team: str
    event: str
    noted_by: str

    @staticmethod
    def resolve_item(row: Any) -> int | None:
        """The item's id."""
        return row.item_id

    @staticmethod
    def resolve_team(row: Any) -> str:
        """The slug of the team that took it."""
        return row.team.slug if row.team else ""

    @staticmethod
    def resolve_event(row: Any) -> str:
        """The id of the event that tells of it."""
        return row.event_id or ""

    @staticmethod
    def resolve_noted_by(row: Any) -> str:
        """Who noted it."""
        return row.noted_by.name if row.noted_by else ""


class HypothesisOut(Schema):
    """A hypothesis, how it stands, and its steps as they happened."""

    id: str
    incident: str
    what: str
    state: str
    signals: list[int]
    steps: list[HypothesisStepOut]


class HypothesisPage(Schema):
    """A page of hypotheses, in the order they were noted."""

    rows: list[HypothesisOut]
    next: str
    previous: str


@router.get(
    "/incidents/{id}/evidence/window", response={200: WindowOut, **PROBLEMS}, summary="A window of evidence"
)
def evidence_window(request: HttpRequest, id: str, asked: Query[MessagesAsked]) -> Any:
    """Items from any place on, oldest first: without `from`, from the first."""
    found = _rows(request, id, asked)
    start = read_mark(asked.start) if asked.start else None
    rows = desk.window(found, start, SIZE + 1)
    following = Mark(rows[SIZE].occurred_at, rows[SIZE].item_id) if len(rows) > SIZE else ""
    shown = rows[:SIZE]
    if _filters(asked).is_together:
        shown = [placed.link for placed in with_replies(find_incident(request.user, id), shown)]
    return {"rows": [item_row(row.item) for row in shown], "next": str(following)}


@router.get("/incidents/{id}/evidence/map", response={200: MapOut, **PROBLEMS}, summary="Where rows stand")
def evidence_map(request: HttpRequest, id: str, asked: Query[Narrowed]) -> Any:
    """What a scroll bar over all rows needs: their number, and where windows may begin."""
    found = desk.row_map(_rows(request, id, asked))
    return {"total": found.total, "step": found.step, "marks": [str(mark) for mark in found.marks]}


@router.get(
    "/incidents/{id}/evidence.jsonl",
    response={200: str, **PROBLEMS},
    summary="All evidence in one order",
    openapi_extra={"responses": {200: {"content": {"application/jsonl": {"schema": {"type": "string"}}}}}},
)
def evidence_in_order(request: HttpRequest, id: str) -> Any:
    """Everything that all sources told, a JSON object a line, oldest first.

    `at` is on the clocks as they were put right, `told_at` as the source's own clock had it; both in UTC.
    """
    incident = find_incident(request.user, id)
    lines = as_json_lines(request.user, incident)
    return streamed(request, lines, f"evidence-{incident.pk}.jsonl", "application/jsonl")


@router.get("/tags", response={200: list[TagOut], **PROBLEMS}, summary="List tags")
def list_tags(request: HttpRequest, retired: bool = False) -> Any:
    """In the order of the desk; `retired` lists those too that are offered no more."""
    return list(findings.tags(request.user, is_retired=None if retired else False))


@router.post("/tags", response={201: TagOut, **PROBLEMS}, summary="Add a tag")
def create_tag(request: HttpRequest, payload: TagIn) -> Any:
    """A retired one of that name is offered again. 403 unless one may change what was agreed."""
    return Status(201, tagging.create_tag(**payload.dict(), by=request.user, at=now()))


@router.put("/tags/{id}", response={200: TagOut, **PROBLEMS}, summary="Change a tag")
def change_tag(request: HttpRequest, id: str, payload: TagIn) -> Any:
    """Wherever it is set."""
    return tagging.change_tag(findings.tag(request.user, id), **payload.dict(), by=request.user, at=now())


@router.post("/tags/{id}/retirement", response={200: TagOut, **PROBLEMS}, summary="Retire a tag")
def retire_tag(request: HttpRequest, id: str) -> Any:
    """It is offered no more; where it was set, it stays."""
    return tagging.retire_tag(findings.tag(request.user, id), by=request.user, at=now())


@router.get("/incidents/{id}/item-tags", response={200: ItemTagPage, **PROBLEMS}, summary="Tagged items")
def list_item_tags(request: HttpRequest, id: str, cursor: str = Query("", max_length=500)) -> Any:
    """The tags that are set, in the order of their items."""
    incident = find_incident(request.user, id)
    rows = findings.item_tags(request.user, incident)
    return _page(rows, findings.ITEM_TAG_ORDER, cursor)


@router.post("/incidents/{id}/item-tags", response={201: list[ItemTagOut], **PROBLEMS}, summary="Tag items")
def tag_items(request: HttpRequest, id: str, payload: ItemTagIn) -> Any:
    """Put a tag on items; where it is set already, nothing changes."""
    incident = find_incident(request.user, id)
    items = desk.items_of(incident, payload.items)
    tag = findings.tag(request.user, payload.tag)
    put = {row.pk for row in tagging.tag_items(incident, items, tag, by=request.user, at=now())}
    rows = findings.item_tags(request.user, incident).filter(pk__in=put)
    return Status(201, list(rows.order_by(*findings.ITEM_TAG_ORDER)))


@router.delete("/item-tags/{id}", response={200: ItemTagOut, **PROBLEMS}, summary="Take a tag off")
def untag_item(request: HttpRequest, id: str) -> Any:
    """That it was set is kept."""
    tagging.untag_item(findings.item_tag(request.user, id), by=request.user, at=now())
    return findings.item_tag(request.user, id)


@router.get("/incidents/{id}/questions", response={200: QuestionPage, **PROBLEMS}, summary="Questions")
def list_questions(
    request: HttpRequest,
    id: str,
    state: Literal["all", "open", "settled"] = "all",
    cursor: str = Query("", max_length=500),
) -> Any:
    """In the order of the messages that they were asked at."""
    incident = find_incident(request.user, id)
    rows = findings.questions(request.user, incident, state=state)
    return _page(rows, findings.QUESTION_ORDER, cursor)


@router.post("/incidents/{id}/questions", response={201: QuestionOut, **PROBLEMS}, summary="Ask a question")
def ask_question(request: HttpRequest, id: str, payload: QuestionIn) -> Any:
    """Sent twice with the same `once` (an id of 16 characters), it is asked once."""
    incident = find_incident(request.user, id)
    [item] = desk.items_of(incident, [payload.item])
    account = organisation.account(request.user, payload.account) if payload.account else None
    asked = questions.ask_question(
        incident,
        item,
        of_name=payload.of,
        of_account=account,
        words=payload.words,
        once=payload.once,
        by=request.user,
        at=now(),
    )
    return Status(201, findings.question(request.user, asked.pk))


@router.post("/questions/{id}/answer", response={200: QuestionOut, **PROBLEMS}, summary="Note an answer")
def answer_question(request: HttpRequest, id: str, payload: AnswerIn) -> Any:
    """An answer given before is replaced; the history keeps it."""
    found = findings.question(request.user, id)
    questions.answer_question(found, answer=payload.answer, by=request.user, at=now())
    return findings.question(request.user, id)


@router.post("/questions/{id}/closure", response={200: QuestionOut, **PROBLEMS}, summary="Close a question")
def close_question(request: HttpRequest, id: str) -> Any:
    """It needs no answer any more; 409 when it has one."""
    questions.close_question(findings.question(request.user, id), by=request.user, at=now())
    return findings.question(request.user, id)


@router.get("/incidents/{id}/hypotheses", response={200: HypothesisPage, **PROBLEMS}, summary="Hypotheses")
def list_hypotheses(request: HttpRequest, id: str, cursor: str = Query("", max_length=500)) -> Any:
    """What people took to be going on, dropped ones too."""
    incident = find_incident(request.user, id)
    told = _page(findings.hypotheses(request.user, incident), findings.HYPOTHESIS_ORDER, cursor)
    return {**told, "rows": [_hypothesis(row) for row in told["rows"]]}


@router.post(
    "/incidents/{id}/hypotheses", response={201: HypothesisOut, **PROBLEMS}, summary="Raise a hypothesis"
)
def raise_hypothesis(request: HttpRequest, id: str, payload: HypothesisIn) -> Any:
    """Sent twice with the same `once` (an id of 16 characters), it is raised once."""
    incident = find_incident(request.user, id)
    told = _told(request, payload)
    told["signals"] = desk.items_of(incident, payload.signals)
    told["item"] = desk.items_of(incident, [payload.item])[0] if payload.item is not None else None
    raised = hypotheses.raise_hypothesis(incident, **told, by=request.user, at=now())
    return Status(201, _hypothesis(findings.hypothesis(request.user, raised.pk)))


@router.get("/hypotheses/{id}", response={200: HypothesisOut, **PROBLEMS}, summary="One hypothesis")
def one_hypothesis(request: HttpRequest, id: str) -> Any:
    """With its steps as they happened."""
    return _hypothesis(findings.hypothesis(request.user, id))


@router.post("/hypotheses/{id}/steps", response={201: HypothesisOut, **PROBLEMS}, summary="What became of it")
def move_hypothesis(request: HttpRequest, id: str, payload: StepIn) -> Any:
    """Supported, dropped or confirmed; a dropped one may come back."""
    found = findings.hypothesis(request.user, id)
    told = _told(request, payload)
    told["item"] = desk.items_of(found.incident, [payload.item])[0] if payload.item is not None else None
    hypotheses.move_hypothesis(found, **told, by=request.user, at=now())
    return Status(201, _hypothesis(findings.hypothesis(request.user, id)))


@router.post("/steps/{id}/withdrawal", response={200: HypothesisOut, **PROBLEMS}, summary="Take a step back")
def withdraw_step(request: HttpRequest, id: str) -> Any:
    """It is kept and no longer counts; 409 for the raising."""
    step = hypotheses.withdraw_step(findings.step(request.user, id), by=request.user, at=now())
    return _hypothesis(findings.hypothesis(request.user, step.hypothesis_id))


def _rows(request: HttpRequest, id: str, asked: Narrowed) -> Any:
    return desk.rows(request.user, find_incident(request.user, id), _filters(asked))


def _filters(asked: Narrowed) -> desk.DeskFilters:
    told = asked.dict()
    return desk.DeskFilters(**{name: told[name] for name in desk.DeskFilters.__dataclass_fields__})


def _told(request: HttpRequest, payload: Any) -> dict[str, Any]:
    told: dict[str, Any] = payload.dict()
    told["team"] = organisation.team(request.user, payload.team) if payload.team else None
    told["event"] = timeline.event(request.user, payload.event) if payload.event else None
    return told


def _page(rows: Any, order: tuple[str, ...], cursor: str) -> dict[str, Any]:
    found = page(rows, order=order, size=SIZE, cursor=cursor)
    return {"rows": found.rows, "next": found.next, "previous": found.previous}


def _hypothesis(row: Any) -> dict[str, Any]:
    told = findings.life(row)
    return {
        "id": row.pk,
        "incident": row.incident_id,
        "what": row.what,
        "state": told.state.value,
        "signals": [item.pk for item in row.signals.all()],
        "steps": told.steps,
    }
