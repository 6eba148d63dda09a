"""Going over files: asked for by a person, run by the worker or the command line, retold by a receipt."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from secondsight.base import journal
from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.ids import new_id
from secondsight.base.jobs import job
from secondsight.base.models import StoredFile
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.organisation.rules.zones import check_time_zone
from secondsight.record.actions.evidence import link, tell_added
from secondsight.record.actions.packet import give_documents
from secondsight.record.actions.receiving import receive
from secondsight.record.actions.words import fit, fit_id
from secondsight.record.models import EvidenceFile, Import, Incident
from secondsight.record.queries.evidence import items_of
from secondsight.record.rules.selection import EVERYTHING, Selection, check

MOST_FILES = 200
LONGEST_HEADER = 500


def ask_for_import(
    files: Sequence[tuple[str, StoredFile]],
    *,
    by: Account | None,
    at: datetime,
    incident: Incident | None = None,
    selection: Selection = EVERYTHING,
    options: Mapping[str, Any] | None = None,
    once: str = "",
    is_queued: bool = True,
) -> Import:
    """Write down that files are to be imported, let the worker do it, and return the import.

    `files` are names, as a person gave them, with their originals. With an incident, what of them lies in
    the selection becomes its evidence. `options` say how files are read: {"mapping": {our field: their
    column}, "zone", "source", "day_first", "starts_at", "on_date", "repeated_hour", "channel" as in
    ReadOptions, "use_proposed": ask nobody, read a table that nobody described before as proposed}.
    `once` is an id that a form was given: sent twice, it is one import. Not queued, the
    caller runs it with `run_import(id)`.
    Raises InvalidInput.
    """
    once = fit_id(once)
    if not files or len(files) > MOST_FILES:
        raise InvalidInput(f"Choose 1 to {MOST_FILES} files to import.", field="files")
    options = fit_options(options or {})
    selection = check(selection)
    with write():
        if once and (there := Import.objects.filter(pk=once, asked_by=by).first()):
            return there
        going = Import.objects.create(
            id=once if once and not Import.objects.filter(pk=once).exists() else new_id(),
            asked_by=by,
            incident=incident,
            from_at=selection.from_at,
            to_at=selection.to_at,
            only_channels=list(selection.channels),
            recorded_at=at,
        )
        for name, stored in files:
            EvidenceFile.objects.create(
                going=going, stored=stored, name=_name(name), options=options, recorded_at=at
            )
        names = [_name(name) for name, _ in files]
        _tell("import_asked", going, by=by, at=at, files=names, what=", ".join(names)[:300])
        if is_queued:
            run_import.enqueue(going.pk)
    return going


def answer_mapping(
    file: EvidenceFile, *, options: Mapping[str, Any], by: Account | None, at: datetime
) -> EvidenceFile:
    """Say how a table's columns are read, or answer what was asked of another file; the worker goes on.

    For a table it is remembered by its header.

    Raises InvalidInput; Refused for a file that is in the record already.
    """
    said = fit_options({**options, "is_said": True})
    with write():
        file = EvidenceFile.objects.select_for_update().select_related("going").get(pk=file.pk)
        if file.finished_at is not None:
            raise Refused(
                f"{file.name} is imported already, as it was described then. Evidence stays as it came."
            )
        file.options, file.proposal, file.trouble, file.trouble_place = said, None, "", ""
        file.save(update_fields=["options", "proposal", "trouble", "trouble_place"])
        _wait_again(file.going)
        _tell("mapping_answered", file.going, by=by, at=at, what=file.name, mapping=said["mapping"])
        run_import.enqueue(file.going_id)
    return file


def retry_import(going: Import, *, by: Account | None, at: datetime) -> Import:
    """Go over the files again that could not be read, or that an interruption left.

    Raises Refused when everything is in the record already.
    """
    with write():
        left = EvidenceFile.objects.filter(going=going, finished_at=None)
        if not left.exists():
            raise Refused(
                "Every file of this import is in the record already. There is nothing to try again."
            )
        left.update(trouble="", trouble_place="", proposal=None)
        _wait_again(going)
        _tell("import_retried", going, by=by, at=at)
        run_import.enqueue(going.pk)
    return going


def attach_import(
    going: Import, incident: Incident, selection: Selection, *, by: Account | None, at: datetime
) -> int:
    """Let what an import brought, inside a selection, belong to an incident; return how much was new to it.

    Files of the import that are still to be read will do the same. Raises InvalidInput.
    """
    selection = check(selection)
    with write():
        Import.objects.filter(pk=going.pk).update(
            incident=incident,
            from_at=selection.from_at,
            to_at=selection.to_at,
            only_channels=list(selection.channels),
        )
        added = link(incident, items_of(going), selection) + give_documents(going, incident)
        _tell("import_attached", going, by=by, at=at, what=incident.title, items=added)
        if added:
            tell_added(incident, selection, added, by=by, at=at)
    return added


@job()
def run_import(import_id: str) -> None:
    """Go over each file of an import that is not in the record yet; a file is all in it, or not at all.

    It may run twice, also at once. A file that cannot be read keeps its trouble in words, and the others
    are imported all the same.
    """
    going = Import.objects.select_related("asked_by", "incident").get(pk=import_id)
    left = list(
        going.files.filter(finished_at=None, trouble="", proposal__isnull=True).select_related("stored")
    )
    if left:
        _move(going, "reading")
    total = going.files.count()
    for number, file in enumerate(left, start=total - len(left) + 1):
        receive(going, file, number=number, of=total)
    _finish(going)


def _finish(going: Import) -> None:
    with write():
        files = list(EvidenceFile.objects.filter(going=going))
        troubles = [file.trouble for file in files if file.trouble]
        is_asking = any(f.proposal is not None and not f.trouble and f.finished_at is None for f in files)
        state = "asking" if is_asking else "failed" if troubles else "done"
        before = Import.objects.select_for_update().get(pk=going.pk)
        if before.state == state and before.finished_at is not None:
            return
        at = now()
        Import.objects.filter(pk=going.pk).update(
            state=state, trouble="\n".join(troubles), finished_at=at, progress={}, progress_at=at
        )
        counts = {name: sum(getattr(file, name) for file in files) for name in COUNTS}
        verb = {"asking": "mapping_asked", "failed": "import_failed", "done": "import_finished"}[state]
        _tell(verb, going, by=going.asked_by, at=at, **counts)


COUNTS = ("read", "imported", "merged", "left_out")


def _wait_again(going: Import) -> None:
    Import.objects.filter(pk=going.pk).update(state="waiting", trouble="", finished_at=None, progress={})


def _move(going: Import, state: str) -> None:
    with write():
        Import.objects.filter(pk=going.pk).update(state=state, progress_at=now())
        _tell("import_started", going, by=going.asked_by, at=now())


def _tell(verb: str, going: Import, *, by: Account | None, at: datetime, **particulars: Any) -> None:
    journal.record(verb, by=by, subject=going, at=at, topic=going.topic, **particulars)


def _name(name: str) -> str:
    return (
        name.replace("\0", "\ufffd").encode("utf-8", "replace").decode().strip()[-1000:]
        or "a file without a name"
    )


def _header(text: str) -> str:
    # As it stands in the file, blanks and all.
    if len(text) > LONGEST_HEADER or "\0" in text:
        raise InvalidInput(f"“{text[:60]}…” cannot be a column's header.", field="mapping")
    return text


def fit_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return how tables are to be read, complete and checked. Raises InvalidInput with the field's name."""
    mapping = options.get("mapping") or {}
    if not isinstance(mapping, Mapping) or len(mapping) > 50:
        raise InvalidInput("Expected our fields, each with a column's header.", field="mapping")
    zone = str(options.get("zone") or "")
    repeated_hour = str(options.get("repeated_hour") or "")
    if repeated_hour not in ("", "first", "second"):
        raise InvalidInput("Expected first or second.", field="repeated_hour")
    day_first = options.get("day_first")
    if day_first not in (None, True, False):
        raise InvalidInput(
            "Expected true (05/10 is in October), false (in May) or nothing.", field="day_first"
        )
    return {
        "mapping": {
            fit(str(ours), field="mapping", most=40): _header(str(theirs)) for ours, theirs in mapping.items()
        },
        "zone": check_time_zone(zone, field="zone") if zone else "",
        "source": fit(str(options.get("source") or ""), field="source", most=200),
        "day_first": day_first,
        "starts_at": _starts_at(options.get("starts_at"), zone),
        "on_date": _on_date(options.get("on_date")),
        "repeated_hour": repeated_hour,
        "channel": fit(str(options.get("channel") or ""), field="channel", most=200),
        "use_proposed": bool(options.get("use_proposed")),
        "is_said": bool(options.get("is_said") or mapping),
    }


def _starts_at(said: Any, zone: str) -> str:
    """Return an instant as ISO 8601; a time without a zone is one of the zone that was said."""
    if not said:
        return ""
    try:
        at = said if isinstance(said, datetime) else datetime.fromisoformat(str(said).strip())
        if at.tzinfo is None and zone:
            at = at.replace(tzinfo=ZoneInfo(check_time_zone(zone, field="zone")))
        at = at.astimezone(UTC) if at.tzinfo else at
    except (ValueError, OverflowError):
        raise InvalidInput(
            f"“{str(said)[:40]}” is no time; expected one such as 2026-03-11T14:02Z.", field="starts_at"
        ) from None
    if at.tzinfo is None:
        raise InvalidInput(
            f"{at:%Y-%m-%d %H:%M} names no zone: write 2026-03-11T14:02+01:00, or give the zone too.",
            field="starts_at",
        )
    return at.isoformat()


def _on_date(said: Any) -> str:
    if not said:
        return ""
    try:
        on = said if type(said) is date else date.fromisoformat(str(said).strip())
    except ValueError:
        raise InvalidInput(
            f"“{str(said)[:40]}” is no date; expected one such as 2026-03-11.", field="on_date"
        ) from None
    return on.isoformat()
