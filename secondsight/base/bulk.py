"""Many rows at once, by the fastest way of each database. The caller has opened `write()`."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import CharField, F, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

_AT_ONCE = 20  # rows in one statement


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Let Python look for cyclic garbage after 100,000 new things instead of 700.

    Rows that come and go make none, and looking for it every few rows costs a seventh of reading them.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows of plain values (text, numbers, booleans, None); instants as `instant_writer` writes them.

    Raises IntegrityError when one of them breaks a constraint; the open transaction has to be given up then.
    """
    named = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            # Some rows a statement cost a fifth less than one. FAIL spares SQLite the copy of each page by
            # which it would take back the statement alone: all is given up together.
            values, left = [*chain.from_iterable(rows)], 0
            for count in (_AT_ONCE, 1):
                size = count * len(columns)
                first, left = left, len(values) - len(values) % size
                marks = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * count)
                cursor.executemany(
                    f"INSERT OR FAIL INTO {table} ({named}) VALUES {marks}",
                    [values[start : start + size] for start in range(first, left, size)],
                )


def update(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Change rows of plain values: each is the new values of the columns, then the row's id."""
    named = ", ".join(f"{column} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {named} WHERE id = %s", list(rows))


def insert_found(table: str, columns: Sequence[str], found: QuerySet[Any, Any]) -> int:
    """Add what a `values_list` finds, in one statement, without what is there already; return how many."""
    named = ", ".join(columns)
    query, parameters = found.query.sql_with_params()
    with connection.cursor() as cursor:
        # "WHERE true" tells SQLite that ON belongs to the insertion.
        cursor.execute(
            f"INSERT INTO {table} ({named}) SELECT * FROM ({query}) AS found WHERE true "
            "ON CONFLICT DO NOTHING",
            parameters,
        )
        return int(cursor.rowcount)


def by_key(table: str, keys: Sequence[str], *columns: str) -> dict[str, tuple[Any, ...]]:
    """Return the id and some columns of the rows that have one of these keys; at most a few thousand keys."""
    if not keys:
        return {}
    named = ", ".join(("key", "id", *columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT {named} FROM {table} WHERE key = ANY(%s)", [list(keys)])
        else:
            marks = ", ".join(["%s"] * len(keys))
            cursor.execute(f"SELECT {named} FROM {table} WHERE key IN ({marks})", list(keys))
        return {row[0]: tuple(row[1:]) for row in cursor.fetchall()}


def instant_writer() -> Callable[[datetime], str]:
    """Return what writes an aware UTC instant as `insert` wants it: as Django's own column holds it."""
    if connection.vendor == "postgresql":
        return str
    return lambda at: at.isoformat(" ")[:-6]  # without "+00:00"


def instant_column(name: str) -> Combinable:
    """Return a column of instants for `values_list`, to be read with `instant_reader`.

    On SQLite Django reads an instant in four steps of Python, which is most of the time that tens of
    thousands of rows take; there the column comes as the text that it is.
    """
    return F(name) if connection.vendor == "postgresql" else Cast(name, CharField())


def instant_reader() -> Callable[[Any], datetime | None]:
    """Return what reads an aware UTC instant, or None, from an `instant_column`."""
    if connection.vendor == "postgresql":
        return lambda at: at
    read = datetime.fromisoformat
    return lambda text: read(f"{text}+00:00") if text else None


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many small values inside without the collector going over all that the process holds.

    Tens of thousands of tuples set it off, and it finds nothing in them: that took longer than making them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
