"""Evidence over the API: imports with their receipts, items, and what belongs to an incident."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, File, Form, Query, Router, Schema, Status, UploadedFile
from pydantic import ValidationError

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.base.downloads import download
from secondsight.base.errors import InvalidInput
from secondsight.base.files import keep
from secondsight.base.paging import page
from secondsight.record.actions import evidence as evidence_actions
from secondsight.record.actions import imports as import_actions
from secondsight.record.actions import packet as packet_actions
from secondsight.record.actions import secrets as secret_actions
from secondsight.record.queries import desk, evidence, imports, secrets
from secondsight.record.queries.incidents import incident as find_incident
from secondsight.record.queries.nearby import nearby_channels
from secondsight.record.rules.selection import Selection, check

router = Router(auth=signed_in())
SIZE = 50


class Columns(Schema):
    """How a table is read: our field → their column ("=alert" for a word that holds for every row)."""

    mapping: dict[str, str] = Field({}, max_length=50)
    zone: str = Field("", max_length=60, description="for times that name none, e.g. Europe/Berlin")
    source: str = Field("", max_length=200, description="what the columns are remembered by, with the header")
    day_first: bool | None = None


class Answers(Schema):
    """What files that are no tables leave open; only what is asked has to be said."""

    zone: str = Field("", max_length=60, description="of times that name none, e.g. Europe/Berlin")
    starts_at: datetime | None = Field(None, description="when a recording began")
    on_date: date | None = Field(None, description="the first day of a text that has only hours")
    repeated_hour: Literal["", "first", "second"] = Field("", description="of an hour that came twice")
    day_first: bool | None = Field(None, description="of dates such as 05/10: true is in October")
    channel: str = Field("", max_length=200, description="of messages that name none")


class Window(Schema):
    """Which evidence belongs to an incident: since, before, and in which channels (none named: all)."""

    from_at: datetime | None = None
    to_at: datetime | None = None
    channels: list[str] = Field([], max_length=500)


class ImportOptions(Columns, Answers, Window):
    """What may be said with the files."""

    incident: str = Field("", max_length=16, description="give the evidence to this incident")
    use_proposed: bool = Field(False, description="read unknown tables as proposed instead of asking first")
    once: str = Field(
        "", max_length=16, description="an id of yours (16 of 0-9a-z without ilou): sent twice, one import"
    )


class Counts(Schema):
    """What became of records: read = imported + merged + left_out."""

    read: int
    imported: int
    merged: int
    left_out: int


class FileReceipt(Counts):
    """What became of one file."""

    id: str
    path: str
    sha256: str
    format: str
    reasons: dict[str, int]
    channels: dict[str, Counts]
    first_at: datetime | None
    last_at: datetime | None
    is_imported: bool
    trouble: str = Field(..., description="why nothing of it is kept; names place and expectation")
    trouble_place: str
    proposal: dict[str, Any] | None = Field(
        ..., description="what is asked: a table's columns as they would be read, or `asks`"
    )


class ImportOut(Schema):
    """An import, from being asked for to its receipt."""

    id: str
    state: str = Field(..., description="waiting, asking, reading, done or failed")
    asked_by: str
    asked_at: datetime
    finished_at: datetime | None
    incident: str | None
    progress: dict[str, Any]
    files: list[FileReceipt]


class ImportPage(Schema):
    """A page of imports, newest first."""

    rows: list[ImportOut]
    next: str
    previous: str


class LeftOutOut(Schema):
    """A record that is not evidence, with its reason and place."""

    id: int
    file: str
    place: str
    channel: str
    reason: str
    detail: str


class LeftOutPage(Schema):
    """A page of left-out records, as they stood in the files."""

    rows: list[LeftOutOut]
    next: str
    previous: str


class ItemOut(Schema):
    """One record as a tool told it."""

    id: int
    key: str
    kind: str
    occurred_at: datetime
    channel: str
    author_id: str
    author_name: str
    is_bot: bool
    title: str
    text: str
    thread: str
    url: str
    file: str
    place: str
    details: dict[str, Any]


class WholeItem(ItemOut):
    """An item with its origin: the file's name and hash, and the record's own JSON, secrets masked."""

    file_name: str
    sha256: str
    raw: str


class Revealed(Schema):
    """A record as the tool told it, with its secrets."""

    raw: str


class ItemPage(Schema):
    """A page of items, oldest first."""

    rows: list[ItemOut]
    next: str
    previous: str


class ChannelCount(Schema):
    """How many items a channel has."""

    channel: str
    items: int


class Added(Schema):
    """How many items are new to the incident."""

    added: int


class Paging(Schema):
    """Where a page begins."""

    cursor: str = Field("", max_length=300)


class ItemsAsked(Paging):
    """Which items: words, a phrase in quotes, -without, begin*; a channel."""

    q: str = Field("", max_length=400)
    channel: str = Field("", max_length=200)


class WindowAsked(Schema):
    """A window of time."""

    from_at: datetime | None = None
    to_at: datetime | None = None


class Attachment(Window):
    """The incident that an import's evidence goes to."""

    incident: str = Field(..., max_length=16)


@router.post("/imports", response={201: ImportOut, **PROBLEMS}, summary="Bring files in")
def bring_in(request: HttpRequest, files: File[list[UploadedFile]], options: Form[str] = "{}") -> Status[Any]:
    """Keep the originals, let the worker import them, and return the import; read it again for its receipt.

    `options` is JSON: mapping, zone, source, day_first, starts_at, on_date, repeated_hour, channel,
    use_proposed, incident, from_at, to_at, channels, once.
    """
    said = _options(options)
    incident = find_incident(request.auth, said.incident) if said.incident else None
    kept = [(file.name or "", keep(file.chunks())) for file in files]
    going = import_actions.ask_for_import(
        kept,
        by=request.auth,
        at=now(),
        incident=incident,
        selection=_selection(said),
        options=said.model_dump(include={*Columns.model_fields, *Answers.model_fields, "use_proposed"}),
        once=said.once,
    )
    return Status(201, _import(imports.going_over(request.auth, going.pk)))


@router.get("/imports", response={200: ImportPage, **PROBLEMS}, summary="List imports, newest first")
def list_imports(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """Return the imports that the account asked for, and those of incidents that it may see."""
    rows = imports.imports(request.auth).prefetch_related("files__stored")
    found = page(rows, order=imports.ORDER, size=SIZE, cursor=asked.cursor)
    return {"rows": [_import(row) for row in found.rows], "next": found.next, "previous": found.previous}


@router.get("/imports/{id}", response={200: ImportOut, **PROBLEMS}, summary="An import and its receipt")
def one_import(request: HttpRequest, id: str) -> dict[str, Any]:
    """Return the import with what became of each file and channel."""
    return _import(imports.going_over(request.auth, id))


@router.get("/imports/{id}/left-out", response={200: LeftOutPage, **PROBLEMS}, summary="What was left out")
def left_out(request: HttpRequest, id: str, asked: Query[Paging]) -> dict[str, Any]:
    """Return each left-out record with its reason and place."""
    rows = imports.left_out(imports.going_over(request.auth, id))
    found = page(rows, order=imports.LEFT_OUT_ORDER, size=SIZE, cursor=asked.cursor)
    return {
        "rows": [
            {
                "id": row.pk,
                "file": row.file_id,
                "place": row.place,
                "channel": row.channel,
                "reason": row.reason,
                "detail": row.detail,
            }
            for row in found.rows
        ],
        "next": found.next,
        "previous": found.previous,
    }


@router.post("/imports/{id}/attempts", response={202: ImportOut, **PROBLEMS}, summary="Try an import again")
def retry(request: HttpRequest, id: str) -> Status[Any]:
    """Go over the files again that could not be read; 409 when everything is in the record."""
    going = imports.going_over(request.auth, id)
    import_actions.retry_import(going, by=request.auth, at=now())
    return Status(202, _import(imports.going_over(request.auth, id)))


@router.put(
    "/imports/{id}/incident", response={200: Added, **PROBLEMS}, summary="Give an import to an incident"
)
def attach(request: HttpRequest, id: str, payload: Attachment) -> dict[str, int]:
    """Let what the import brought, inside the window and channels, belong to the incident."""
    going = imports.going_over(request.auth, id)
    incident = find_incident(request.auth, payload.incident)
    added = import_actions.attach_import(
        going,
        incident,
        _selection(payload),
        by=request.auth,
        at=now(),
    )
    return {"added": added}


@router.put(
    "/evidence-files/{id}/columns", response={200: ImportOut, **PROBLEMS}, summary="Say how a table is read"
)
def answer(request: HttpRequest, id: str, payload: Columns) -> dict[str, Any]:
    """Answer what an import asks; it goes on, and remembers the answer for the next file with this header."""
    file = imports.file_of(request.auth, id)
    import_actions.answer_mapping(file, options=payload.model_dump(), by=request.auth, at=now())
    return _import(imports.going_over(request.auth, file.going_id))


@router.put(
    "/evidence-files/{id}/answers",
    response={200: ImportOut, **PROBLEMS},
    summary="Say what a file leaves open",
)
def answer_open(request: HttpRequest, id: str, payload: Answers) -> dict[str, Any]:
    """Answer what `proposal.asks` of a file lists, each by its field; the import goes on."""
    file = imports.file_of(request.auth, id)
    said = {**file.options, **payload.model_dump(exclude_unset=True)}
    import_actions.answer_mapping(file, options=said, by=request.auth, at=now())
    return _import(imports.going_over(request.auth, file.going_id))


@router.get(
    "/evidence-files/{id}/original",
    response={200: bytes, **PROBLEMS},
    summary="Download an original",
    openapi_extra={"responses": {200: {"content": {"application/octet-stream": {}}}}},
)
def original(request: HttpRequest, id: str) -> Any:
    """Return the file as it came."""
    file = imports.file_of(request.auth, id)
    path = secret_actions.take_original(file, by=request.auth, at=now())
    return download(request, path, file.name.rpartition("/")[2] or "original")


@router.get("/items", response={200: ItemPage, **PROBLEMS}, summary="Search all evidence that one may see")
def list_items(request: HttpRequest, asked: Query[ItemsAsked]) -> dict[str, Any]:
    """Return items, oldest first."""
    rows = evidence.items(request.auth)
    if asked.channel:
        rows = evidence.selected(rows, check(Selection(channels=(asked.channel,))))
    if asked.q:
        rows = evidence.matching(rows, asked.q)
    found = page(rows, order=evidence.ORDER, size=SIZE, cursor=asked.cursor)
    return {"rows": [item_row(row) for row in found.rows], "next": found.next, "previous": found.previous}


@router.get("/items/{id}", response={200: WholeItem, **PROBLEMS}, summary="One item with its origin")
def one_item(request: HttpRequest, id: str) -> dict[str, Any]:
    """Return the item, the file that brought it, and its own JSON."""
    row = evidence.item(request.auth, id)
    return {
        **item_row(row),
        "file_name": row.file.name,
        "sha256": row.file.stored_id,
        "raw": secrets.shown_raw(row),
    }


@router.post(
    "/items/{id}/revelation", response={200: Revealed, **PROBLEMS}, summary="Reveal an item's secrets"
)
def reveal(request: HttpRequest, id: str) -> dict[str, str]:
    """Return the record with what is masked elsewhere; the journal says who looked."""
    return {"raw": secret_actions.reveal(evidence.item(request.auth, id), by=request.auth, at=now())}


@router.get("/channels", response={200: list[ChannelCount], **PROBLEMS}, summary="Channels inside a window")
def list_channels(request: HttpRequest, asked: Query[WindowAsked]) -> list[dict[str, Any]]:
    """Return the channels that have evidence inside a window, with how much, the busiest first."""
    selection = check(Selection(asked.from_at, asked.to_at))
    rows = evidence.selected(evidence.items(request.auth), selection)
    return [{"channel": name, "items": count} for name, count in evidence.channels(rows)]


@router.get(
    "/incidents/{id}/evidence", response={200: ItemPage, **PROBLEMS}, summary="An incident's evidence"
)
def incident_evidence(request: HttpRequest, id: str, asked: Query[ItemsAsked]) -> dict[str, Any]:
    """Return the items that belong to the incident, oldest first."""
    incident = find_incident(request.auth, id)
    rows = desk.rows(request.auth, incident, desk.DeskFilters(channel=asked.channel, q=asked.q))
    rows = rows.select_related("item")
    found = page(rows, order=evidence.LINKED, size=SIZE, cursor=asked.cursor)
    return {
        "rows": [item_row(row.item) for row in found.rows],
        "next": found.next,
        "previous": found.previous,
    }


@router.post(
    "/incidents/{id}/evidence", response={200: Added, **PROBLEMS}, summary="Give an incident evidence"
)
def add_evidence(request: HttpRequest, id: str, payload: Window) -> dict[str, int]:
    """Let all evidence inside the window and channels that the account may see belong to the incident."""
    incident = find_incident(request.auth, id)
    added = evidence_actions.add_evidence(incident, _selection(payload), by=request.auth, at=now())
    return {"added": added}


class PacketOut(Schema):
    """Something of the packet: a file's document, or a link."""

    id: str
    title: str
    media_type: str
    url: str
    file: str | None
    text: str
    added_at: datetime
    added_by: str


class LinkIn(Schema):
    """A link for the packet."""

    url: str = Field(..., max_length=2000)
    title: str = Field("", max_length=500)


class NearbyOut(Schema):
    """A channel that named something of an incident, and does not belong to it."""

    channel: str
    from_at: datetime
    to_at: datetime
    names: dict[str, int]


@router.get(
    "/incidents/{id}/nearby-channels",
    response={200: list[NearbyOut], **PROBLEMS},
    summary="Channels that spoke of an incident",
)
def nearby(request: HttpRequest, id: str) -> list[dict[str, Any]]:
    """Return channels that named its services or channels in its time, the most telling first."""
    rows = nearby_channels(request.auth, find_incident(request.auth, id))
    return [
        {"channel": row.channel, "from_at": row.from_at, "to_at": row.to_at, "names": dict(row.names)}
        for row in rows
    ]


@router.get(
    "/incidents/{id}/packet", response={200: list[PacketOut], **PROBLEMS}, summary="An incident's packet"
)
def packet(request: HttpRequest, id: str) -> list[dict[str, Any]]:
    """Return the documents and links of an incident, in the order in which they came."""
    return [_packed(each) for each in evidence.packet_of(find_incident(request.auth, id))]


@router.post(
    "/incidents/{id}/packet", response={201: PacketOut, **PROBLEMS}, summary="Add a link to a packet"
)
def add_link(request: HttpRequest, id: str, payload: LinkIn) -> Status[Any]:
    """Put a link into the packet; the same address again is the link that is there."""
    incident = find_incident(request.auth, id)
    added = packet_actions.add_link(incident, url=payload.url, title=payload.title, by=request.auth, at=now())
    return Status(201, _packed(added))


@router.delete(
    "/packet-items/{id}", response={204: None, **PROBLEMS}, summary="Take something out of a packet"
)
def remove_packed(request: HttpRequest, id: str) -> Status[Any]:
    """Take it out; a file's original stays with the import that brought it."""
    packet_actions.remove_from_packet(evidence.packet_item(request.auth, id), by=request.auth, at=now())
    return Status(204, None)


def _packed(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "media_type": row.media_type,
        "url": row.url,
        "file": row.file_id,
        "text": row.text,
        "added_at": row.recorded_at,
        "added_by": row.added_by.name if row.added_by else "",
    }


def _options(text: str) -> ImportOptions:
    try:
        return ImportOptions.model_validate_json(text or "{}")
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(["options", *map(str, first["loc"])])
        raise InvalidInput(f"{field}: {first['msg']}", field=field) from None


def _selection(said: Window) -> Selection:
    return check(Selection(said.from_at, said.to_at, tuple(said.channels)))


def _import(going: Any) -> dict[str, Any]:
    return {
        "id": going.pk,
        "state": going.state,
        "asked_by": going.asked_by.name if going.asked_by else "",
        "asked_at": going.recorded_at,
        "finished_at": going.finished_at,
        "incident": going.incident_id,
        "progress": going.progress,
        "files": [_file(file) for file in going.files.all()],
    }


def _file(file: Any) -> dict[str, Any]:
    return {
        **{name: getattr(file, name) for name in (*imports.COUNTS, "format", "reasons", "channels")},
        **{
            name: getattr(file, name)
            for name in ("first_at", "last_at", "trouble", "trouble_place", "proposal")
        },
        "id": file.pk,
        "path": file.name,
        "sha256": file.stored_id,
        "is_imported": file.finished_at is not None,
    }


def item_row(row: Any) -> dict[str, Any]:
    """Return an item as `ItemOut` has it."""
    return {
        **{name: getattr(row, name) for name in ItemOut.model_fields if name not in ("id", "file")},
        "id": row.pk,
        "file": row.file_id,
    }
