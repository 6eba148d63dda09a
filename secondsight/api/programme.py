"""Search over the API."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.programme.queries import search

router = Router(auth=signed_in())


class Found(Schema):
    """One thing that was found. `title` and `snippet` are HTML; `<mark>` stands around the words found."""

    kind: str
    title: str
    snippet: str
    at: datetime | None
    url: str
    within: str
    within_url: str


class FoundPage(Schema):
    """A page of what was found, the best first. `evidence`: a few pieces, on the first page of everything."""

    rows: list[Found]
    evidence: list[Found]
    next: str
    previous: str


class Wanted(Schema):
    """What to look for: words, "a phrase", -without, begin*; and in which kind of thing."""

    q: str = Field(..., max_length=400)
    kind: str = Field("", max_length=40, description="incident, review, event, …, evidence; empty: all")
    cursor: str = Field("", max_length=2, pattern=r"^([1-9][0-9]?)?$", description="`next` or `previous`")


@router.get("/search", response={200: FoundPage, **PROBLEMS}, summary="Find what one may see by its words")
def find(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """Return what has all the words in it, the best first."""
    page = int(wanted.cursor or 1)
    found = search(request.auth, wanted.q, kind=wanted.kind, page=page)  # type: ignore[attr-defined]
    return {
        "rows": found.hits,
        "evidence": found.evidence,
        "next": str(found.next or ""),
        "previous": str(found.previous or ""),
    }
