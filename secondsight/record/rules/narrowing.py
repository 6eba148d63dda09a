"""What a search on a timeline asks for: words, and fields as in `kind:decision team:"API Platform"` (R3.8).

The picture in the browser narrows by the same words (`modules/timeline/search.js`); one table of cases in the
tests holds both to one answer.
"""

import re
import unicodedata
from dataclasses import dataclass

FIELDS = ("kind", "phase", "standing", "team", "person", "service", "source")
_ASKED = re.compile(r'([a-z]+):(?:"([^"]*)"|(\S*))|(\S+)', re.IGNORECASE)


@dataclass(frozen=True)
class Narrowing:
    """Words that all occur, and by field the values of which one is the event's own; in small letters."""

    words: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]


def parse_narrowing(query: str) -> Narrowing:
    """Return what a query asks for; a field that there is not is a word like any other."""
    words: list[str] = []
    fields: dict[str, tuple[str, ...]] = {}
    for field, quoted, bare, word in _ASKED.findall(query):
        name, value = field.lower(), _fold(quoted or bare or word)
        if name and name not in FIELDS:
            words.append(_fold(f"{field}:{quoted or bare}"))
        elif name and value:
            fields[name] = (*fields.get(name, ()), value)
        elif not name and value:
            words.append(value)
    return Narrowing(tuple(words), fields)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text.lower())
