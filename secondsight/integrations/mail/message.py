"""One message, read without trust: what was written wrongly stays readable as far as it can."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as Email
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime
from typing import TypeVar

from secondsight.base.html_text import plain_text

# What the standard library raises on headers and parts that nobody should have written.
_BROKEN = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
    MessageError,
)
_MOST_HEADER = 20_000
_ID = re.compile(r"<\s*([^<>\s]+)\s*>")
_T = TypeVar("_T")


class Message:
    """A message's parts as texts that can be stored."""

    def __init__(self, content: bytes) -> None:
        # Line ends of any kind; a byte order mark before the first header would hide it.
        # The old policy reads headers as they are asked for and only as far: ten times faster than the new.
        self._parsed = message_from_bytes(content.removeprefix(b"\xef\xbb\xbf"), policy=compat32)
        self._headers = [
            (str(name), re.sub(r"\r?\n", "", str(value))[:_MOST_HEADER])
            for name, value in self._parsed.raw_items()
        ]

    def header(self, name: str) -> str:
        """Return a header's words, decoded, on one line; "" if there is none."""
        said = next((value for key, value in self._headers if key.lower() == name.lower()), "")
        decoded = _tried(lambda: str(make_header(decode_header(said))), said) if "=?" in said else said
        return " ".join(storable(decoded).split())

    def headers(self) -> list[list[str]]:
        """Return all headers as they stood, each as name and value."""
        return [[storable(name), storable(value)] for name, value in self._headers]

    def people(self, name: str) -> list[tuple[str, str]]:
        """Return name and address of everybody in a header, each as far as it is told."""
        raw = [storable(value) for key, value in self._headers if key.lower() == name.lower()]
        found = _tried(lambda: getaddresses(raw), []) if raw else []
        return [(_decoded(person).strip(), address.strip()) for person, address in found if person or address]

    def ids(self, name: str) -> list[str]:
        """Return the message ids in a header, in order."""
        said = self.header(name)
        return _ID.findall(said) or ([said.strip("<> ")] if said and " " not in said else [])

    def sent_at(self) -> datetime | None:
        """Return its date, naive where it names no zone, None where it has none. Raises ValueError."""
        said = self.header("Date")
        if not said:
            return None
        try:
            at = parsedate_to_datetime(said)
        except (TypeError, IndexError, OverflowError) as error:
            raise ValueError(str(error)) from None
        # "-0000" says that the time is in UTC and the place unknown.
        return at.replace(tzinfo=UTC) if at.tzinfo is None and "-0000" in said else at

    def words(self) -> str:
        """Return what it says: its plain text, else the words of its HTML."""
        plain, html = "", ""
        for part in self._parts():
            kind = _tried(part.get_content_type, "")
            if not kind.startswith("text/") or _is_attached(part):
                continue
            if kind == "text/html":
                html = html or _content(part)
            elif kind == "text/plain":
                plain = plain or _content(part).strip()
        return storable(plain or plain_text(html)).replace("\r\n", "\n").strip()

    def attachments(self) -> list[dict[str, object]]:
        """Return name, type and size in bytes of each attached file."""
        found: list[dict[str, object]] = []
        for part in self._parts():
            name = _tried(part.get_filename, None) or ""
            if not name and not _is_attached(part):
                continue
            content = _tried(lambda part=part: part.get_payload(decode=True), None)  # type: ignore[misc]
            found.append(
                {
                    "name": storable(_decoded(name)) or "without a name",
                    "type": _tried(part.get_content_type, ""),
                    "size": len(content) if isinstance(content, bytes) else 0,
                }
            )
        return found

    def _parts(self) -> Iterator[Email]:
        return (part for part in self._parsed.walk() if not part.is_multipart())


def storable(text: str) -> str:
    """Return a text that a database takes; bytes that were no ASCII in a header are read as UTF-8."""
    if not text.isascii():
        text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return text.replace("\0", "\ufffd")


def _decoded(text: str) -> str:
    return _tried(lambda: str(make_header(decode_header(text))), text) if "=?" in text else text


def _is_attached(part: Email) -> bool:
    return _tried(part.get_content_disposition, None) == "attachment"


def _content(part: Email) -> str:
    raw = _tried(lambda: part.get_payload(decode=True), b"")
    if not isinstance(raw, bytes):
        return ""
    charset = _tried(part.get_content_charset, None) or "us-ascii"
    for encoding in ("utf-8" if charset == "us-ascii" else charset, "utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except _BROKEN:
            continue
    return raw.decode("utf-8", "replace")


def _tried(read: Callable[[], _T], otherwise: _T) -> _T:
    try:
        return read()
    except _BROKEN:
        return otherwise
