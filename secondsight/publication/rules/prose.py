"""Markdown that people write, as a small tree that any renderer can draw without reading it again.

Raw HTML is text here, pictures are their words, and only links to web and mail addresses are links.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

LINKS = ("https://", "http://", "mailto:")
FIGURES = "timeline:"  # what the address of a figure of ours begins with
DEEPEST = 20  # what is nested deeper is told as plain text,
NESTING = 100  # and what is nested deeper than this nobody wrote by hand

_BLOCKS = {
    "paragraph": "paragraph",
    "heading": "heading",
    "bullet_list": "bullets",
    "ordered_list": "numbers",
    "list_item": "item",
    "blockquote": "quote",
    "table": "table",
    "thead": "head",
    "tbody": "body",
    "tr": "row",
    "th": "cell",
    "td": "cell",
}
_SPANS = {"strong": "strong", "em": "emphasis", "s": "struck", "link": "link"}


@dataclass(frozen=True, slots=True)
class Node:
    """One part of a text: `kind` says which, `text` or `children` what is in it, never both.

    Kinds: paragraph, heading (`level` from 1), bullets, numbers (`level` is the first number), item, quote,
    code (a block), table, head, body, row, cell, rule, figure (a timeline by itself: its words, and its
    address as `url`); and in a line: text, code-span, strong, emphasis, struck, link (`url`), break.
    """

    kind: str
    text: str = ""
    children: tuple["Node", ...] = field(default=())
    level: int = 0
    url: str = ""


def read_prose(markdown: str) -> tuple[Node, ...]:
    """Return the blocks of a Markdown text (CommonMark with tables and strikethrough)."""
    root = SyntaxTreeNode(_reader().parse(markdown))
    return _nodes(root.children, 0)


def plain_text(nodes: Sequence[Node]) -> str:
    """Return the words of some nodes without any markup."""
    return "".join(" " if node.kind == "break" else node.text or plain_text(node.children) for node in nodes)


def _nodes(children: Sequence[SyntaxTreeNode], depth: int) -> tuple[Node, ...]:
    made: list[Node] = []
    for child in children:
        if child.type == "inline":
            made.extend(_nodes(child.children, depth))
        elif depth > DEEPEST:
            made.append(Node("text", text=" ".join(one.content for one in child.walk() if one.content)))
        else:
            made.append(_node(child, depth + 1))
    return tuple(made)


def _node(child: SyntaxTreeNode, depth: int) -> Node:
    kind = child.type
    if kind in ("softbreak", "hardbreak"):
        return Node("break") if kind == "hardbreak" else Node("text", text=" ")
    if kind in ("fence", "code_block"):
        return Node("code", text=child.content.rstrip("\n"))
    if kind == "code_inline":
        return Node("code-span", text=child.content)
    if kind == "hr":
        return Node("rule")
    if kind == "image":
        return Node("text", text=child.content)
    if kind in _SPANS:
        url = str(child.attrs.get("href", "")) if kind == "link" else ""
        is_plain = kind == "link" and not url.lower().startswith(LINKS)
        return Node("span" if is_plain else _SPANS[kind], children=_nodes(child.children, depth), url=url)
    if kind in _BLOCKS:
        if kind == "paragraph" and (picture := _own_figure(child)):
            return Node("figure", text=picture.content, url=str(picture.attrs.get("src", "")))
        level = 0
        if kind == "heading":
            level = int(child.tag[1])
        elif kind == "ordered_list":
            level = int(child.attrs.get("start", 1))
        return Node(_BLOCKS[kind], children=_nodes(child.children, depth), level=level)
    return Node("text", text=child.content)


def _own_figure(paragraph: SyntaxTreeNode) -> SyntaxTreeNode | None:
    inside = [part for inline in paragraph.children for part in inline.children]
    is_picture = len(inside) == 1 and inside[0].type == "image"
    return inside[0] if is_picture and str(inside[0].attrs.get("src", "")).startswith(FIGURES) else None


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": NESTING}).enable(
        ["table", "strikethrough"]
    )
