"""Reads tables whose columns a person has named: CSV and TSV, JSON lines and lists of JSON records."""

import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from secondsight.base.json_records import JsonRecord, begins_like_json, json_records
from secondsight.base.lines import lines
from secondsight.integrations.table.columns import (
    FIELDS,
    NEEDED,
    complete,
    guess_day_first,
    propose,
)
from secondsight.integrations.table.delimited import Cells, delimiter, rows
from secondsight.integrations.table.rows import Layout, evidence
from secondsight.record.rules.evidence import (
    Head,
    Item,
    LeftOut,
    Proposal,
    ReadOptions,
    UnreadableFile,
)

_SAMPLED = 50
_DEEPEST = 6


class _Table(ABC):
    """What all tables share: a header, rows of text, a mapping of columns."""

    def propose(self, head: Head) -> Proposal:
        """Return how the columns would be read, from the header and the first 50 rows."""
        sample = self._sample(head)
        return propose(list(dict.fromkeys(column for row in sample for column in row)), sample)

    def _sample(self, head: Head) -> list[dict[str, str]]:
        return [cells.row for cells in islice(self._rows(head), _SAMPLED) if not cells.problem]

    def read(self, head: Head, options: ReadOptions) -> Iterator[Item | LeftOut]:
        """Return an item for each row, or its reason to be left out; times need a zone.

        Raises UnreadableFile where the mapping does not fit, or no row at all can be read.
        """
        layout = self._layout(head, options)
        reasons: Counter[str] = Counter()
        total = 0
        for cells in self._rows(head):
            total += 1
            if cells.problem:
                found: Item | LeftOut = LeftOut(cells.place, "row not understood", detail=cells.problem)
            else:
                found = evidence(cells.row, cells.place, cells.raw, layout)
            if isinstance(found, LeftOut):
                reasons[found.reason] += 1
            yield found
        if total == reasons.total():
            why = ", ".join(f"{reason} ({count:,})" for reason, count in reasons.most_common())
            raise UnreadableFile(
                f"{head.name}: none of its {total:,} rows can be read: {why or 'there are none'}; expected a "
                f"time in column {layout.mapping['time']!r} and words in column {layout.mapping['text']!r}",
                file=head.name,
            )

    def _layout(self, head: Head, options: ReadOptions) -> Layout:
        proposal = self.propose(head)
        mapping = complete(proposal.mapping, options.mapping)
        _check_mapping(head, mapping, proposal.columns, self.has_every_column)
        day_first = options.day_first
        if day_first is None:
            day_first = guess_day_first(mapping["time"], self._sample(head))
        return Layout(head.name, mapping, options.zone, day_first, options.repeated_hour)

    # Whether each row has each column: else one that the sample lacks may still come.
    has_every_column = True

    @abstractmethod
    def _rows(self, head: Head) -> Iterator[Cells]: ...


class DelimitedTable(_Table):
    """The reader of CSV and TSV: with commas, semicolons, tabs or bars; UTF-8, or UTF-16 with its mark."""

    format = "csv"
    title = "table with a header line (CSV, TSV)"
    about = """
A table of any tool, with commas, semicolons, tabs or bars between its cells, in UTF-8 or UTF-16.
Its columns are proposed from the header and the first rows, you correct them, and the answer is remembered.
Needed are a column with times and one with words; a zone is asked where the times name none.
A row is known by the column mapped to id, else by everything that it says.
Left out, each with row and column: rows that cannot be understood, and times that cannot be read.
"""

    def recognises(self, head: Head) -> bool:
        """Return whether the first lines are text with the same number of cells each."""
        return not head.members and not begins_like_json(head.start) and bool(delimiter(head))

    def _rows(self, head: Head) -> Iterator[Cells]:
        with head.path.open("rb") as stream:
            yield from rows(lines(stream, file=head.name), delimiter(head), head.name)


class JsonTable(_Table):
    """The reader of JSON records; fields inside a field go by a dotted name ("labels.severity")."""

    format = "jsonl"
    title = "JSON records, one a line or in a list (JSONL)"
    about = """
Records of any tool that has no format of its own here: one a line (JSONL), or in a list.
Their fields are mapped as the columns of a table are; a field inside a field goes by a dotted name.
"""
    has_every_column = False

    def recognises(self, head: Head) -> bool:
        """Return whether the file holds several records, or one without records inside it."""
        if head.members or not begins_like_json(head.start):
            return False
        try:
            first = list(islice(json_records(head.path, head.name), 2))
        except RecursionError:
            return False
        values = [record.value for record in first]
        if not values or not isinstance(values[0], dict):
            return False
        is_list = head.start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
        return is_list or len(values) > 1 or not any(isinstance(v, dict | list) for v in values[0].values())

    def _rows(self, head: Head) -> Iterator[Cells]:
        return (_cells(record) for record in json_records(head.path, head.name))


def _cells(record: JsonRecord) -> Cells:
    if record.problem or not isinstance(record.value, dict):
        problem = record.problem or f"not a record but {type(record.value).__name__}"
        return Cells(record.place, {}, record.raw, problem)
    return Cells(record.place, dict(_flat(record.value)), record.raw)


def _flat(value: Mapping[str, object], path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    for name, part in value.items():
        column = f"{path}{name}"
        if isinstance(part, dict) and depth < _DEEPEST:
            yield from _flat(part, f"{column}.", depth + 1)
        else:
            yield column, _as_text(part)


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _check_mapping(head: Head, mapping: Mapping[str, str], columns: Sequence[str], is_whole: bool) -> None:
    if not columns:
        raise _wrong(head, "there are no rows; expected a header and rows")
    if unknown := [field for field in mapping if field not in FIELDS]:
        raise _wrong(head, f"no such field: {', '.join(unknown)}; expected {', '.join(FIELDS)}")
    for field, column in mapping.items():
        is_needed = field in NEEDED
        if column not in columns and (is_needed or is_whole) and (is_needed or not column.startswith("=")):
            raise _wrong(head, f"no column {column!r} for {field}; expected one of {_listed(columns)}")
    if missing := [field for field in NEEDED if field not in mapping]:
        what = "a time" if missing[0] == "time" else "words"
        raise _wrong(
            head,
            f"no column with {what} was found; expected one among {_listed(columns)}, "
            f"or say which it is (map {missing[0]} to its header)",
        )


def _listed(columns: Sequence[str]) -> str:
    more = f" and {len(columns) - 30} more" if len(columns) > 30 else ""
    return ", ".join(repr(column) for column in columns[:30]) + more


def _wrong(head: Head, what: str) -> UnreadableFile:
    return UnreadableFile(f"{head.name}: {what}", file=head.name, place="header")


READERS = (JsonTable(), DelimitedTable())
