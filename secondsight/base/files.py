"""Originals, stored once by their content, never altered (R2.4)."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.conf import settings

from secondsight.base.errors import InvalidInput, NotFound
from secondsight.base.models import StoredFile
from secondsight.base.transaction import write

CHUNK = 1024 * 1024


def keep(chunks: Iterable[bytes]) -> StoredFile:
    """Store bytes and return their row; the same bytes again give the same row and no second copy.

    The bytes are on disk and synced before the row exists, so that a row never lacks its file.
    """
    sha256, size = _store(chunks)
    with write():
        stored, _ = StoredFile.objects.get_or_create(sha256=sha256, defaults={"size": size})
        if stored.is_elsewhere:
            stored.is_elsewhere = False
            stored.save(update_fields=["is_elsewhere"])
    return stored


def put_back(sha256: str, source: IO[bytes]) -> None:
    """Store an original from a backup. Raises InvalidInput when its bytes are not what its name says."""
    with source:
        found, _ = _store(iter(lambda: source.read(CHUNK), b""), expected=sha256)
    if found != sha256:
        raise InvalidInput(f"The original {sha256} is damaged in the backup.", field="file")


def _store(chunks: Iterable[bytes], expected: str = "") -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    folder = _folder()
    handle, temporary = tempfile.mkstemp(dir=folder, prefix="incoming-")
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if expected in ("", digest.hexdigest()):
            target = path_by_hash(digest.hexdigest())
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(temporary, target)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return digest.hexdigest(), size


def keep_path(path: Path) -> StoredFile:
    """Store a file from disk; the original stays where it is."""
    with path.open("rb") as source:
        return keep(iter(lambda: source.read(CHUNK), b""))


def path_of(stored: StoredFile) -> Path:
    """Return where a stored file's bytes lie, to be read only.

    Raises NotFound when the data folder lacks them (a restore without its files).
    """
    path = path_by_hash(stored.sha256)
    if stored.is_elsewhere and not path.exists():
        raise NotFound(
            f"The original {stored.sha256[:12]}… stayed in the instance that this review was exported from."
        )
    if not path.exists():
        raise NotFound(
            f"The original {stored.sha256[:12]}… is not in {_folder()}. "
            "Restore it from a backup that has files."
        )
    return path


def path_by_hash(sha256: str) -> Path:
    """Return where the bytes with this hash lie, or would lie."""
    return _folder() / sha256[:2] / sha256


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "files"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
