"""Records from a JSON file of any of the usual shapes: a list, one record a line, or one alone."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from secondsight.base.errors import UnreadableFile
from secondsight.base.json_values import RECORD_LIMIT, json_value, json_values, json_values_inside
from secondsight.base.lines import lines, text_chunks


@dataclass(frozen=True, slots=True)
class JsonRecord:
    """One record and where it stands; `problem` says why a line of many could not be read."""

    place: str  # "record 3" of a list, "line 40" of lines, "messages 7" of an answer; all count from 1
    value: object
    raw: str
    problem: str = ""
    around: Mapping[str, object] = field(default_factory=dict)  # the answer's other fields, as far as read


def json_records(
    path: Path,
    file: str,
    inside: Collection[str] = (),
    is_record: Callable[[Mapping[str, object]], bool] = lambda value: False,
    limit: int = RECORD_LIMIT,
) -> Iterator[JsonRecord]:
    """Return a file's records one at a time: a list's elements, a line's object, or single objects.

    An object with a list in one of the fields `inside` is an API's answer: the list's elements are the
    records, streamed where the answer is the whole file, and the fields before the list are `around` them.
    Among several, an object that `is_record` stays whole though it has such a list.
    Where a file holds a record a line, a broken line (the last one of a log, often) is given with its
    problem and the others are read on. Raises UnreadableFile for anything else that is not JSON, and for
    a record longer than `limit` characters.
    """
    with path.open("rb") as stream:
        if _is_a_record_a_line(path, file):
            found = (_line(number, text) for number, text in lines(stream, file=file) if text.strip())
        elif inside:
            found = (
                JsonRecord(f"{name or 'record'} {number}", value, raw, around=around)
                for name, number, value, raw, around in json_values_inside(
                    stream, inside, file=file, limit=limit
                )
            )
        else:
            found = (
                JsonRecord(f"record {number}", value, raw)
                for number, (value, raw) in enumerate(json_values(stream, file=file, limit=limit), start=1)
            )
        for record in found:
            yield from _opened(record, inside, is_record)


def _opened(
    record: JsonRecord, inside: Collection[str], is_record: Callable[[Mapping[str, object]], bool]
) -> Iterator[JsonRecord]:
    """An answer among several: its records, else the record itself."""
    value = record.value
    if record.around or not isinstance(value, dict):
        yield record
        return
    names = [name for name in inside if isinstance(value.get(name), list)]
    if not names or is_record(value):
        yield record
        return
    around = {name: part for name, part in value.items() if name not in names}
    for name in names:
        for number, element in enumerate(value[name], start=1):
            raw = json.dumps(element, ensure_ascii=False)
            yield JsonRecord(f"{record.place}, {name} {number}", element, raw, around=around)


def begins_like_json(start: bytes) -> bool:
    """Return whether the first bytes of a file may be those of JSON records."""
    return start.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith((b"{", b"["))


def _is_a_record_a_line(path: Path, file: str) -> bool:
    with path.open("rb") as stream:
        start = next(text_chunks(stream, file=file), "").lstrip()
    if not start.startswith("{"):
        return False
    try:
        with path.open("rb") as stream:
            json_value(next(text for _, text in lines(stream, file=file) if text.strip()))
    except (UnreadableFile, ValueError, RecursionError):
        # A line beyond all limits may be one long answer: its lists are streamed.
        return False
    return True


def _line(number: int, text: str) -> JsonRecord:
    place = f"line {number}"
    try:
        return JsonRecord(place, json_value(text.strip()), text)
    except (ValueError, RecursionError) as error:
        return JsonRecord(place, None, text, f"{error}: {text[:80]}")
