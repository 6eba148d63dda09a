"""One writer at a time (C14)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from secondsight.base.sight import whole

# Any number that nothing else in the database locks by.
WRITER_LOCK = 7_361_001


@contextmanager
def write() -> Iterator[None]:
    """Open a write transaction that no other can run beside; nest freely.

    On SQLite the transaction takes the lock when it opens (IMMEDIATE, see settings), on PostgreSQL
    an advisory lock does the same. A rule that is checked inside therefore still holds at commit, and
    journal ids grow in commit order. Keep it short: nothing slow or remote inside (C10).
    What is kept from the one who looks (`base.sight`) is there inside.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), whole():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER_LOCK])
        yield
