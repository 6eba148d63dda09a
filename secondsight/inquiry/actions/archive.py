"""Old post-mortems become reviews: all of a document or nothing, and never over somebody's work (R10.5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput
from secondsight.base.models import JournalEntry, StoredFile
from secondsight.base.transaction import write
from secondsight.inquiry.actions.archive_rows import (
    RowsOf,
    action_values,
    as_told,
    event_values,
    point_values,
    story_of,
)
from secondsight.inquiry.actions.reviews import restrict_review
from secondsight.inquiry.models import (
    ArchivedDocument,
    Factor,
    LearningPoint,
    RecordedAction,
    Review,
    ReviewIncident,
    Strength,
)
from secondsight.inquiry.queries.archive import documents_of, known_documents
from secondsight.inquiry.rules.archive import Outcome, RecognisedReview, is_same_document
from secondsight.organisation.models import Account, Severity
from secondsight.record.models import Event, Incident, Milestone

# What these write down is no work of a person on the review's words.
OURS = (
    "review_archived",
    "incident_archived",
    "archived_review_updated",
    "archived_version_kept",
    "review_restricted",
    "incident_restricted",
    "review_opened_to_all",
    "incident_opened_to_all",
    "restricted_review_viewed",
)


@dataclass(frozen=True)
class Archived:
    """What became of a document: its review, and whether that was added, changed, or left as it was."""

    outcome: Outcome
    review: Review
    document: ArchivedDocument


def archive_review(
    found: RecognisedReview,
    *,
    stored: StoredFile,
    name: str,
    severity: Severity,
    by: Account | None,
    at: datetime,
    is_restricted: bool = False,
) -> Archived:
    """Make a review of what was recognised in a document, with its incident, and return what came of it.

    The same file again changes nothing. A file of the same name that tells of the same incident is a new
    version: the review follows it, unless somebody worked on the review since; then the version is kept
    beside it. `severity` is for a document that names none that this instance has. The review is marked as
    archived: nobody is asked to prepare, hold or decide about it. A restricted one starts with whoever
    brings it as its whole audience.
    Raises InvalidInput.
    """
    name = name.replace("\0", "").encode("utf-8", "replace").decode()[-500:] or "document"
    if is_restricted and by is None:
        raise InvalidInput("A restricted review needs somebody who may see it: say whom you act for.")
    with write():
        known = known_documents(by)
        same = known.filter(stored=stored).select_related("review").first()
        if same is not None:
            return Archived(Outcome.THERE, same.review, same)
        for earlier in known.filter(name=name, replaced_by=None).select_related("review"):
            if is_same_document(earlier.recognised, as_told(found)):
                return _bring_version(earlier, found, stored=stored, by=by, at=at)
        return _bring_new(found, stored, name, severity, is_restricted=is_restricted, by=by, at=at)


def _bring_new(
    found: RecognisedReview,
    stored: StoredFile,
    name: str,
    severity: Severity,
    *,
    is_restricted: bool,
    by: Account | None,
    at: datetime,
) -> Archived:
    incident = Incident.objects.create(
        title=found.title,
        summary=found.summary[:20_000],
        severity=severity,
        is_near_miss=severity.slug == "near-miss",
        time_zone=found.zone,
        listed_at=as_listed(found, at),
        opened_by=by,
        recorded_at=at,
    )
    review = Review.objects.create(
        title=found.title,
        tier=severity.tier,
        narrative=story_of(found),
        opened_by=by,
        archived_at=at,
        recorded_at=at,
    )
    ReviewIncident.objects.create(review=review, incident=incident)
    document = ArchivedDocument.objects.create(
        review=review, stored=stored, name=name, brought_by=by, recorded_at=at
    )
    _set_milestones(incident, found, at)
    made = _fill(review, incident, found, by=by, at=at)
    _remember(document, found, made)
    told: dict[str, Any] = {"by": by, "at": at, "what": review.title, "file": name}
    journal.record("incident_archived", subject=incident, topic=incident.topic, **told)
    counts = {kind: len(rows) for kind, rows in made.items()}
    journal.record("review_archived", subject=review, topic=review.topic, added=counts, **told)
    if is_restricted and by is not None:
        review = restrict_review(review, accounts=[by], teams=[], by=by, at=at)
    return Archived(Outcome.ADDED, review, document)


def _bring_version(
    earlier: ArchivedDocument,
    found: RecognisedReview,
    *,
    stored: StoredFile,
    by: Account | None,
    at: datetime,
) -> Archived:
    review = earlier.review
    incidents = list(Incident.objects.filter(review_incidents__review=review))
    topics = [review.topic, *(incident.topic for incident in incidents)]
    is_worked_on = JournalEntry.objects.filter(topic__in=topics).exclude(verb__in=OURS).exists()
    is_applied = not is_worked_on and len(incidents) == 1
    document = ArchivedDocument.objects.create(
        review=review,
        stored=stored,
        name=earlier.name,
        is_applied=is_applied,
        brought_by=by,
        recorded_at=at,
    )
    documents_of(review).exclude(pk=document.pk).filter(replaced_by=None).update(replaced_by=document)
    told: dict[str, Any] = {"by": by, "at": at, "topic": review.topic, "file": document.name}
    if not is_applied:
        _remember(document, found, {})
        journal.record("archived_version_kept", subject=review, what=review.title, **told)
        return Archived(Outcome.KEPT, review, document)
    incident = incidents[0]
    Incident.objects.filter(pk=incident.pk).update(
        title=found.title,
        summary=found.summary[:20_000],
        time_zone=found.zone,
        listed_at=as_listed(found, incident.recorded_at),
    )
    review.title, review.narrative = found.title, story_of(found)
    review.save(update_fields=["title", "narrative"])
    _set_milestones(incident, found, at)
    made = _fill(review, incident, found, by=by, at=at)
    _remember(document, found, made)
    journal.record("archived_review_updated", subject=review, what=review.title, **told)
    journal.record("incident_archived", subject=incident, **{**told, "topic": incident.topic})
    return Archived(Outcome.UPDATED, review, document)


def as_listed(found: RecognisedReview, else_at: datetime) -> datetime:
    """Return where lists put an incident: its earliest milestone or entry, else when it was recorded."""
    instants = [point.at for point in found.milestones]
    instants += [entry.occurred_at for entry in found.entries if entry.occurred_at]
    return min(instants, default=else_at)


def _set_milestones(incident: Incident, found: RecognisedReview, at: datetime) -> None:
    Milestone.objects.filter(incident=incident).delete()
    Milestone.objects.bulk_create(
        Milestone(incident=incident, kind=point.kind, at=point.at, recorded_at=at)
        for point in found.milestones
    )


def _fill(
    review: Review, incident: Incident, found: RecognisedReview, *, by: Account | None, at: datetime
) -> RowsOf:
    """Let the rows of a review be what the document tells; what it told before and tells still stays."""
    more: dict[str, Any] = {"recorded_at": at}
    of_review = {"review": review, **more}
    return {
        "entries": _sync(
            Event, {"incident": incident}, map(event_values, found.entries), {"added_by": by, **more}, at
        ),
        "factors": _sync(
            Factor, {"review": review}, point_values(found.factors), {"added_by": by, **of_review}, at
        ),
        "worked": _sync(
            Strength,
            {"review": review},
            point_values(found.worked, "why_it_could"),
            {"added_by": by, **of_review},
            at,
        ),
        "lessons": _sync(
            LearningPoint, {"review": review}, point_values(found.lessons), {"added_by": by, **of_review}, at
        ),
        "actions": _sync(
            RecordedAction, {"review": review}, map(action_values, found.actions), of_review, at
        ),
    }


def _sync(
    model: Any, whose: dict[str, Any], wanted: Iterable[dict[str, Any]], more: dict[str, Any], at: datetime
) -> list[Any]:
    """Return the rows for what is wanted, in its order; those that are wanted no more are removed."""
    there: dict[tuple[Any, ...], list[Any]] = {}
    wanted = list(wanted)
    names = sorted(wanted[0]) if wanted else []
    rows = list(model.objects.filter(**whose, removed_at=None).order_by("-recorded_at", "-id"))
    for row in rows:
        there.setdefault(tuple(getattr(row, name) for name in names), []).append(row)
    made = []
    new = []
    for values in wanted:
        same = there.get(tuple(values[name] for name in names))
        row = same.pop() if same else model(**{**whose, **more, **values})
        if row._state.adding:
            new.append(row)
        made.append(row)
    model.objects.bulk_create(new, batch_size=400)
    kept = {row.pk for row in made}
    gone = [row.pk for row in rows if row.pk not in kept]
    for start in range(0, len(gone), 400):
        model.objects.filter(pk__in=gone[start : start + 400]).update(removed_at=at)
    return made


def _remember(document: ArchivedDocument, found: RecognisedReview, made: dict[str, Sequence[Any]]) -> None:
    document.recognised = as_told(found, made)
    document.save(update_fields=["recognised"])
