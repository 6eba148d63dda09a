"""What every part of the API shares: who asks, how errors look, how pages follow each other."""

from typing import Any, Literal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import APIKeyCookie, HttpBearer

from secondsight.base.clock import now
from secondsight.base.errors import Forbidden, InvalidInput, NotFound, Refused, SecondsightError
from secondsight.base.sight import look_again
from secondsight.organisation.actions import note_token_use
from secondsight.organisation.queries import account_of_token

Scope = Literal["read", "write", "admin"]
SCOPES: dict[str, str] = {
    "read": "Read everything that the account may see",
    "write": "Change incidents, reviews, evidence and commitments as the account",
    "admin": "Change accounts, teams and policy, where the account may",
}


class Trouble(Schema):
    """One thing that is wrong with what was sent."""

    field: str
    message: str


class Problem(Schema):
    """The one shape of every error (RFC 9457): `title` is for a person, `errors` names the fields."""

    type: str = "about:blank"
    title: str
    status: int
    errors: list[Trouble] = []


PROBLEMS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 422), Problem)


class BearerToken(HttpBearer):
    """A token made on the account page or with `secondsight token create`."""

    def __init__(self, scope: Scope | None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Return the token's account, None when the token is no good; 403 when it lacks the scope."""
        found = account_of_token(token, at=now())
        if found is None:
            return None
        wanted = self.scope or ("read" if request.method in {"GET", "HEAD"} else "write")
        if wanted not in found.scopes:
            raise HttpError(403, f"This token lacks the scope '{wanted}'. Make one that has it.")
        note_token_use(found.token, at=now())
        request.user = found.account
        look_again()
        request.token = found.token  # what it may do bounds what it may hand on
        return found.account


class BrowserSession(APIKeyCookie):
    """The session of a signed-in browser; writing also needs its CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def _get_key(self, request: HttpRequest) -> str | None:
        # Who has no session is not signed in (401), which says more than a missing CSRF token (403).
        return super()._get_key(request) if self.param_name in request.COOKIES else None

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Return the signed-in account."""
        return request.user if request.user.is_authenticated and request.user.is_active else None


def signed_in(scope: Scope | None = None) -> list[Any]:
    """Return the ways to sign in: a token, or a browser's session.

    Without a scope, reading needs `read` and everything else `write`.
    """
    return [BearerToken(scope), BrowserSession()]


def install(api: NinjaAPI) -> None:
    """Turn every error that can rise behind the door into the one problem shape (C23)."""

    def answer(
        request: HttpRequest, status: int, title: str, errors: list[Trouble] | None = None
    ) -> HttpResponse:
        body = Problem(title=title, status=status, errors=errors or [])
        response = api.create_response(request, body, status=status)
        response["Content-Type"] = "application/problem+json"
        if status == 401:
            response["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        troubles = [Trouble(field=_field(e["loc"]), message=e["msg"]) for e in error.errors]
        return answer(request, 422, "Some of what was sent cannot be used.", troubles)

    @api.exception_handler(InvalidInput)
    def unusable(request: HttpRequest, error: InvalidInput) -> HttpResponse:
        troubles = [Trouble(field=error.field, message=error.message)]
        return answer(request, 422, error.message, troubles)

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return answer(request, 409, error.message)

    @api.exception_handler(Forbidden)
    def forbidden(request: HttpRequest, error: Forbidden) -> HttpResponse:
        return answer(request, 403, error.message)

    @api.exception_handler(NotFound)
    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Exception) -> HttpResponse:
        return answer(
            request, 404, getattr(error, "message", "") or "There is nothing here that you may see."
        )

    @api.exception_handler(SecondsightError)
    def other(request: HttpRequest, error: SecondsightError) -> HttpResponse:
        return answer(request, 422, error.message)

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return answer(request, 401, "Sign in with a token: Authorization: Bearer TOKEN.")

    @api.exception_handler(HttpError)
    def http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(request, error.status_code, error.message)


def _field(place: tuple[Any, ...]) -> str:
    # ("body", "payload", "title") → "title": as the sender wrote it, without our parameter's name.
    parts = [str(part) for part in place]
    parts = parts[2:] if parts[:1] in (["body"], ["form"]) and len(parts) > 2 else parts[1:] or parts
    return ".".join(parts)
