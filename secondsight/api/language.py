"""What the language rules hear in a text, for every surface that people write in."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput
from secondsight.base.paging import page
from secondsight.language.asking import questions
from secondsight.language.findings import example
from secondsight.language.registry import rules
from secondsight.language.reports.records import record
from secondsight.language.wording import wording_of
from secondsight.organisation.actions import wording as actions
from secondsight.organisation.queries import wording

# Nothing is changed and nothing kept, though a text is sent: who may read may ask.
router = Router(auth=signed_in("read"))
WRITING = signed_in("write")
LONGEST = 200_000
SIZE = 50
ONE_LINE = r"^[^\x00-\x1f]*$"
RULE = r"^[-a-z]{1,40}$"


class TextToCheck(Schema):
    """A text, and where it stands: `kind` tells what sort of block it is, nothing that it is Markdown.

    `entry` is an event of a timeline, `action` a commitment. `select` and `ignore` name rules or labels.
    `place` ("review:ID", "incident:ID") and `field` say which text of the product it is, if it is one.
    """

    text: str = Field(max_length=LONGEST)
    kind: Literal["", "line", "paragraph", "item", "entry", "action"] = ""
    section: str = Field("", max_length=200)
    select: list[str] = Field([], max_length=100)
    ignore: list[str] = Field([], max_length=100)
    place: str = Field("", max_length=60)
    field: str = Field("", max_length=60)


class WordingFinding(Schema):
    """What was heard at a place of the text. Offsets count code points; `confidence` lies between 0 and 1.

    `key` is what it is left as it is by, "" without a `place`.
    """

    rule: str
    label: str
    start: int
    end: int
    line: int
    column: int
    excerpt: str
    confidence: float
    severity: str
    message: str
    suggestion: str
    replacement: str | None
    page: str
    key: str


class WordingQuestion(Schema):
    """A question that a statement of the text deserves, in its own words; `probe` is one for expertise."""

    kind: str
    title: str
    line: int
    start: int
    end: int
    said: str
    ask: str
    probe: str


class ActionWording(Schema):
    """What an action says of itself; `done`, `owner` and `due` are empty where the text does not tell."""

    is_verifiable: bool
    change: str
    done: str
    owner: str
    due: str


class RuleOut(Schema):
    """A rule; one that `is_asked_for` speaks only when it is selected."""

    name: str
    label: str
    title: str
    message: str
    why: str
    is_asked_for: bool
    flagged: list[str]
    fine: list[str]


class OwnWordIn(Schema):
    """Words that a rule is to leave alone."""

    rule: str = Field(pattern=RULE)
    words: str = Field(min_length=1, max_length=80, pattern=ONE_LINE)


class OwnWordOut(Schema):
    """Words that a rule leaves alone, in small letters; `added_by` is a name."""

    id: str
    rule: str
    words: str
    added_by: str
    added_at: datetime


class OwnWordPage(Schema):
    """A page of words that rules leave alone."""

    rows: list[OwnWordOut]
    next: str
    previous: str


class DismissalIn(Schema):
    """A finding of a text, by the `key` that it was told with."""

    place: str = Field(min_length=1, max_length=60, pattern=ONE_LINE)
    field: str = Field("", max_length=60, pattern=ONE_LINE)
    rule: str = Field(pattern=RULE)
    key: str = Field(pattern=r"^[0-9a-f]{64}$")


class DismissalOut(Schema):
    """A finding that is left as it is in one text."""

    id: str
    place: str
    field: str
    rule: str


class CheckedText(Schema):
    """What was heard, what to ask next, and, of a text of the kind `action`, what it says of itself."""

    findings: list[WordingFinding]
    questions: list[WordingQuestion]
    action: ActionWording | None


@router.post("/language/check", response={200: CheckedText, **PROBLEMS}, summary="Hear the wording of a text")
def check_language(request: HttpRequest, body: TextToCheck) -> Any:
    """The rules of `secondsight lint`, with the organisation's people, teams and services known by name.

    What its people left as it is, everywhere or at `place`, is not told. Nothing of the text is kept.
    """
    try:
        found = wording.coach(
            request.user, body.place, select=tuple(body.select), ignore=tuple(body.ignore)
        ).hear(body.text, kind=body.kind, section=body.section, field=body.field)
    except ValueError as error:
        raise InvalidInput(f"{error}.", field="select") from None
    told = wording_of(body.text, is_told=True) if body.kind == "action" and body.text.strip() else None
    return {
        "findings": [{**record(one.finding), "key": one.key} for one in found],
        "questions": [one._asdict() for one in questions(body.text.splitlines(keepends=True))],
        "action": asdict(told) if told else None,
    }


@router.get("/language/rules", response={200: list[RuleOut], **PROBLEMS}, summary="List language rules")
def list_rules(request: HttpRequest) -> Any:
    """Every rule, with sentences that it hears and sentences that it leaves alone."""
    return [
        {
            "name": rule.name,
            "label": rule.label,
            "title": rule.title,
            "message": rule.message,
            "why": rule.why,
            "is_asked_for": rule.is_asked_for,
            "flagged": [example(one).text for one in rule.flagged],
            "fine": [example(one).text for one in rule.fine],
        }
        for rule in rules()
    ]


@router.get("/language/words", response={200: OwnWordPage, **PROBLEMS}, summary="List own words")
def list_own_words(request: HttpRequest, cursor: str = Query("", max_length=500)) -> Any:
    """The words that a rule leaves alone in this organisation, in the alphabet's order."""
    found = page(wording.own_words(request.user), order=wording.WORD_ORDER, size=SIZE, cursor=cursor)
    return {"rows": [_word(row) for row in found.rows], "next": found.next, "previous": found.previous}


@router.post(
    "/language/words", response={201: OwnWordOut, **PROBLEMS}, auth=WRITING, summary="Add an own word"
)
def add_own_word(request: HttpRequest, body: OwnWordIn) -> Any:
    """From now on the rule leaves these words alone, whoever writes them. Anybody may take that back."""
    row = actions.add_own_word(rule=body.rule, said=body.words, by=request.user, at=now())
    return Status(201, _word(row))


@router.delete(
    "/language/words/{id}", response={204: None, **PROBLEMS}, auth=WRITING, summary="Remove an own word"
)
def remove_own_word(request: HttpRequest, id: str) -> Any:
    """The rule speaks of these words again."""
    actions.remove_own_word(wording.own_word(request.user, id), by=request.user, at=now())
    return Status(204, None)


@router.post(
    "/language/dismissals",
    response={201: DismissalOut, **PROBLEMS},
    auth=WRITING,
    summary="Leave a finding as it is",
)
def dismiss_wording(request: HttpRequest, body: DismissalIn) -> Any:
    """In this text, for everybody who writes it, until the sentence changes. The sentence is not kept."""
    return Status(201, actions.dismiss_wording(**body.dict(), by=request.user, at=now()))


@router.delete(
    "/language/dismissals/{id}",
    response={204: None, **PROBLEMS},
    auth=WRITING,
    summary="Hear a finding again",
)
def take_dismissal_back(request: HttpRequest, id: str) -> Any:
    """The finding is told again where it was left."""
    actions.take_dismissal_back(wording.wording_dismissal(request.user, id), by=request.user, at=now())
    return Status(204, None)


def _word(row: Any) -> dict[str, Any]:
    by = row.added_by.name if row.added_by else ""
    return {"id": row.pk, "rule": row.rule, "words": row.words, "added_by": by, "added_at": row.recorded_at}
