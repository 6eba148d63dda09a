"""Deliveries as lines of a file that readers of files can read, and back from a place to its delivery."""

import json
import re
from collections.abc import Iterator, Mapping

_LINE = re.compile(r"line (\d+)\b")
_GAP = re.compile(r"[ \t,]*")
_BREAKS = {ord("\n"): " ", ord("\r"): " "}


def lines_of(
    body: str,
    *,
    headers: Mapping[str, str],
    received_at: str,
    is_bare: bool = False,
) -> Iterator[str]:
    """Return a body as one record a line, unaltered in meaning; a list becomes a line for each element.

    It stands in the wrapping of a recorder, {"received_at", "headers", "body"}, unless `is_bare`.
    """
    # In JSON a line break can only stand between values: a blank says the same.
    flat = body.translate(_BREAKS).strip()
    for part in _elements(flat) if flat.startswith("[") else [flat]:
        if is_bare:
            yield part
        else:
            around = {"received_at": received_at, "headers": dict(headers)}
            yield f'{json.dumps(around, ensure_ascii=False)[:-1]}, "body": {part}}}'


def line_of(place: str) -> int:
    """Return the number of the line that a place is in or begins with, 0 if it names none."""
    found = _LINE.match(place)
    return int(found[1]) if found else 0


def shape_of(line: str) -> tuple[str, ...]:
    """Return what bodies of one kind have in common: the names of their fields, two levels deep."""
    value = json.loads(line)
    if not isinstance(value, dict):
        return (type(value).__name__,)
    inner = (f"{name}.{key}" for name, part in value.items() if isinstance(part, dict) for key in part)
    return tuple(sorted([*value, *inner]))


def _elements(text: str) -> Iterator[str]:
    """Return each element of a list as it stands in the text."""
    decoder, at = json.JSONDecoder(), 1
    while (at := _GAP.match(text, at).end()) < len(text) - 1:  # type: ignore[union-attr]
        _, end = decoder.raw_decode(text, at)
        yield text[at:end]
        at = end
