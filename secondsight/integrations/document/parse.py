"""Keeps pictures, PDFs and texts that no tool's reader claims: shown and searched, without events."""

import codecs
import re
from collections.abc import Iterator

from secondsight.base.html_text import plain_text
from secondsight.base.lines import MARKS, text_chunks
from secondsight.record.rules.evidence import Document, Head, ReadOptions

_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"\s{0,100}%PDF-\d"), "application/pdf"),
)
_MOST_TEXT = 1_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# "[2026-10-14 14:02] pool is dry" is words, "[1, 2]" is not.
_JSON = re.compile(
    r'\s*(?:\{\s*(?:["}]|\Z)|\[\s*(?:[\[{"\]]|\Z|-?\d+(?:\.\d+)?\s*[,\]]|(?:true|false|null)\s*[,\]]))'
)
_WEB_PAGE = re.compile(r"\s*<(?:!doctype html|html\b)", re.IGNORECASE)


class DocumentReader:
    """The reader of what is kept as it is."""

    format = "document"
    title = "picture, PDF or text"
    propose = None
    about = """\
A PNG, JPEG, GIF or WebP picture, a PDF, or any text in UTF-8 that has no other format, such as notes.
It joins the packet as it is and brings no events.
The words of a text can be searched (the first million characters).
Its title is the heading that it begins with in Markdown, else the file's own name.
Web pages and SVG pictures are kept as texts, for they could carry scripts.
JSON that nobody reads, archives and Office files are refused, with what to do instead.
"""

    def recognises(self, head: Head) -> bool:
        """Return whether it is a picture, a PDF, or words and nothing else."""
        return not head.members and bool(_media_type(head.start) or _is_text(head.start))

    def read(self, head: Head, options: ReadOptions) -> Iterator[Document]:
        """Return the one document. Raises UnreadableFile where a text turns out to be none."""
        name = re.split(r"[/\\]", head.name.rstrip("/\\"))[-1].strip() or "a file without a name"
        if media_type := _media_type(head.start):
            yield Document(name, media_type)
            return
        words = _text(head)
        if _WEB_PAGE.match(words):
            words = plain_text(words)
        yield Document(_heading(words) or name, "text/plain", words)


def _media_type(start: bytes) -> str:
    return next((media_type for mark, media_type in _SIGNATURES if mark.match(start)), "")


def _is_text(start: bytes) -> bool:
    mark, encoding = next(((m, e) for m, e in MARKS if start.startswith(m)), (b"", "utf-8"))
    try:
        # The last character may be cut.
        text = codecs.getincrementaldecoder(encoding)().decode(start[len(mark) :])
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not _CONTROL.search(text) and not _JSON.match(text)


def _heading(words: str) -> str:
    """Return the heading of Markdown that a text begins with, "" if there is none."""
    first = words.lstrip().partition("\n")[0]
    return first[2:].strip().rstrip("#").rstrip() if first.startswith(("# ", "#\t")) else ""


def _text(head: Head) -> str:
    pieces: list[str] = []
    length = 0
    with head.path.open("rb") as stream:
        for piece in text_chunks(stream, file=head.name):
            pieces.append(piece)
            length += len(piece)
            if length >= _MOST_TEXT:
                break
    text = "".join(pieces)[:_MOST_TEXT].replace("\0", "\ufffd")
    return text.encode("utf-8", "replace").decode()


READERS = (DocumentReader(),)
