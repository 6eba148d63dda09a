"""The prose of a Markdown text, block by block, with the rest masked and every character in its place.

Code, quotations, tables but timelines and lists of actions, front matter, comments and the targets of links are not prose. A text of any length
is read line by line: only one block is held at a time.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from secondsight.language.dismissal import Switch, switches
from secondsight.language.lexicon import Lexicon, lexicon
from secondsight.language.sentences import ADDRESS, CODE, QUOTED
from secondsight.language.tables import Columns, columns_of, row_of

LONGEST_BLOCK = 32_768  # characters; a longer paragraph is read in pieces
_FRONT_MATTER_LINES = 200
_ITEM = re.compile(r"([-*+•]|\d{1,9}[.)])(?=\s)[ \t]*(\[[ xX]\](?=\s))?")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_RULE = re.compile(r"[-*_= \t]{3,}$")
_TABLE_RULE = re.compile(r"[|:\- \t]{3,}$")
_DEFINITION = re.compile(r"\[[^\]\n]{1,200}\]:\s")
_BOLD_LINE = re.compile(r"(\*\*|__)[^*_\n]{1,80}(\*\*|__):?$")
_SPECIAL = re.compile(r"[`*_\[<\"“~]|://")
# Each repetition is bounded or shares no character with what follows it, so no input makes this slow.
_INLINE = re.compile(
    r"(?P<code>(?P<tick>`{1,3})(?!`)[^`]{1,400}(?P=tick))"
    r"|(?P<address>https?://[^\s<>()\[\]\"]{1,2000})"
    r"|(?P<target>\]\([^()\n]{0,500}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|\]\[[^\[\]\n]{0,100}\])"
    r"|(?P<tag></?[a-zA-Z!][^<>]{0,300}>)"
    r"|(?P<quoted>\"[^\"\n]{1,300}\"|“[^“”]{1,300}”)"
    r"|(?P<sign>!?\[|\]|\*{1,3}|(?<![^\W_])_{1,3}(?=\S)|_{1,3}(?!\w)|~~)"
)
_FILL = {"code": CODE, "address": ADDRESS, "quoted": QUOTED}


@dataclass
class Block:
    """A paragraph, list item or heading, a timeline's row ("entry") or the action in a table's ("action").

    `text` is as long as what was written, with all that is no prose masked. `start` is its offset in the
    whole; `line` is the number of its first line; `switches` are the dismissals that stand in it.
    """

    raw: str
    text: str
    start: int
    line: int
    kind: str
    section: str
    switches: tuple[Switch, ...] = ()
    line_starts: list[int] = field(default_factory=list)

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1, of an offset into the block."""
        if not self.line_starts:
            self.line_starts = [0, *(n + 1 for n, char in enumerate(self.raw) if char == "\n")]
        row = bisect_right(self.line_starts, offset) - 1
        return self.line + row, offset - self.line_starts[row] + 1


def blocks(lines: Iterable[str], *, section: str = "", known: Lexicon | None = None) -> Iterator[Block]:
    """Yield the blocks of prose of a text given as lines that keep their ends, in order.

    A block without text carries only switches. `known` names the headings of timelines and of actions.
    """
    return _Reader(section, known or lexicon()).read(lines)


def pieces(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, an over-long one in pieces that end behind a word."""
    for line in lines:
        while len(line) > LONGEST_BLOCK:
            cut = line.rfind(" ", LONGEST_BLOCK // 2, LONGEST_BLOCK) + 1 or LONGEST_BLOCK
            yield line[:cut]
            line = line[cut:]
        yield line


class _Reader:
    def __init__(self, section: str, known: Lexicon) -> None:
        self.section = section
        self.known = known
        self.lines: list[str] = []
        self.kind = "paragraph"
        self.size = 0
        self.start = self.line = 0  # where the block in hand began

    def read(self, lines: Iterable[str]) -> Iterator[Block]:
        """Yield the blocks."""
        offset, number = 0, 1
        fence = ""
        is_comment = is_table = is_in_list = False
        columns: Columns | None = None
        header = ""
        was_blank = True
        front: list[tuple[str, int, int]] | None = None
        for line in pieces(lines):
            here, row = offset, number
            offset += len(line)
            number += line.endswith("\n")
            stripped = line.strip()
            if here == 0 and stripped == "---":
                front = [(line, here, row)]
                continue
            if front is not None:
                front.append((line, here, row))
                if stripped in ("---", "...") or len(front) > _FRONT_MATTER_LINES:
                    front = None
                continue
            if fence:
                if stripped.startswith(fence) and not stripped.strip(fence[0]):
                    fence = ""
                continue
            if is_comment:
                is_comment = "-->" not in stripped
                continue
            if not stripped:
                yield from self.flush()
                was_blank, is_table, columns, header = True, False, None, ""
                continue
            first = stripped[0]
            indent = len(line) - len(line.lstrip(" \t"))
            if first in "`~" and (opened := _FENCE.match(stripped)):
                yield from self.flush()
                fence = opened[1]
                continue
            if first == "<" and stripped.startswith("<!--"):
                yield from self.flush()
                found = switches(stripped, is_alone=stripped.endswith("-->"))
                if found:
                    yield Block("", "", here, row, "comment", self.section, found)
                is_comment = "-->" not in stripped
                continue
            if first == "|" or is_table:
                yield from self.flush()
                is_table = True
                if columns:
                    yield from self.row(line, here, row, columns)
                elif header and _TABLE_RULE.match(stripped):
                    columns = self.columns(header)
                header = line
                continue
            if first == ">":
                yield from self.flush()
                was_blank = False
                continue
            if first == "[" and _DEFINITION.match(stripped):
                yield from self.flush()
                continue
            if (first == "\t" or indent >= 4 or line[0] == "\t") and was_blank and not is_in_list:
                continue
            if first == "#":
                yield from self.flush()
                self.begin("heading", line, here, row)
                yield from self.flush()
                is_in_list, was_blank = False, False
                continue
            if first in "-=*_" and _RULE.match(stripped):
                if first in "-=" and self.lines and " " not in stripped and self.kind == "paragraph":
                    self.kind = "heading"
                yield from self.flush()
                continue
            if "|" in stripped and _TABLE_RULE.match(stripped):
                columns = self.columns(self.lines[-1]) if self.lines else None
                self.lines.clear()
                is_table = True
                continue
            if _ITEM.match(stripped):
                yield from self.flush()
                self.begin("item", line, here, row)
                is_in_list, was_blank = True, False
                continue
            if was_blank and not indent:
                is_in_list = False
            was_blank = False
            if not self.lines:
                self.begin("paragraph", line, here, row)
                if first in "*_" and _BOLD_LINE.match(stripped):
                    self.kind = "heading"
                    yield from self.flush()
            else:
                self.lines.append(line)
                self.size += len(line)
                if self.size > LONGEST_BLOCK:
                    yield from self.flush()
        yield from self.flush()

    def begin(self, kind: str, line: str, start: int, number: int) -> None:
        """Start a block with its first line."""
        self.kind, self.lines, self.size, self.start, self.line = kind, [line], len(line), start, number

    def columns(self, header: str) -> Columns | None:
        """Return which cells of a table are prose."""
        known = self.known
        return columns_of(header, self.section, known.timeline_headings, known.action_headings)

    def row(self, line: str, start: int, number: int, columns: Columns) -> Iterator[Block]:
        """Yield a table's row as a block."""
        found = switches(line, is_alone=False) if "<!--" in line else ()
        text = mask(row_of(line, columns))
        yield Block(line, text, start, number, columns.kind, self.section, found)

    def flush(self) -> Iterator[Block]:
        """Yield the block in hand."""
        if not self.lines:
            return
        raw = "".join(self.lines)
        self.lines = []
        text = mask(raw)
        found: tuple[Switch, ...] = ()
        if "<!--" in raw:
            found = switches(raw, is_alone=False)
        if self.kind == "item":
            lead = len(raw) - len(raw.lstrip())
            marker = _ITEM.match(raw, lead)
            text = " " * (marker.end() if marker else 0) + text[marker.end() if marker else 0 :]
        elif self.kind == "heading":
            sign = len(text) - len(text.lstrip(" #"))
            text = " " * sign + text[sign:]
            self.section = text.strip(" #:*_\n").lower()
        yield Block(raw, text, self.start, self.line, self.kind, self.section, found)


def mask(raw: str) -> str:
    """Return the text with code, addresses, tags, quotations and signs masked; as long as it was."""
    return _INLINE.sub(_masked, raw) if _SPECIAL.search(raw) else raw


def _masked(found: re.Match[str]) -> str:
    return _FILL.get(found.lastgroup or "", " ") * (found.end() - found.start())
