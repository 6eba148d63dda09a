"""A record as its tool told it: kept beside the item, or found again in the original it came in (R2.4)."""

from collections.abc import Iterable

from secondsight.base.errors import NotFound, UnreadableFile
from secondsight.base.files import path_of
from secondsight.record import readers
from secondsight.record.models import EvidenceFile, EvidenceItem


def as_told(one: EvidenceItem) -> str:
    """Return a record's own JSON or text, "" where its original is not here."""
    fill_in([one])
    return one.raw


def fill_in(items: Iterable[EvidenceItem]) -> None:
    """Put the records' own texts into items that only know the place of theirs; each file is opened once.

    An item stays without where the original is not here: it came with a review from another instance, or a
    restore lacked its files.
    """
    by_file: dict[str, list[EvidenceItem]] = {}
    for one in items:
        if not one.raw:
            by_file.setdefault(one.file_id, []).append(one)
    if not by_file:
        return
    for file in EvidenceFile.objects.filter(pk__in=by_file).select_related("stored"):
        here = by_file[file.pk]
        told_at = getattr(readers.of_format(file.format), "told_at", None)
        if told_at is None:
            continue
        try:
            told = told_at(path_of(file.stored), [one.place for one in here])
        except (NotFound, UnreadableFile):
            continue
        for one in here:
            one.raw = told.get(one.place, "")
