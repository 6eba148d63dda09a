"""The directory, and the people of an incident's evidence, over the API."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, File, Query, Router, Schema, Status, UploadedFile

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.api.evidence import Paging
from secondsight.base.clock import now
from secondsight.base.paging import page
from secondsight.organisation.actions.directory import bring_directory
from secondsight.organisation.queries import directory as directory_queries
from secondsight.record.actions import people as actions
from secondsight.record.queries import presence
from secondsight.record.queries.incidents import incident as find_incident

router = Router(auth=signed_in())
SIZE = 50


class DirectoryPersonOut(Schema):
    """Somebody of the organisation, with an account or without."""

    id: str
    name: str
    email: str
    title: str
    team_name: str
    manager: str
    started_on: date | None
    time_zone: str


class DirectoryPage(Schema):
    """A page of the directory, by name."""

    rows: list[DirectoryPersonOut]
    next: str
    previous: str


class BadRowOut(Schema):
    """A row that was left out, with its reason."""

    line: int
    reason: str


class DirectoryReceiptOut(Schema):
    """What became of a table: read = added + changed + unchanged + left out."""

    read: int
    added: int
    changed: int
    unchanged: int
    left_out: list[BadRowOut]


class NameOut(Schema):
    """Somebody as a system calls them."""

    source: str
    author: str
    name: str
    email: str
    items: int
    said: str | None = Field(
        ..., description="id of what somebody said of this name: delete it to take it back"
    )


class SuggestionOut(Schema):
    """Whom a name may stand for; a person decides."""

    person: str
    name: str
    why: str


class PresentOut(Schema):
    """Somebody who appears in the evidence of an incident."""

    name: str
    person: DirectoryPersonOut | None
    names: list[NameOut]
    suggestion: SuggestionOut | None
    first_at: datetime
    last_at: datetime
    items: int
    words: int
    tenure: str
    local_hour: str
    shift: str
    new_with: list[str]


class NameIn(Schema):
    """Whom a name stands for: a person of the directory, or, without one, somebody new to it."""

    source: str = Field(..., max_length=100)
    author: str = Field(..., max_length=200)
    entry: str = Field("", max_length=16, description="the id of somebody in the directory")
    is_same: bool = True


class SaidOut(Schema):
    """What was said of a name."""

    id: str
    person: str
    is_same: bool


@router.get("/directory", response={200: DirectoryPage, **PROBLEMS}, summary="List the directory")
def list_directory(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """Return everybody, by name."""
    rows = directory_queries.directory(request.auth)
    found = page(rows, order=directory_queries.ORDER, size=SIZE, cursor=asked.cursor)
    return {"rows": [_person(row) for row in found.rows], "next": found.next, "previous": found.previous}


@router.post(
    "/directory", response={200: DirectoryReceiptOut, **PROBLEMS}, summary="Bring people or shifts in"
)
def bring_in(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """Take people or their shifts from a CSV table; the same table again changes nothing."""
    return bring_directory(file.read(), by=request.auth, at=now())


@router.get(
    "/incidents/{id}/people",
    response={200: list[PresentOut], **PROBLEMS},
    summary="The people of the evidence",
)
def people(request: HttpRequest, id: str) -> list[dict[str, Any]]:
    """Return who appears in the evidence, in the order in which they came; it is no ranking."""
    incident = find_incident(request.auth, id)
    actions.see_that_counted(incident)
    return [_present(row) for row in presence.present(incident)]


@router.post(
    "/incidents/{id}/people/names", response={200: SaidOut, **PROBLEMS}, summary="Say whom a name stands for"
)
def say(request: HttpRequest, id: str, payload: NameIn) -> dict[str, Any]:
    """Join a name to a person, or say that it is not them; 409 where it is somebody else already."""
    incident = find_incident(request.auth, id)
    by: dict[str, Any] = {"by": request.auth, "at": now()}
    if payload.entry:
        person = directory_queries.directory_person(request.auth, payload.entry)
        verb = actions.join_name if payload.is_same else actions.keep_apart
        said = verb(incident, payload.source, payload.author, person, **by)
    else:
        said = actions.add_person_of(incident, payload.source, payload.author, **by)
    return {"id": said.pk, "person": said.person_id, "is_same": said.is_same}


@router.delete(
    "/incidents/{id}/people/names/{said}", response={204: None, **PROBLEMS}, summary="Take back a name"
)
def take_back(request: HttpRequest, id: str, said: str) -> Status[Any]:
    """Take back what was said of a name; the history keeps it."""
    incident = find_incident(request.auth, id)
    actions.take_back(presence.said_of_name(incident, said), by=request.auth, at=now())
    return Status(204, None)


def _person(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in DirectoryPersonOut.model_fields}


def _present(row: Any) -> dict[str, Any]:
    joins = {(join.source, join.author): join.pk for join in row.joins}
    plain = ("name", "first_at", "last_at", "items", "words", "tenure", "local_hour", "shift", "new_with")
    suggested = row.suggestion
    return {
        **{name: getattr(row, name) for name in plain},
        "person": _person(row.person) if row.person else None,
        "names": [
            {
                **{field: getattr(name, field) for field in ("source", "author", "name", "email", "items")},
                "said": joins.get((name.source, name.author)),
            }
            for name in row.names
        ],
        "suggestion": {"person": suggested.person.id, "name": suggested.person.name, "why": suggested.why}
        if suggested
        else None,
    }
