"""One file into the record: recognised, read to its end, then written down in one transaction."""

import logging
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import OperationalError

from secondsight.base import bulk, journal
from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.base.files import path_of
from secondsight.base.transaction import write
from secondsight.record import readers
from secondsight.record.actions.again import read_before, take_over
from secondsight.record.actions.evidence import link
from secondsight.record.actions.mappings import remember, settle, table_source
from secondsight.record.actions.packet import add_documents
from secondsight.record.actions.spool import (
    CHANNEL,
    ITEM_COLUMNS,
    KEY,
    LEFT_OUT_COLUMNS,
    PLACE,
    TEXT,
    ItemRow,
    LeftOutRow,
    Spool,
)
from secondsight.record.models import (
    ITEM_WORDS,
    EvidenceFile,
    EvidenceItem,
    Import,
    LeftOutRecord,
    MergedItem,
)
from secondsight.record.rules.evidence import (
    Head,
    NeedsAnswer,
    Proposal,
    Reader,
    ReadOptions,
    UnreadableFile,
)
from secondsight.record.rules.receipt import IMPORTED, LEFT_OUT, MERGED, Receipt
from secondsight.record.rules.selection import Selection

log = logging.getLogger(__name__)

TELL_EVERY = 0.5  # seconds
# By which option a command answers what a page would ask; the API's fields are called as the asks are.
SAID_BY = {
    "zone": "--zone",
    "starts_at": "--starts-at",
    "on_date": "--on",
    "repeated_hour": "--repeated-hour",
    "day_first": "--day-first or --month-first",
    "channel": "--of-channel",
}
ITEMS, MERGES, LEFT_OUTS = (model._meta.db_table for model in (EvidenceItem, MergedItem, LeftOutRecord))


def receive(going: Import, file: EvidenceFile, *, number: int = 1, of: int = 1) -> None:
    """Import one file, or keep why it cannot be read, or what a person has to say first.

    Reading takes as long as it takes and locks nobody out; writing down is one transaction, so that
    other writers wait, and a process that is killed leaves all of the file or none of it.
    """
    try:
        head = readers.inspect(path_of(file.stored), file.name)
        reader = readers.recognise(head)
        options = settle(file, reader, head)
        if isinstance(options, Proposal):
            _ask(going, file, reader, options)
            return
        earlier = read_before(file, reader, options)
        if earlier is not None:
            _write_again(going, file, earlier, reader, options)
            return
        bring_in(going, file, reader, head, options, tell=_teller(going, file, number, of))
    except NeedsAnswer as error:
        _ask_or_tell(going, file, reader, error)
    except OperationalError:
        raise  # the database is busy or away: the job is tried again
    except SecondsightError as error:
        _keep_trouble(going, file, error)
    except Exception as error:
        log.exception("%s could not be imported", file.name)
        _keep_trouble(
            going,
            file,
            UnreadableFile(
                f"{file.name}: reading it failed in a way that we did not expect "
                f"({type(error).__name__}); nothing of it is kept. The server's log says where.",
                file=file.name,
            ),
        )


def bring_in(
    going: Import,
    file: EvidenceFile,
    reader: Reader,
    head: Head,
    options: ReadOptions,
    *,
    tell: Callable[[int], None],
    then: Callable[[], None] = lambda: None,
) -> None:
    """Read a file to its end and write it down; `then` is called inside the transaction that does.

    `tell` is told now and then how many records were read. Raises what the reader raises; nothing is kept.
    """
    spool = Spool(table_source(file))
    try:
        with bulk.seldom_collecting():
            spool.fill(readers.read(reader, head, options), tell)
            _write_down(going, file, reader, spool, options, then)
    finally:
        spool.close()


def _write_down(
    going: Import,
    file: EvidenceFile,
    reader: Reader,
    spool: Spool,
    options: ReadOptions,
    then: Callable[[], None],
) -> None:
    receipt = Receipt()
    with write():
        if EvidenceFile.objects.select_for_update().get(pk=file.pk).finished_at is not None:
            return  # somebody else ran the same import
        with ITEM_WORDS.in_bulk():
            for items, left_out in spool.batches():
                _add_items(file, items, receipt)
                _add_left_out(file, left_out, receipt)
        add_documents(going, file, spool.documents, receipt)
        if receipt.read != spool.read:
            raise RuntimeError(f"{file.name}: {spool.read} records read, {receipt.read} accounted for")
        _finish(file, reader, spool, receipt)
        remember(file, options, by=going.asked_by)
        linked = _link(going, file)
        _tell(going, file, receipt, linked)
        then()


def _write_again(
    going: Import, file: EvidenceFile, earlier: EvidenceFile, reader: Reader, options: ReadOptions
) -> None:
    with write():
        if EvidenceFile.objects.select_for_update(of=("self",)).get(pk=file.pk).finished_at is not None:
            return  # somebody else ran the same import
        receipt = take_over(file, earlier, reader)
        remember(file, options, by=going.asked_by)
        _tell(going, file, receipt, _link(going, file))


def _add_items(file: EvidenceFile, rows: list[ItemRow], receipt: Receipt) -> None:
    there = bulk.by_key(ITEMS, [row[KEY] for row in rows], "text")
    new: dict[str, ItemRow] = {}
    again: list[ItemRow] = []
    for row in rows:
        key = row[KEY]
        if key in there or key in new:
            again.append(row)
        else:
            new[key] = row
    bulk.insert(ITEMS, ("file_id", *ITEM_COLUMNS), ((file.pk, *row) for row in new.values()))
    if again:
        # Twice in one batch: the first was written a moment ago.
        there |= bulk.by_key(ITEMS, [row[KEY] for row in again if row[KEY] in new], "text")
        bulk.insert(
            MERGES,
            ("file_id", "item_id", "place", "is_alike"),
            ((file.pk, there[r[KEY]][0], r[PLACE], there[r[KEY]][1] == r[TEXT]) for r in again),
        )
    receipt.count_each(IMPORTED, (row[CHANNEL] for row in new.values()))
    receipt.count_each(MERGED, (row[CHANNEL] for row in again))


def _add_left_out(file: EvidenceFile, rows: list[LeftOutRow], receipt: Receipt) -> None:
    bulk.insert(LEFT_OUTS, ("file_id", *LEFT_OUT_COLUMNS), ((file.pk, *row) for row in rows))
    for _, channel, reason, _ in rows:
        receipt.count(LEFT_OUT, channel, reason=reason)


def _finish(file: EvidenceFile, reader: Reader, spool: Spool, receipt: Receipt) -> None:
    busy = spool.busy
    EvidenceFile.objects.filter(pk=file.pk).update(
        format=reader.format,
        read=receipt.read,
        **{outcome: receipt.outcomes[outcome] for outcome in (IMPORTED, MERGED, LEFT_OUT)},
        masked=spool.masked,
        reasons=dict(receipt.reasons.most_common()),
        channels=receipt.channels,
        options={**file.options, "read_by": settings.VERSION},
        proposal=None,
        trouble="",
        first_at=spool.first_at,
        last_at=spool.last_at,
        busy_from=busy.start if busy else None,
        busy_to=busy.end if busy else None,
        finished_at=now(),
    )


def _link(going: Import, file: EvidenceFile) -> int:
    if going.incident is None:
        return 0
    selection = Selection(going.from_at, going.to_at, tuple(going.only_channels))
    merged = MergedItem.objects.filter(file=file, is_alike=True).values("item")
    return link(going.incident, EvidenceItem.objects.filter(file=file), selection) + link(
        going.incident, EvidenceItem.objects.filter(pk__in=merged), selection
    )


def _tell(going: Import, file: EvidenceFile, receipt: Receipt, linked: int) -> None:
    at, by = now(), going.asked_by
    journal.record(
        "file_imported",
        by=by,
        subject=going,
        at=at,
        topic=going.topic,
        what=file.name,
        read=receipt.read,
        **receipt.outcomes,
    )
    if going.incident is not None and linked:
        journal.record(
            "evidence_added",
            by=by,
            subject=going.incident,
            at=at,
            topic=going.incident.topic,
            what=file.name,
            items=linked,
        )


def _ask(going: Import, file: EvidenceFile, reader: Reader, proposal: Proposal) -> None:
    with write():
        EvidenceFile.objects.filter(pk=file.pk).update(format=reader.format, proposal=asdict(proposal))


def _ask_or_tell(going: Import, file: EvidenceFile, reader: Reader, error: NeedsAnswer) -> None:
    """Ask a person, where one looks on; a command that runs by itself is told what it has to say."""
    if file.options.get("use_proposed"):
        said = " and ".join(SAID_BY.get(ask.field, ask.field) for ask in error.asks)
        message = f"{error.message} Say it with {said}."
        _keep_trouble(going, file, UnreadableFile(message, file=file.name, place=said))
        return
    questions = {"asks": [asdict(ask) for ask in error.asks]}
    with write():
        EvidenceFile.objects.filter(pk=file.pk).update(
            format=reader.format, proposal=questions, options=file.options
        )


def _keep_trouble(going: Import, file: EvidenceFile, error: SecondsightError) -> None:
    place = getattr(error, "place", "")
    with write():
        EvidenceFile.objects.filter(pk=file.pk, finished_at=None).update(
            trouble=error.message, trouble_place=place[:400]
        )
        journal.record(
            "file_unreadable",
            by=going.asked_by,
            subject=going,
            at=now(),
            topic=going.topic,
            what=file.name,
            trouble=error.message[:1000],
        )


def _teller(going: Import, file: EvidenceFile, number: int, of: int) -> Callable[[int], None]:
    told = time.monotonic()

    def tell(read: int) -> None:
        nonlocal told
        if time.monotonic() - told < TELL_EVERY:
            return
        told = time.monotonic()
        progress: dict[str, Any] = {"file": file.name, "number": number, "of": of, "read": read}
        try:
            _note(going, progress, now())
        except OperationalError:
            log.debug("progress was not noted: the database is busy")

    return tell


def _note(going: Import, progress: dict[str, Any], at: datetime) -> None:
    with write():
        Import.objects.filter(pk=going.pk).update(progress=progress, progress_at=at)
