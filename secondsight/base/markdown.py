"""Markdown that people write, as HTML that a page can trust."""

from functools import cache

import nh3
from markdown_it import MarkdownIt

TAGS = {"a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p"} | {
    *("pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul")
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}


def to_html(text: str) -> str:
    """Return the text's HTML, with nothing in it that acts: no scripts, styles, pictures or raw HTML.

    Headings begin at the second level, since the page has the first.
    """
    made = _reader().render(text)
    for level in (5, 4, 3, 2, 1):
        made = made.replace(f"<h{level}>", f"<h{level + 1}>").replace(f"</h{level}>", f"</h{level + 1}>")
    return nh3.clean(
        made,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
