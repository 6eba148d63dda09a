"""Tokens, and whom they sign in."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account, Token


@dataclass(frozen=True)
class TokenHolder:
    """The account that a token signs in, and what the token may be used for."""

    account: Account
    scopes: tuple[str, ...]
    token: Token


def digest(secret: str) -> str:
    """Return what is kept of a token or link: its SHA-256, since the secret itself is long and random."""
    return hashlib.sha256(secret.encode()).hexdigest()


def account_of_token(secret: str, *, at: datetime) -> TokenHolder | None:
    """Return whom a token signs in, None if it is unknown, revoked, expired or its account closed."""
    token = Token.objects.select_related("account").filter(digest=digest(secret)).first()
    if token is None or not token.is_valid(at) or not token.account.is_active:
        return None
    return TokenHolder(token.account, tuple(token.scopes), token)


def tokens(viewer: Account) -> QuerySet[Token]:
    """Return the viewer's own tokens that were not revoked, newest first."""
    return viewer.tokens.filter(revoked_at=None).order_by("-recorded_at", "-id")


def token(viewer: Account, id: str) -> Token:
    """Return one of the viewer's own tokens. Raises NotFound."""
    found = viewer.tokens.filter(pk=id).first() if "\0" not in id else None
    if found is None:
        raise NotFound("You have no such token.")
    return found
