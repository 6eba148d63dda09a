"""What comes in from outside and must not be lost: on disk before it is answered, written down later.

The database may be busy for as long as a large import takes; a tool that tells us something waits for no
more than a disk. Entries are lines of bytes without line breaks.
"""

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from secondsight.base.ids import new_id

SUFFIX = ".batch"


class InboxFull(Exception):
    """More waits to be written than there is room for; nothing of the entry was kept."""


class Inbox:
    """A folder of batches of entries, each whole or not there at all. Any number of processes may use it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, entries: Sequence[bytes]) -> Path:
        """Store a batch so that neither a killed process nor a power cut loses it; return its path."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{new_id()}{SUFFIX}"
        temporary = path.with_suffix(".part")
        try:
            with temporary.open("xb") as out:
                out.write(b"\n".join(entries))
                out.flush()
                os.fsync(out.fileno())
            temporary.replace(path)
            _sync_folder(self.folder)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        return path

    def batches(self) -> list[Path]:
        """Return the batches that are there, the oldest first."""
        return sorted(self.folder.glob(f"*{SUFFIX}")) if self.folder.exists() else []

    @staticmethod
    def entries(path: Path) -> list[bytes]:
        """Return the entries of a batch; [] when somebody else has dealt with it meanwhile."""
        try:
            return path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return []


class GroupWriter:
    """Writes what many callers bring within a few milliseconds in one go, in a thread of its own.

    `write` takes a group of entries and returns when they are safe. It belongs to one event loop.
    """

    def __init__(
        self, write: Callable[[list[bytes]], object], *, most_bytes: int, pause: float = 0.004
    ) -> None:
        self._write = write
        self._most_bytes = most_bytes
        self._pause = pause
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="group-writer")
        self._group: list[tuple[bytes, asyncio.Future[None]]] = []
        self._bytes = 0
        self._writing: asyncio.Task[None] | None = None

    async def put(self, entry: bytes) -> None:
        """Return once the entry is safe.

        Raises InboxFull when too much waits, and what `write` raises when the group could not be written.
        """
        if self._bytes + len(entry) > self._most_bytes:
            raise InboxFull
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._group.append((entry, written))
        self._bytes += len(entry)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_groups())
        await written

    async def _write_groups(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._group:
                await asyncio.sleep(self._pause)  # others may come along
                group, self._group = self._group, []
                error: Exception | None = None
                try:
                    await loop.run_in_executor(self._thread, self._write, [entry for entry, _ in group])
                except Exception as raised:
                    error = raised
                for entry, written in group:
                    self._bytes -= len(entry)
                    if written.done():
                        continue  # whoever asked has gone
                    if error is None:
                        written.set_result(None)
                    else:
                        written.set_exception(error)
        finally:
            self._writing = None


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
