"""Markdown as rich text. What rich text has no node for is kept as it was written, in a `markdown` block."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from secondsight.base.rich_text.nodes import Node, Value, Words, joined, paragraph
from secondsight.base.rich_text.writing import to_markdown

FIGURES = "timeline:"  # addresses of pictures that stand by themselves
_NAMED = re.compile(r"^(moment|person):([A-Za-z0-9]{1,40})$")
_MARKS = {"strong": "strong", "em": "em", "s": "strike"}


class _Unknown(Exception):
    """Something that rich text has no node for."""


def from_markdown(text: str) -> tuple[Node, ...]:
    """Return the blocks of a Markdown text; at least one paragraph.

    A block whose Markdown would mean something else after a round trip is kept verbatim, so a text that
    nobody changes means the same for ever.
    """
    lines = re.sub(r"\r\n?", "\n", text).replace("\0", "").split("\n")
    root = SyntaxTreeNode(_reader().parse("\n".join(lines)))
    made: list[Node] = []
    done = 0
    for child in root.children:
        if child.map is None:
            continue
        begins, ends = child.map
        made += _kept(lines[done:begins])
        source = "\n".join(lines[begins:ends]).strip("\n")
        made.append(_faithful(child, source))
        done = ends
    made += _kept(lines[done:])
    return tuple(made) or (paragraph(),)


def _kept(lines: list[str]) -> list[Node]:
    """What lies between blocks and is none, such as where a reference leads to."""
    left = "\n".join(lines).strip("\n")
    return [_verbatim(left)] if left.strip() else []


def _verbatim(source: str) -> Node:
    return Node("markdown", children=(Words(source),))


def _faithful(child: SyntaxTreeNode, source: str) -> Node:
    try:
        node = _block(child)
    except _Unknown:
        return _verbatim(source)
    before = "".join(_reader().renderer.render(child.to_tokens(), _reader().options, {}))
    return (
        node
        if _meaning(before) == _meaning(_reader().render(to_markdown([node], _same)))
        else _verbatim(source)
    )


def _same(kind: str, id: str) -> str:
    return kind


def _meaning(html: str) -> str:
    named = re.sub(r'<a href="(moment|person):(\w+)"[^>]*>.*?</a>', r"<\1 \2>", html, flags=re.DOTALL)
    return (
        re.sub(r"\s+", " ", re.sub(r"</?p>|\s*<br />\s*", " ", named))
        .replace("> ", ">")
        .replace(" <", "<")
        .strip()
    )


def _block(node: SyntaxTreeNode) -> Node:
    kind = node.type
    if kind == "paragraph":
        return _figure(node) or paragraph(*_words_of(node))
    if kind == "heading":
        return Node("heading", {"level": int(node.tag[1])}, _words_of(node))
    if kind in ("bullet_list", "ordered_list"):
        items = tuple(_item(one) for one in node.children)
        if kind == "bullet_list":
            return Node("bullet_list", {}, items)
        return Node("ordered_list", {"order": int(node.attrs.get("start", 1))}, items)
    if kind == "blockquote":
        return Node("blockquote", {}, tuple(_block(one) for one in node.children) or (paragraph(),))
    if kind in ("fence", "code_block"):
        code = node.content.removesuffix("\n")
        language = node.info.strip() if kind == "fence" else ""
        return Node("code_block", {"language": language}, (Words(code),) if code else ())
    if kind == "hr":
        return Node("horizontal_rule")
    raise _Unknown(kind)


def _item(node: SyntaxTreeNode) -> Node:
    return Node("list_item", {}, tuple(_block(one) for one in node.children) or (paragraph(),))


def _figure(node: SyntaxTreeNode) -> Node | None:
    inside = node.children[0].children if node.children else []
    if len(inside) != 1 or inside[0].type != "image":
        return None
    address = str(inside[0].attrs.get("src", ""))
    if not address.startswith(FIGURES) or inside[0].attrs.get("title"):
        return None
    return Node("figure", {"caption": inside[0].content, "address": address})


def _words_of(node: SyntaxTreeNode) -> tuple[Node | Words, ...]:
    made: list[Node | Words] = []
    for inline in node.children:
        for child in inline.children:
            made += _inline(child, {})
    return joined(made)


def _inline(node: SyntaxTreeNode, marks: dict[str, dict[str, Value]]) -> list[Node | Words]:
    kind = node.type
    if kind in ("text", "text_special"):
        return [Words(node.content, marks)]
    if kind == "softbreak":
        return [Words(" ", marks)]
    if kind == "hardbreak":
        return [Node("hard_break")]
    if kind == "code_inline":
        return [Words(node.content, {**marks, "code": {}})]
    if kind == "link":
        href = str(node.attrs.get("href", ""))
        if named := _NAMED.match(href):
            return [Node(named[1], {"id": named[2]})]
        marks = {**marks, "link": {"href": href, "title": str(node.attrs.get("title", ""))}}
    elif kind in _MARKS:
        marks = {**marks, _MARKS[kind]: {}}
    else:
        raise _Unknown(kind)
    return [made for child in node.children for made in _inline(child, marks)]


@cache
def _reader() -> MarkdownIt:
    # As `base.markdown` reads it: what a page shows is what the editor shows.
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
