"""Everything an instance holds in one ZIP archive, and back, on either database (R11.5).

The archive has `manifest.json`, one `tables/NAME.jsonl` per table and the originals under `files/`.
It names columns, not a database's own format, so it also moves an instance from SQLite to PostgreSQL.
"""

import base64
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, ForeignKey, Model

from secondsight.base import files, relocking
from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.models import StoredFile

FORMAT = 1
BATCH = 2000
# Rebuilt by every instance for itself, or worthless elsewhere.
LEFT_BEHIND = {"contenttypes", "auth", "sessions", "usersessions"}


@dataclass(frozen=True)
class Content:
    """What a backup holds: rows by table, originals, and what was missing on disk.

    `locked` are the tables with words said in confidence, and how many: they are locked in the backup too,
    and the keys are never in it. After a restore it is those that no key here opens.
    """

    rows: dict[str, int]
    originals: int
    missing: list[str]
    locked: dict[str, int]


def tables() -> list[type[Model]]:
    """Return the models whose rows a backup holds, in an order that any reader can rely on."""
    models = apps.get_models(include_auto_created=True)
    kept = [m for m in models if m._meta.app_label not in LEFT_BEHIND and m._meta.managed]
    return sorted(kept, key=lambda m: m._meta.db_table)


def back_up(target: Path) -> Content:
    """Write the archive and return what it holds. Others may go on working meanwhile.

    The target appears only when it is whole. Raises InvalidInput when its folder cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".backup-")
    except OSError as error:
        raise InvalidInput(f"{target.parent} cannot be written: {error.strerror}.", field="file") from None
    unfinished = Path(name)
    try:
        with (
            os.fdopen(handle, "wb") as out,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive,
        ):
            content = _write(archive)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return content


def _write(archive: zipfile.ZipFile) -> Content:
    rows: dict[str, int] = {}
    with _snapshot():
        locked = relocking.locked()
        for model in tables():
            fields = model._meta.concrete_fields
            with archive.open(f"tables/{model._meta.db_table}.jsonl", "w", force_zip64=True) as out:
                count = 0
                found = model._default_manager.order_by("pk")
                for row in found.values_list(*(f.attname for f in fields)).iterator(BATCH):
                    named = dict(zip((f.attname for f in fields), row, strict=True))
                    out.write(json.dumps(named, cls=_Encoder, ensure_ascii=False).encode() + b"\n")
                    count += 1
            rows[model._meta.db_table] = count
        originals = list(StoredFile.objects.filter(is_elsewhere=False).values_list("sha256", flat=True))
    missing = []
    for sha256 in originals:
        path = files.path_by_hash(sha256)
        if path.exists():
            archive.write(path, f"files/{sha256}", zipfile.ZIP_STORED)
        else:
            missing.append(sha256)
    manifest = {
        "format": FORMAT,
        "version": settings.VERSION,
        "made_at": now().isoformat(),
        "migrations": sorted(_migrations()),
        "rows": rows,
        "originals": len(originals) - len(missing),
        "missing": missing,
    }
    archive.writestr("manifest.json", json.dumps(manifest, indent=2))
    return Content(rows, len(originals) - len(missing), missing, locked)


class _Encoder(DjangoJSONEncoder):
    """Keeps microseconds, which Django's own cuts to milliseconds; bytes as the base64 that fields read."""

    def default(self, o: Any) -> Any:
        if isinstance(o, bytes | memoryview):
            return base64.b64encode(bytes(o)).decode("ascii")
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


@contextmanager
def _snapshot() -> Iterator[None]:
    """Read one moment, while others go on writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    connection.ensure_connection()
    sqlite: Any = connection
    usual = sqlite.transaction_mode
    sqlite.transaction_mode = "DEFERRED"  # takes no lock: a reader of the write-ahead log
    try:
        with transaction.atomic():
            yield
    finally:
        sqlite.transaction_mode = usual


def _migrations() -> set[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return {f"{app}.{name}" for app, name in applied}


def restore(source: Path, *, replace: bool, after: Callable[[], None] | None = None) -> Content:
    """Fill this instance from an archive, all or nothing, and return what it held.

    `after` runs in the same transaction (it rebuilds what backups leave out). Raises InvalidInput for a
    file that is no backup, or one of a newer Secondsight; Refused for an instance that holds something,
    unless `replace`.
    """
    try:
        archive = zipfile.ZipFile(source)
        manifest = json.loads(archive.read("manifest.json"))
        is_ours = manifest["format"] == FORMAT
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise InvalidInput(
            f"{source} is not a backup of Secondsight ({error or type(error).__name__}). "
            "Expected an archive that `secondsight backup` wrote.",
            field="file",
        ) from None
    unknown = set(manifest["migrations"]) - _migrations()
    if not is_ours or unknown:
        newer = ", ".join(sorted(unknown)[:3])
        raise InvalidInput(
            f"{source} was written by Secondsight {manifest.get('version')}, which has changes that this "
            f"version lacks ({newer or 'another format'}). Update Secondsight first.",
            field="file",
        )
    with archive:
        _keep_originals(archive)
        with transaction.atomic():
            _make_room(replace)
            rows = {model._meta.db_table: _fill(archive, model) for model in tables()}
            _restart_sequences()
            relocking.lock_what_is_open()  # a backup of before there were locks
            if after is not None:
                after()
            connection.check_constraints()
    return Content(rows, manifest["originals"], manifest["missing"], relocking.unreadable())


def _make_room(replace: bool) -> None:
    holding = [m for m in tables() if m._meta.app_label == "organisation" and m._meta.model_name == "account"]
    if not replace and any(m._default_manager.exists() for m in holding):
        raise Refused(
            "This instance already has accounts, and nothing was changed. Restore into an empty one "
            "(another SECONDSIGHT_DATA_DIR), or say --replace to lose what it holds."
        )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = ", ".join(connection.ops.quote_name(m._meta.db_table) for m in tables())
            cursor.execute(f"TRUNCATE {names} CASCADE")
            return
        for model in tables():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


def _fill(archive: zipfile.ZipFile, model: type[Model]) -> int:
    name = f"tables/{model._meta.db_table}.jsonl"
    if name not in archive.namelist():
        return 0
    fields = {f.attname: f for f in model._meta.concrete_fields}
    count = 0
    batch: list[Model] = []
    with archive.open(name) as lines:
        for number, line in enumerate(lines, 1):
            try:
                values = {k: _value(fields[k], v) for k, v in json.loads(line).items() if k in fields}
            except (ValueError, TypeError, AttributeError) as error:
                raise InvalidInput(f"{name} line {number} cannot be read: {error}.", field="file") from None
            batch.append(model(**values))
            count += 1
            if len(batch) >= BATCH:
                model._default_manager.bulk_create(batch)
                batch = []
    model._default_manager.bulk_create(batch)
    return count


def _value(field: Field[Any, Any], value: Any) -> Any:
    if value is None or field.get_internal_type() == "JSONField":
        return value
    # A foreign key's column holds what its target's key holds.
    target = field.target_field if isinstance(field, ForeignKey) else field
    return target.to_python(value)


def _restart_sequences() -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in tables():
            if model._meta.auto_field is not None:
                table, column = model._meta.db_table, model._meta.pk.column
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence(%s, %s), (SELECT coalesce(max({column}), 0) + 1 "
                    f"FROM {connection.ops.quote_name(table)}), false)",
                    [f'"{table}"', column],
                )


def _keep_originals(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        sha256 = name.removeprefix("files/")
        if name.startswith("files/") and not files.path_by_hash(sha256).exists():
            files.put_back(sha256, archive.open(name))
