"""Records from a JSON file of any of the usual shapes: a list, one record a line, or one alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from secondsight.base.json_values import json_value, json_values
from secondsight.base.lines import lines, text_chunks


@dataclass(frozen=True, slots=True)
class JsonRecord:
    """One record and where it stands; `problem` says why a line of many could not be read."""

    place: str  # "record 3" of a list, "line 40" of lines; both count from 1
    value: object
    raw: str
    problem: str = ""


def json_records(path: Path, file: str) -> Iterator[JsonRecord]:
    """Return a file's records one at a time: a list's elements, a line's object, or single objects.

    Where a file holds a record a line, a broken line (the last one of a log, often) is given with its
    problem and the others are read on. Raises UnreadableFile for anything else that is not JSON.
    """
    with path.open("rb") as stream:
        if _is_a_record_a_line(path, file):
            yield from (_line(number, text) for number, text in lines(stream, file=file) if text.strip())
            return
        for number, (value, raw) in enumerate(json_values(stream, file=file), start=1):
            yield JsonRecord(f"record {number}", value, raw)


def begins_like_json(start: bytes) -> bool:
    """Return whether the first bytes of a file may be those of JSON records."""
    return start.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith((b"{", b"["))


def _is_a_record_a_line(path: Path, file: str) -> bool:
    with path.open("rb") as stream:
        start = next(text_chunks(stream, file=file), "").lstrip()
    if not start.startswith("{"):
        return False
    with path.open("rb") as stream:
        first = next(text for _, text in lines(stream, file=file) if text.strip())
    try:
        json_value(first)
    except (ValueError, RecursionError):
        return False
    return True


def _line(number: int, text: str) -> JsonRecord:
    place = f"line {number}"
    try:
        return JsonRecord(place, json_value(text.strip()), text)
    except (ValueError, RecursionError) as error:
        return JsonRecord(place, None, text, f"{error}: {text[:80]}")
