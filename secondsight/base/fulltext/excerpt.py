"""Where in a text the words stand that were looked for."""

import re
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

from secondsight.base.errors import InvalidInput
from secondsight.base.fulltext.query import Query, parse

_WORD = re.compile(r"[^\W_]+")
# What stems alike begins alike: the longest English endings that a stemmer takes off.
_ENDINGS = re.compile(
    r"(ational|ization|fulness|ments?|ingly|edly|ings?|ation|ions?|ers?|ies|ed|es|ly|y|s|e)$"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it is a word that was looked for."""

    text: str
    is_found: bool


def pieces(text: str, query: str, *, length: int = 240) -> list[Piece]:
    """Return about `length` characters of a text around the first word found, cut at the words."""
    wanted = _stems(query)
    hits = [match for match in _WORD.finditer(text) if _is_wanted(match.group().lower(), wanted)]
    start = _before(text, max(0, hits[0].start() - length // 3) if hits else 0)
    end = _after(text, min(len(text), start + length))
    found: list[Piece] = [Piece("…", False)] if start else []
    at = start
    for hit in hits:
        if start <= hit.start() and hit.end() <= end:
            found += [Piece(text[at : hit.start()], False), Piece(hit.group(), True)]
            at = hit.end()
    found.append(Piece(text[at:end] + ("…" if end < len(text) else ""), False))
    return [piece for piece in found if piece.text]


def excerpt(text: str, query: str, *, length: int = 240) -> SafeString:
    """Return the same as HTML, the words found in `<mark>`; safe whatever the text holds."""
    return format_html_join(
        "",
        "{}",
        (
            (SafeString(f"<mark>{conditional_escape(piece.text)}</mark>") if piece.is_found else piece.text,)
            for piece in pieces(text, query, length=length)
        ),
    )


def _stems(query: str) -> list[tuple[str, bool]]:
    try:
        read: Query = parse(query)
    except InvalidInput:
        return []
    return [
        (word.lower() if term.is_beginning else _stem(word.lower()), term.is_beginning)
        for term in read.wanted
        for word in term.words
    ]


def _is_wanted(word: str, wanted: list[tuple[str, bool]]) -> bool:
    return any(
        word.startswith(stem) if is_beginning else _stem(word) == stem for stem, is_beginning in wanted
    )


def _stem(word: str) -> str:
    shorter = _ENDINGS.sub("", word)
    return shorter if len(shorter) >= 3 else word


def _before(text: str, at: int) -> int:
    space = text.rfind(" ", max(0, at - 20), at + 1)
    return space + 1 if at and space >= 0 else at


def _after(text: str, at: int) -> int:
    space = text.find(" ", at, at + 20)
    return space if space >= 0 else at
