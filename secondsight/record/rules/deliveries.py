"""Deliveries as lines of a file that readers of files can read, and back from a place to its delivery."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_LINE = re.compile(r"line (\d+)\b")
_GAP = re.compile(r"[ \t,]*")
_BREAKS = {ord("\n"): " ", ord("\r"): " "}


def lines_of(
    body: str,
    *,
    headers: Mapping[str, str],
    received_at: str,
    with_headers: bool = False,
    with_arrival: bool = False,
) -> Iterator[str]:
    """Return a body as one record a line, unaltered in meaning; a list becomes a line for each element.

    `with_headers` puts them around it, for bodies that do not say themselves what they are;
    `with_arrival` puts the moment of arrival beside it, for those that tell no time.
    """
    # In JSON a line break can only stand between values: a blank says the same.
    flat = body.translate(_BREAKS).strip()
    for part in _elements(flat) if flat.startswith("[") else [flat]:
        if with_headers:
            yield f'{{"headers": {_plain(headers)}, "body": {part}}}'
        elif with_arrival:
            yield f'{{"received_at": {_plain(received_at)}, "body": {part}}}'
        else:
            yield part


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


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
