"""Text and its lines from a stream of bytes, with limits: no line is ever held beyond its limit."""

import codecs
import io
from collections.abc import Iterator

from secondsight.base.archives import ByteStream
from secondsight.base.errors import UnreadableFile

CHUNK = 128 * 1024
LINE_LIMIT = 8 * 1024 * 1024
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def text_chunks(stream: ByteStream, *, file: str, place: str = "") -> Iterator[str]:
    """Return a stream's text in pieces, line ends as "\\n", without a byte order mark.

    The text is UTF-8 unless it begins with a mark of UTF-16.
    Raises UnreadableFile that names the line and the byte where it is neither.
    """
    start = stream.read(CHUNK)
    mark, encoding = next(((m, e) for m, e in MARKS if start.startswith(m)), (b"", "utf-8"))
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
    chunk, done, line, read = start[len(mark) :], False, 1, len(mark)
    while not done:
        done = not chunk
        try:
            text = decoder.decode(chunk, final=done)
        except UnicodeDecodeError as error:
            raise _not_text(error, encoding, line, read, file, place)
        if text:
            yield text
        line += text.count("\n")
        read += len(chunk)
        chunk = b"" if done else stream.read(CHUNK)


def lines(
    stream: ByteStream, *, file: str, place: str = "", limit: int = LINE_LIMIT
) -> Iterator[tuple[int, str]]:
    """Return a stream's lines with their numbers from 1, without the line end.

    Raises UnreadableFile for a line longer than `limit` characters, and for text in another encoding.
    """
    number, rest = 1, ""
    for text in text_chunks(stream, file=file, place=place):
        *whole, rest = (rest + text).split("\n")
        for line in whole:
            yield number, line
            number += 1
        if len(rest) > limit:
            at = f"line {number}"
            raise UnreadableFile(
                f"{file}: {place + ', ' if place else ''}{at} is longer than {limit:,} characters; "
                "expected one record a line",
                file=file,
                place=f"{place}, {at}" if place else at,
            )
    if rest:
        yield number, rest


def _not_text(
    error: UnicodeDecodeError, encoding: str, line: int, read: int, file: str, place: str
) -> UnreadableFile:
    # The decoder may have held back the first bytes of a character: it reports them with the chunk.
    line += error.object[: error.start].count(b"\n")
    at = f"line {line}"
    found = f"byte 0x{error.object[error.start]:02x}" if error.start < len(error.object) else "the end"
    name = "UTF-8" if encoding == "utf-8" else "UTF-16"
    return UnreadableFile(
        f"{file}: {place + ', ' if place else ''}{at}: {found} is not {name} text "
        f"(about {read + error.start:,} bytes in); expected a file saved as UTF-8",
        file=file,
        place=f"{place}, {at}" if place else at,
    )
