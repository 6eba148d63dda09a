"""Tokens: what a program signs in with."""

import secrets
from datetime import datetime, timedelta

from django.db.models import Q

from secondsight.base import journal, words
from secondsight.base.errors import Forbidden, InvalidInput, Refused
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.organisation.actions.accounts import must_be_self
from secondsight.organisation.models import Account, Token
from secondsight.organisation.queries.tokens import digest

SCOPES = ("read", "write", "admin")
LONGEST_DAYS = 3650
PREFIX = "ssp_"
USE_IS_NOTED_EVERY = timedelta(minutes=1)


def create_token(
    account: Account,
    name: str,
    scopes: list[str],
    *,
    days: int | None = None,
    once: str = "",
    by: Account | None,
    at: datetime,
) -> tuple[Token, str]:
    """Make a token for an account; return its row and the secret, which can be shown only now.

    `scopes` are of "read", "write" and "admin"; without `days` it is good until it is revoked.
    `once` is an id for the row: a form sent twice makes one.
    Raises InvalidInput; Refused when `once` was used; Forbidden when somebody makes one for somebody else.
    """
    must_be_self(account, by)
    if not account.is_active:
        raise Refused(f"{account.name}'s account is closed, so it gets no token.")
    chosen = [scope for scope in SCOPES if scope in scopes]
    if not chosen or set(scopes) - set(SCOPES):
        raise InvalidInput(f"Choose at least one of {', '.join(SCOPES)}.", field="scopes")
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise InvalidInput(f"A token is good for 1 to {LONGEST_DAYS} days.", field="days")
    secret = PREFIX + secrets.token_urlsafe(32)
    with write():
        if once and Token.objects.filter(pk=once).exists():
            raise Refused(
                "This form was sent before, and its token stands in the list. Its secret was shown then and "
                "cannot be shown again: if it is lost, revoke the token and make another."
            )
        token = Token.objects.create(
            id=once or new_id(),
            account=account,
            name=words.line(name, field="name", most=100),
            digest=digest(secret),
            scopes=chosen,
            expires_at=at + timedelta(days=days) if days else None,
            recorded_at=at,
        )
        journal.record(
            "token_created",
            by=by,
            subject=token,
            at=at,
            topic=f"account:{account.pk}",
            what=token.name,
            scopes=chosen,
        )
    return token, secret


def revoke_token(token: Token, *, by: Account | None, at: datetime) -> Token:
    """End a token at once. Its owner may, and an administrator."""
    if by is not None and by.pk != token.account_id and not by.is_administrator:
        raise Forbidden("This token belongs to somebody else. Nothing was changed.")
    with write():
        if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
            token.revoked_at = at
            journal.record(
                "token_revoked",
                by=by,
                subject=token,
                at=at,
                topic=f"account:{token.account_id}",
                what=token.name,
            )
    return token


def note_token_use(token: Token, *, at: datetime) -> None:
    """Write down that a token was used, at most once a minute, so that reading stays cheap."""
    if token.last_used_at is None or at - token.last_used_at >= USE_IS_NOTED_EVERY:
        long_ago = Q(last_used_at=None) | Q(last_used_at__lte=at - USE_IS_NOTED_EVERY)
        Token.objects.filter(long_ago, pk=token.pk).update(last_used_at=at)
