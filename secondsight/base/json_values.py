"""JSON of any length, read one record at a time, each with its own text exactly as it stood.

The decoder of the standard library works on a window of text that moves over the stream, so that memory
stays flat and each record's text comes for nothing, with every digit of its numbers.
"""

import json
import re
from collections.abc import Iterator

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
    window = _Window(text_chunks(stream, file=file, place=place), file, place, limit)
    in_list = window.peek() == "["
    if in_list:
        window.at += 1
    first = True
    while True:
        found = window.peek()
        if in_list and found == "]":
            window.at += 1
            if window.peek():
                raise window.error("something follows the end of the list; expected one list")
            return
        if not found and not in_list:
            if first:
                raise window.error("there is nothing in it; expected JSON")
            return
        if in_list and not first:
            if found != ",":
                raise window.error("expected a comma or the end of the list")
            window.at += 1
            window.peek()
        yield window.value()
        if in_list:
            yield from window.objects()
        first = False


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
        return self.error(f"not JSON: {error.msg}", self.at + ahead)

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
