"""People over the API: oneself, the others, tokens."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from pydantic import StringConstraints

from secondsight.api.door import PROBLEMS, SCOPES, signed_in
from secondsight.base.clock import now
from secondsight.base.errors import Forbidden
from secondsight.base.paging import page
from secondsight.organisation import actions
from secondsight.organisation.queries import account as one_account
from secondsight.organisation.queries.people import ORDER, people
from secondsight.organisation.queries.sessions import sessions as own_sessions
from secondsight.organisation.queries.tokens import token as one_token
from secondsight.organisation.queries.tokens import tokens as own_tokens

router = Router(auth=signed_in())
SIZE = 50
ONE_LINE = r"^[^\x00-\x1f]*$"
Id = Annotated[str, StringConstraints(max_length=16, pattern=r"^[0-9a-z]+$")]
Number = Annotated[str, StringConstraints(max_length=18, pattern=r"^[0-9]+$")]
Name = Annotated[str, StringConstraints(max_length=200, pattern=ONE_LINE)]
Email = Annotated[str, StringConstraints(max_length=254, pattern=ONE_LINE)]
Zone = Annotated[str, StringConstraints(max_length=60, pattern=ONE_LINE)]
Scope = Literal["read", "write", "admin"]
DutyKind = Literal["administrator", "programme_owner"]


class AccountOut(Schema):
    """Somebody of the organisation."""

    id: str
    name: str
    email: str
    title: str
    time_zone: str
    is_active: bool
    duties: list[str]
    teams: list[str] = Field(..., description="slugs")


class AccountPage(Schema):
    """A page of people, by name."""

    rows: list[AccountOut]
    next: str
    previous: str


class AccountsAsked(Schema):
    """Whom to list."""

    q: str = Field("", max_length=100, pattern=ONE_LINE, description="words of the name, title or e-mail")
    state: Literal["active", "closed", "all"] = "active"
    cursor: str = Field("", max_length=300)


class Profile(Schema):
    """How somebody is shown."""

    name: Name
    title: Name = ""
    time_zone: Zone = "UTC"


class NewAddress(Schema):
    """An address that one wants to have."""

    email: Email
    password: str = Field("", max_length=1000, description="the current one, where there is one")


class Confirmation(Schema):
    """What stands at the end of a mailed link."""

    secret: Annotated[str, StringConstraints(max_length=1000, pattern=ONE_LINE)]


class SessionOut(Schema):
    """A browser in which one is signed in."""

    id: str
    browser: str
    address: str
    began_at: datetime


class SessionPage(Schema):
    """One's open sessions, the newest first."""

    rows: list[SessionOut]
    next: str = ""
    previous: str = ""


class NewAccount(Profile):
    """Somebody who is added."""

    email: Email
    is_invited: bool = Field(True, description="send a mail with which they choose a password")


class TokenOut(Schema):
    """A token, without its secret."""

    id: str
    name: str
    scopes: list[str]
    made_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


class MadeToken(TokenOut):
    """A token with its secret, which is shown this once."""

    secret: str


class TokenPage(Schema):
    """The tokens that were not revoked, newest first."""

    rows: list[TokenOut]
    next: str = ""
    previous: str = ""


class NewToken(Schema):
    """A token to be made."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=ONE_LINE)]
    scopes: list[Scope] = Field(..., min_length=1, max_length=3)
    days: int | None = Field(None, ge=1, le=3650, description="none: until it is revoked")


@router.get("/me", response={200: AccountOut, **PROBLEMS}, summary="Who one is")
def me(request: HttpRequest) -> dict[str, Any]:
    """Return the account that the token or session belongs to."""
    return _told(people(request.auth, is_active=None).get(pk=request.auth.pk))


@router.put("/me", response={200: AccountOut, **PROBLEMS}, summary="Change how one is shown")
def change_me(request: HttpRequest, given: Profile) -> dict[str, Any]:
    """Change one's own name, title and time zone."""
    actions.change_account(request.auth, **given.dict(), by=request.auth, at=now())
    return me(request)


@router.post("/me/address", response={204: None, **PROBLEMS}, summary="Ask for another e-mail address")
def new_address(request: HttpRequest, given: NewAddress) -> Status[None]:
    """Send a link to an address; one's own changes when it is confirmed."""
    actions.ask_for_address(request.auth, **given.dict(), by=request.auth, at=now())
    return Status(204, None)


@router.post(
    "/me/address/confirmation", response={200: AccountOut, **PROBLEMS}, summary="Confirm an e-mail address"
)
def address_confirmation(request: HttpRequest, given: Confirmation) -> dict[str, Any]:
    """Take the address that a mailed link stands for; its end is the secret. It works once, for a day."""
    actions.confirm_address(request.auth, given.secret, by=request.auth, at=now())
    return me(request)


@router.get("/sessions", response={200: SessionPage, **PROBLEMS}, summary="List where one is signed in")
def sessions(request: HttpRequest) -> dict[str, Any]:
    """Return the browsers in which one is signed in."""
    rows = own_sessions(request.auth)
    return {
        "rows": [
            {"id": str(row.id), "browser": row.browser, "address": row.address, "began_at": row.began_at}
            for row in rows
        ]
    }


@router.delete("/sessions/{id}", response={204: None, **PROBLEMS}, summary="Sign one browser out")
def session_end(request: HttpRequest, id: Number) -> Status[None]:
    """End one of one's own sessions."""
    actions.end_session(request.auth, id, by=request.auth, at=now())
    return Status(204, None)


@router.get("/accounts", response={200: AccountPage, **PROBLEMS}, summary="List people")
def accounts(request: HttpRequest, asked: Query[AccountsAsked]) -> dict[str, Any]:
    """Return people by name, 50 a page."""
    is_active = {"active": True, "closed": False, "all": None}[asked.state]
    found = page(
        people(request.auth, words=asked.q, is_active=is_active), order=ORDER, size=SIZE, cursor=asked.cursor
    )
    return {"rows": [_told(row) for row in found.rows], "next": found.next, "previous": found.previous}


@router.post(
    "/accounts",
    auth=signed_in("admin"),
    response={201: AccountOut, **PROBLEMS},
    summary="Add somebody",
)
def new_account(request: HttpRequest, given: NewAccount) -> Status[dict[str, Any]]:
    """Add somebody and, unless told otherwise, ask them in by mail."""
    by, at = request.auth, now()
    added = actions.create_account(
        given.email, given.name, title=given.title, time_zone=given.time_zone, by=by, at=at
    )
    if given.is_invited:
        actions.invite_account(added, by=by, at=at)
    return Status(201, _one(request, added.pk))


@router.get("/accounts/{id}", response={200: AccountOut, **PROBLEMS}, summary="Show somebody")
def account(request: HttpRequest, id: Id) -> dict[str, Any]:
    """Return one person."""
    return _one(request, id)


@router.put(
    "/accounts/{id}",
    auth=signed_in("admin"),
    response={200: AccountOut, **PROBLEMS},
    summary="Change how somebody is shown",
)
def change_account(request: HttpRequest, id: Id, given: Profile) -> dict[str, Any]:
    """Change somebody's name, title and time zone."""
    row = one_account(request.auth, id)
    actions.change_account(row, **given.dict(), by=request.auth, at=now())
    return _one(request, id)


@router.post(
    "/accounts/{id}/closing",
    auth=signed_in("admin"),
    response={200: AccountOut, **PROBLEMS},
    summary="Shut somebody out",
)
def closing(request: HttpRequest, id: Id) -> dict[str, Any]:
    """End somebody's sessions and tokens at once; what they wrote stays."""
    actions.close_account(one_account(request.auth, id), by=request.auth, at=now())
    return _one(request, id)


@router.post(
    "/accounts/{id}/opening",
    auth=signed_in("admin"),
    response={200: AccountOut, **PROBLEMS},
    summary="Let somebody in again",
)
def opening(request: HttpRequest, id: Id) -> dict[str, Any]:
    """Open a closed account."""
    actions.reopen_account(one_account(request.auth, id), by=request.auth, at=now())
    return _one(request, id)


@router.post(
    "/accounts/{id}/invitation",
    auth=signed_in("admin"),
    response={204: None, **PROBLEMS},
    summary="Ask somebody in by mail",
)
def invitation(request: HttpRequest, id: Id) -> Status[None]:
    """Send somebody a mail with which they choose a password."""
    actions.invite_account(one_account(request.auth, id), by=request.auth, at=now())
    return Status(204, None)


@router.put(
    "/accounts/{id}/duties/{kind}",
    auth=signed_in("admin"),
    response={200: AccountOut, **PROBLEMS},
    summary="Give a duty",
)
def give_duty(request: HttpRequest, id: Id, kind: DutyKind) -> dict[str, Any]:
    """Make somebody an administrator or programme owner."""
    actions.give_duty(one_account(request.auth, id), kind, by=request.auth, at=now())
    return _one(request, id)


@router.delete(
    "/accounts/{id}/duties/{kind}",
    auth=signed_in("admin"),
    response={200: AccountOut, **PROBLEMS},
    summary="Take a duty back",
)
def end_duty(request: HttpRequest, id: Id, kind: DutyKind) -> dict[str, Any]:
    """Take a duty back; the last administrator stays."""
    actions.end_duty(one_account(request.auth, id), kind, by=request.auth, at=now())
    return _one(request, id)


@router.get("/tokens", response={200: TokenPage, **PROBLEMS}, summary="List one's tokens")
def tokens(request: HttpRequest) -> dict[str, Any]:
    """Return one's own tokens that were not revoked."""
    return {"rows": [_told_token(row) for row in own_tokens(request.auth)[:1000]]}


@router.post("/tokens", response={201: MadeToken, **PROBLEMS}, summary="Make a token")
def new_token(request: HttpRequest, given: NewToken) -> Status[dict[str, Any]]:
    """Make a token for oneself; with a token, one that may do no more than that one."""
    used = getattr(request, "token", None)
    held = set(used.scopes) if used is not None else set(SCOPES)
    if set(given.scopes) - held:
        raise Forbidden(f"The token that you use has {', '.join(sorted(held))}; it cannot give more.")
    row, secret = actions.create_token(
        request.auth, given.name, list(given.scopes), days=given.days, by=request.auth, at=now()
    )
    return Status(201, {**_told_token(row), "secret": secret})


@router.post(
    "/tokens/{id}/revocation", response={200: TokenOut, **PROBLEMS}, summary="Revoke one of one's tokens"
)
def token_revocation(request: HttpRequest, id: Id) -> dict[str, Any]:
    """End a token at once."""
    return _told_token(actions.revoke_token(one_token(request.auth, id), by=request.auth, at=now()))


def _one(request: HttpRequest, id: str) -> dict[str, Any]:
    one_account(request.auth, id)
    return _told(people(request.auth, is_active=None).get(pk=id))


def _told(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "email": row.email,
        "title": row.title,
        "time_zone": row.time_zone,
        "is_active": row.is_active,
        "duties": sorted(duty.kind for duty in row.held_duties),
        "teams": sorted(membership.team.slug for membership in row.in_teams),
    }


def _told_token(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "scopes": row.scopes,
        "made_at": row.recorded_at,
        "expires_at": row.expires_at,
        "last_used_at": row.last_used_at,
        "revoked_at": row.revoked_at,
    }
