"""What is said over a socket: one byte that says what it is, then numbers and bytes as Yjs encodes them."""

import json
import zlib
from dataclasses import dataclass
from typing import Any

STATE, UPDATE, PRESENCE, SAVED, ECHO = range(5)
MOST_BYTES = 512 * 1024  # of one message
MOST_PRESENCE = 4096  # bytes of what one tells of where they are
COLOURS = 8


class Junk(Exception):
    """A message that says nothing we know."""


@dataclass(frozen=True)
class Said:
    """A message from a page: what it is, its number (a client's, a change's), and what it holds."""

    what: int
    number: int
    held: bytes


def heard(message: bytes) -> Said:
    """Return what a page said. Raises Junk."""
    if not message:
        raise Junk("an empty message")
    what = message[0]
    if what in (STATE, UPDATE):
        number, at = number_at(message, 1)
        return Said(what, number, message[at:])
    if what == PRESENCE and len(message) <= MOST_PRESENCE:
        return Said(what, 0, message[1:])
    if what == ECHO and len(message) == 1:
        return Said(what, 0, b"")
    raise Junk("an unknown kind of message")


def state(vector: bytes, update: bytes) -> bytes:
    """Return the answer to a page's first message: what we know, and what it lacks."""
    return bytes([STATE]) + number(len(vector)) + vector + update


def update(held: bytes) -> bytes:
    """Return the message that brings a change."""
    return bytes([UPDATE]) + held


def saved(to: int) -> bytes:
    """Return the message that a page's changes up to one are on disk."""
    return bytes([SAVED]) + number(to)


def presence(there: dict[int, tuple[int, str]]) -> bytes:
    """Return the message of who is where: each client's clock and state, "null" for who has left."""
    made = bytes([PRESENCE]) + number(len(there))
    for client, (clock, told) in there.items():
        words = told.encode()
        made += number(client) + number(clock) + number(len(words)) + words
    return made


def read_presence(held: bytes, client: int) -> tuple[int, dict[str, Any] | None]:
    """Return a client's clock and state from what it told of itself. Raises Junk when it tells of others."""
    count, at = number_at(held, 0)
    named, at = number_at(held, at)
    clock, at = number_at(held, at)
    length, at = number_at(held, at)
    if count != 1 or named != client or len(held) != at + length:
        raise Junk("somebody else's presence")
    try:
        told = json.loads(held[at:])
    except (ValueError, RecursionError):
        raise Junk("a presence that is no JSON") from None
    if told is not None and not isinstance(told, dict):
        raise Junk("a presence of another shape")
    return clock, told


def colour(account_id: str) -> int:
    """Return the number of somebody's colour, the same wherever they write."""
    return zlib.crc32(account_id.encode()) % COLOURS


def number(value: int) -> bytes:
    """Return a number as Yjs writes it, seven bits a byte."""
    made = bytearray()
    while value > 127:
        made.append(value & 127 | 128)
        value >>= 7
    made.append(value)
    return bytes(made)


def number_at(message: bytes, at: int) -> tuple[int, int]:
    """Return the number at a place, and the place after it. Raises Junk."""
    value = shift = 0
    while at < len(message) and shift < 56:
        byte = message[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
    raise Junk("a number without an end")
