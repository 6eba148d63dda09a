"""Markdown that people write, as HTML that a page can trust."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p"} | {
    *("pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul")
}
MOST_BRACKETS = 5000  # looking for links takes time that grows with their square
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}


def to_html(text: str) -> str:
    """Return the text's HTML, with nothing in it that acts: no scripts, styles, pictures or raw HTML.

    Headings begin at the second level, since the page has the first.
    """
    return _clean(_reader().render(text), ATTRIBUTES)


@dataclass(frozen=True)
class Figure:
    """A picture that stands by itself between two paragraphs: what is said beneath it, and its address."""

    caption: str
    address: str


def split_figures(text: str, scheme: str) -> list[str | Figure]:
    """Return a text's parts in order: Markdown, and the figures between whose address begins with the scheme.

    A figure is a paragraph of its own, not in a list or a quotation, that holds a picture and nothing else:
    `![What it shows](timeline:…)`.
    """
    if f"{scheme}:" not in text:
        return [text]
    lines = re.sub(r"\r\n?", "\n", text).split("\n")  # as the reader counts them
    tokens = _reader().parse(text)
    parts: list[str | Figure] = []
    done = 0
    for opening, inline in zip(tokens, tokens[1:], strict=False):
        figure = _figure(inline, scheme) if opening.type == "paragraph_open" and opening.level == 0 else None
        if figure is None or opening.map is None:
            continue
        begins, ends = opening.map
        parts += [*([before] if (before := "\n".join(lines[done:begins])).strip() else []), figure]
        done = ends
    rest = "\n".join(lines[done:])
    return [*parts, rest] if rest.strip() or not parts else parts


def _figure(inline: Token, scheme: str) -> Figure | None:
    children = inline.children or []
    if len(children) != 1 or children[0].type != "image":
        return None
    address = str(children[0].attrs.get("src", ""))
    return Figure(children[0].content, address) if address.startswith(f"{scheme}:") else None


def to_html_with_lines(text: str, marked: Collection[int] = ()) -> tuple[str, list[int]]:
    """Return the text's HTML as `to_html` does, with places to jump to, and the lines that have one.

    What begins in line 12 has the id "line-12"; what begins in a `marked` line has the class "is-marked".
    A table's row, a point of a list, a paragraph and a heading each have their place; lines count from 1.
    """
    reader = _reader() if text.count("[") <= MOST_BRACKETS else _reader_without_links()
    tokens = reader.parse(text)
    seen: set[int] = set()
    for token in tokens:
        if not token.map or token.nesting < 0 or token.type not in _WITH_PLACE or token.hidden:
            continue
        line = token.map[0] + 1
        if line not in seen:
            seen.add(line)
            token.attrSet("id", f"line-{line}")
        if line in marked:
            token.attrSet("class", "is-marked")
    attributes = {tag: ATTRIBUTES.get(tag, set()) | {"id", "class"} for tag in TAGS}
    return _clean(reader.renderer.render(tokens, reader.options, {}), attributes), sorted(seen)


_WITH_PLACE = {"heading_open", "paragraph_open", "list_item_open", "tr_open", "fence", "code_block"}


def _clean(made: str, attributes: dict[str, set[str]]) -> str:
    for level in (5, 4, 3, 2, 1):
        made = re.sub(rf"<h{level}(?=[ >])", f"<h{level + 1}", made)
        made = made.replace(f"</h{level}>", f"</h{level + 1}>")
    return nh3.clean(
        made,
        tags=TAGS,
        attributes=attributes,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def to_words(text: str) -> str:
    """Return the text without Markdown's marks, for an excerpt: what is emphasised, linked or listed stays.

    A look at the marks alone, far quicker than reading the document; what only looks like a mark
    (snake_case, 2 * 3, rebalanc*) stays as it is.
    """
    for marks, words in _MARKS:
        text = marks.sub(words, text)
    return text


_MARKS = [
    (re.compile(pattern, re.MULTILINE), words)
    for pattern, words in (
        (r"^[ \t]*(`{3,}|~{3,}).*$\n?", ""),  # a fence
        (r"^[ \t]*\|?[ \t]*:?-{3,}[-:| \t]*$\n?", ""),  # beneath a table's head; a rule across
        (r"^[ \t]*([-*_][ \t]*){3,}$\n?", ""),
        (r"^[ \t]*\|(.*)\|[ \t]*$", r"\1"),
        (r"[ \t]+\|[ \t]+", " · "),
        (r"^[ \t]*(?:>[ \t]?)+", ""),
        (r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$", r"\1"),
        (r"^([ \t]*)(?:[-*+]|\d{1,3}[.)])[ \t]+", r"\1"),
        (r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:[ \t]+\"[^\"\n]*\")?\)", r"\1"),
        (r"<(https?://[^\s<>]+)>", r"\1"),
        (r"(?<!\w)(\*{1,3}|_{1,3}|~~)(?=\S)([^\n]*?\S)\1(?!\w)", r"\2"),
        (r"`+([^`\n]+)`+", r"\1"),
    )
]


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])


@cache
def _reader_without_links() -> MarkdownIt:
    return (
        MarkdownIt("commonmark", {"html": False})
        .enable(["table", "strikethrough"])
        .disable(["link", "image"])
    )
