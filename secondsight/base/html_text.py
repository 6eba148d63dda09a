"""The words of HTML, as a person would read them aloud from the page: for messages, mails and notes."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from html.parser import HTMLParser

_COMMENT, _COMMENT_END = "<!--", "-->"
_DECLARATION = re.compile(r"<[!?][^>]*>?")
_OPEN_TAG = re.compile(r"</?[a-zA-Z]")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = frozenset({"head", "script", "style", "template", "title", "noscript"})
_BLOCKS = re.compile(
    "address|article|aside|blockquote|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6r]|"
    "header|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_CELLS = frozenset({"td", "th"})
_ADDRESSES = ("http://", "https://", "ftp://")
_DEEPEST_QUOTE = 5

Attributes = Mapping[str, str]


def _nothing(tag: str, attributes: Attributes) -> str:
    return ""


def plain_text(html: str, words_for: Callable[[str, Attributes], str] = _nothing) -> str:
    """Return what HTML says: a line for each block, "- " before list entries, "> " before quoted lines.

    Links come as "words (address)", pictures as their alternative text, a table's cells with " | " between
    them; lines inside `pre` stay as they are. Two blank lines or more become one. `words_for` may give words
    for an element of a tool's own, from its name and attributes; they stand where it begins.
    Takes time in proportion to the text, whatever it holds, and never raises.
    """
    html = _DECLARATION.sub("", _without_comments(html))
    # The parser looks for a tag's end again and again where there is none: give it none of that.
    whole = html.rfind(">") + 1
    reader = _Reader(words_for)
    reader.feed(html[:whole])
    reader.close()
    rest = html[whole:]
    if cut := _OPEN_TAG.search(rest):
        rest = rest[: cut.start()]
    reader.handle_data(unescape(rest))
    return reader.text()


def _without_comments(html: str) -> str:
    pieces, at = [], 0
    while (start := html.find(_COMMENT, at)) >= 0:
        pieces.append(html[at:start])
        end = html.find(_COMMENT_END, start + len(_COMMENT))
        if end < 0:
            return "".join(pieces)
        at = end + len(_COMMENT_END)
    return "".join(pieces) + html[at:]


class _Reader(HTMLParser):
    def __init__(self, words_for: Callable[[str, Attributes], str]) -> None:
        super().__init__(convert_charrefs=True)
        self._words_for = words_for
        self._lines: list[str] = []
        self._line: list[str] = []  # pieces of the line that is being read
        self._unseen = 0
        self._as_is = 0  # inside so many pre
        self._quotes = 0
        self._link: tuple[str, int, int] | None = None  # address, and line and piece where its words begin

    def text(self) -> str:
        self._break()
        return re.sub(r"\n(?:(?:> )*\n){2,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
            return
        attributes = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._break(even_empty=True)
        elif _BLOCKS.fullmatch(tag):
            self._break()
        if tag == "pre":
            self._as_is += 1
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "li":
            self._line.append("- ")
        elif tag in _CELLS and self._has_words():
            self._line.append(" | ")
        elif tag == "a":
            # A link in a link is none: the outer one ended unsaid.
            self._link = (attributes.get("href", "").strip(), len(self._lines), len(self._line))
        if words := self._words_for(tag, attributes) or (attributes.get("alt", "") if tag == "img" else ""):
            self.handle_data(words)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        # As in HTML, "/>" ends only what may be empty: a lone <div/> stays open and does no harm.
        if tag in _UNSEEN or tag in ("a", "pre", "blockquote"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
            return
        if tag == "a" and self._link:
            self._end_link(*self._link)
            self._link = None
        if _BLOCKS.fullmatch(tag):
            # A paragraph with a space alone is how editors write a blank line.
            self._break(even_empty=tag in ("p", "div") and bool(self._line))
        if tag == "pre":
            self._as_is = max(0, self._as_is - 1)
        elif tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)

    def handle_data(self, data: str) -> None:
        if self._unseen or not data:
            return
        if self._as_is:
            first, *others = data.replace("\r\n", "\n").split("\n")
            self._line.append(first)
            for line in others:
                self._break(even_empty=bool(self._lines))
                self._line.append(line)
        else:
            self._line.append(_SPACE.sub(" ", data))

    def _end_link(self, address: str, line: int, piece: int) -> None:
        if line != len(self._lines) or not address.lower().startswith(_ADDRESSES):
            return
        words = "".join(self._line[piece:]).strip()
        if words.rstrip("/") not in (address.rstrip("/"), address.partition("://")[2].rstrip("/")):
            self._line.append(f" ({address})" if words else address)
        elif words:
            self._line[piece:] = [address]

    def _has_words(self) -> bool:
        return any(piece.strip() for piece in self._line)

    def _break(self, *, even_empty: bool = False) -> None:
        if self._line == ["- "] and not even_empty:
            return
        line = "".join(self._line).replace("\xa0", " ")
        line = line.rstrip() if self._as_is else re.sub(r"  +", " ", line).strip()
        self._line = []
        if line or even_empty:
            self._lines.append("> " * min(self._quotes, _DEEPEST_QUOTE) + line)
