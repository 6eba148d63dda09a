"""Markdown as the parts that a post-mortem is made of: sections with paragraphs, lists and tables.

Line numbers count from 1 in the document as it came.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from secondsight.integrations.postmortem.headings import Part, part_of

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FOOTNOTE = re.compile(r"\s?\[\^[^\]\s]{1,40}\]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BOX = re.compile(r"\[(?P<mark>[ xX*\-/~✓])\]\s+")
_PLAIN_LABEL = re.compile(r"(?P<label>[A-Z][\w ()'’/-]{2,40}):(?P<rest>\s.*|)", re.DOTALL)
MOST_BRACKETS = 5000  # more of them make links too slow to look for, and no document has so many
PSEUDO = 7  # the level of a line in bold that serves as a heading


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text without its marks, and what the marks said."""

    text: str
    line: int
    links: tuple[tuple[str, str], ...] = ()  # (text, address)
    bold: str = ""  # the bold words that it begins with
    is_struck: bool = False  # all of it is crossed out


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a list, with the points below it."""

    lines: tuple[Words, ...]
    children: tuple["Item", ...]
    line: int
    box: str = ""  # "x" for a ticked box, " " for an empty one

    @property
    def text(self) -> str:
        """All its own words, in one line."""
        return " ".join(one.text for one in self.lines).strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns, and its rows."""

    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (`lines`), a list (`items`), a `table`, or something else that is only kept."""

    line: int
    last: int
    lines: tuple[Words, ...] = ()
    items: tuple[Item, ...] = ()
    table: Table | None = None


@dataclass(slots=True)
class Section:
    """A heading with what stands under it, up to the next heading."""

    heading: Words
    level: int
    blocks: list[Block] = field(default_factory=list)

    @property
    def last(self) -> int:
        """Its last line."""
        return max((block.last for block in self.blocks), default=self.heading.line)


def without_comments(text: str) -> str:
    """Return the text with its HTML comments blanked out, each line in its place."""
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)


def read_sections(text: str, *, first_line: int = 1) -> list[Section]:
    """Return the sections of a document in order; the first has no heading and may be empty.

    Nothing is nested: a section under another has the higher level.
    """
    tree = SyntaxTreeNode(_reader(has_links=text.count("[") <= MOST_BRACKETS).parse(text))
    sections = [Section(Words("", first_line), 0)]
    for node in _flat(tree.children):
        line, last = _lines_of(node, first_line)
        if node.type == "heading":
            words = " ".join(one.text for one in _inline(node, line))
            sections.append(Section(Words(words.strip(), line), int(node.tag[1])))
        elif node.type == "paragraph":
            _add_paragraph(sections, Block(line, last, lines=tuple(_inline(node, line))))
        elif node.type in ("bullet_list", "ordered_list"):
            sections[-1].blocks.append(Block(line, last, items=tuple(_items(node, first_line))))
        elif node.type == "table":
            sections[-1].blocks.append(Block(line, last, table=_table(node, first_line)))
        elif node.type != "hr":
            sections[-1].blocks.append(Block(line, last))
    return sections


def outline(items: Iterable[Item], depth: int = 0) -> list[str]:
    """Return a list and the lists below it as lines, each with its dash."""
    lines = []
    for item in items:
        lines.append(f"{'  ' * depth}- {item.text}")
        lines += outline(item.children, depth + 1)
    return lines


def _add_paragraph(sections: list[Section], block: Block) -> None:
    """Add it; a line that is nothing but bold, or begins with a part's name and a colon, begins a section."""
    run: list[Words] = []

    def end_run() -> None:
        if run:
            sections[-1].blocks.append(Block(run[0].line, run[-1].line, lines=tuple(run)))
            run.clear()

    for number, words in enumerate(block.lines):
        label, rest = _label(words, is_first=number == 0, is_in_pseudo=sections[-1].level == PSEUDO)
        if label:
            end_run()
            sections.append(Section(Words(label, words.line), PSEUDO))
        if rest:
            run.append(words if not label else Words(rest, words.line, words.links, "", words.is_struck))
    end_run()


def _label(words: Words, *, is_first: bool, is_in_pseudo: bool) -> tuple[str, str]:
    """The heading that a line serves as (empty for none), and what stands behind it."""
    bold = words.bold.rstrip(" :")
    if bold and len(bold) <= 120:
        behind = words.text[len(words.bold) :].strip()
        if is_first and behind in ("", ":"):
            return bold, ""
        is_label = words.bold.endswith(":") or behind.startswith(":")
        if is_label and (part_of(bold) is not None or (is_first and is_in_pseudo)):
            return bold, behind.lstrip(": ")
    if is_first and not bold and (match := _PLAIN_LABEL.fullmatch(words.text)):
        part = part_of(match["label"])
        if part not in (None, Part.TEXT, Part.FACTS):
            return match["label"], match["rest"].strip()
    return "", words.text


def _flat(nodes: list[SyntaxTreeNode]) -> Iterator[SyntaxTreeNode]:
    for node in nodes:
        if node.type == "blockquote":
            yield from _flat(node.children)
        else:
            yield node


def _lines_of(node: SyntaxTreeNode, first_line: int) -> tuple[int, int]:
    start, end = node.map or (0, 1)
    return first_line + start, first_line + max(start, end - 1)


def _items(node: SyntaxTreeNode, first_line: int) -> Iterator[Item]:
    for child in node.children:
        line, _ = _lines_of(child, first_line)
        lines: list[Words] = []
        children: list[Item] = []
        for part in _flat(child.children):
            at, _ = _lines_of(part, first_line)
            if part.type in ("bullet_list", "ordered_list"):
                children += _items(part, first_line)
            elif part.type == "paragraph":
                lines += _inline(part, at)
            elif part.type in ("fence", "code_block"):
                lines += [Words(text, at) for text in part.content.splitlines()]
        box = ""
        if lines and (found := _BOX.match(lines[0].text)):
            box = "x" if found["mark"] in "xX*✓" else " "
            first = lines[0]
            lines[0] = Words(first.text[found.end() :], first.line, first.links, first.bold, first.is_struck)
        yield Item(tuple(lines), tuple(children), line, box)


def _table(node: SyntaxTreeNode, first_line: int) -> Table:
    rows: list[tuple[Words, ...]] = []
    for part in node.children:
        for row in part.children:
            line, _ = _lines_of(row, first_line)
            rows.append(tuple(_joined(_inline(cell, line), line) for cell in row.children))
    return Table(rows[0] if rows else (), tuple(rows[1:]))


def _joined(lines: list[Words], line: int) -> Words:
    if len(lines) == 1:
        return lines[0]
    return Words(
        "\n".join(one.text for one in lines),
        line,
        tuple(link for one in lines for link in one.links),
        lines[0].bold if lines else "",
        bool(lines) and all(one.is_struck for one in lines),
    )


def _inline(node: SyntaxTreeNode, line: int) -> list[Words]:
    """The lines of a paragraph, heading or cell."""
    spell = _Spelling(line)
    for inline in node.children:
        if inline.type == "inline":
            spell.all(inline.children)
    return spell.done()


class _Spelling:
    """Puts a line's words together from the pieces that Markdown makes of it."""

    def __init__(self, line: int) -> None:
        self._line = line
        self._made: list[Words] = []
        self._start()

    def _start(self) -> None:
        self._text = ""
        self._bold = ""
        self._struck = ""
        self._links: list[tuple[str, str]] = []

    def all(self, nodes: list[SyntaxTreeNode], *, mark: str = "") -> None:
        """Take in some pieces; `mark` is "strong" or "s" inside such marks."""
        for node in nodes:
            if node.type in ("text", "code_inline"):
                self._say(node.content, mark)
            elif node.type in ("softbreak", "hardbreak"):
                self._break(1)
            elif node.type == "html_inline":
                if _BREAK.fullmatch(node.content):
                    self._break(0)
            elif node.type == "link":
                before = len(self._text)
                self.all(node.children, mark=mark)
                self._links.append((self._text[before:], str(node.attrs.get("href", ""))))
            elif node.type == "image":
                self._say(node.content, mark)
            else:
                self.all(node.children, mark=node.type if node.type in ("strong", "s") else mark)

    def done(self) -> list[Words]:
        """Return the lines."""
        self._break(0)
        return self._made

    def _say(self, text: str, mark: str) -> None:
        if mark == "strong" and self._text.strip() == self._bold.strip():
            self._bold += text
        if mark == "s":
            self._struck += text
        self._text += text

    def _break(self, lines: int) -> None:
        text = " ".join(_FOOTNOTE.sub("", self._text).split())
        if text:
            is_struck = len(self._struck.strip()) >= 0.6 * len(text)
            self._made.append(Words(text, self._line, tuple(self._links), self._bold.strip(), is_struck))
        self._line += lines
        self._start()


@cache
def _reader(*, has_links: bool) -> MarkdownIt:
    # Raw HTML is recognised so that <br> breaks a line; nothing of it is ever shown.
    reader = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
    return reader if has_links else reader.disable(["link", "image"])
