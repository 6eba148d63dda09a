"""The change history over the API."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.history import history

router = Router(auth=signed_in())


class Change(Schema):
    """One change: who, what and when."""

    id: int
    at: datetime
    who: str
    verb: str
    what: str
    before: str
    after: str


class Changes(Schema):
    """A page of changes, newest first."""

    rows: list[Change]
    next: str
    previous: str


class HistoryAsked(Schema):
    """Which pages' history, for example `incident:06f3…`."""

    topic: list[str] = Field(..., max_length=20)
    cursor: str = Field("", max_length=300)


@router.get("/history", response={200: Changes, **PROBLEMS}, summary="Who changed what under some topics")
def changes(request: HttpRequest, asked: Query[HistoryAsked]) -> Changes:
    """Return the newest changes first; 404 when a topic may not be seen."""
    return Changes.from_orm(history(request.auth, asked.topic, asked.cursor))  # type: ignore[attr-defined]
