"""What comes in from outside and must not be lost: on disk before it is answered, written down later.

The database may be busy for as long as a large import takes; a tool that tells us something waits for no
more than a disk. Entries are lines of bytes without line breaks.
"""

import asyncio
import fcntl
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from secondsight.base.ids import new_id

SUFFIX = ".batch"
RESTS_AFTER = 0.05  # seconds without anything to write
WRITTEN_FOR = 0.2  # seconds that one batch is added to, so that it is not kept from the database for long


class InboxFull(Exception):
    """More waits to be written than there is room for; nothing of the entry was kept."""


class Inbox:
    """A folder of batches of entries. Any number of processes may write to it and take from it.

    A batch is locked while its process adds to it; should that process be killed, the lock is gone, and
    what it had made safe is there to be taken.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, entries: Sequence[bytes]) -> None:
        """Store a batch so that neither a killed process nor a power cut loses it."""
        batch = Batch(self.folder)
        try:
            batch.add(entries)
        finally:
            batch.close()

    def batches(self) -> list[Path]:
        """Return the batches that are there, the oldest first."""
        return sorted(self.folder.glob(f"*{SUFFIX}")) if self.folder.exists() else []

    @staticmethod
    def entries(path: Path) -> list[bytes] | None:
        """Return the entries of a batch; None while somebody adds to it or when it was taken meanwhile."""
        try:
            with path.open("rb") as batch:
                fcntl.flock(batch, fcntl.LOCK_SH | fcntl.LOCK_NB)
                return batch.read().rstrip(b"\n").split(b"\n")
        except (FileNotFoundError, BlockingIOError):
            return None


class Batch:
    """A batch that is being written; it belongs to this process until it is closed."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{new_id()}{SUFFIX}"
        hidden = path.with_suffix(".part")
        self._file = os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        # Nobody may find it before it is locked.
        fcntl.flock(self._file, fcntl.LOCK_EX)
        hidden.replace(path)
        _sync_folder(folder)
        self.opened_at = time.monotonic()

    def add(self, entries: Sequence[bytes]) -> None:
        """Add entries, each a line; they are safe when this returns."""
        lines = memoryview(b"".join(entry + b"\n" for entry in entries))
        while lines:
            lines = lines[os.write(self._file, lines) :]
        os.fdatasync(self._file)

    def close(self) -> None:
        """Let others take it."""
        os.close(self._file)


class InboxWriter:
    """Adds to an inbox group by group, in one thread; a batch takes groups for a fifth of a second."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._batch: Batch | None = None

    def write(self, entries: Sequence[bytes]) -> None:
        """Store entries; they are safe when this returns. Raises OSError."""
        if self._batch is not None and time.monotonic() - self._batch.opened_at > WRITTEN_FOR:
            self.rest()
        if self._batch is None:
            self._batch = Batch(self._inbox.folder)
        try:
            self._batch.add(entries)
        except OSError:
            self.rest()
            raise

    def rest(self) -> None:
        """Let others take what was written: nothing more comes for the moment."""
        batch, self._batch = self._batch, None
        if batch is not None:
            batch.close()


class GroupWriter:
    """Writes what many callers bring within a few milliseconds in one go, in a thread of its own.

    `write` takes a group of entries and returns when they are safe; `rest` is called when no more come. It
    belongs to one event loop.
    """

    def __init__(
        self,
        write: Callable[[list[bytes]], object],
        rest: Callable[[], object] = lambda: None,
        *,
        most_bytes: int,
        pause: float = 0.001,
    ) -> None:
        self._write = write
        self._rest = rest
        self._most_bytes = most_bytes
        self._pause = pause
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="group-writer")
        self._group: list[tuple[bytes, asyncio.Future[None]]] = []
        self._bytes = 0
        self._came = asyncio.Event()
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
        self._came.set()
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_groups())
        await written

    async def _write_groups(self) -> None:
        try:
            while await self._has_come():
                await asyncio.sleep(self._pause)  # others may come along
                group, self._group = self._group, []
                self._came.clear()
                error = await self._written([entry for entry, _ in group])
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

    async def _has_come(self) -> bool:
        """Return whether there is something to write; when nothing comes for a while, all rests."""
        if not self._group:
            try:
                await asyncio.wait_for(self._came.wait(), RESTS_AFTER)
            except TimeoutError:
                await asyncio.get_running_loop().run_in_executor(self._thread, self._rest)
        return bool(self._group)

    async def _written(self, entries: list[bytes]) -> Exception | None:
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._write, entries)
        except Exception as error:
            return error
        return None


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
