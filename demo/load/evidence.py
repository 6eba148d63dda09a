"""The files that the tools left, brought in by the importers, and what was made of their candidates."""

from datetime import datetime, timedelta
from pathlib import Path

from demo import others, story
from demo.evidence import places, write_evidence
from demo.facts import Evidence, Incident
from demo.load.script import Script
from secondsight.base.files import keep_path
from secondsight.base.models import JournalEntry
from secondsight.organisation.models import Account, Person
from secondsight.record.actions.candidates import dismiss_candidate, merge_candidate
from secondsight.record.actions.imports import ask_for_import, run_import
from secondsight.record.actions.people import count_appearances, join_name
from secondsight.record.actions.proposing import propose_candidates
from secondsight.record.models import Candidate, EvidenceFile, EvidenceItem, Import, PacketItem
from secondsight.record.models import Incident as Row
from secondsight.record.queries.presence import present
from secondsight.record.rules.selection import Selection

BEFORE, AFTER = timedelta(hours=2), timedelta(hours=6)  # of an incident: what of the files belongs to it
# After an incident's start: when it was brought in, and when somebody had gone through the candidates.
BROUGHT_AFTER, READ_AFTER = timedelta(hours=2, minutes=35), timedelta(hours=22)
_STORIES: dict[str, tuple[Incident, str, bool]] = {
    story.EVIDENCE.slug: (story.INCIDENT, "nandini", True),
    others.EVIDENCE.slug: (
        next(i for i in others.INCIDENTS if i.slug == others.EVIDENCE.slug),
        "nandini",
        False,
    ),
}


def tell_evidence(script: Script, evidence: Evidence, folder: Path) -> None:
    """Let an incident's files be imported and, where somebody did so, its candidates be gone through."""
    incident, who, is_read = _STORIES[evidence.slug]
    start = script.started(incident)
    script.add(start + BROUGHT_AFTER, lambda at: _bring(script, incident, evidence, who, folder, at))
    if is_read:
        script.add(start + READ_AFTER, lambda at: _go_through(script, incident, who, at))


def _bring(
    script: Script, incident: Incident, evidence: Evidence, who: str, folder: Path, at: datetime
) -> None:
    cast, start = script.cast, script.started(incident)
    by, row = cast.people[who], cast.incidents[incident.slug]
    written = write_evidence(folder / evidence.slug, start, evidence)
    going = ask_for_import(
        [(path.name, keep_path(path)) for path in written],
        by=by,
        at=at,
        incident=row,
        selection=Selection(start - BEFORE, start + AFTER),
        options={"use_proposed": True},
        is_queued=False,
    )
    before = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    run_import(going.pk)
    _check(going.pk)
    # The importer tells by the clock when it was done. This import is done on the day that is played.
    JournalEntry.objects.filter(id__gt=before).update(at=at)
    Import.objects.filter(pk=going.pk).update(finished_at=at)
    EvidenceFile.objects.filter(going=going).update(finished_at=at)
    PacketItem.objects.filter(file__going=going).update(recorded_at=at)
    found = {
        (item.file.name, item.place): item
        for item in EvidenceItem.objects.filter(file__going=going).select_related("file")
    }
    for key, place in places(evidence, start).items():
        cast.items[incident.slug, key] = found[place]
    propose_candidates(row, by=by, at=at)
    count_appearances(row)


def _check(going_id: str) -> None:
    going = Import.objects.get(pk=going_id)
    if going.state != "done":
        raise RuntimeError(f"the demo's own files were not read: {going.state} {going.trouble}")


def _go_through(script: Script, incident: Incident, who: str, at: datetime) -> None:
    cast = script.cast
    by = cast.people[who]
    told = {
        item: row
        for (slug, _), row in cast.events.items()
        if slug == incident.slug
        for item in row.items.values_list("pk", flat=True)
    }
    waiting = Candidate.objects.filter(incident=cast.incidents[incident.slug], answer=None)
    for candidate in waiting.prefetch_related("items").order_by("occurred_at", "id"):
        event = next((told[item.pk] for item in candidate.items.all() if item.pk in told), None)
        if event is not None:
            merge_candidate(candidate, event, by=by, at=at)
        else:
            dismiss_candidate(candidate, by=by, at=at)
    _name_people(cast.incidents[incident.slug], by, at)


def _name_people(incident: Row, by: Account, at: datetime) -> None:
    """Say who the names are that share an e-mail address with the directory; logins are left to the reader."""
    people = {person.pk: person for person in Person.objects.all()}
    for one in present(incident):
        if one.suggestion and one.suggestion.strength == 1:
            name = one.suggestion.name
            person = people[one.suggestion.person.id]
            join_name(incident, name.source, name.author, person, by=by, at=at)
