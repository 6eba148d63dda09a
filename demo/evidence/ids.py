"""Identifiers that look like the tools' own and are the same at every run."""

import hashlib

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


def number(seed: str, digits: int) -> int:
    """Return a number of exactly that many digits."""
    value = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:12], "big")
    low = int("1" + "0" * (digits - 1))
    return low + value % (9 * low)


def letters(prefix: str, seed: str, length: int = 8) -> str:
    """Return an identifier such as "F04QB7ZK2MX"."""
    digest = hashlib.sha256(seed.encode()).digest()
    return prefix + "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:length])


def uuid(seed: str) -> str:
    """Return an identifier in the shape of a random UUID."""
    h = hashlib.sha256(seed.encode()).hexdigest()
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:32]}"


def sha(seed: str) -> str:
    """Return a commit's forty digits."""
    return hashlib.sha1(seed.encode(), usedforsecurity=False).hexdigest()
