"""A row of a table as an item of evidence."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from secondsight.integrations.table.columns import Row, says_utc
from secondsight.integrations.table.times import DayOrMonthFirst, NotATime, precision_of, read_time
from secondsight.record.rules.evidence import ITEM_KINDS, Item, LeftOut, UnreadableFile
from secondsight.record.rules.local_time import NoSuchTime, instant_of

_KINDS = {
    "alarm": "alert",
    "alerts": "alert",
    "chat": "message",
    "comment": "message",
    "deploy": "deployment",
    "deployments": "deployment",
    "messages": "message",
    "releases": "release",
}
_IN_DETAILS = ("severity", "status")
_ADDRESS = re.compile(r"[^\s@]{1,100}@[^\s@]{1,200}")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of one file are read."""

    file: str
    mapping: Mapping[str, str]  # our field -> their header, or "=word" for every row
    zone: tzinfo | None
    day_first: bool | None
    repeated_hour: str = ""


def evidence(row: Row, place: str, raw: str, layout: Layout) -> Item | LeftOut:
    """Return a row's item, or why it is left out.

    Its key comes from its own words, so that the same row in another file merges: where a column holds
    an id, from that, time and text; else from all cells.
    Raises UnreadableFile where times lack a zone or their order of day and month is unknown: that
    holds for the whole file.
    """
    fields = {field: _cell(row, column) for field, column in layout.mapping.items()}
    text, title = fields.get("text", ""), fields.get("title", "")
    if not text and not title:
        return LeftOut(
            place, "no text", fields.get("channel", ""), f"column {layout.mapping['text']!r} is empty"
        )
    try:
        occurred_at = _instant(fields.get("time", ""), place, layout)
    except NotATime as error:
        shown = fields.get("time", "")[:80]
        reason = "time not understood" if shown else "no time"
        return LeftOut(place, reason, fields.get("channel", ""), f"{shown!r}: {error}" if shown else "")
    if title and not text.startswith(title):
        text = f"{title}\n{text}".strip()
    kind, said_kind = _kind(fields.get("kind", ""))
    mapped = set(layout.mapping.values())
    details = {column: cell for column, cell in row.items() if cell and column not in mapped}
    details |= {field: fields[field] for field in _IN_DETAILS if fields.get(field)}
    if said_kind:
        details["kind"] = said_kind
    if _ADDRESS.fullmatch(fields.get("author", "")):
        details["author_email"] = fields["author"].lower()
    return Item(
        key=_key(row, fields, occurred_at, text),
        kind=kind,
        occurred_at=occurred_at,
        text=text,
        place=place,
        raw=raw,
        channel=fields.get("channel", ""),
        author_id=fields.get("author", ""),
        author_name=fields.get("author", ""),
        url=fields.get("url", ""),
        title=title,
        details=details,
        precision=precision_of(fields["time"]),
    )


def _cell(row: Row, column: str) -> str:
    return column[1:] if column.startswith("=") and column not in row else row.get(column, "")


def _instant(text: str, place: str, layout: Layout) -> datetime:
    column = layout.mapping["time"]
    try:
        at = read_time(text, layout.day_first)
    except DayOrMonthFirst:
        raise UnreadableFile(
            f"{layout.file}: {place}: column {column!r} says {text!r}, where the day or the month may come "
            "first; expected which of the two it is, or times such as 2026-10-14 14:02",
            file=layout.file,
            place=place,
        )
    if at.tzinfo is None:
        zone = UTC if says_utc(column) else layout.zone
        if zone is None:
            raise UnreadableFile(
                f"{layout.file}: {place}: column {column!r} says {text!r}, a time without a zone; expected a "
                "zone in each time (2026-10-14T14:02:11Z), or the zone that they were written in, such as "
                "Europe/Berlin, given with the import",
                file=layout.file,
                place=place,
            )
    else:
        zone = UTC
    try:
        return instant_of(at, zone, layout.repeated_hour, file=layout.file)
    except NoSuchTime as error:
        raise NotATime(str(error))
    except OverflowError:
        raise NotATime("out of range")


def _kind(said: str) -> tuple[str, str]:
    """Return one of our kinds, and theirs where it is none of ours."""
    plain = said.strip().lower().replace(" ", "_").replace("-", "_")
    kind = _KINDS.get(plain, plain)
    return (kind, "") if kind in ITEM_KINDS else ("record", said)


def _key(row: Row, fields: Mapping[str, str], occurred_at: datetime, text: str) -> str:
    if fields.get("id"):
        unique: object = [fields["id"], occurred_at.isoformat(), text]
    else:
        unique = sorted((column, cell) for column, cell in row.items() if cell)
    digest = hashlib.sha256(json.dumps(unique).encode())
    return f"row:{digest.hexdigest()[:32]}"
