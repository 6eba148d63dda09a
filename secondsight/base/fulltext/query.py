"""What a person types into a search box, read so that nothing can be a syntax error."""

import re
import unicodedata
from dataclasses import dataclass

from secondsight.base.errors import InvalidInput

LONGEST = 400
MOST_TERMS = 20
_PIECE = re.compile(r'(-?)"([^"]*)"?|(-?)([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand next to each other, in this order; the last may be a beginning."""

    words: tuple[str, ...]
    is_beginning: bool = False
    is_unwanted: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What has to be in a text, and what must not."""

    terms: tuple[Term, ...]

    @property
    def wanted(self) -> tuple[Term, ...]:
        """Return the terms that have to be there; at least one."""
        return tuple(term for term in self.terms if not term.is_unwanted)

    @property
    def unwanted(self) -> tuple[Term, ...]:
        """Return the terms that must not be there."""
        return tuple(term for term in self.terms if term.is_unwanted)

    def for_sqlite(self) -> str:
        """Return the query in FTS5's language."""
        wanted = " AND ".join(map(_sqlite, self.wanted))
        unwanted = " OR ".join(map(_sqlite, self.unwanted))
        return f"({wanted}) NOT ({unwanted})" if unwanted else wanted

    def for_postgresql(self) -> str:
        """Return the query in the language of `to_tsquery`."""
        terms = [_postgresql(term) for term in self.wanted]
        return " & ".join([*terms, *(f"!({_postgresql(term)})" for term in self.unwanted)])


def parse(text: str) -> Query:
    """Return what is looked for: words (all of them), "a phrase", -without, begin*.

    Whatever else is typed counts as space, so `checkout-db` finds those two words side by side.
    Raises InvalidInput (field "q") for a text that is too long or names nothing to look for.
    """
    if len(text) > LONGEST:
        raise InvalidInput(f"Search for at most {LONGEST} characters.", field="q")
    whole = unicodedata.normalize("NFC", text)
    terms = [term for piece in _PIECE.finditer(whole) if (term := _term(piece)) is not None]
    if len(terms) > MOST_TERMS:
        raise InvalidInput(f"Search for at most {MOST_TERMS} words at a time.", field="q")
    query = Query(tuple(terms))
    if not query.wanted:
        raise InvalidInput("Give at least one word to look for.", field="q")
    return query


def _term(piece: re.Match[str]) -> Term | None:
    is_unwanted = bool(piece.group(1) or piece.group(3))
    text = piece.group(2) if piece.group(2) is not None else piece.group(4)
    words = tuple(_WORD.findall(text))
    if not words:
        return None
    return Term(words, is_beginning=text.endswith("*"), is_unwanted=is_unwanted)


def _sqlite(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + ("*" if term.is_beginning else "")


def _postgresql(term: Term) -> str:
    words = [f"'{word}'" for word in term.words]
    if term.is_beginning:
        words[-1] += ":*"
    return " <-> ".join(words)
