"""`secondsight demo` is all or nothing, however it ends."""

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.live_server import environment_for

pytestmark = pytest.mark.server
TABLES = ("organisation_account", "record_incident", "record_evidenceitem", "base_journalentry")


def test_a_load_that_is_killed_leaves_an_empty_instance_and_the_next_one_works(tmp_path: Path) -> None:
    environment = environment_for(tmp_path)
    command = [sys.executable, "-m", "secondsight.cli", "demo", "--json"]
    database = tmp_path / "data" / "secondsight.sqlite3"

    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while process.poll() is None and not is_loading(database) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(1)
    assert process.poll() is None, "the load was over before it could be killed"
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL

    assert counted(database) == dict.fromkeys(TABLES, 0)

    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert all(counted(database).values())
    assert not list((tmp_path / "data" / "spool").glob("*"))


def is_loading(database: Path) -> bool:
    """Return whether somebody holds the lock for writing, once every table is there."""
    if not database.exists():
        return False
    connection = sqlite3.connect(database, timeout=0, isolation_level=None)
    try:
        try:
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        except sqlite3.OperationalError:  # a migration holds it
            return False
        if not names >= {*TABLES, "base_searchdocument_words"}:
            return False
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
        return False
    except sqlite3.OperationalError:
        return True
    finally:
        connection.close()


def counted(database: Path) -> dict[str, int]:
    connection = sqlite3.connect(database)
    try:
        return {table: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in TABLES}
    finally:
        connection.close()
