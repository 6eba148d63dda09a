"""The same file once more: what became of it is known, so that it need not be read again (R2.4a)."""

from collections import Counter

from django.conf import settings
from django.db.models import BooleanField, CharField, F, Value

from secondsight.base import bulk
from secondsight.base.clock import now
from secondsight.record.actions.mappings import said_options
from secondsight.record.models import EvidenceFile, EvidenceItem, LeftOutRecord, MergedItem, PacketItem
from secondsight.record.rules.evidence import Reader, ReadOptions
from secondsight.record.rules.receipt import IMPORTED, LEFT_OUT, MERGED, Receipt

_SAME = ("read", "left_out", "reasons", "masked", "first_at", "last_at", "busy_from", "busy_to")


def read_before(file: EvidenceFile, reader: Reader, options: ReadOptions) -> EvidenceFile | None:
    """Return an import of the same content, read in the same way by the same version, None without one.

    A file that brought something for a packet is read again: another incident may want it.
    """
    rows = EvidenceFile.objects.filter(
        stored=file.stored_id, format=reader.format, finished_at__isnull=False
    ).exclude(pk=file.pk)
    for earlier in rows.order_by("-finished_at")[:5]:
        is_same = (
            earlier.options.get("read_by") == settings.VERSION and said_options(earlier.options) == options
        )
        if is_same and not PacketItem.objects.filter(file=earlier).exists() and _is_whole(earlier):
            return earlier
    return None


def take_over(file: EvidenceFile, earlier: EvidenceFile, reader: Reader) -> Receipt:
    """Write down that a file holds what an earlier import of it held, in the open transaction.

    Everything that had come or merged then has merged now; what was left out is left out again.
    """
    of = Value(file.pk, output_field=CharField())
    alike = Value(True, output_field=BooleanField())
    merges = ("file_id", "item_id", "place", "is_alike")
    brought = EvidenceItem.objects.filter(file=earlier).annotate(of=of, alike=alike).order_by("pk")
    bulk.insert_found(MergedItem._meta.db_table, merges, brought.values_list("of", "pk", "place", "alike"))
    merged = MergedItem.objects.filter(file=earlier).annotate(of=of).order_by("pk")
    bulk.insert_found(
        MergedItem._meta.db_table, merges, merged.values_list("of", "item_id", "place", "is_alike")
    )
    left = LeftOutRecord.objects.filter(file=earlier).annotate(of=of).order_by("pk")
    bulk.insert_found(
        LeftOutRecord._meta.db_table,
        ("file_id", "place", "channel", "reason", "detail"),
        left.values_list("of", F("place"), F("channel"), F("reason"), F("detail")),
    )
    EvidenceFile.objects.filter(pk=file.pk).update(
        format=reader.format,
        imported=0,
        merged=earlier.imported + earlier.merged,
        channels={
            name: {**counts, IMPORTED: 0, MERGED: counts[IMPORTED] + counts[MERGED]}
            for name, counts in earlier.channels.items()
        },
        options={**file.options, "read_by": settings.VERSION},
        proposal=None,
        trouble="",
        finished_at=now(),
        **{name: getattr(earlier, name) for name in _SAME},
    )
    outcomes = Counter({MERGED: earlier.imported + earlier.merged, LEFT_OUT: earlier.left_out})
    return Receipt(outcomes=outcomes)


def _is_whole(earlier: EvidenceFile) -> bool:
    """Whether all that it brought is there as items; what it brought for a packet is not."""
    items = EvidenceItem.objects.filter(file=earlier).count()
    merged = MergedItem.objects.filter(file=earlier).count()
    return items + merged == earlier.imported + earlier.merged
