"""An incident's evidence in one order: all its sources on one clock, each put right by what was said of it.

The order is the index's: by the corrected instant, to the microsecond, and for things at the same instant by
how they came into the record. It is one statement, read a piece at a time: what comes in meanwhile is not
seen, and a million rows take no more memory than a thousand.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db import connection

from secondsight.organisation.models import Account
from secondsight.record.models import EvidenceItem, Incident, IncidentItem
from secondsight.record.queries.veil import veil_here

PIECE = 5_000
_encoder = msgspec.json.Encoder()
_LINKS, _ITEMS = IncidentItem._meta.db_table, EvidenceItem._meta.db_table
FIELDS = (
    *("precision", "source", "kind", "channel", "author_id", "author_name", "is_bot", "title", "text"),
    *("thread", "url", "key", "place"),
)
_STAMP = {
    "sqlite": "l.occurred_at",
    "postgresql": "to_char(l.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}
# When, by which system and where, who, and what; further lines of a text are set in.
_LINE = (
    "|| '  ' || i.source || CASE i.channel WHEN '' THEN '' ELSE ' ' || i.channel END || '  ' || "
    "CASE i.author_name WHEN '' THEN CASE i.author_id WHEN '' THEN i.kind ELSE i.author_id END "
    "ELSE i.author_name END || ': ' || "
    "REPLACE(CASE i.text WHEN '' THEN i.title ELSE i.text END, '\n', '\n    ')"
)


def as_lines(viewer: Account | None, incident: Incident) -> Iterator[str]:
    """Return the evidence of an incident that the viewer has found as text, some thousand lines at a time.

    Times are in UTC. The database writes the lines: half a million take it a second.
    """
    for rows in _pieces(incident, f"{_STAMP[connection.vendor]} {_LINE}"):
        yield "\n".join([row[0] for row in rows]) + "\n"


def as_json_lines(viewer: Account | None, incident: Incident) -> Iterator[bytes]:
    """Return the same as JSON, an object a line: `at` as corrected, `told_at` as the source's clock said."""
    columns = ("l.item_id", "l.occurred_at", "i.occurred_at", "i.details", *(f"i.{name}" for name in FIELDS))
    for rows in _pieces(incident, ", ".join(columns)):
        yield _encoder.encode_lines([_plain(*row) for row in rows])


def _pieces(incident: Incident, columns: str) -> Iterator[list[tuple[Any, ...]]]:
    """Rows of the columns, some thousand at a time."""
    join = "CROSS JOIN" if connection.vendor == "sqlite" else "JOIN"  # the links lead, not the items
    moment, adapt = veil_here(incident), connection.ops.adapt_datetimefield_value
    within = "AND l.occurred_at <= %s" if moment else ""
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {_LINKS} l {join} {_ITEMS} i ON i.id = l.item_id "
            f"WHERE l.incident_id = %s {within} ORDER BY l.occurred_at, l.item_id",
            [incident.pk, *([adapt(moment)] if moment else [])],
        )
        while rows := cursor.fetchmany(PIECE):
            yield rows


def _plain(item: int, at: Any, told_at: Any, details: Any, *fields: Any) -> dict[str, Any]:
    said = dict(zip(FIELDS, fields, strict=True))
    said["is_bot"] = bool(said["is_bot"])
    more = msgspec.Raw(details) if isinstance(details, str) else details
    return {"item": item, "at": _instant(at), "told_at": _instant(told_at), **said, "details": more}


def _instant(at: Any) -> str:
    """An instant as JSON has it: SQLite gives text, PostgreSQL a moment in some zone."""
    if isinstance(at, datetime):
        at = at.astimezone(UTC).isoformat(" ")[:-6]
    return f"{at.replace(' ', 'T')}Z"
