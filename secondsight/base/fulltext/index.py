"""A full-text index over columns of a table that has a whole number as its key."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from secondsight.base.fulltext.query import Query, parse
from secondsight.base.prepared import Asked

# Beyond this a text's end is not indexed: a tsvector may not be longer than 1 MB.
LONGEST_INDEXED = 200_000
MOST_RANKED = 5_000  # a rank costs about 1.3 µs; a word in more texts than this tells none of them apart
MOST_SHOWN = 500
# English stems without stop words, so that both databases find the same ("the" is a word, too).
CONFIGURATION = "secondsight"
# PostgreSQL takes "db.example.com" or "/api/orders" as one word. FTS5 does not, and neither do people.
PUNCTUATION = "!\"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~"
Kind = TypeVar("Kind", bound=Model)
_indexes: list["TextIndex"] = []


@dataclass(frozen=True)
class TextIndex:
    """An index kept by the database itself: rows may be written in any way, one by one or in bulk."""

    table: str
    columns: tuple[str, ...]  # the weightiest first

    @property
    def name(self) -> str:
        """Return the name of the index's own table (SQLite) or column (PostgreSQL)."""
        return f"{self.table}_words" if connection.vendor == "sqlite" else "words"

    @contextmanager
    def in_bulk(self) -> Iterator[None]:
        """Index what is added inside, all of it at the end, in the write transaction that is open.

        FTS5 writes its buffer to disk for every row that a trigger adds, which costs 40 times as much as
        the row. Should this process be killed inside, the database takes back the lost trigger, too.
        """
        if connection.vendor != "sqlite":
            yield
            return
        columns = ", ".join(self.columns)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {self.table}")
            last = cursor.fetchone()[0]
            cursor.execute(f"DROP TRIGGER IF EXISTS {self.name}_added")
            yield
            cursor.execute(
                f"INSERT INTO {self.name}(rowid, {columns}) "
                f"SELECT id, {columns} FROM {self.table} WHERE id > %s",
                [last],
            )
            cursor.execute(f"CREATE TRIGGER {self.name}_added {_triggers(self)[f'{self.name}_added']}")

    def matching(self, rows: QuerySet[Kind], query: str | Query) -> QuerySet[Kind]:
        """Return those of the rows that a query finds, in the order they had.

        Raises InvalidInput for a query without words.
        """
        read = parse(query) if isinstance(query, str) else query
        if connection.vendor == "sqlite":
            found = RawSQL(f"SELECT rowid FROM {self.name} WHERE {self.name} MATCH %s", [read.for_sqlite()])
            return rows.filter(pk__in=found)
        return rows.extra(where=[_matches(self.table)], params=[read.for_postgresql()])

    def ids(self, query: str | Query) -> RawSQL:
        """Return the keys of what a query finds, for `…_id__in` of rows that point at the indexed ones.

        Raises InvalidInput for a query without words.
        """
        read = parse(query) if isinstance(query, str) else query
        if connection.vendor == "sqlite":
            return RawSQL(f"SELECT rowid FROM {self.name} WHERE {self.name} MATCH %s", [read.for_sqlite()])
        wanted = [read.for_postgresql()]
        return RawSQL(f"SELECT id FROM {self.table} WHERE {_matches(self.table)}", wanted)

    def best(
        self,
        rows: QuerySet[Kind] | Asked,
        query: str | Query,
        *,
        only: Mapping[str, str] | None = None,
        first: int = 0,
        most: int = 20,
    ) -> list[Any]:
        """Return those of the rows that a query finds, the best first, `most` of them after `first`.

        Each has its `rank`, less is better; of equals the newest comes first. `only` narrows by columns
        of the table before anything is ranked. At most `MOST_RANKED` matches are ranked, and the rows (who
        may see what) are asked about the best `MOST_SHOWN` of them alone, so that a word which is everywhere
        costs no more than another. One statement. Raises InvalidInput for a query without words.
        """
        read = parse(query) if isinstance(query, str) else query
        ranked, params = self._ranked(read, only or {})
        asked = rows if isinstance(rows, Asked) else Asked.of(rows.order_by())
        # The cross join keeps SQLite from beginning with the rows.
        join, on = ("CROSS JOIN", "WHERE") if connection.vendor == "sqlite" else ("JOIN", "ON")
        found = asked.model._default_manager.raw(
            f"SELECT seen.*, best.rank FROM ({ranked} ORDER BY rank, id DESC LIMIT {MOST_SHOWN}) AS best "
            f"{join} ({asked.sql}) AS seen {on} seen.id = best.id ORDER BY best.rank, best.id DESC "
            f"LIMIT %s OFFSET %s",
            [*params, *asked.params, most, first],
        )
        return list(found)

    def _ranked(self, read: Query, only: Mapping[str, str]) -> tuple[str, list[Any]]:
        narrowed = "".join(f" AND {self.table}.{column} = %s" for column in only)
        if connection.vendor == "sqlite":
            weights = ", ".join("10.0" if n == 0 else "1.0" for n in range(len(self.columns)))
            joined = f" JOIN {self.table} ON {self.table}.id = {self.name}.rowid" if only else ""
            ranked = (
                f"SELECT id, rank FROM (SELECT {self.name}.rowid AS id, bm25({self.name}, {weights}) AS rank "
                f"FROM {self.name}{joined} WHERE {self.name} MATCH %s{narrowed} "
                f"ORDER BY {self.name}.rowid DESC LIMIT {MOST_RANKED})"
            )
            return ranked, [read.for_sqlite(), *only.values()]
        wanted = read.for_postgresql()
        ranked = (
            f"SELECT id, -ts_rank_cd(words, to_tsquery('{CONFIGURATION}', %s)) AS rank "
            f"FROM (SELECT id, words FROM {self.table} WHERE {_matches(self.table)}{narrowed} "
            f"LIMIT {MOST_RANKED}) AS matching"
        )
        return ranked, [wanted, wanted, *only.values()]


def over(model: type[Model], *columns: str) -> TextIndex:
    """Lay an index over columns of a model; `migrate` makes it, and makes it again if it went missing."""
    index = TextIndex(model._meta.db_table, columns)
    _indexes.append(index)
    return index


def ensure(**_: Any) -> None:
    """Make the indexes that are missing. Runs after every `migrate`.

    Not a migration: when a later one changes an indexed table, SQLite's copy of it lacks the triggers.
    """
    tables = connection.introspection.table_names()
    for index in _indexes:
        if index.table in tables:
            (_ensure_sqlite if connection.vendor == "sqlite" else _ensure_postgresql)(index)


def _ensure_sqlite(index: TextIndex) -> None:
    table, words, columns = index.table, index.name, ", ".join(index.columns)
    wanted = _triggers(index)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", [f"{words}%"])
        there = {row[0] for row in cursor.fetchall()}
        if there >= {words, *wanted}:
            return
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {words} USING fts5({columns}, content='{table}', "
            "content_rowid='id', tokenize='porter unicode61')"
        )
        for name, what in wanted.items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {what}")
        cursor.execute(f"INSERT INTO {words}({words}) VALUES ('rebuild')")


def _triggers(index: TextIndex) -> dict[str, str]:
    table, words, columns = index.table, index.name, ", ".join(index.columns)
    new, old = (", ".join(f"{row}.{column}" for column in index.columns) for row in ("new", "old"))
    put = f"INSERT INTO {words}(rowid, {columns}) VALUES (new.id, {new});"
    take = f"INSERT INTO {words}({words}, rowid, {columns}) VALUES ('delete', old.id, {old});"
    return {
        f"{words}_added": f"AFTER INSERT ON {table} BEGIN {put} END",
        f"{words}_removed": f"AFTER DELETE ON {table} BEGIN {take} END",
        f"{words}_changed": f"AFTER UPDATE OF {columns} ON {table} BEGIN {take} {put} END",
    }


def _ensure_postgresql(index: TextIndex) -> None:
    spaces = " " * len(PUNCTUATION.replace("''", "'"))
    parts = " || ".join(
        f"setweight(to_tsvector('{CONFIGURATION}', "
        f"translate(left({column}, {LONGEST_INDEXED}), '{PUNCTUATION}', '{spaces}')), '{weight}')"
        for column, weight in zip(index.columns, "ABCD", strict=False)
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_ts_config WHERE cfgname = %s", [CONFIGURATION])
        if cursor.fetchone() is None:
            _make_configuration(cursor)
        cursor.execute(
            f"ALTER TABLE {index.table} ADD COLUMN IF NOT EXISTS words tsvector "
            f"GENERATED ALWAYS AS ({parts}) STORED"
        )
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {index.table}_words ON {index.table} USING gin(words)")


def _make_configuration(cursor: Any) -> None:
    cursor.execute(
        f"CREATE TEXT SEARCH DICTIONARY {CONFIGURATION}_stem (TEMPLATE = snowball, LANGUAGE = english)"
    )
    cursor.execute(f"CREATE TEXT SEARCH CONFIGURATION {CONFIGURATION} (COPY = pg_catalog.english)")
    cursor.execute(
        f"ALTER TEXT SEARCH CONFIGURATION {CONFIGURATION} ALTER MAPPING FOR asciiword, asciihword, "
        f"hword_asciipart, word, hword, hword_part WITH {CONFIGURATION}_stem"
    )


def _matches(table: str) -> str:
    return f"{table}.words @@ to_tsquery('{CONFIGURATION}', %s)"
