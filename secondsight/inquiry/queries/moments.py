"""What reviews made of one moment of an incident, to stand beside the timeline."""

from dataclasses import dataclass
from typing import Any

from secondsight.inquiry.models import Review
from secondsight.inquiry.queries.found import MODELS
from secondsight.inquiry.queries.reviews import reviews
from secondsight.inquiry.rules.findings import FindingKind
from secondsight.record.models import Event


@dataclass(frozen=True)
class Understood:
    """What reviews found at one moment, by kind, each with its review, in the order it was noted."""

    found: list[tuple[FindingKind, list[Any]]]  # kinds without any are left out
    reviews: list[Review]  # that look at the incident, and could note something


def understood_at(viewer: Any, event: Event) -> Understood:
    """Return what reviews that the viewer may see say of an event that they have found; five statements."""
    visible = reviews(viewer).filter(review_incidents__incident=event.incident_id).distinct()
    looking = list(visible.order_by("-recorded_at", "-id"))
    found = []
    for kind, model in MODELS.items():
        tie = "moment" if kind is FindingKind.IDEA else "moments"
        rows = model.objects.filter(**{tie: event}, removed_at=None, review__in=[row.pk for row in looking])
        found.append((kind, list(rows.select_related("review", "added_by").order_by("recorded_at", "id"))))
    return Understood([(kind, rows) for kind, rows in found if rows], looking)
