"""Secrets in evidence: tokens, keys and passwords that people pasted, found and masked (R2.4, S7).

The shapes of vendors' tokens come from a kept library of detection rules (`vendor_tokens`); what people
write around a secret ("password: …") and what a rule names by its first line alone is added here. A commit's
hash is no secret: nothing is masked for being random.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from secondsight.record.rules.vendor_tokens import vendor_tokens

SHORTEST = 6
LONGEST = 20_000

# A vendor's token is a long run; what has none, and no word that announces a secret, is let go at once.
_LONG_RUN = re.compile(r"[\w+/=.-]{20}")
_LONG_WORD = re.compile(r"\S{20}")
_STATED = re.compile(
    r"(?i)\b(?:pass(?:word|wd|phrase)?|pwd|secret|(?:api|access)[_ -]?key|"
    r"auth[_ -]?token|token|client[_ -]?secret)"
    r"""(?:\s+is)?["'`]?\s*[:=]>?\s*["'`]?([^\s"'`,;<>]{6,200})"""
)
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{0,100}:([^\s/:@]{3,200})@", re.IGNORECASE)
_PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL
)
# Each with what it has in small letters: that is seen much faster than the pattern is searched for.
_TOKENS = (
    ("GitLab token", "gl", re.compile(r"\b(?:glpat|gldt|glrt|glcbt|glptt|glft|glsoat)-[\w-]{20,}")),
    ("GitHub token", "github_pat_", re.compile(r"\bgithub_pat_\w{22,}")),
    ("Google API key", "aiza", re.compile(r"\bAIza[\w-]{35}(?![\w-])")),
    ("Bearer token", "bearer", re.compile(r"(?i)\bbearer\s+([\w.~+/=-]{16,})")),
)
# Words that stand after "password:" and are none; and what was masked before.
_NOT_SECRET = re.compile(
    r"(?i)^(?:\*+|x{3,}|\.{3}|<.*|\[masked.*|\$\{?\w+.*|%\w.*|null|none|true|false|empty|unset|missing|required|expired|"
    r"invalid|wrong|changed?|reset|rotat\w+|revoked|redacted|hidden|unknown|https?://.*|\w+\(.*)$"
)


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret that was found: what kind of thing it is, and its own text."""

    kind: str
    value: str


def find_secrets(text: str) -> list[Secret]:
    """Return the secrets in a text's first 20,000 characters, each value once, in the order they stand."""
    if not _may_hold_one(text):
        return []
    found: dict[str, str] = {}
    for kind, value in _found(text[:LONGEST]):
        if len(value) >= SHORTEST and not _NOT_SECRET.match(value):
            found.setdefault(value, kind)
    if not found:
        return []
    # A value inside another is masked with it.
    whole = [value for value in found if not any(value != other and value in other for other in found)]
    return [Secret(found[value], value) for value in sorted(whole, key=text.index)]


def mask(text: str, secrets: Iterable[Secret]) -> str:
    """Return the text with each secret replaced by what it is: "[masked: AWS Access Key]"."""
    for number, secret in enumerate(secrets, start=1):
        shown = f"[masked {number}: {secret.kind}]"
        text = text.replace(secret.value, shown)
        # In JSON the same value may stand with escapes.
        for escaped in {json.dumps(secret.value)[1:-1], json.dumps(secret.value, ensure_ascii=False)[1:-1]}:
            text = text.replace(escaped, shown)
    return text


def _may_hold_one(text: str) -> bool:
    """Whether it is worth a search: all that most of a hundred thousand messages meet."""
    low = text.lower()
    # Written out: a loop over the words would cost more than the search.
    is_announced = "pass" in low or "key" in low or "token" in low or "secret" in low or "pwd" in low
    return is_announced or "://" in low or _LONG_WORD.search(text) is not None


def _found(text: str) -> Iterator[tuple[str, str]]:
    low = text.lower()
    if "private key-----" in low:
        yield from (("Private key", match[0]) for match in _PRIVATE_KEY.finditer(text))
    if _LONG_RUN.search(text):
        yield from ((kind, _value(match)) for kind, match in vendor_tokens(text))
        for kind, mark, pattern in _TOKENS:
            if mark in low:
                yield from ((kind, _value(match)) for match in pattern.finditer(text))
    if "@" in low and "://" in low:
        yield from (("Password in an address", match[1]) for match in _ADDRESS.finditer(text))
    # Written out: a loop over the words would cost more than the search.
    is_announced = "pass" in low or "key" in low or "token" in low or "secret" in low or "pwd" in low
    if is_announced and (":" in low or "=" in low):
        yield from (("Password or key", match[1].rstrip(".)")) for match in _STATED.finditer(text))


def _value(match: re.Match[str]) -> str:
    """A rule's group is the value, where it is not only the token's beginning."""
    groups = [group for group in match.groups() if group]
    longest = max(groups, key=len, default="")
    return longest if 2 * len(longest) > len(match[0]) else match[0]
