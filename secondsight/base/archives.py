"""ZIP archives from anywhere, read one member at a time and never unpacked to disk.

An archive is refused whole, before a byte of it is used, when it could harm the machine that reads it.
"""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from secondsight.base.errors import UnreadableFile

MiB = 1024 * 1024
_END_RECORD = b"PK\x05\x06"
_END_LOCATOR_64 = b"PK\x06\x07"
_UTF8_NAME = 0x800


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold. Chat exports shrink 10 to 40 times; a bomb, 1,000 times."""

    ratio: int = 200  # unpacked bytes for one packed byte, in a member
    ratio_from: int = MiB  # members smaller than this may have any ratio
    total: int = 20 * 1024 * MiB  # unpacked bytes, all members together
    members: int = 200_000


DEFAULT_LIMITS = Limits()


class ByteStream(Protocol):
    """What a reader asks of an open file: its next bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive."""

    name: str  # with forward slashes
    size: int  # unpacked bytes


class Archive:
    """An open archive whose every member has been found safe to read."""

    def __init__(self, zipped: zipfile.ZipFile, file: str, entries: dict[str, zipfile.ZipInfo]) -> None:
        self._zipped = zipped
        self._file = file
        self._entries = entries

    @property
    def members(self) -> tuple[Member, ...]:
        """Return the files in it, in the archive's order; folders are not listed."""
        return tuple(Member(name, entry.file_size) for name, entry in self._entries.items())

    @contextmanager
    def open(self, name: str) -> Iterator[ByteStream]:
        """Give the bytes of one member, unpacked as they are read.

        Raises UnreadableFile when the member is damaged or packed in a way that is not read here.
        """
        with _explained(self._file, name):
            stream = self._zipped.open(self._entries[name])
        with stream:
            yield _MemberStream(stream, self._file, name)


@contextmanager
def open_archive(path: Path, file: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Archive]:
    """Open a ZIP archive for reading; `file` is what messages call it.

    Raises UnreadableFile, naming file and member, when the archive is cut off, encrypted, holds a path
    that leads out of it, a link, one name twice, or unpacks to more than the limits allow.
    """
    _check_directory(path, file, limits)
    try:
        zipped = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            f"{file}: its list of contents is damaged ({error}); expected a whole ZIP archive", file=file
        )
    with zipped:
        yield Archive(zipped, file, _checked_entries(zipped, path.stat().st_size, file, limits))


def _check_directory(path: Path, file: str, limits: Limits) -> None:
    """Read the count of members from the archive's last record, before a list of them is built."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - 66_000))
        tail = stream.read()
    at = tail.rfind(_END_RECORD)
    if at < 0 or len(tail) < at + 22:
        raise UnreadableFile(
            f"{file}: the archive is cut off: its list of contents, which stands at the end, is missing; "
            "expected a whole ZIP archive (was the download or copy complete?)",
            file=file,
        )
    count = int.from_bytes(tail[at + 10 : at + 12], "little")
    locator = tail[max(0, at - 20) : at]
    if count == 0xFFFF and locator.startswith(_END_LOCATOR_64):
        with path.open("rb") as stream:
            stream.seek(int.from_bytes(locator[8:16], "little") % (size + 1))
            count = int.from_bytes(stream.read(40)[32:40], "little")
    if count > limits.members:
        raise _too_many(file, limits)


def _checked_entries(
    zipped: zipfile.ZipFile, size: int, file: str, limits: Limits
) -> dict[str, zipfile.ZipInfo]:
    entries: dict[str, zipfile.ZipInfo] = {}
    packed = unpacked = 0
    if len(zipped.infolist()) > limits.members:
        raise _too_many(file, limits)
    for entry in zipped.infolist():
        name = _name(entry)
        _check_entry(entry, name, file, limits)
        packed += entry.compress_size
        unpacked += entry.file_size
        if entry.is_dir():
            continue
        if name in entries:
            raise _refused(file, name, "is in the archive twice; expected each name once")
        entries[name] = entry
    if unpacked > limits.total:
        raise UnreadableFile(
            f"{file}: unpacks to {unpacked / MiB:,.0f} MB; "
            f"expected at most {limits.total / MiB:,.0f} MB: split the export by date",
            file=file,
        )
    if packed > size:
        raise UnreadableFile(
            f"{file}: its members overlap ({packed:,} packed bytes in a file of {size:,}), as in a ZIP bomb; "
            "expected members that stand one after another",
            file=file,
        )
    return entries


def _check_entry(entry: zipfile.ZipInfo, name: str, file: str, limits: Limits) -> None:
    if entry.flag_bits & 0x1:
        raise _refused(file, name, "is encrypted; expected an archive without a password")
    parts = name.split("/")
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in parts or "\0" in entry.orig_filename:
        raise _refused(file, name, "leads out of the archive; expected paths inside it")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _refused(file, name, "is a link; expected files and folders only")
    if entry.file_size >= limits.ratio_from and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        raise _refused(
            file,
            name,
            f"unpacks to {entry.file_size:,} bytes from {entry.compress_size:,}, as a ZIP bomb does; "
            f"expected at most {limits.ratio} times its packed size",
        )


def _name(entry: zipfile.ZipInfo) -> str:
    name = entry.filename.replace("\\", "/")
    if not entry.flag_bits & _UTF8_NAME and not name.isascii():
        # macOS packs names in UTF-8 without saying so.
        try:
            return name.encode("cp437").decode("utf-8")
        except UnicodeError:
            return name
    return name


class _MemberStream:
    """A member's bytes; what goes wrong while unpacking is told with file and member."""

    def __init__(self, stream: IO[bytes], file: str, name: str) -> None:
        self._stream = stream
        self._file = file
        self._name = name

    def read(self, size: int = -1, /) -> bytes:
        with _explained(self._file, self._name):
            return self._stream.read(size)


@contextmanager
def _explained(file: str, name: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise _refused(file, name, f"is damaged ({error or 'it ends early'}); expected a whole ZIP archive")
    except (NotImplementedError, RuntimeError) as error:
        raise _refused(
            file, name, f"is packed in a way not read here ({error}); expected plain ZIP (deflate)"
        )


def _refused(file: str, name: str, what: str) -> UnreadableFile:
    shown = name.encode("utf-8", "replace").decode().replace("\0", "?")[:200]
    return UnreadableFile(f"{file}: {shown!r} {what}", file=file, place=shown)


def _too_many(file: str, limits: Limits) -> UnreadableFile:
    return UnreadableFile(
        f"{file}: holds more than {limits.members:,} files; expected fewer: split the export by date",
        file=file,
    )
