"""Bringing an exported review into this instance: all of it or nothing, and nothing is overwritten."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DatabaseError
from django.db.models import Model

from secondsight.base import journal
from secondsight.base.errors import Refused
from secondsight.base.transaction import write
from secondsight.inquiry.models import Review
from secondsight.organisation.models import Account
from secondsight.organisation.rules.duties import must_set_policy
from secondsight.publication.actions.reading_rows import Read, Reader, place_of
from secondsight.publication.queries.portable import BY_NAME, SECTIONS, Section, columns, lists
from secondsight.publication.rules.portable import read_document

CHUNK = 400
# A record of evidence is the same wherever it was read; the copy that is here keeps its own origin, and
# may keep its text in that original alone.
OWN_ORIGIN = {"evidence": {"file", "place", "raw"}, "originals": {"recorded_at"}}


@dataclass
class Imported:
    """What came in, by section, and how many rows had been here already."""

    review: Review
    added: dict[str, int] = field(default_factory=dict)
    there: int = 0

    @property
    def is_new(self) -> bool:
        """Whether anything was added."""
        return bool(self.added)


def import_review(content: bytes, *, by: Account | None, at: datetime) -> Imported:
    """Bring in what `secondsight export --to json` wrote, and return what came of it.

    Rows keep their ids, so that a second import adds nothing. People are found by e-mail, or added without
    a password; teams, services, tiers and severities by slug. `by` is None for who runs the program itself.
    Raises Forbidden, InvalidInput for a file that cannot be used (it names the place), Refused for a row
    that is here and says something else: nothing is overwritten, and nothing is imported then.
    """
    must_set_policy(by)
    document = read_document(content, BY_NAME.keys())
    try:
        with write():
            return _import(document.review, document.rows, by=by, at=at)
    except DatabaseError as error:
        raise Refused(
            "What this file holds contradicts itself or what is here already, so nothing was imported: "
            f"{str(error).splitlines()[0][:200]}"
        ) from None


def _import(review_id: str, rows: dict[str, list[Any]], *, by: Account | None, at: datetime) -> Imported:
    reader = Reader(at)
    added: dict[str, int] = {}
    there = 0
    incidents: list[Model] = []
    for section in SECTIONS:
        read = reader.read(section, rows[section.name])
        new = _keep_out_those_here(section, read, reader)
        there += len(read) - len(new)
        if section.name == "originals":
            for one in new:
                one.row.is_elsewhere = True
        if new:
            added[section.name] = len(new)
            _insert(section, new, reader)
        if section.name == "incidents":
            incidents = [one.row for one in new]
    review = Review.objects.get(pk=review_id)
    result = Imported(review, added, there)
    if result.is_new:
        told = {"by": by, "at": at}
        journal.record(
            "review_imported",
            subject=review,
            topic=review.topic,
            what=review.title,
            added=added,
            there=there,
            **told,
        )
        for incident in incidents:
            journal.record(
                "incident_imported",
                subject=incident,
                topic=f"incident:{incident.pk}",
                what=str(incident),
                **told,
            )
    return result


def _keep_out_those_here(section: Section, read: list[Read], reader: Reader) -> list[Read]:
    here = _find(section, read)
    new = []
    for number, one in enumerate(read):
        existing = here.get(_identity(section, one.row))
        if existing is None:
            new.append(one)
            continue
        if not section.is_named and (differing := _differs(section, existing, one)):
            raise Refused(
                f"{place_of(section, number)}: this is here already and says something else "
                f"({differing}). Nothing is overwritten, and nothing was imported. Delete neither: if the "
                "other instance's words are right, edit them here."
            )
        reader.stands_for(section, one, existing)
    return new


def _find(section: Section, read: list[Read]) -> dict[tuple[Any, ...], Any]:
    first = section.model._meta.get_field(section.key[0]).attname  # type: ignore[union-attr]
    values = sorted({getattr(one.row, first) for one in read})
    found: dict[tuple[Any, ...], Any] = {}
    for start in range(0, len(values), CHUNK):
        rows = section.model._default_manager.filter(**{f"{first}__in": values[start : start + CHUNK]})
        for row in rows.prefetch_related(*(one.name for one in lists(section))):
            found[_identity(section, row)] = row
    return found


def _identity(section: Section, row: Any) -> tuple[Any, ...]:
    meta = section.model._meta
    return tuple(getattr(row, meta.get_field(name).attname) for name in section.key)  # type: ignore[union-attr]


def _differs(section: Section, existing: Any, one: Read) -> str:
    own = OWN_ORIGIN.get(section.name, set())
    for column in columns(section):
        if column.name not in own and getattr(existing, column.attname) != getattr(one.row, column.attname):
            return column.name
    for many in lists(section):
        if {row.pk for row in getattr(existing, many.name).all()} != set(one.lists[many.name]):
            return many.name
    return ""


def _insert(section: Section, new: list[Read], reader: Reader) -> None:
    section.model._default_manager.bulk_create([one.row for one in new], batch_size=CHUNK)
    if len(section.key) == 1:
        # Ids that the database gave (evidence) are known only now, on either database.
        here = _find(section, new)
        for one in new:
            reader.stands_for(section, one, here[_identity(section, one.row)])
    for many in lists(section):
        through: Any = many.remote_field.through
        mine, theirs = many.m2m_field_name(), many.m2m_reverse_field_name()
        through.objects.bulk_create(
            [
                through(**{f"{mine}_id": one.row.pk, f"{theirs}_id": pk})
                for one in new
                for pk in one.lists[many.name]
            ],
            batch_size=CHUNK,
        )
