"""What hooks took in, from the inbox to the database: once, however often a tool sends it."""

import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from secondsight.base.clock import now
from secondsight.base.inbox import Inbox
from secondsight.base.jobs import beside, every, job
from secondsight.base.transaction import write
from secondsight.record.actions.deliveries import read_deliveries
from secondsight.record.models import EvidenceFile, Hook, HookDelivery

log = logging.getLogger(__name__)

TAKEN_AT_ONCE = 1_000
LEFT_BEHIND = timedelta(hours=1)


def inbox() -> Inbox:
    """Return where deliveries lie until the database has them."""
    return Inbox(Path(settings.DATA_DIR) / "inbox")


def take_in(box: Inbox) -> int:
    """Write down what lies in an inbox, and return how many deliveries that were that we did not have.

    A delivery that a tool sends again is taken in once. It may run anywhere, also twice at once: a batch
    leaves the inbox only when the database has it.
    """
    new = 0
    paths = box.batches()
    while paths:
        taken: list[Path] = []
        rows: dict[str, HookDelivery] = {}
        while paths and len(rows) < TAKEN_AT_ONCE:
            path = paths.pop(0)
            entries = box.entries(path)
            if entries is None:
                continue  # a server adds to it, or another worker took it
            rows |= {row.pk: row for row in _rows(entries, path)}
            taken.append(path)
        new += _write_down(list(rows.values()))
        for path in taken:
            path.unlink(missing_ok=True)
    return new


def entry(
    *, hook: str, identity: str, id: str, received_at: datetime, headers: dict[str, str], body: str
) -> bytes:
    """Return a delivery as the inbox keeps it."""
    told = {
        "id": id,
        "hook": hook,
        "identity": identity,
        "received_at": received_at.isoformat(),
        "headers": headers,
        "body": body,
    }
    return json.dumps(told, ensure_ascii=False).encode()


@beside
def take_in_ours() -> None:
    """Take in what the servers of this instance have put into the inbox."""
    take_in(inbox())


@every(timedelta(minutes=1))
@job()
def look_after_deliveries() -> None:
    """Read what still waits, though its job ended badly."""
    # Files that a killed worker had begun; what they were to hold still waits.
    EvidenceFile.objects.filter(
        going__hook_import__isnull=False, finished_at=None, recorded_at__lt=now() - LEFT_BEHIND
    ).delete()
    waiting = HookDelivery.objects.filter(state="waiting").order_by()
    for hook_id in waiting.values_list("hook", flat=True).distinct():
        read_deliveries.enqueue(hook_id)


def _write_down(rows: list[HookDelivery]) -> int:
    hooks = {row.hook_id for row in rows}
    with write():
        known = set(Hook.objects.filter(pk__in=hooks).values_list("pk", flat=True))
        # A job that still runs looks again before it ends: it is queued only where none can be running.
        going_on = set(
            HookDelivery.objects.filter(hook__in=known, state="waiting")
            .order_by()
            .values_list("hook", flat=True)
        )
        there = HookDelivery.objects.filter(hook__in=known, identity__in={row.identity for row in rows})
        before = set(there.values_list("hook", "identity"))
        new = {(row.hook_id, row.identity): row for row in reversed(rows) if row.hook_id in known}
        fresh = [row for key, row in reversed(new.items()) if key not in before]
        HookDelivery.objects.bulk_create(fresh, ignore_conflicts=True)
        for hook in {row.hook_id for row in fresh} - going_on:
            read_deliveries.enqueue(hook)
    return len(fresh)


def _rows(entries: list[bytes], path: Path) -> Iterator[HookDelivery]:
    for line in filter(None, entries):
        try:
            told = json.loads(line)
            yield HookDelivery(
                id=told["id"],
                hook_id=told["hook"],
                identity=told["identity"],
                received_at=datetime.fromisoformat(told["received_at"]),
                recorded_at=datetime.fromisoformat(told["received_at"]),
                headers=told["headers"],
                body=told["body"],
            )
        except (ValueError, KeyError, TypeError):
            log.error("%s holds an entry that is none of ours; it is passed over", path)
