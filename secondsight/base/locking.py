"""What was said in confidence is locked at rest: `lock` before it is stored, `unlock` to read it (S7).

With Fernet (AES-128-CBC and HMAC-SHA256) of `cryptography`, and keys that are not in the database.
"""

from cryptography.fernet import InvalidToken
from django.db import connection

from secondsight.base.errors import Refused
from secondsight.base.keyring import keys, ring

SHAPE = "locked:1:"  # how the rest is written, so that another way can be told from it


class KeyLost(Refused):
    """Something is locked with a key that is not here."""

    def __init__(self) -> None:
        super().__init__(
            "This was said in confidence and locked, and its key is not here, so nobody can read it. It is "
            "kept as it is. Whoever runs this Secondsight can put the key back; then it can be read again."
        )


def lock(text: str) -> str:
    """Return text as it may be stored, "" for "". The first text that is ever locked makes the key.

    When it was locked is not told by it. Raises RuntimeError outside a write transaction: a new key waits
    for those that are open, so that nothing is left behind on the old one.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("something was locked outside base.transaction.write()")
    if not text:
        return ""
    return SHAPE + ring(keys(make=True)).encrypt_at_time(text.encode(), 0).decode()


def unlock(stored: str) -> str:
    """Return the text that was locked; what was stored before there were locks comes back as it is.

    Raises KeyLost when its key is not here.
    """
    if not is_locked(stored):
        return stored
    return _open(stored, keys())


def is_locked(stored: str) -> bool:
    """Return whether this is text that was locked, with whatever key."""
    return stored.startswith(SHAPE)


def needs(stored: str, of: list[str]) -> bool:
    """Return whether these keys do not open what is stored."""
    try:
        _open(stored, of)
    except KeyLost:
        return True
    return False


def _open(stored: str, of: list[str]) -> str:
    if not of:
        raise KeyLost
    try:
        return ring(of).decrypt(stored.removeprefix(SHAPE).encode()).decode()
    except (InvalidToken, ValueError):
        raise KeyLost from None
