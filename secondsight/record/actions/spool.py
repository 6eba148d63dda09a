"""The records of a file on their way into the record: read to the end first, so that it is all or nothing."""

import json
import marshal
import struct
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

import msgspec
from django.conf import settings

from secondsight.base import bulk
from secondsight.record.rules.busy import Period, bucket, busiest
from secondsight.record.rules.evidence import Document, Item, LeftOut, Record
from secondsight.record.rules.masking import find_secrets, mask

BATCH = 1_000
_SIZE = struct.Struct(">Q")
_encoder = msgspec.json.Encoder(enc_hook=str)
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
SOURCE_LENGTH = 100
# As they stand in the table, after `file_id`.
ITEM_COLUMNS = (
    "key",
    "kind",
    "source",
    "occurred_at",
    "precision",
    "channel",
    "author_id",
    "author_name",
    "is_bot",
    "title",
    "text",
    "thread",
    "url",
    "place",
    "details",
    "raw",
)
KEY, CHANNEL, TEXT, PLACE = (ITEM_COLUMNS.index(name) for name in ("key", "channel", "text", "place"))
LEFT_OUT_COLUMNS = ("place", "channel", "reason", "detail")

ItemRow = tuple[Any, ...]
LeftOutRow = tuple[str, str, str, str]
_TABLE_ROW = "row"  # how the keys of a table's rows begin: what system it comes from is not in them


class Spool:
    """Rows in a file that has no name: whatever ends this process, nothing of it stays behind."""

    def __init__(self, table: str = "") -> None:
        """Make one; `table` is the source of what comes from a table."""
        folder = Path(settings.DATA_DIR) / "spool"
        folder.mkdir(parents=True, exist_ok=True)
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115, closed by `close`
        self._sources = {_TABLE_ROW: table[:SOURCE_LENGTH]}
        self.documents: list[Document] = []
        self.masked = 0
        self._times: Counter[int] = Counter()
        self._instant = bulk.instant_writer()
        self.read = 0
        self.first_at: datetime | None = None
        self.last_at: datetime | None = None

    def fill(self, records: Iterable[Record], tell: Callable[[int], None]) -> None:
        """Take every record; `tell` is told after each batch how many there are so far."""
        coming = iter(records)
        while batch := list(islice(coming, BATCH)):
            self.read += len(batch)
            self._take(batch)
            tell(self.read)
        tell(self.read)

    def batches(self) -> Iterator[tuple[list[ItemRow], list[LeftOutRow]]]:
        """Return what was taken, in its order, a batch at a time."""
        self._file.seek(0)
        while size := self._file.read(_SIZE.size):
            yield marshal.loads(self._file.read(*_SIZE.unpack(size)))

    @property
    def busy(self) -> Period | None:
        """Return when most of it happened."""
        return busiest(self._times)

    def close(self) -> None:
        """Give the disk back."""
        self._file.close()

    def _take(self, batch: list[Record]) -> None:
        items: list[Item] = []
        left_out: list[LeftOutRow] = []
        for record in batch:
            if type(record) is Item and EARLIEST <= record.occurred_at < LATEST:
                items.append(record)
            elif isinstance(record, Document):
                self.documents.append(self._document_without_secrets(record))
            else:
                left_out.append(_left_out_row(record))
        self._note_times([item.occurred_at for item in items])
        packed = marshal.dumps((self._rows(items), left_out))
        self._file.write(_SIZE.pack(len(packed)) + packed)

    def _rows(self, items: list[Item]) -> list[ItemRow]:
        """Return items as their rows, made column by column: a row at a time takes twice as long."""
        if not items:
            return []
        shown = Item(*zip(*map(self._without_secrets, items), strict=True))  # of each field, all items'
        columns = shown._asdict() | {
            "source": map(self._source, shown.key),
            "occurred_at": map(self._instant, shown.occurred_at),
            "details": map(_json, shown.details),
        }
        return list(zip(*(columns[name] for name in ITEM_COLUMNS), strict=True))

    def _without_secrets(self, item: Item) -> Item:
        """Mask secrets in what is searched and shown; the record's own text is masked when it is shown."""
        if item.kind == "message":
            # Its own JSON repeats its words; what it said before an edit does not stand in them.
            before = item.details.get("before") if item.details else None
            found = find_secrets(f"{item.text}\n{before}" if before else item.text)
        else:
            found = find_secrets(f"{item.text}\n{_json(item.details)}\n{item.raw}")
        if not found:
            return item
        self.masked += 1
        return item._replace(
            text=mask(item.text, found),
            title=mask(item.title, found),
            url="" if mask(item.url, found) != item.url else item.url,
            details=json.loads(mask(_json(item.details), found)),
        )

    def _document_without_secrets(self, document: Document) -> Document:
        found = find_secrets(document.text)
        if not found:
            return document
        self.masked += 1
        return replace(document, text=mask(document.text, found))

    def _source(self, key: str) -> str:
        prefix = key[: key.find(":")]
        return self._sources.get(prefix) or self._sources.setdefault(prefix, prefix[:SOURCE_LENGTH])

    def _note_times(self, told_at: list[datetime]) -> None:
        """Note when the records of a batch happened."""
        if not told_at:
            return
        self._times.update(map(bucket, told_at))
        first, last = min(told_at), max(told_at)
        self.first_at = first if self.first_at is None else min(first, self.first_at)
        self.last_at = last if self.last_at is None else max(last, self.last_at)


def _left_out_row(record: Item | LeftOut) -> LeftOutRow:
    if isinstance(record, Item):
        detail = f"{record.occurred_at.isoformat()}; expected a time between 1970 and 2200"
        return (record.place, record.channel, "a time that cannot be", detail)
    return (record.place, record.channel, record.reason, storable(record.detail))


def storable(text: str) -> str:
    """Return a text without what a database refuses: NUL, and halves of surrogate pairs."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _json(details: Mapping[str, object]) -> str:
    if not details:
        return "{}"
    try:
        text = _encoder.encode(details).decode()
    except (TypeError, ValueError):
        return _json_of_anything(details)
    return text if text.isascii() and "\\u0000" not in text else storable(text.replace("\\u0000", "\ufffd"))


def _json_of_anything(details: Mapping[str, object]) -> str:
    """As `_json`, for what the fast way refuses: huge numbers, halves of surrogate pairs, other keys."""
    try:
        text = json.dumps(dict(details), ensure_ascii=False, allow_nan=False, default=str)
    except ValueError:
        # A number that JSON has no word for: kept as text.
        text = json.dumps({name: repr(value) for name, value in details.items()}, ensure_ascii=False)
    return storable(text.replace("\\u0000", "\\ufffd"))
