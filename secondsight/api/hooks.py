"""Hooks over the API: the addresses that tools send to, and what they took in."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from secondsight.api.door import PROBLEMS, signed_in
from secondsight.base.clock import now
from secondsight.base.paging import page
from secondsight.record import tools
from secondsight.record.actions import hooks as actions
from secondsight.record.queries import hooks as queries

router = Router()
SIZE = 50
LOOKING, RUNNING = signed_in(), signed_in("admin")


class Rule(Schema):
    """What a hook does with what it brings."""

    opens: bool = Field(False, description="a firing alert opens an incident when none is open for it")
    severity: str = Field("", max_length=60, description="of incidents that it opens")
    services: list[str] = Field([], max_length=50, description="only these open one; none named: all")
    alert_severities: list[str] = Field(
        [], max_length=50, description="only these open one, as the tool says"
    )
    feeds: Literal["matching", "always", "never"] = "matching"
    within_minutes: int = Field(60, ge=1, le=43_200, description="what happened longer ago does nothing")
    open_hours: int = Field(72, ge=1, le=720, description="an incident counts as open for so long")


class HookIn(Schema):
    """A hook to be made."""

    name: str = Field(..., max_length=100)
    tool: str = Field(..., max_length=40, description="one of GET /api/hook-tools")
    signing_secret: str = Field("", max_length=500, description="what the tool signs with; never shown again")
    mapping: dict[str, str] = Field({}, max_length=20, description="for json: our field → the path in theirs")
    zone: str = Field("", max_length=60, description="of times that name none")
    rule: Rule = Rule()
    once: str = Field("", max_length=16, description="an id of yours: sent twice, one hook")


class HookChange(Schema):
    """What is to change of a hook; what is not named stays."""

    name: str | None = Field(None, max_length=100)
    signing_secret: str | None = Field(None, max_length=500)
    mapping: dict[str, str] | None = Field(None, max_length=20)
    zone: str | None = Field(None, max_length=60)
    rule: Rule | None = None


class HookOut(Schema):
    """A hook with what it took in."""

    id: str
    name: str
    tool: str
    is_signed: bool = Field(..., description="whether it takes only what the tool signed")
    mapping: dict[str, str]
    zone: str
    rule: Rule
    made_by: str
    made_at: datetime
    closed_at: datetime | None
    last_at: datetime | None = Field(..., description="of the last delivery")
    waiting: int
    failed: int


class MadeHook(HookOut):
    """A hook that was just made; the address is shown this once."""

    address: str


class HookList(Schema):
    """All hooks, open ones first."""

    rows: list[HookOut]


class ToolOut(Schema):
    """A tool that can send."""

    tool: str
    title: str
    set_up: str
    signs: bool
    needs_mapping: bool


class ToolList(Schema):
    """The tools that can send."""

    rows: list[ToolOut]


class DeliveryOut(Schema):
    """One request that a hook took in."""

    id: str
    received_at: datetime
    state: str = Field(..., description="waiting, done, left_out or failed")
    trouble: str
    import_: str | None = Field(..., alias="import", description="the import that it is gathered in")
    place: str


class DeliveryPage(Schema):
    """A page of deliveries, newest first."""

    rows: list[DeliveryOut]
    next: str
    previous: str


class DeliveriesAsked(Schema):
    """Which deliveries."""

    state: Literal["", "waiting", "done", "left_out", "failed"] = ""
    cursor: str = Field("", max_length=300)


class Retried(Schema):
    """How many deliveries are read again."""

    deliveries: int


@router.get("/hook-tools", auth=LOOKING, response={200: ToolList, **PROBLEMS}, summary="Tools that can send")
def list_tools(request: HttpRequest) -> dict[str, Any]:
    """Return the tools, each with what to do with a hook's address there."""
    rows = [
        {
            "tool": each.tool.slug,
            "title": each.tool.title,
            "set_up": each.tool.set_up,
            "signs": each.is_signed is not None,
            "needs_mapping": each.tool.needs_mapping,
        }
        for each in tools.senders()
    ]
    return {"rows": rows}


@router.get("/hooks", auth=LOOKING, response={200: HookList, **PROBLEMS}, summary="List hooks")
def list_hooks(request: HttpRequest) -> dict[str, Any]:
    """Return every hook with what it took in; no address, for only its maker saw it."""
    return {"rows": [_hook(row) for row in queries.hooks(request.auth)]}


@router.post("/hooks", auth=RUNNING, response={201: MadeHook, **PROBLEMS}, summary="Make a hook")
def make_hook(request: HttpRequest, payload: HookIn) -> Status[Any]:
    """Make an address that a tool can send to and return it, this once."""
    said = payload.model_dump()
    made, secret = actions.make_hook(said.pop("name"), said.pop("tool"), by=request.auth, at=now(), **said)
    told = _hook(queries.hook(request.auth, made.pk))
    return Status(201, {**told, "address": queries.address_of(made, secret)})


@router.get("/hooks/{id}", auth=LOOKING, response={200: HookOut, **PROBLEMS}, summary="A hook")
def one_hook(request: HttpRequest, id: str) -> dict[str, Any]:
    """Return one hook."""
    return _hook(queries.hook(request.auth, id))


@router.patch("/hooks/{id}", auth=RUNNING, response={200: HookOut, **PROBLEMS}, summary="Change a hook")
def change_hook(request: HttpRequest, id: str, payload: HookChange) -> dict[str, Any]:
    """Change what is said of a hook; its address stays. 409 for a closed one."""
    said = payload.model_dump(exclude_unset=True)
    actions.change_hook(queries.hook(request.auth, id), by=request.auth, at=now(), **said)
    return _hook(queries.hook(request.auth, id))


@router.post("/hooks/{id}/closure", auth=RUNNING, response={200: HookOut, **PROBLEMS}, summary="Close a hook")
def close_hook(request: HttpRequest, id: str) -> dict[str, Any]:
    """Let a hook take in nothing more; what it brought stays."""
    actions.close_hook(queries.hook(request.auth, id), by=request.auth, at=now())
    return _hook(queries.hook(request.auth, id))


@router.get(
    "/hooks/{id}/deliveries",
    auth=LOOKING,
    response={200: DeliveryPage, **PROBLEMS},
    summary="What a hook took in",
)
def deliveries(request: HttpRequest, id: str, asked: Query[DeliveriesAsked]) -> dict[str, Any]:
    """Return its deliveries with what became of them, newest first."""
    rows = queries.deliveries(request.auth, queries.hook(request.auth, id), asked.state)
    found = page(rows, order=queries.ORDER, size=SIZE, cursor=asked.cursor)
    return {
        "rows": [
            {
                "id": row.pk,
                "received_at": row.received_at,
                "state": row.state,
                "trouble": row.trouble,
                "import": row.file.going_id if row.file else None,
                "place": row.place,
            }
            for row in found.rows
        ],
        "next": found.next,
        "previous": found.previous,
    }


@router.post(
    "/hooks/{id}/attempts",
    auth=LOOKING,
    response={202: Retried, **PROBLEMS},
    summary="Read again what could not be read",
)
def retry(request: HttpRequest, id: str) -> Status[Any]:
    """Let the worker read them again; 409 when there are none."""
    count = actions.retry_deliveries(queries.hook(request.auth, id), by=request.auth, at=now())
    return Status(202, {"deliveries": count})


def _hook(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "tool": row.tool,
        "is_signed": bool(row.signing_secret),
        "mapping": row.mapping,
        "zone": row.zone,
        "rule": queries.rule_of(row).plain(),
        "made_by": row.made_by.name if row.made_by else "",
        "made_at": row.recorded_at,
        "closed_at": row.closed_at,
        "last_at": row.last_at,
        "waiting": row.waiting,
        "failed": row.failed,
    }
