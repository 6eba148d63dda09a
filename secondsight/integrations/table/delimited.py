"""Rows of text with delimiters: CSV, TSV and their kin."""

import codecs
import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from secondsight.integrations.table.columns import may_be_time
from secondsight.integrations.table.times import NotATime, read_time
from secondsight.record.rules.evidence import Head, UnreadableFile

_DELIMITERS = ",;\t|"
_SNIFFED = 50
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: where it stands, its text under each header; or why it cannot be read."""

    place: str
    row: dict[str, str]
    raw: str
    problem: str = ""


def delimiter(head: Head) -> str:
    """Return what separates a table's cells, "" if the text is no table.

    A table's lines have as many cells as its first one has, four in five at least, and that is two or
    more. A first line alone is a table's if one of its names is a time's.
    """
    best, most = "", 1
    text = _start(head)
    for candidate in _DELIMITERS:
        try:
            parsed = csv.reader(io.StringIO(text), delimiter=candidate)
            rows = [row for row in islice(parsed, _SNIFFED) if row]
        except csv.Error:
            continue
        if not rows or len(rows[0]) <= most or not all(len(name) <= 100 for name in rows[0]):
            continue
        alike = sum(len(row) == len(rows[0]) for row in rows[1:])
        # Of a header alone, or one whose first row is longer than what was looked at, the names must do.
        if len(rows) == 1 and not any(map(may_be_time, rows[0])):
            continue
        if alike >= _ALIKE * (len(rows) - 1):
            best, most = candidate, len(rows[0])
    return best


def rows(lines: Iterator[tuple[int, str]], separator: str, file: str) -> Iterator[Cells]:
    """Return a table's rows after its header line; blank lines are none.

    Raises UnreadableFile where the first line is no header, or quotes do not match.
    """
    if not separator:
        raise UnreadableFile(
            f"{file}: line 1: no table begins here; expected a line with the columns' names, "
            "with commas, semicolons, tabs or bars between them",
            file=file,
            place="line 1",
        )
    reader = csv.reader((line + "\n" for _, line in lines), delimiter=separator, strict=True)
    columns: Sequence[str] = ()
    began = 0
    try:
        for cells in reader:
            place = f"line {began + 1}"
            began = reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _header(cells, file, place)
                continue
            yield _cells(columns, cells, place)
    except csv.Error as error:
        place = f"line {began + 1}"
        raise UnreadableFile(
            f"{file}: {place}: {error}: is a quotation mark left open or not doubled? "
            "expected CSV with matching quotation marks",
            file=file,
            place=place,
        )


def _cells(columns: Sequence[str], cells: list[str], place: str) -> Cells:
    cells = [cell.strip().replace("\0", "\ufffd") for cell in cells]
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        problem = f"{len(cells)} cells under {len(columns)} headers"
        return Cells(place, {}, json.dumps(cells, ensure_ascii=False), problem)
    row = dict(zip(columns, cells, strict=False))
    return Cells(place, row, json.dumps(row, ensure_ascii=False))


def _header(cells: list[str], file: str, place: str) -> list[str]:
    columns: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = cell.strip().replace("\0", "\ufffd") or f"column {number}"
        columns.append(name if name not in columns else f"{name} ({number})")
    times = [cell for cell in cells if _is_time(cell)]
    if times:
        raise UnreadableFile(
            f"{file}: {place}: the first line holds {times[0]!r}, which is no header; "
            "expected a line with the columns' names before the rows",
            file=file,
            place=place,
        )
    return columns


def _is_time(cell: str) -> bool:
    try:
        read_time(cell)
    except NotATime:
        return False
    return True


def _start(head: Head) -> str:
    """Return the first lines as text, whole ones only; bytes that are no text are marked, not refused."""
    start = head.start
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = start.decode("utf-16", "replace")
    else:
        text = start.decode("utf-8-sig", "replace")
    if "\0" in text or text.startswith("%PDF"):
        return ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if head.size <= len(start) else text.rpartition("\n")[0]
