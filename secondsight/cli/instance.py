"""`demo`, `backup`, `restore`, `reindex`, `check`: an instance as a whole."""

import argparse
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from secondsight.base.errors import Refused
from secondsight.cli.door import command, show


def register(verbs: Any) -> None:
    """Add the commands."""
    command(verbs, "demo", demo, help="load the demo organisation into an empty instance")
    saving = command(verbs, "backup", back_up, help="write everything into one file")
    saving.add_argument("file", type=Path, help="the archive to write, for example secondsight.zip")
    filling = command(verbs, "restore", restore, help="fill an empty instance from a backup")
    filling.add_argument("file", type=Path, help="an archive that `secondsight backup` wrote")
    filling.add_argument("--replace", action="store_true", help="lose what this instance holds")
    command(verbs, "reindex", reindex, help="make again what search finds things by")
    command(verbs, "check", check, help="look at configuration and database and say what is wrong")


def demo(arguments: argparse.Namespace) -> int:
    """Load the demo organisation and end."""
    prepare()
    told: list[str] = []
    is_loaded = load_demo(told.append)
    if not is_loaded:
        raise Refused("This instance is not empty, so the demo was not loaded. Nothing was changed.")
    show(arguments, {"loaded": True}, "\n".join(told))
    return 0


def prepare() -> None:
    """Bring the database to this version, one process at a time."""
    import fcntl

    from django.conf import settings
    from django.db import connection
    from django.db.utils import OperationalError

    from secondsight.base.fulltext import index
    from secondsight.base.migrated import is_migrated

    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    with (Path(settings.DATA_DIR) / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            if is_migrated():
                index.ensure()
            else:
                from django.core.management import call_command

                call_command("migrate", verbosity=0, interactive=False)
        except OperationalError as error:
            raise Refused(f"The database cannot be reached: {str(error).strip()}") from None
        connection.close()


def load_demo(tell: Callable[[str], Any]) -> bool:
    """Load the demo into an instance without accounts; return whether it was loaded."""
    from demo.load import load
    from secondsight.base.clock import now
    from secondsight.organisation.queries import has_accounts

    if has_accounts():
        return False
    tell("Loading the demo organisation: its evidence comes in through the importers.")
    load(now())
    return True


def sign_in_links(base_url: str) -> Iterator[str]:
    """Give the lines that say how each person of the demo signs in; none when this is no demo."""
    from secondsight.base.clock import now
    from secondsight.organisation.actions import make_sign_in_link
    from secondsight.organisation.queries import demo_accounts

    people = list(demo_accounts())
    if people:
        yield "\nSign in as one of the demo's people. Each link works once:"
    for person in people:
        path = make_sign_in_link(person, at=now())
        yield f"  {person.name:<22} {person.title:<34} {base_url}{path}"


def back_up(arguments: argparse.Namespace) -> int:
    """Write the archive."""
    from secondsight.base.backup import back_up as write_backup
    from secondsight.base.keyring import where_keys_are

    content = write_backup(arguments.file)
    rows = sum(content.rows.values())
    words = f"{arguments.file}: {rows:,} rows of {len(content.rows)} tables, {content.originals:,} originals."
    if locked := sum(content.locked.values()):
        words += (
            f"\nWhat was said in confidence is in it, locked ({locked:,} texts), and the key is not, so that "
            f"nobody reads it who finds the backup. Without the key it stays shut for ever: keep a copy of\n"
            f"  {where_keys_are()}\nat another place than the backup."
        )
    if content.missing:
        words += f"\n{len(content.missing)} originals were not on disk: {', '.join(content.missing[:5])}"
    show(
        arguments,
        {
            "file": str(arguments.file),
            "rows": rows,
            "originals": content.originals,
            "missing": content.missing,
            "locked": content.locked,
        },
        words,
    )
    return 1 if content.missing else 0


def restore(arguments: argparse.Namespace) -> int:
    """Fill the instance."""
    from secondsight.base.backup import restore as read_backup
    from secondsight.base.keyring import where_keys_are
    from secondsight.programme.actions import reindex as index_again

    prepare()
    content = read_backup(arguments.file, replace=arguments.replace, after=index_again)
    rows = sum(content.rows.values())
    words = f"Restored {rows:,} rows and {content.originals:,} originals from {arguments.file}."
    if lost := sum(content.locked.values()):
        words += (
            f"\n{lost:,} texts that were said in confidence ({', '.join(content.locked)}) cannot be read: "
            "their key is not here. Everything else is. Put the lines of the old instance's key file into\n"
            f"  {where_keys_are()}\nand they can be read again; nothing needs to be restored anew."
        )
    show(
        arguments,
        {
            "rows": rows,
            "originals": content.originals,
            "missing": content.missing,
            "unreadable": content.locked,
        },
        words,
    )
    return 0


def reindex(arguments: argparse.Namespace) -> int:
    """Make the index of search again; others may go on working meanwhile."""
    from secondsight.programme.actions import reindex as index_again

    prepare()
    counts = index_again()
    show(arguments, {"indexed": counts}, f"{sum(counts.values()):,} things can be found again.")
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Say what is wrong; 1 when something is."""
    findings = list(_findings())
    words = "\n".join(f"- {finding}" for finding in findings) or "Nothing is wrong."
    show(arguments, {"findings": findings}, words)
    return 1 if findings else 0


def _findings() -> Iterator[str]:
    from django.conf import settings
    from django.core import checks
    from django.core.cache import cache
    from django.core.mail import get_connection
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import DatabaseError

    from secondsight.base.keyring import where_keys_are
    from secondsight.base.queries import failed_jobs, missing_originals
    from secondsight.base.relocking import unreadable

    folder = Path(settings.DATA_DIR)
    try:
        probe = folder / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        yield f"The data folder {folder} cannot be written: {error.strerror}."
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    if free < 1024**3:
        yield f"Only {free // 1024**2} MB are free where the data lies ({folder})."
    for message in checks.run_checks():
        if message.level >= checks.WARNING:
            yield f"{message.msg} ({message.id})"
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        yield f"The database cannot be reached: {str(error).strip()}"
        return
    if waiting:
        yield f"{len(waiting)} migrations wait. `secondsight serve` applies them."
        return
    try:
        cache.set("secondsight-check", "1", 5)
    except Exception as error:  # whatever the cache's client raises
        yield f"The cache cannot be used (SECONDSIGHT_REDIS_URL): {error}"
    if settings.MAIL_LEAVES:
        try:
            with get_connection():
                pass
        except OSError as error:
            yield f"The mail server cannot be used (SECONDSIGHT_SMTP_URL): {error}"
    for name, count in failed_jobs():
        yield f"{count} runs of the job {name} failed for good."
    gone = missing_originals()
    if gone:
        yield f"{len(gone)} originals are missing from {folder / 'files'}: {', '.join(gone[:3])}"
    try:
        lost = sum(unreadable().values())
    except Refused as error:
        yield error.message
        return
    if lost:
        yield f"{lost} texts said in confidence cannot be read: their key is not in {where_keys_are()}."
