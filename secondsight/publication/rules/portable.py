"""The outside of an exported review: what says that a file is one, and where it is broken (R11.6)."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from secondsight.base.errors import InvalidInput

FORMAT = "secondsight-review"
VERSION = 1
NOTE = (
    "A complete review. The original evidence files stay where they were brought in: of each, this file has "
    "name, size and SHA-256, and of each record that the review rests on, its place and its own text. The "
    "change history stays there too."
)
EXPECTED = "Expected a file that `secondsight export REVIEW --to json` wrote."

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """An exported review whose outside is sound: its id, and plain rows by section."""

    review: str
    rows: dict[str, list[Row]]


def read_document(content: bytes, sections: Collection[str]) -> Document:
    """Return what a file holds; every section is there, if empty.

    Raises InvalidInput that names line and column, or the part of the file, and what was expected.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _broken(f"byte {error.start + 1} is not UTF-8") from None
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        what = "it breaks off" if error.pos >= len(text.rstrip()) else error.msg
        if error.msg.startswith("Unterminated string"):
            what = "it breaks off in the middle of a text"
        raise _broken(f"line {error.lineno} column {error.colno}: {what}") from None
    except (RecursionError, ValueError) as error:
        raise _broken(f"it is nested too deep or holds a number that is too long ({error})") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise _broken(f"it does not say “format”: “{FORMAT}”")
    if document.get("version") != VERSION or isinstance(document.get("version"), bool):
        raise InvalidInput(
            f"This review was exported in version {str(document.get('version'))[:20]} of the format; this "
            f"Secondsight reads version {VERSION}. Update the older of the two. Nothing was imported.",
            field="version",
        )
    rows = document.get("rows")
    if not isinstance(rows, dict):
        raise _broken("“rows” is not an object", "rows")
    if unknown := sorted(set(rows) - set(sections)):
        raise _broken(f"this version does not know “{unknown[0][:40]}”", f"rows.{unknown[0][:40]}")
    for name, section in rows.items():
        if not isinstance(section, list):
            raise _broken(f"“{name}” is not a list", f"rows.{name}")
        for number, row in enumerate(section):
            if not isinstance(row, dict):
                raise _broken(f"row {number} of “{name}” is not an object", f"{name}[{number}]")
    review = document.get("review")
    reviews = [row.get("id") for row in rows.get("reviews", [])]
    if not isinstance(review, str) or reviews != [review]:
        raise _broken("it does not hold the one review that it names", "review")
    if not rows.get("incidents"):
        raise _broken("it has no incident; a review covers at least one", "rows.incidents")
    return Document(review, {name: rows.get(name, []) for name in sections})


def looks_exported(start: bytes) -> bool:
    """Return whether the start of a file is that of an exported review."""
    head = start[:400].decode("utf-8", "replace")
    return f'"{FORMAT}"' in head


def _broken(what: str, field: str = "file") -> InvalidInput:
    return InvalidInput(
        f"This is not a whole exported review: {what}. {EXPECTED} Nothing was imported.", field=field
    )
