"""What a review found: factors, what worked, learning points, ideas, and the moments they are tied to."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from secondsight.base.errors import NotFound
from secondsight.inquiry.models import Factor, Idea, IdeaComment, LearningPoint, Review, Strength
from secondsight.inquiry.queries.reviews import is_id, reviews
from secondsight.inquiry.rules.findings import FindingKind
from secondsight.record.models import Event, Incident

Finding = Factor | Strength | LearningPoint | Idea

MODELS: dict[FindingKind, type[Any]] = {
    FindingKind.FACTOR: Factor,
    FindingKind.STRENGTH: Strength,
    FindingKind.LEARNING_POINT: LearningPoint,
    FindingKind.IDEA: Idea,
}


@dataclass(frozen=True)
class Findings:
    """What a review found, each list in the order in which it was noted."""

    factors: list[Factor]
    strengths: list[Strength]
    learning_points: list[LearningPoint]
    ideas: list[Idea]


def findings(viewer: Any, review: Review) -> Findings:
    """Return everything that a review found and nobody removed, with moments and comments at hand.

    `moments_of` gives a row's moments, those that the viewer may see, in their order. Nine statements.
    """
    return Findings(
        factors=of_kind(viewer, review, FindingKind.FACTOR),
        strengths=of_kind(viewer, review, FindingKind.STRENGTH),
        learning_points=of_kind(viewer, review, FindingKind.LEARNING_POINT),
        ideas=of_kind(viewer, review, FindingKind.IDEA),
    )


def of_kind(viewer: Any, review: Review, kind: FindingKind) -> list[Any]:
    """Return what a review found of one kind, as `findings` does. Two statements, for ideas three."""
    rows = _with_moments(viewer, MODELS[kind].objects.filter(review=review, removed_at=None), kind)
    return list(rows.order_by("recorded_at", "id"))


def finding(viewer: Any, kind: FindingKind, finding_id: str) -> Any:
    """Return one finding with its review, moments and comments. Raises NotFound."""
    rows = MODELS[kind].objects.filter(pk=finding_id, removed_at=None, review__in=reviews(viewer))
    found = _with_moments(viewer, rows.select_related("review"), kind).first() if is_id(finding_id) else None
    if found is None:
        raise NotFound(f"There is no {kind.label.lower()} here that you may see.")
    return found


def idea(viewer: Any, idea_id: str) -> Idea:
    """Return one idea with its review. Raises NotFound."""
    found: Idea = finding(viewer, FindingKind.IDEA, idea_id)
    return found


def review_events(viewer: Any, review: Review, words: str = "") -> QuerySet[Event]:
    """Return the moments of a review's incidents that the viewer may see, in their order.

    `words` keeps those in which each of them occurs.
    """
    rows = _visible_events(viewer).filter(incident__review_incidents__review=review)
    for word in words.replace("\0", "").split()[:6]:
        rows = rows.filter(Q(what__icontains=word) | Q(actor__icontains=word))
    return rows.order_by("occurred_at", "id")


def event(viewer: Any, review: Review, event_id: str) -> Event:
    """Return one moment of a review's incidents. Raises NotFound."""
    found = review_events(viewer, review).filter(pk=event_id).first() if is_id(event_id) else None
    if found is None:
        raise NotFound("There is no such moment on the timelines of this review's incidents.")
    return found


def moments_of(finding: Any) -> list[Event]:
    """Return the moments that a finding is tied to, as the query that found it loaded them."""
    if isinstance(finding, Idea):
        return [finding.moment] if finding.moment else []
    return list(finding.moments.all())


def _with_moments(viewer: Any, rows: QuerySet[Any], kind: FindingKind) -> QuerySet[Any]:
    rows = rows.select_related("added_by")
    if kind is FindingKind.IDEA:
        comments = IdeaComment.objects.select_related("added_by")
        moment = Prefetch("moment", queryset=_visible_events(viewer))  # None where it may not be seen
        return rows.prefetch_related(moment, Prefetch("comments", queryset=comments))
    return rows.prefetch_related(Prefetch("moments", queryset=_visible_events(viewer)))


def _visible_events(viewer: Any) -> QuerySet[Event]:
    incidents = Incident.objects.visible_to(viewer)
    return Event.objects.filter(removed_at=None, incident__in=incidents).order_by("occurred_at", "id")
