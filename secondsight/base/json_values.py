"""JSON of any length, read one record at a time, each with its own text exactly as it stood.

The decoder of the standard library works on a window of text that moves over the stream, so that memory
stays flat and each record's text comes for nothing, with every digit of its numbers.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Collection, Iterator
from functools import cache

import msgspec

from secondsight.base.archives import ByteStream
from secondsight.base.errors import UnreadableFile
from secondsight.base.lines import text_chunks

RECORD_LIMIT = 16 * 1024 * 1024
_AHEAD = 16 * 1024
_space = re.compile(r"[ \t\n\r]*").match  # always matches
_next_object = re.compile(r"[ \t\n\r]*,[ \t\n\r]*(?=\{)").match
_unstorable_escape = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)").search
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

# Fractions stay text: a float would round "1433558319.000002", and "1e999" would be infinite.
_decoder = json.JSONDecoder(parse_float=str, parse_constant=lambda name: None)
_scan = _decoder.scan_once  # type: ignore[attr-defined]


def json_values(
    stream: ByteStream, *, file: str, place: str = "", limit: int = RECORD_LIMIT
) -> Iterator[tuple[object, str]]:
    """Return each record with its own text: the elements of a list, or values that follow one another.

    Numbers with a fraction or exponent come as their text, NaN and Infinity as None. NUL characters
    and halves of surrogate pairs, which no database stores, become U+FFFD in the value (not in its text).
    Raises UnreadableFile, with line and column, where the text is not JSON, breaks off, is nested too
    deep, or holds a record longer than `limit` characters.
    """
    return _values(_Window(text_chunks(stream, file=file, place=place), file, place, limit))


def _values(window: _Window) -> Iterator[tuple[object, str]]:
    if window.peek() == "[":
        yield from _elements(window)
        if window.peek():
            raise window.error("something follows the end of the list; expected one list")
        return
    if not window.peek():
        raise window.error("there is nothing in it; expected JSON")
    while window.peek():
        yield window.value()


def _elements(window: _Window) -> Iterator[tuple[object, str]]:
    """Take a list that begins here, element by element, with its end."""
    window.at += 1
    first = True
    while window.peek() != "]":
        if not first:
            window.take(",", "a comma or the end of the list")
            window.peek()
        yield window.value()
        yield from window.objects()
        first = False
    window.at += 1


def json_objects(
    stream: ByteStream, shape: type, *, file: str, place: str = "", limit: int = RECORD_LIMIT
) -> Iterator[object]:
    """Return the records that `json_values` does, without their texts, eight times as fast for short files.

    `shape` is a TypedDict of the fields that are wanted: a record may come without its others, and those
    that are `msgspec.Raw` may come as such, to be opened when they are needed.
    A list of objects of up to half a megabyte is read at once, unless it has what the fast reader would
    change (a fraction in a wanted field, which it rounds; characters that no database stores). Anything else,
    and whatever the fast reader refuses, is read as `json_values` reads it, with its errors. Deeper
    inside a record fractions come as floats.
    """
    start = b""
    while len(start) <= _AT_ONCE and (more := stream.read(_AT_ONCE + 1 - len(start))):
        start += more
    values = _at_once(start, shape) if len(start) <= _AT_ONCE else None
    if values is not None:
        yield from values
        return
    for value, _ in json_values(_Again(start, stream), file=file, place=place, limit=limit):
        yield value


_AT_ONCE = 512 * 1024
# Escapes of characters that no database stores.
_UNSTORABLE_ESCAPES = (b"\\u0000", b"\\ud", b"\\uD")


@cache
def _lists_of(shape: type) -> msgspec.json.Decoder[list[dict[str, object]]]:
    return msgspec.json.Decoder(list[shape])  # type: ignore[valid-type]


def _at_once(text: bytes, shape: type) -> list[dict[str, object]] | None:
    """Return a list's elements where the fast reader tells them as the other does, else None."""
    if b"\\u" in text and any(escape in text for escape in _UNSTORABLE_ESCAPES):
        return None
    try:
        if not text.isascii():
            text.decode()  # the fast reader looks at the characters of wanted fields alone
        values = _lists_of(shape).decode(text)
    except (ValueError, RecursionError):
        return None
    # A fraction in a record's own fields may be its time stamp, which may not be rounded.
    return None if any(float in map(type, value.values()) for value in values) else values


class _Again:
    """A stream whose first bytes were read already."""

    def __init__(self, start: bytes, rest: ByteStream) -> None:
        self._start = io.BytesIO(start)
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        return self._start.read(size) or self._rest.read(size)


def json_values_inside(
    stream: ByteStream, names: Collection[str], *, file: str, place: str = "", limit: int = RECORD_LIMIT
) -> Iterator[tuple[str, int, object, str, dict[str, object]]]:
    """Return the elements of the lists in an object's fields, one at a time, however long the lists are.

    Each comes as (field, number from 1, value, text, the fields that stood before). A file without such
    a field, or with anything but one object, gives its values as `json_values` does, with field "".
    Raises as `json_values` does.
    """
    window = _Window(text_chunks(stream, file=file, place=place), file, place, limit)
    if window.peek() != "{":
        yield from (
            ("", number, value, raw, {}) for number, (value, raw) in enumerate(_values(window), start=1)
        )
        return
    number = 0
    while window.peek() == "{":
        number += 1
        yield from _inside(window, names, number)
    if window.peek():
        raise window.error("something follows the record; expected one answer, or one record a line")


def _inside(
    window: _Window, names: Collection[str], number: int
) -> Iterator[tuple[str, int, object, str, dict[str, object]]]:
    """Take one object: stream its named lists, or give it whole where it has none."""
    around: dict[str, object] = {}
    has_list, first = False, True
    pieces: list[str] = []
    window.at += 1
    while window.peek() != "}":
        if not first:
            window.take(",", "a comma or the end of the record")
        first = False
        if window.peek() != '"':
            raise window.error("expected a field's name in quotes")
        name, named = window.value()
        window.take(":", "a colon after a field's name")
        if window.peek() == "[" and name in names:
            has_list = True
            for count, (value, raw) in enumerate(_elements(window), start=1):
                yield str(name), count, value, raw, around
            continue
        value, raw = window.value()
        around[str(name)] = value
        if not has_list:
            pieces.append(f"{named}: {raw}")
    window.at += 1
    if not has_list:
        yield "", number, around, f"{{{', '.join(pieces)}}}", {}


def json_value(text: str) -> object:
    """Return what a short JSON text says, with fractions and unstorable characters as `json_values` has them.

    Raises ValueError where it is not JSON, and RecursionError where it is nested too deep.
    """
    value = _decoder.decode(text)
    return _mended(value) if _needs_mending(text) else value


class _Window:
    """The part of the text that is at hand; `at` is where reading goes on."""

    def __init__(self, chunks: Iterator[str], file: str, place: str, limit: int) -> None:
        self._chunks = chunks
        self._file = file
        self._place = place
        self._limit = limit
        self._text = ""
        self._line, self._column = 1, 1  # of the window's first character
        self._ended = False
        self.at = 0

    def peek(self) -> str:
        """Return the next character that is not space, without taking it; "" at the end."""
        while True:
            self.at = at = _space(self._text, self.at).end()  # type: ignore[union-attr]
            if at < len(self._text):
                return self._text[at]
            if not self._grow():
                return ""

    def take(self, wanted: str, words: str) -> None:
        """Take a character that has to come next, after any space."""
        if self.peek() != wanted:
            raise self.error(f"expected {words}")
        self.at += 1

    def value(self) -> tuple[object, str]:
        """Take the next value; return it and its text."""
        while True:
            try:
                value, end = _decoder.raw_decode(self._text, self.at)
            except json.JSONDecodeError as error:
                ahead = error.pos - self.at
                if not self._grow():
                    raise self._broken(error, ahead)
            except ValueError as error:
                raise self.error(f"a number is too long ({error}); expected ordinary numbers")
            except RecursionError:
                raise self.error("it is nested too deep; expected a plain record")
            else:
                # A number at the window's edge may go on behind it.
                if end < len(self._text) or self._text[self.at] in '{["' or not self._grow():
                    raw = self._text[self.at : end]
                    self.at = end
                    return (_mended(value) if _needs_mending(raw) else value), raw

    def objects(self) -> Iterator[tuple[object, str]]:
        """Take the objects that stand whole in the window, up to anything else: the fast way."""
        while True:
            # A record that is cut by the window's edge costs two attempts: stay away from the edge.
            if len(self._text) - self.at < _AHEAD and not self._ended:
                self._grow()
            match = _next_object(self._text, self.at)
            if match is None:
                return
            start = match.end()
            try:
                value, end = _scan(self._text, start)
            except (ValueError, StopIteration, RecursionError):
                return
            raw = self._text[start:end]
            self.at = end
            yield (_mended(value) if _needs_mending(raw) else value), raw

    def error(self, what: str, at: int | None = None) -> UnreadableFile:
        """Return the error that tells file, line and column of a character, by default of the next one."""
        before = self._text[: self.at if at is None else at]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else self._column + len(before)
        where = f"line {self._line + lines} column {column}"
        place = f"{self._place}, {where}" if self._place else where
        return UnreadableFile(f"{self._file}: {place}: {what}", file=self._file, place=place)

    def _broken(self, error: json.JSONDecodeError, ahead: int) -> UnreadableFile:
        if self.at + ahead >= len(self._text) or error.msg.startswith("Unterminated string"):
            return self.error("it breaks off in the middle of a record; expected a whole file")
        return self.error(f"not JSON: {error.msg}; expected JSON records", self.at + ahead)

    def _grow(self) -> bool:
        """Drop what was read and double what is left; return whether anything came."""
        rest = self._text[self.at :]
        if len(rest) > self._limit:
            raise self.error(
                f"a record is longer than {self._limit:,} characters, or is not JSON; "
                "expected a list of records, or one record a line"
            )
        dropped = self._text[: self.at]
        lines = dropped.count("\n")
        self._column = len(dropped) - dropped.rfind("\n") if lines else self._column + len(dropped)
        self._line += lines
        pieces, wanted = [rest], max(len(rest), 1)
        for chunk in self._chunks:
            pieces.append(chunk)
            wanted -= len(chunk)
            if wanted <= 0:
                break
        else:
            self._ended = True
        self._text, self.at = "".join(pieces), 0
        return len(pieces) > 1


def _needs_mending(text: str) -> bool:
    # Most texts have no escape at all, which is much faster to see than to search for these.
    return "\\" in text and _unstorable_escape(text) is not None


def _mended(value: object) -> object:
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_mended(key): _mended(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_mended(element) for element in value]
    return value
