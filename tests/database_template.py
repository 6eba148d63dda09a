"""A migrated database, kept between runs of the suite: 70 migrations cost each worker as much as 500 tests.

Only on SQLite. What a kept one was made from stands in its name, so that any change of a migration, of a
model, of the full-text index or of a library makes a new one. Django still runs `migrate` over it, which
finds nothing to do.
"""

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
MADE_FROM = (
    "secondsight/*/migrations/*.py",
    "secondsight/*/models.py",
    "secondsight/*/models/*.py",
    "secondsight/base/fulltext/*.py",
    "secondsight/web/settings.py",
    "requirements*.lock",
)
MOST_KEPT = 5


def use_kept_database() -> None:
    """Let the test database begin as a copy of a kept one; the first run with new migrations keeps it."""
    if connection.vendor == "sqlite":
        creation: Any = connection.creation
        creation.create_test_db = _from_kept(creation, creation.create_test_db)


def _from_kept(creation: Any, create: Callable[..., str]) -> Callable[..., str]:
    make_empty = creation._create_test_db

    def create_test_db(*args: Any, **given: Any) -> str:
        kept = _folder() / f"{_digest()}.sqlite3"

        def make_from_kept(*args: Any, **given: Any) -> Any:
            name = make_empty(*args, **given)
            if kept.exists():
                shutil.copyfile(kept, name)
            return name

        creation._create_test_db = make_from_kept
        name = create(*args, **given)
        if not kept.exists():
            _keep(name, kept)
        return name

    return create_test_db


def _keep(name: str, kept: Path) -> None:
    unfinished = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(name)) as made, closing(sqlite3.connect(unfinished)) as target:
        made.backup(target)
    unfinished.replace(kept)  # at once: another worker may be looking for it
    for old in sorted(kept.parent.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-MOST_KEPT]:
        old.unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"secondsight-test-databases-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise RuntimeError(f"{folder} belongs to somebody else; remove it")
    return folder


def _digest() -> str:
    found = hashlib.sha256(sqlite3.sqlite_version.encode())
    for pattern in MADE_FROM:
        for path in sorted(ROOT.glob(pattern)):
            found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()[:16]
