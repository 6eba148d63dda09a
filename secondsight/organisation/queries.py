"""What is read of the organisation."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from secondsight.organisation.models import Account, Token


@dataclass(frozen=True)
class TokenHolder:
    """The account that a token signs in, and what the token may be used for."""

    account: Account
    scopes: tuple[str, ...]


def digest(secret: str) -> str:
    """Return what is kept of a token or link: its SHA-256, since the secret itself is long and random."""
    return hashlib.sha256(secret.encode()).hexdigest()


def account_of_token(secret: str, *, at: datetime) -> TokenHolder | None:
    """Return whom a token signs in, None if it is unknown, revoked, expired or its account closed."""
    token = Token.objects.select_related("account").filter(digest=digest(secret)).first()
    if token is None or not token.is_valid(at) or not token.account.is_active:
        return None
    return TokenHolder(token.account, tuple(token.scopes))
