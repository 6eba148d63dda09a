"""What is read of imports: their state, their receipts, what they left out. The viewer comes first (C12)."""

from typing import Any

from django.db.models import Max, Min, Q, QuerySet

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account
from secondsight.record.models import EvidenceFile, Import, Incident, LeftOutRecord
from secondsight.record.queries.incidents import is_name
from secondsight.record.rules.selection import Selection

ORDER = ("-recorded_at", "-id")
LEFT_OUT_ORDER = ("id",)
MOST_CHOICES = 50
SHOWN_WITH = ("asked_by", "incident", "hook_import__hook")
COUNTS = ("read", "imported", "merged", "left_out")


def imports(viewer: Account | None) -> QuerySet[Import]:
    """Return the imports that the viewer asked for, or that went to an incident they may see.

    With their files; for `page(..., order=ORDER)`.
    """
    return _visible(viewer).select_related(*SHOWN_WITH).prefetch_related("files")


def going_over(viewer: Account | None, id: str) -> Import:
    """Return one import with its files and their originals. Raises NotFound."""
    found = None
    if is_name(id):
        rows = _visible(viewer).select_related(*SHOWN_WITH).prefetch_related("files__stored")
        found = rows.filter(pk=id).first()
    if found is None:
        raise NotFound("There is no import here that you may see.")
    return found


def may_see_import(viewer: Account | None, id: str) -> bool:
    """Return whether the viewer may know of an import."""
    return is_name(id) and _visible(viewer).filter(pk=id).exists()


def file_of(viewer: Account | None, id: str) -> EvidenceFile:
    """Return one file of an import with its original. Raises NotFound."""
    found = None
    if is_name(id):
        rows = EvidenceFile.objects.filter(going__in=_visible(viewer)).select_related("stored", "going")
        found = rows.filter(pk=id).first()
    if found is None:
        raise NotFound("There is no file here that you may see.")
    return found


def left_out(going: Import, file: EvidenceFile | None = None) -> QuerySet[LeftOutRecord]:
    """Return the left-out records of an import or one of its files, in the order they stood there."""
    rows = LeftOutRecord.objects.filter(file__going=going).select_related("file")
    return rows.filter(file=file) if file is not None else rows


def receipt(going: Import) -> dict[str, Any]:
    """Return an import as programs read it.

    {"import", "state", "incident", "files": [{"path", "format", "read", "imported", "merged", "left_out",
    "reasons", "channels"}], "errors": [{"path", "message", "place"}]}
    """
    files = list(going.files.all())
    return {
        "import": going.pk,
        "state": going.state,
        "incident": going.incident_id,
        "files": [_file(file) for file in files if file.finished_at is not None],
        "errors": [
            {"path": file.name, "message": file.trouble, "place": file.trouble_place}
            for file in files
            if file.trouble
        ],
    }


def span(going: Import) -> Selection:
    """Return from when to when the evidence of an import reaches; both None if there is none."""
    ends = going.files.aggregate(first=Min("first_at"), last=Max("last_at"))
    return Selection(ends["first"], ends["last"])


def busy(going: Import) -> Selection:
    """Return when most of it happened in the file with the most records: a guess, for a person to correct."""
    files = [file for file in going.files.all() if file.busy_from is not None]
    fullest = max(files, key=lambda file: file.read, default=None)
    return Selection(fullest.busy_from, fullest.busy_to) if fullest else Selection()


def incidents_to_choose(viewer: Account) -> list[tuple[str, str]]:
    """Return the ids and titles of the newest incidents that the viewer may know of."""
    rows = Incident.objects.visible_to(viewer).order_by("-listed_at", "-id")
    return list(rows.values_list("pk", "title")[:MOST_CHOICES])


def _file(file: EvidenceFile) -> dict[str, Any]:
    return {
        "path": file.name,
        "format": file.format,
        **{count: getattr(file, count) for count in COUNTS},
        "reasons": file.reasons,
        "channels": file.channels,
    }


def _visible(viewer: Account | None) -> QuerySet[Import]:
    if viewer is None:
        return Import.objects.filter(asked_by=None)
    incidents = Incident.objects.visible_to(viewer)
    return Import.objects.filter(
        Q(asked_by=viewer) | Q(asked_by=None) | Q(incident__in=incidents.values("pk"))
    )
