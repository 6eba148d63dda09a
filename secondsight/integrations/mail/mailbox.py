"""The messages in a mailbox, one at a time; no message is held beyond a limit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

MOST = 16 * 1024 * 1024  # bytes of a message that are looked at; words come before attachments
_LINE = 64 * 1024
_SEPARATOR = re.compile(rb"From .*\d\d:\d\d")
_QUOTED = re.compile(rb">+From ")


@dataclass(frozen=True, slots=True)
class Source:
    """A message as it was sent, from its first header on."""

    number: int
    line: int
    content: bytes
    is_cut: bool


def _separates(piece: bytes, line: int) -> bool:
    # The first one needs no time: the file would be no mailbox if it were none.
    return piece.startswith(b"From ") if line == 1 else _SEPARATOR.match(piece[:1000]) is not None


def messages(stream: IO[bytes], *, is_mailbox: bool) -> Iterator[Source]:
    """Return each message of a mailbox, or the one that a file is."""
    number, line, start, size = 0, 0, 1, 0
    held: list[bytes] = []
    is_after_blank, is_whole = True, True
    while piece := stream.readline(_LINE):
        begins_line, is_whole = is_whole, piece.endswith(b"\n")
        line += begins_line
        if is_mailbox and begins_line and is_after_blank and _separates(piece, line):
            if held:
                number += 1
                yield Source(number, start, b"".join(held), size > MOST)
            held, size, start = [], 0, line
        else:
            if is_mailbox and begins_line and _QUOTED.match(piece[:100]):
                piece = piece[1:]
            size += len(piece)
            if size <= MOST:
                held.append(piece)
        is_after_blank = begins_line and not piece.strip()
    if held:
        yield Source(number + 1, start, b"".join(held), size > MOST)
