"""From the journal to the handlers: every entry that somebody listens to becomes jobs (C2, C15)."""

from secondsight.base.jobs import job
from secondsight.base.journal import handlers_of, listened_entries
from secondsight.base.models import JournalCursor, JournalEntry
from secondsight.base.transaction import write

CURSOR = "outbox"
BATCH = 500


@job()
def hand_over(entry_id: int, handler_name: str) -> None:
    """Run one handler on one entry."""
    entry = JournalEntry.objects.get(pk=entry_id)
    for handler in handlers_of(entry):
        if f"{handler.__module__}.{handler.__qualname__}" == handler_name:
            handler(entry)


def pump() -> int:
    """Queue a job for each handler of each entry since the last time; return how many were queued.

    The cursor moves in the same transaction, so a crash neither loses nor repeats a hand-over.
    """
    listened_to = listened_entries()
    queued = 0
    while True:
        newest = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        cursor = JournalCursor.objects.filter(pk=CURSOR).first()
        if cursor is not None and cursor.entry >= newest:
            return queued
        with write():
            cursor, _ = JournalCursor.objects.select_for_update().get_or_create(name=CURSOR)
            listened = list(
                JournalEntry.objects.filter(listened_to, id__gt=cursor.entry, id__lte=newest).order_by("id")[
                    :BATCH
                ]
            )
            for entry in listened:
                for handler in handlers_of(entry):
                    hand_over.enqueue(entry.pk, f"{handler.__module__}.{handler.__qualname__}")
                    queued += 1
            cursor.entry = listened[-1].pk if len(listened) == BATCH else newest
            cursor.save(update_fields=["entry"])


def pass_over() -> None:
    """Hand nothing over of what the journal holds so far, in the transaction that is open.

    For who fills an empty instance and has seen to what would have followed.
    """
    newest = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    JournalCursor.objects.update_or_create(name=CURSOR, defaults={"entry": newest})
