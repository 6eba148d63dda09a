"""The formats that evidence can come in: what a file is, by its content, and who reads it (R2.4a).

Each folder of `integrations` registers its readers when something first asks which there are.
"""

from collections.abc import Iterator
from pathlib import Path

from secondsight.base.archives import Limits, open_archive
from secondsight.base.once import Once
from secondsight.record.rules.contents import looks_like
from secondsight.record.rules.evidence import (
    Head,
    Reader,
    ReadOptions,
    Record,
    UnreadableFile,
    fitted,
)

START = 64 * 1024
_registered: dict[str, Reader] = {}
bring = Once()  # `bring.add` says what registers them; it is called when they are first asked for


def register(reader: Reader) -> None:
    """Add a format; one that is registered again takes the place of its namesake."""
    _registered[reader.format] = reader


def readers() -> tuple[Reader, ...]:
    """Return the formats that are read, in the order in which they are tried."""
    bring()
    return tuple(_registered.values())


def of_format(format: str) -> Reader | None:
    """Return the reader of a format, None for one that is read no more."""
    bring()
    return _registered.get(format)


def inspect(path: Path, name: str, limits: Limits | None = None) -> Head:
    """Return what is known of a file before it is read; `name` is what messages call it.

    Raises UnreadableFile for an empty file, and for an archive that is damaged or could do harm.
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        start = stream.read(START)
    if not start:
        raise UnreadableFile(f"{name}: it is empty; expected {_formats()}", file=name)
    members: tuple[str, ...] = ()
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        with open_archive(path, name, limits or Limits()) as archive:
            members = tuple(member.name for member in archive.members)
    return Head(path=path, name=name, size=size, start=start, members=members)


def recognise(head: Head) -> Reader:
    """Return the reader of a file's format, by its content alone: its name says nothing.

    Raises UnreadableFile that says what the content looks like and which formats are read.
    """
    for reader in readers():
        if reader.recognises(head):
            return reader
    raise UnreadableFile(
        f"{head.name}: this looks like {looks_like(head)}, which is not read here; expected {_formats()}",
        file=head.name,
    )


def read(reader: Reader, head: Head, options: ReadOptions) -> Iterator[Record]:
    """Return every record of a file, each once, in the file's order, never holding the whole file.

    Raises UnreadableFile, possibly after some records: then nothing of the file may be kept.
    """
    try:
        yield from map(fitted, reader.read(head, options))
    except RecursionError:
        raise UnreadableFile(
            f"{head.name}: a record is nested too deep; expected plain records", file=head.name
        )


def _formats() -> str:
    titles = [reader.title for reader in readers()]
    return " or ".join(filter(None, (", ".join(titles[:-1]), *titles[-1:])))
