"""Tables that hold prose: the entries of a timeline and lists of actions. All others are numbers or names."""

import re
from dataclasses import dataclass

_CELL = re.compile(r"(?:\\.|[^|\\]){0,4000}")
_MOST_CELLS = 60


@dataclass(frozen=True)
class Columns:
    """Which cells of a table's rows are prose, and the kind of block that they are ("entry", "action")."""

    kind: str
    prose: tuple[int, ...]


def columns_of(
    header: str, section: str, timelines: tuple[str, ...], actions: tuple[str, ...]
) -> Columns | None:
    """Return what a table's header says of its rows, None for a table that is not prose.

    A timeline has a column of times beside its others, or stands under a timeline's heading; of a list of
    actions, the column that names them is prose.
    """
    names = [cell.strip(" *_`:").lower() for cell, _start in cells(header)]
    acting = tuple(n for n, name in enumerate(names) if _is_named(name, _ACTIONS))
    timed = any(_is_named(name, _TIMES) for name in names)
    if acting and (len(names) > 1 or any(one in section for one in actions)) and not timed:
        return Columns("action", acting[:1])
    told = [n for n, name in enumerate(names) if _is_named(name, _EVENTS)]
    if any(one in section for one in timelines) or (timed and told):
        return Columns("entry", tuple(range(len(names))))
    if any(one in section for one in actions) and len(names) > 1:
        return Columns("action", (0,))
    return None


def row_of(line: str, columns: Columns) -> str:
    """Return a row as long as it was, with all that is no prose blank."""
    kept = [" "] * len(line)
    for number, (cell, start) in enumerate(cells(line)):
        if number in columns.prose:
            kept[start : start + len(cell)] = cell
            if columns.kind == "entry" and number + 1 < len(columns.prose):
                kept[min(start + len(cell), len(line) - 1)] = "|"
    return "".join(kept).rstrip("|").ljust(len(line))


def cells(line: str) -> list[tuple[str, int]]:
    """Return the cells of a row and where each begins; bars behind a backslash do not part."""
    begin = len(line) - len(line.lstrip())
    begin += line[begin : begin + 1] == "|"
    end = len(line.rstrip())
    end -= line[end - 1 : end] == "|" and end - 1 > begin
    found: list[tuple[str, int]] = []
    while begin <= end and len(found) < _MOST_CELLS:
        cell = _CELL.match(line, begin, end)
        stop = cell.end() if cell else begin
        found.append((line[begin:stop], begin))
        begin = stop + 1
    return found


def _is_named(name: str, among: frozenset[str]) -> bool:
    return bool(among & set(re.findall(r"[a-z]+", name)[:4]))


_TIMES = frozenset("time times timestamp when date datetime utc cet".split())
_EVENTS = frozenset(
    "event events description what happened entry details note notes comment summary activity".split()
)
_ACTIONS = frozenset("action actions item task todo remediation".split())
