"""A review's shared texts over the API: the notes and the narrative (R4.5)."""

from base64 import b64encode
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status
from pydantic import StringConstraints

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.api.inquiry import Id, Once, PersonOut
from secondsight.base.clock import now
from secondsight.inquiry import actions
from secondsight.inquiry.queries import reviews as of_reviews
from secondsight.inquiry.queries import shared_texts as read

router = Router(auth=signed_in())
Kind = Literal["notes", "narrative"]
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]
Place = Annotated[str, StringConstraints(max_length=600, pattern=r"^[^\x00]*$")]
TEXT = "/reviews/{review_id}/texts/{kind}"


class SharedTextOut(Schema):
    """A text as it is now. Moments are links `[14:07 Title](moment:ID)`, people `[Name](person:ID)`."""

    kind: Kind
    number: int = Field(..., description="of changes; sent along when writing, nobody's words are lost")
    markdown: str
    plain: str
    may_write: bool


class SharedTextIn(Schema):
    """A whole text. With a number, a newer version is not overwritten."""

    markdown: Annotated[str, StringConstraints(max_length=100_000, pattern=r"^[^\x00]*$")]
    number: Number | None = None


class TextVersionOut(Schema):
    """A minute in which somebody wrote."""

    number: int
    at: datetime
    authors: list[str]


class TextVersionsOut(Schema):
    """The newest 200 versions, newest first."""

    rows: list[TextVersionOut]


class OldTextOut(Schema):
    """A text as it was after a change."""

    number: int
    markdown: str
    plain: str


class NamedOut(Schema):
    """What a moment or a person in a text is called now."""

    kind: Literal["moment", "person"]
    id: str
    label: str
    url: str = Field(..., description="the moment's page, empty where there is none for the viewer")


class NamedListOut(Schema):
    """Names, in the order asked for; what is offered, by time or name."""

    rows: list[NamedOut]


class NamesAsked(Schema):
    """Which moments and people."""

    moment: list[Id] = Field([], max_length=200)
    person: list[Id] = Field([], max_length=200)


class OffersAsked(Schema):
    """What to look for."""

    what: Literal["moment", "person"] = "moment"
    words: Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")] = ""


class PassageCommentOut(Schema):
    """What somebody says of a passage."""

    id: str
    words: str
    quoted: str
    begins: str = Field(
        ..., description="the passage's places in the document (Yjs relative positions, base 64)"
    )
    ends: str
    by: PersonOut | None
    at: datetime
    resolved_by: PersonOut | None
    resolved_at: datetime | None


class PassageCommentsOut(Schema):
    """The comments, the oldest first."""

    rows: list[PassageCommentOut]


class PassageCommentIn(Schema):
    """A comment, on a passage or on the text as a whole."""

    words: Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$")]
    quoted: Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")] = ""
    begins: Place = ""
    ends: Place = ""
    once: Once = ""


@router.get(TEXT, response={200: SharedTextOut, **PROBLEMS}, summary="Show a shared text")
def show_text(request: HttpRequest, review_id: Id, kind: Kind) -> Any:
    """Return the notes or the narrative of a review, as Markdown and as plain words."""
    return _text(request, _review(request, review_id), kind)


@router.put(TEXT, response={200: SharedTextOut, **PROBLEMS}, summary="Write a shared text")
def write_text(request: HttpRequest, review_id: Id, kind: Kind, said: SharedTextIn) -> Any:
    """Make it say this; only what differs changes. 409 when somebody wrote since the number that was read."""
    review = _review(request, review_id)
    actions.write_shared_text(review, kind, said.markdown, number=said.number, by=request.auth, at=now())
    return _text(request, _review(request, review_id), kind)


@router.get(
    TEXT + "/changes", response={200: TextVersionsOut, **PROBLEMS}, summary="Who wrote in a text when"
)
def list_versions(request: HttpRequest, review_id: Id, kind: Kind) -> Any:
    """Return the minutes in which somebody wrote, and who."""
    text = read.shared_text(request.auth, _review(request, review_id), kind)
    rows = read.versions(request.auth, text)
    return {"rows": [{"number": one.number, "at": one.at, "authors": list(one.authors)} for one in rows]}


@router.get(
    TEXT + "/changes/{number}", response={200: OldTextOut, **PROBLEMS}, summary="Show an earlier version"
)
def show_version(request: HttpRequest, review_id: Id, kind: Kind, number: Number) -> Any:
    """Return what a text said after a change."""
    text = read.shared_text(request.auth, _review(request, review_id), kind)
    blocks = read.version(request.auth, text, number)
    return {
        "number": number,
        "markdown": read.markdown_of(request.auth, text, blocks),
        "plain": read.plain_of(request.auth, text, blocks),
    }


@router.post(
    TEXT + "/changes/{number}/restoration",
    response={200: SharedTextOut, **PROBLEMS},
    summary="Bring an earlier version back",
)
def restore(request: HttpRequest, review_id: Id, kind: Kind, number: Number) -> Any:
    """Make a text say again what it said then, as a new change."""
    review = _review(request, review_id)
    actions.restore_version(read.shared_text(request.auth, review, kind), number, by=request.auth, at=now())
    return _text(request, _review(request, review_id), kind)


@router.get(TEXT + "/names", response={200: NamedListOut, **PROBLEMS}, summary="What a text names, as of now")
def list_names(request: HttpRequest, review_id: Id, kind: Kind, asked: Query[NamesAsked]) -> Any:
    """Return what moments and people are called now, in the reader's zone, as far as the viewer may know."""
    review = _review(request, review_id)
    read.shared_text(request.auth, review, kind)
    wanted = [*(("moment", one) for one in asked.moment), *(("person", one) for one in asked.person)]
    found = read.named(request.auth, review, wanted, timezone.get_current_timezone())
    return {"rows": [_named(found[one]) for one in dict.fromkeys(wanted)]}


@router.get(TEXT + "/offers", response={200: NamedListOut, **PROBLEMS}, summary="What a text may name")
def list_offers(request: HttpRequest, review_id: Id, kind: Kind, asked: Query[OffersAsked]) -> Any:
    """Return at most twelve moments of the review, or people, whose name holds the words."""
    review = _review(request, review_id)
    read.shared_text(request.auth, review, kind)
    zone = timezone.get_current_timezone()
    return {
        "rows": [_named(one) for one in read.offered(request.auth, review, asked.what, asked.words, zone)]
    }


@router.get(
    TEXT + "/comments", response={200: PassageCommentsOut, **PROBLEMS}, summary="Comments on passages"
)
def list_comments(request: HttpRequest, review_id: Id, kind: Kind) -> Any:
    """Return what is said of passages of a text."""
    text = read.shared_text(request.auth, _review(request, review_id), kind)
    return {"rows": [_comment(one) for one in read.comments(request.auth, text)]}


@router.post(
    TEXT + "/comments", response={201: PassageCommentOut, **PROBLEMS}, summary="Comment on a passage"
)
def add_comment(request: HttpRequest, review_id: Id, kind: Kind, said: PassageCommentIn) -> Any:
    """Say something of a passage, or of the text as a whole."""
    review = _review(request, review_id)
    read.shared_text(request.auth, review, kind)
    row = actions.comment_on_passage(review, kind, by=request.auth, at=now(), **said.model_dump())
    return Status(201, _comment(row))


@router.post(
    "/reviews/{review_id}/passage-comments/{comment_id}/resolution",
    response={200: PassageCommentOut, **PROBLEMS},
    summary="Settle a comment",
)
def settle_comment(request: HttpRequest, review_id: Id, comment_id: Id) -> Any:
    """Say that what was said of a passage is settled."""
    row = read.comment(request.auth, _review(request, review_id), comment_id)
    return _comment(actions.resolve_comment(row, by=request.auth, at=now()))


@router.delete(
    "/reviews/{review_id}/passage-comments/{comment_id}/resolution",
    response={200: PassageCommentOut, **PROBLEMS},
    summary="Reopen a comment",
)
def reopen_comment(request: HttpRequest, review_id: Id, comment_id: Id) -> Any:
    """Say that it is not settled after all."""
    row = read.comment(request.auth, _review(request, review_id), comment_id)
    return _comment(actions.reopen_comment(row, by=request.auth, at=now()))


def _review(request: HttpRequest, review_id: str) -> Any:
    review = of_reviews.review(request.auth, review_id)
    actions.look_at_review(review, by=request.auth, at=now())
    return review


def _text(request: HttpRequest, review: Any, kind: str) -> dict[str, Any]:
    text = read.shared_text(request.auth, review, kind)
    blocks = read.blocks_of(text)
    return {
        "kind": kind,
        "number": text.number,
        "markdown": read.markdown_of(request.auth, text, blocks),
        "plain": read.plain_of(request.auth, text, blocks),
        "may_write": read.may_write(request.auth, review),
    }


def _named(one: read.Named) -> dict[str, str]:
    return {"kind": one.kind, "id": one.id, "label": one.label, "url": one.url}


def _comment(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "words": row.words,
        "quoted": row.quoted,
        "begins": b64encode(row.begins).decode(),
        "ends": b64encode(row.ends).decode(),
        "by": _person(row.written_by),
        "at": row.recorded_at,
        "resolved_by": _person(row.resolved_by),
        "resolved_at": row.resolved_at,
    }


def _person(account: Any) -> dict[str, str] | None:
    return {"id": account.pk, "name": account.name} if account else None
