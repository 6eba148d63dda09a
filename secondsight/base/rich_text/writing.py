"""Rich text as Markdown, and as plain words.

What is written reads back as the same text (`reading`): whatever Markdown would take for a mark is escaped.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from secondsight.base.rich_text.nodes import MARKS, Node, Words

# What something named in the text is called now: ("moment", ID) → "14:07 Checkout errors rise".
Label = Callable[[str, str], str]
_ASIDE = {"strong": "**", "em": "_", "strike": "~~"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&]|!$)")
_AT_LINE_START = re.compile(r"^(\s*)(?:([#+\-=:])|(\d{1,9})([.)]))")


def to_markdown(
    nodes: Sequence[Node | Words], label: Label | None = None, address: Label | None = None
) -> str:
    """Return the text as Markdown, without a line break at its end; empty paragraphs are left out.

    `address` is where something named leads to, empty for its name alone; without it, its own name
    (`moment:ID`), from which it can be read again.
    """
    return _blocks(
        nodes, _links(label or (lambda kind, id: kind), address or (lambda kind, id: f"{kind}:{id}"))
    )


def _links(label: Label, address: Label) -> Label:
    def link(kind: str, id: str) -> str:
        said, to = _escaped(label(kind, id)), address(kind, id)
        return f"[{said}]({to})" if to else said

    return link


def to_plain(nodes: Sequence[Node | Words], label: Label | None = None) -> str:
    """Return the text's words alone, a blank line between blocks."""
    named = label or (lambda kind, id: kind)
    return "\n\n".join(part for node in nodes if (part := _plain(node, named)).strip())


def _plain(node: Node | Words, label: Label) -> str:
    if isinstance(node, Words):
        return node.text
    if node.kind in ("moment", "person"):
        return label(node.kind, str(node.attributes.get("id", "")))
    if node.kind == "hard_break":
        return "\n"
    if node.kind == "figure":
        return str(node.attributes.get("caption", ""))
    if node.kind in ("bullet_list", "ordered_list"):
        first = int(node.attributes.get("order", 1)) if node.kind == "ordered_list" else None
        items = []
        for place, item in enumerate(node.children):
            mark = "- " if first is None else f"{first + place}. "
            items.append(mark + _plain(item, label).replace("\n", "\n" + " " * len(mark)))
        return "\n".join(items)
    if node.kind in ("list_item", "blockquote"):
        return "\n".join(_plain(child, label) for child in node.children)
    return "".join(_plain(child, label) for child in node.children)


def _blocks(nodes: Sequence[Node | Words], label: Label, *, is_tight: bool = False) -> str:
    made: list[str] = []
    before: Node | None = None
    flipped = False
    for node in nodes:
        if isinstance(node, Words):
            node = Node("paragraph", children=(node,))
        # Two lists of a kind after one another would read as one.
        flipped = before is not None and before.kind == node.kind and not flipped
        written = _block(node, label, flipped)
        if written:
            made.append(written)
            before = node
    return ("\n" if is_tight else "\n\n").join(made)


def _block(node: Node, label: Label, flipped: bool) -> str:
    if node.kind == "heading":
        level = min(6, max(1, int(node.attributes.get("level", 2))))
        return f"{'#' * level} {_inline(node.children, label, is_one_line=True)}".rstrip()
    if node.kind == "bullet_list":
        return _list(node, label, lambda place: "* " if flipped else "- ")
    if node.kind == "ordered_list":
        first = max(0, int(node.attributes.get("order", 1)))
        end = ")" if flipped else "."
        return _list(node, label, lambda place: f"{first + place}{end} ")
    if node.kind == "blockquote":
        inside = _blocks(node.children, label)
        return "\n".join(f"> {line}" if line else ">" for line in inside.split("\n"))
    if node.kind == "code_block":
        return _fenced(_verbatim(node), str(node.attributes.get("language", "")))
    if node.kind == "markdown":
        return _verbatim(node).strip("\n")
    if node.kind == "horizontal_rule":
        return "___"
    if node.kind == "figure":
        caption = _escaped(str(node.attributes.get("caption", "")))
        return f"![{caption}]({node.attributes.get('address', '')})"
    return _inline(node.children, label)


def _list(node: Node, label: Label, mark: Callable[[int], str]) -> str:
    is_tight = all(_is_tight(item) for item in node.children)
    items = []
    for place, item in enumerate(node.children):
        inside = item.children if isinstance(item, Node) else (item,)
        written = _blocks(inside, label, is_tight=is_tight)
        space = " " * len(mark(place))
        lines = written.split("\n")
        items.append(
            "\n".join([mark(place) + lines[0], *(space + line if line else "" for line in lines[1:])])
        )
    return ("\n" if is_tight else "\n\n").join(item.rstrip() for item in items)


def _is_tight(item: Node | Words) -> bool:
    if isinstance(item, Words):
        return True
    kinds = [child.kind for child in item.children if isinstance(child, Node)]
    rest = kinds[1:] if kinds[:1] == ["paragraph"] else kinds
    return len(rest) <= 1 and all(kind in ("bullet_list", "ordered_list") for kind in rest)


def _verbatim(node: Node) -> str:
    return "".join(child.text for child in node.children if isinstance(child, Words))


def _fenced(code: str, language: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    named = re.sub(r"[`\s]+", " ", language).strip()
    return f"{fence}{named}\n{code}\n{fence}"


def _inline(children: Sequence[Node | Words], label: Label, *, is_one_line: bool = False) -> str:
    pieces: list[_Piece] = []
    for child in children:
        if isinstance(child, Words):
            pieces.append(_Piece(child.text.replace("\n", " "), child.marks))
        elif child.kind == "hard_break":
            pieces.append(_Piece("", {}, " " if is_one_line else "\\\n"))
        elif child.kind in ("moment", "person"):
            id = str(child.attributes.get("id", ""))
            pieces.append(_Piece("", {}, label(child.kind, id)))
    lines = _joined(pieces).split("\n")
    return "\n".join(_shielded(line, place, is_one_line) for place, line in enumerate(lines)).strip("\n")


class _Piece:
    """Words with marks, or something already written (`made`)."""

    def __init__(self, text: str, marks: Mapping[str, Mapping[str, object]], made: str = "") -> None:
        self.text, self.made = text, made
        self.marks = [(name, dict(marks[name])) for name in MARKS if name in marks] if text else []

    def written(self) -> str:
        return self.made or (_code(self.text) if self._is_code else _escaped(self.text))

    @property
    def _is_code(self) -> bool:
        return any(name == "code" for name, _ in self.marks)

    @property
    def around(self) -> list[tuple[str, dict[str, object]]]:
        return [mark for mark in self.marks if mark[0] != "code"]


def _joined(pieces: list[_Piece]) -> str:
    parts: list[str] = []  # text and delimiters in turn
    marked: list[bool] = []
    held: list[tuple[str, dict[str, object]]] = []

    def put(part: str, is_mark: bool) -> None:
        if part:
            parts.append(part)
            marked.append(is_mark)

    for piece in [*pieces, _Piece("", {}, "")]:
        wanted = piece.around
        same = 0
        while same < min(len(held), len(wanted)) and held[same] == wanted[same]:
            same += 1
        for mark in reversed(held[same:]):
            put(*_closing(mark))
        for mark in wanted[same:]:
            put(*_opening(mark))
        held = wanted
        put(piece.written(), False)
    return "".join(_flanked(parts, marked))


def _opening(mark: tuple[str, dict[str, object]]) -> tuple[str, bool]:
    return ("[", False) if mark[0] == "link" else (_ASIDE[mark[0]], True)


def _closing(mark: tuple[str, dict[str, object]]) -> tuple[str, bool]:
    name, attributes = mark
    if name != "link":
        return _ASIDE[name], True
    href = re.sub(r"[\s<>]", lambda found: f"%{ord(found[0]):02X}", str(attributes.get("href", "")))
    href = f"<{href}>" if re.search(r"[()\\]", href) or not href else href
    title = str(attributes.get("title") or "")
    said = ' "' + title.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"' if title else ""
    return f"]({href}{said})", False


def _flanked(parts: list[str], marked: list[bool]) -> list[str]:
    """Make every delimiter one that Markdown takes for one: what it touches must not hide it.

    A delimiter with a letter on its outer side needs a letter on its inner side too; where there is none,
    the letter is written by its number, which begins and ends with punctuation.
    """
    for place, is_mark in enumerate(marked):
        if not is_mark:
            continue
        left, right = place - 1, place + 1
        while left >= 0 and marked[left]:
            left -= 1
        while right < len(parts) and marked[right]:
            right += 1
        before = parts[left][-1] if left >= 0 else ""
        after = parts[right][0] if right < len(parts) else ""
        is_plain = before.isalnum() and after.isalnum() and parts[place] != "_" and _alone(marked, place)
        if is_plain:
            continue
        if (
            before
            and (before.isalnum() or before.isspace())
            and _is_outer(parts, place, marked, left, before)
        ):
            parts[left] = parts[left][:-1] + _by_number(before)
        if after and (after.isalnum() or after.isspace()) and _is_outer(parts, place, marked, right, after):
            parts[right] = _by_number(after) + parts[right][1:]
    return parts


def _alone(marked: list[bool], place: int) -> bool:
    return not (place and marked[place - 1]) and not (place + 1 < len(marked) and marked[place + 1])


def _is_outer(parts: list[str], place: int, marked: list[bool], side: int, letter: str) -> bool:
    """Whether the neighbour on a side has to be written by its number for the delimiter to count."""
    opens = _opens(parts, place, marked)
    is_before = side < place
    is_inside = is_before != opens
    return letter.isspace() if is_inside else letter.isalnum()


def _opens(parts: list[str], place: int, marked: list[bool]) -> bool:
    same = sum(1 for at in range(place) if marked[at] and parts[at] == parts[place])
    return same % 2 == 0


def _by_number(letter: str) -> str:
    return f"&#{ord(letter)};"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _code(text: str) -> str:
    runs = {len(run) for run in re.findall(r"`+", text)}
    size = next(size for size in range(1, len(runs) + 2) if size not in runs)
    pads = text.startswith("`") or text.endswith("`") or (text[0] == text[-1] == " " and text.strip())
    space = " " if pads else ""
    return f"{'`' * size}{space}{text}{space}{'`' * size}"


def _shielded(line: str, place: int, is_one_line: bool) -> str:
    """Keep a line from being read as a block of another kind, and spaces at its ends from being lost."""
    if not is_one_line or place == 0:
        line = _AT_LINE_START.sub(_kept, line)
    if line[:1].isspace():
        line = _by_number(line[0]) + line[1:]
    if line[-1:].isspace():
        line = line[:-1] + _by_number(line[-1])
    if is_one_line and line.endswith("#"):
        line = line[:-1] + "\\#"
    return line


def _kept(found: "re.Match[str]") -> str:
    if found[2]:
        return f"{found[1]}\\{found[2]}"
    return f"{found[1]}{found[3]}\\{found[4]}"
