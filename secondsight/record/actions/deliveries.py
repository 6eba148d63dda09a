"""What hooks took in becomes evidence: by the readers that files are read by, many at once."""

import logging
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import OperationalError

from secondsight.base import bulk, journal
from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.base.files import keep, path_of
from secondsight.base.jobs import job
from secondsight.base.transaction import write
from secondsight.record import readers, tools
from secondsight.record.actions.arrivals import answer_arrivals
from secondsight.record.actions.receiving import bring_in
from secondsight.record.models import (
    EvidenceFile,
    EvidenceItem,
    Hook,
    HookDelivery,
    HookImport,
    Import,
    LeftOutRecord,
    MergedItem,
)
from secondsight.record.rules.deliveries import line_of, lines_of, shape_of
from secondsight.record.rules.evidence import Head, Reader, ReadOptions

log = logging.getLogger(__name__)

MOST_AT_ONCE = 500
MOST_FILES = 100  # of an import that gathers what a hook brought


@job()
def read_deliveries(hook_id: str) -> None:
    """Read what waits of a hook until nothing does. It may run twice, also at once."""
    hook = Hook.objects.get(pk=hook_id)
    while found := list(
        HookDelivery.objects.filter(hook=hook, state="waiting").order_by("id")[:MOST_AT_ONCE]
    ):
        try:
            tool = tools.sender(hook.tool).tool
        except SecondsightError as error:
            _fail(hook, found, error.message)
            return
        lines = {delivery.pk: list(_lines(tool, hook, delivery)) for delivery in found}
        for reader, deliveries in _by_reader(tool, hook, found, lines):
            _read(hook, reader, deliveries, lines)


def _lines(tool: tools.Tool, hook: Hook, delivery: HookDelivery) -> Iterator[str]:
    return lines_of(
        delivery.body,
        headers=delivery.headers,
        received_at=delivery.received_at.isoformat(),
        # Told bare, what any tool sends merges with the same records in a file of its own.
        is_bare=tool.needs_mapping and bool(hook.mapping.get("time")),
    )


def _by_reader(
    tool: tools.Tool, hook: Hook, found: list[HookDelivery], lines: dict[str, list[str]]
) -> list[tuple[Reader, list[HookDelivery]]]:
    """Return who reads which deliveries; what nobody reads is marked so."""
    known = [reader for reader in readers.readers() if reader.format in tool.formats]
    if len(known) == 1:
        return [(known[0], found)]
    of_shape: dict[tuple[str, ...], Reader | None] = {}
    sorted_out: defaultdict[str, list[HookDelivery]] = defaultdict(list)
    strange = []
    for delivery in found:
        first = next(iter(lines[delivery.pk]), "{}")
        shape = shape_of(first)
        if shape not in of_shape:
            of_shape[shape] = _recognised(first, known)
        reader = of_shape[shape]
        if reader is None:
            strange.append(delivery)
        else:
            sorted_out[reader.format].append(delivery)
    if strange:
        expected = " or ".join(reader.title for reader in known)
        _fail(hook, strange, f"This is not what {tool.title} sends; expected {expected}.")
    return [(reader, sorted_out[reader.format]) for reader in known if reader.format in sorted_out]


def _recognised(line: str, known: Sequence[Reader]) -> Reader | None:
    folder = Path(settings.DATA_DIR) / "spool"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        file.write(line.encode())
        file.flush()
        head = Head(Path(file.name), "a delivery", len(line), line.encode()[: readers.START])
        return next((reader for reader in known if reader.recognises(head)), None)


def _read(hook: Hook, reader: Reader, deliveries: list[HookDelivery], lines: dict[str, list[str]]) -> None:
    """Bring deliveries in together; what cannot be read is told apart, so that it keeps nobody back."""
    try:
        _bring(hook, reader, deliveries, lines)
        return
    except OperationalError:
        raise  # the database is busy or away: the job is tried again
    except _TakenMeanwhile:
        return
    except SecondsightError as error:
        why = error.message
    except Exception as error:
        log.exception("deliveries of %s could not be read", hook)
        why = (
            f"Reading it failed in a way that we did not expect ({type(error).__name__}). "
            "The server's log says where."
        )
    if len(deliveries) == 1:
        _fail(hook, deliveries, why)
        return
    middle = len(deliveries) // 2
    for half in (deliveries[:middle], deliveries[middle:]):
        _read(hook, reader, half, lines)


class _TakenMeanwhile(Exception):
    """Another worker read the same deliveries; nothing of ours is kept."""


def _bring(hook: Hook, reader: Reader, deliveries: list[HookDelivery], lines: dict[str, list[str]]) -> None:
    at = now()
    stored = keep(f"{line}\n".encode() for delivery in deliveries for line in lines[delivery.pk])
    name = _name(hook, deliveries)
    with write():
        going = _gathering(hook, at)
        file = EvidenceFile.objects.create(going=going, stored=stored, name=name, recorded_at=at)
    try:
        head = replace(readers.inspect(path_of(stored), name), name=hook.name)
        options = _options(hook, tools.sender(hook.tool).tool)
        file.options = {"mapping": dict(options.mapping), "zone": hook.zone, "source": hook.name}
        bring_in(
            going,
            file,
            reader,
            head,
            options,
            tell=lambda read: None,
            then=lambda: _settle(hook, going, file, deliveries, lines, at),
        )
    except BaseException:
        EvidenceFile.objects.filter(pk=file.pk, finished_at=None).delete()
        raise


def _settle(
    hook: Hook,
    going: Import,
    file: EvidenceFile,
    deliveries: list[HookDelivery],
    lines: dict[str, list[str]],
    at: datetime,
) -> None:
    """Note what became of each delivery, and do what the hook's rule says, all in the open transaction."""
    ids = [delivery.pk for delivery in deliveries]
    if HookDelivery.objects.filter(pk__in=ids, state="waiting").count() < len(ids):
        raise _TakenMeanwhile
    new = list(EvidenceItem.objects.filter(file=file).defer("raw"))
    merged = list(MergedItem.objects.filter(file=file).select_related("item"))
    placed = [(line_of(item.place), item, True) for item in new]
    placed += [(line_of(row.place), row.item, False) for row in merged]
    read = {line for line, _, _ in placed}
    reasons: dict[int, str] = {}
    for row in LeftOutRecord.objects.filter(file=file).order_by("id"):
        reasons.setdefault(line_of(row.place), f"{row.reason}: {row.detail}" if row.detail else row.reason)
    changed, received, number = [], {}, 1
    for delivery in deliveries:
        numbers = range(number, number + len(lines[delivery.pk]))
        number = numbers.stop
        received |= dict.fromkeys(numbers, delivery.received_at)
        is_evidence = any(each in read for each in numbers)
        trouble = next((reasons[each] for each in numbers if each in reasons), "")
        if not is_evidence and not trouble:
            trouble = "there is nothing in it"
        state = "done" if is_evidence else "left_out"
        changed.append((state, trouble, "", file.pk, f"line {numbers.start}", delivery.pk))
    columns = ("state", "trouble", "body", "file_id", "place")
    bulk.update(HookDelivery._meta.db_table, columns, changed)
    Import.objects.filter(pk=going.pk).update(finished_at=at, progress_at=at)
    arrived = [(item, received[line], is_new) for line, item, is_new in placed]
    arrived.sort(key=lambda each: (each[0].occurred_at, each[0].pk))
    answer_arrivals(hook, arrived, at=at)
    journal.record(
        "deliveries_read",
        by=None,
        subject=hook,
        at=at,
        topic=hook.topic,
        what=hook.name,
        deliveries=len(deliveries),
        left_out=sum(1 for row in changed if row[0] == "left_out"),
    )


def _fail(hook: Hook, deliveries: list[HookDelivery], why: str) -> None:
    with write():
        failed = HookDelivery.objects.filter(pk__in=[each.pk for each in deliveries], state="waiting")
        failed.update(state="failed", trouble=why[:2000])
        journal.record(
            "deliveries_unreadable",
            by=None,
            subject=hook,
            at=now(),
            topic=hook.topic,
            what=hook.name,
            deliveries=len(deliveries),
            trouble=why[:1000],
        )


def _gathering(hook: Hook, at: datetime) -> Import:
    """Return the import that gathers what this hook brings today, in the open transaction."""
    newest = HookImport.objects.filter(hook=hook).select_related("going").order_by("-recorded_at").first()
    is_of_today = newest is not None and newest.recorded_at.date() == at.date()
    if is_of_today and newest.going.files.count() < MOST_FILES:
        return newest.going
    going = Import.objects.create(asked_by=None, state="done", finished_at=at, recorded_at=at)
    HookImport.objects.create(hook=hook, going=going, recorded_at=at)
    return going


def _options(hook: Hook, tool: tools.Tool) -> ReadOptions:
    if not tool.needs_mapping:
        return ReadOptions(zone=ZoneInfo(hook.zone) if hook.zone else UTC)
    mapping = dict(hook.mapping)
    if not mapping.get("time"):
        inside = {ours: path if path.startswith("=") else f"body.{path}" for ours, path in mapping.items()}
        mapping = {**inside, "time": "received_at"}
    return ReadOptions(mapping=mapping, zone=ZoneInfo(hook.zone) if hook.zone else None, source=hook.name)


def _name(hook: Hook, deliveries: list[HookDelivery]) -> str:
    first = deliveries[0].received_at
    more = f" and {len(deliveries) - 1} more" if len(deliveries) > 1 else ""
    return f"{hook.name}, {first:%Y-%m-%d %H:%M:%S} UTC{more}"
