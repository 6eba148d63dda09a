"""What can be found, kind by kind. A later room registers its own (`register`)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from secondsight.base import rooms
from secondsight.base.fulltext.documents import Text
from secondsight.followup.models import Commitment, KnownRisk
from secondsight.inquiry.models import (
    ArchivedDocument,
    Factor,
    Idea,
    LearningPoint,
    RecordedAction,
    Review,
    Strength,
)
from secondsight.inquiry.queries.archive import text_of
from secondsight.record.models import DecisionPoint, Event, Incident


@dataclass(frozen=True)
class Kind:
    """One kind of thing that search finds."""

    name: str  # "learning_point"
    label: str  # of one, in a list of hits
    plural: str  # of a filter
    subject: str  # what the journal calls it: the model's name
    address: str  # of its page; {subject} is its id, {page} the id of the page that it belongs to
    rows: Callable[[], QuerySet[Any]]  # all that can be found, with whatever `text` reads
    visible: Callable[[Any], QuerySet[Any]]  # those that a viewer may know of (C12)
    text: Callable[[Any], Text]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Let things of a kind be found, and return it."""
    _kinds[kind.name] = kind
    return kind


def kinds() -> list[Kind]:
    """Return the kinds that can be found, in the order in which pages offer them."""
    rooms.load()
    return list(_kinds.values())


def _incident(row: Incident) -> Text:
    names = [one.name for one in (*row.services.all(), *row.teams.all())]
    return Text(row.pk, row.title, _lines(row.summary, ", ".join(names)), row.topic, row.listed_at)


def _event(row: Event) -> Text:
    told = [version.what for version in row.versions.all()]
    body = _lines(row.context, row.actor, *told)
    return Text(row.pk, row.what, body, f"incident:{row.incident_id}", row.occurred_at)


def _decision(row: DecisionPoint) -> Text:
    options = [one.what for one in row.options.all() if one.removed_at is None]
    said = [one.words for one in row.notes.all() if one.withdrawn_at is None]
    topic = f"incident:{row.event.incident_id}"
    title = row.question or row.event.what
    return Text(row.pk, title, _lines(row.choice, *options, *said), topic, row.event.occurred_at)


def _review(row: Review) -> Text:
    return Text(row.pk, row.title, row.narrative, row.topic, row.recorded_at)


def _found(row: Any) -> Text:
    context = row.why_it_could if isinstance(row, Strength) else row.context
    comments = [comment.text for comment in row.comments.all()] if isinstance(row, Idea) else []
    return Text(row.pk, row.what, _lines(context, *comments), f"review:{row.review_id}", row.recorded_at)


def _commitment(row: Commitment) -> Text:
    body = _lines(row.done_means, row.beyond_reason)
    return Text(row.pk, row.what, body, f"review:{row.review_id}", row.recorded_at)


def _risk(row: KnownRisk) -> Text:
    body = _lines(row.reason, row.closed_note)
    return Text(row.pk, row.what, body, f"review:{row.review_id}", row.recorded_at)


def _recorded_action(row: RecordedAction) -> Text:
    body = _lines(row.context, row.owner, row.status, row.ticket)
    return Text(row.pk, row.what, body, f"review:{row.review_id}", row.recorded_at)


def _document(row: ArchivedDocument) -> Text:
    return Text(row.pk, row.review.title, text_of(row), row.review.topic, row.recorded_at)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def visible_in_review(rows: QuerySet[Any], viewer: Any) -> QuerySet[Any]:
    """Return those of the rows whose review the viewer may see, asked row by row.

    Not `review__in`: SQLite would list every review first, once for each kind.
    """
    return rows.filter(Exists(Review.objects.visible_to(viewer).filter(pk=OuterRef("review"))))


def _of_review(model: Any, **only: Any) -> Callable[[Any], QuerySet[Any]]:
    return lambda viewer: visible_in_review(model.objects.filter(**only), viewer)


def _visible_events(viewer: Any) -> QuerySet[Event]:
    incident = Incident.objects.visible_to(viewer).filter(pk=OuterRef("incident"))
    return Event.objects.filter(Exists(incident), removed_at=None)


def _visible_decisions(viewer: Any) -> QuerySet[DecisionPoint]:
    incident = Incident.objects.visible_to(viewer).filter(pk=OuterRef("event__incident"))
    return DecisionPoint.objects.filter(Exists(incident), removed_at=None, event__removed_at=None)


INCIDENT = register(
    Kind(
        "incident",
        "Incident",
        "Incidents",
        "incident",
        "/incidents/{subject}/",
        lambda: Incident.objects.prefetch_related("services", "teams"),
        lambda viewer: Incident.objects.visible_to(viewer),
        _incident,
    )
)
REVIEW = register(
    Kind(
        "review",
        "Review",
        "Reviews",
        "review",
        "/reviews/{subject}/",
        lambda: Review.objects.all(),
        lambda viewer: Review.objects.visible_to(viewer),
        _review,
    )
)
EVENT = register(
    Kind(
        "event",
        "Moment",
        "Moments",
        "event",
        "/events/{subject}/",
        lambda: Event.objects.prefetch_related("versions"),
        _visible_events,
        _event,
    )
)
DECISION = register(
    Kind(
        "decision",
        "Decision",
        "Decisions",
        "decisionpoint",
        "/decisions/{subject}/",
        lambda: DecisionPoint.objects.select_related("event").prefetch_related("options", "notes"),
        _visible_decisions,
        _decision,
    )
)
for _name, _label, _plural, _model in (
    ("learning_point", "Learning point", "Learning points", LearningPoint),
    ("factor", "Factor", "Factors", Factor),
    ("strength", "What worked", "What worked", Strength),
):
    register(
        Kind(
            _name,
            _label,
            _plural,
            _model._meta.model_name or "",
            "/reviews/{page}/understand/#{subject}",
            _model.objects.all,
            _of_review(_model, removed_at=None),
            _found,
        )
    )
IDEA = register(
    Kind(
        "idea",
        "Idea",
        "Ideas",
        "idea",
        "/reviews/{page}/understand/#{subject}",
        lambda: Idea.objects.prefetch_related("comments"),
        _of_review(Idea, removed_at=None),
        _found,
    )
)
COMMITMENT = register(
    Kind(
        "commitment",
        "Commitment",
        "Commitments",
        "commitment",
        "/commitments/{subject}/",
        lambda: Commitment.objects.all(),
        _of_review(Commitment),
        _commitment,
    )
)
KNOWN_RISK = register(
    Kind(
        "known_risk",
        "Known risk",
        "Known risks",
        "knownrisk",
        "/risks/{subject}/",
        lambda: KnownRisk.objects.all(),
        _of_review(KnownRisk),
        _risk,
    )
)
RECORDED_ACTION = register(
    Kind(
        "recorded_action",
        "Recorded action",
        "Recorded actions",
        "recordedaction",
        "/reviews/{page}/document/#{subject}",
        lambda: RecordedAction.objects.all(),
        _of_review(RecordedAction, removed_at=None),
        _recorded_action,
    )
)
ARCHIVED_DOCUMENT = register(
    Kind(
        "archived_document",
        "Old post-mortem",
        "Old post-mortems",
        "archiveddocument",
        "/reviews/{page}/document/",
        lambda: ArchivedDocument.objects.filter(replaced_by=None).select_related("review", "stored"),
        _of_review(ArchivedDocument, replaced_by=None),
        _document,
    )
)
