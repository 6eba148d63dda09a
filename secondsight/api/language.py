"""What the language rules hear in a text, for every surface that people write in."""

from dataclasses import asdict
from functools import lru_cache
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.errors import InvalidInput
from secondsight.language.asking import questions
from secondsight.language.check import Checker
from secondsight.language.lexicon import lexicon
from secondsight.language.reports.records import record
from secondsight.language.wording import wording_of
from secondsight.organisation.queries.vocabulary import Vocabulary, vocabulary

# Nothing is changed and nothing kept, though a text is sent: who may read may ask.
router = Router(auth=signed_in("read"))
LONGEST = 200_000


class TextToCheck(Schema):
    """A text, and where it stands: `kind` tells what sort of block it is, nothing that it is Markdown.

    `entry` is an event of a timeline, `action` a commitment. `select` and `ignore` name rules or labels.
    """

    text: str = Field(max_length=LONGEST)
    kind: Literal["", "line", "paragraph", "item", "entry", "action"] = ""
    section: str = Field("", max_length=200)
    select: list[str] = Field([], max_length=100)
    ignore: list[str] = Field([], max_length=100)


class WordingFinding(Schema):
    """What was heard at a place of the text. Offsets count code points; `confidence` lies between 0 and 1."""

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


class CheckedText(Schema):
    """What was heard, what to ask next, and, of a text of the kind `action`, what it says of itself."""

    findings: list[WordingFinding]
    questions: list[WordingQuestion]
    action: ActionWording | None


@router.post("/language/check", response={200: CheckedText, **PROBLEMS}, summary="Hear the wording of a text")
def check_language(request: HttpRequest, body: TextToCheck) -> Any:
    """The rules of `secondsight lint`, with the organisation's people, teams and services known by name."""
    try:
        checker = _checker(vocabulary(request.user), tuple(body.select), tuple(body.ignore))
    except ValueError as error:
        raise InvalidInput(f"{error}.", field="select") from None
    found = checker.check(body.text, kind=body.kind, section=body.section)
    wording = wording_of(body.text, is_told=True) if body.kind == "action" and body.text.strip() else None
    return {
        "findings": [record(one) for one in found],
        "questions": [one._asdict() for one in questions(body.text.splitlines(keepends=True))],
        "action": asdict(wording) if wording else None,
    }


@lru_cache(maxsize=16)
def _checker(words: Vocabulary, select: tuple[str, ...], ignore: tuple[str, ...]) -> Checker:
    """Return a checker that knows the organisation's words; making one takes as long as hearing a page."""
    known = lexicon().extended(people=words.people, teams=words.teams, software=words.services)
    return Checker(select=select, ignore=ignore, known=known)
