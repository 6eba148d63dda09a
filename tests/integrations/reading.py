"""How the connectors' tests read a file: as an import does, by content."""

import json
from datetime import datetime
from pathlib import Path

from secondsight.record import readers
from secondsight.record.rules.evidence import Document, Head, Item, LeftOut, Reader, ReadOptions

NOTHING_SAID = ReadOptions()


def head_of(path: Path, content: object, name: str = "ours.json") -> Head:
    """Return the head of a file with this content; text and bytes are its content as they are."""
    target = path / "evidence.dat"
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    return readers.inspect(target, name)


def read(
    path: Path, reader: Reader, content: object, options: ReadOptions = NOTHING_SAID
) -> list[Item | LeftOut | Document]:
    """Return what a file with this content holds."""
    head = head_of(path, content)
    assert reader.recognises(head), "not recognised"
    return list(readers.read(reader, head, options))


def items(path: Path, reader: Reader, content: object, options: ReadOptions = NOTHING_SAID) -> list[Item]:
    """Return the items of a file from which nothing is left out."""
    found = read(path, reader, content, options)
    assert [each for each in found if not isinstance(each, Item)] == []
    return [each for each in found if isinstance(each, Item)]


def item(path: Path, reader: Reader, content: object, options: ReadOptions = NOTHING_SAID) -> Item:
    """Return the one item of a file."""
    [found] = items(path, reader, content, options)
    return found


def left_out(found: list[Item | LeftOut | Document]) -> list[tuple[str, str]]:
    """Return place and reason of what was left out."""
    return [(each.place, each.reason) for each in found if isinstance(each, LeftOut)]


def claims(path: Path, content: object) -> list[str]:
    """Return every format that would take a file with this content, tables and documents aside."""
    head = head_of(path, content)
    return [
        reader.format
        for reader in readers.readers()
        if type(reader).__module__.split(".")[2] not in ("table", "document") and reader.recognises(head)
    ]


def reasons(path: Path, reader: Reader, content: object) -> list[str]:
    """Return why each record was left out."""
    return [reason for _, reason in left_out(read(path, reader, content))]


def at(text: str) -> datetime:
    """Return an instant from its ISO 8601 text."""
    return datetime.fromisoformat(text)
