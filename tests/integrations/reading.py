"""How the connectors' tests read a file: as an import does, by content."""

import json
from pathlib import Path

from secondsight.record import readers
from secondsight.record.rules.evidence import Item, LeftOut, Reader, ReadOptions


def read(path: Path, reader: Reader, content: object) -> list[Item | LeftOut]:
    """Return what a file with this content holds; text and bytes are its content as they are."""
    target = path / "evidence.dat"
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    head = readers.inspect(target, "ours.json")
    assert reader.recognises(head), "not recognised"
    return list(readers.read(reader, head, ReadOptions()))


def items(path: Path, reader: Reader, content: object) -> list[Item]:
    """Return the items of a file from which nothing is left out."""
    found = read(path, reader, content)
    assert [each for each in found if not isinstance(each, Item)] == []
    return [each for each in found if isinstance(each, Item)]


def item(path: Path, reader: Reader, content: object) -> Item:
    """Return the one item of a file."""
    [found] = items(path, reader, content)
    return found


def left_out(found: list[Item | LeftOut]) -> list[tuple[str, str]]:
    """Return place and reason of what was left out."""
    return [(each.place, each.reason) for each in found if isinstance(each, LeftOut)]


def claims(path: Path, content: object) -> list[str]:
    """Return every format that would take a file with this content, tables and documents aside."""
    target = path / "evidence.dat"
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    head = readers.inspect(target, "ours.json")
    return [
        reader.format
        for reader in readers.readers()
        if type(reader).__module__.split(".")[2] not in ("table", "document") and reader.recognises(head)
    ]
