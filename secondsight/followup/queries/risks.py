"""Known risks, and what had been put right before anybody decided."""

from typing import Any

from django.db.models import QuerySet

from secondsight.base.errors import NotFound
from secondsight.followup.models import KnownRisk, PutRight
from secondsight.followup.queries.seen import visible
from secondsight.inquiry.models import Review
from secondsight.inquiry.queries.reviews import is_id

ORDER = ("look_again_on", "id")


def risks(viewer: Any, *, is_closed: bool = False) -> QuerySet[KnownRisk]:
    """Return the known risks that the viewer may see, to be paged by `ORDER`: open ones, or closed ones."""
    rows = visible(KnownRisk.objects.select_related("review", "accepted_by"), viewer)
    return rows.filter(closed_at__isnull=not is_closed)


def risk(viewer: Any, risk_id: str) -> KnownRisk:
    """Return one known risk. Raises NotFound."""
    rows = visible(
        KnownRisk.objects.select_related("review__tier", "accepted_by", "closed_by", "commitment"), viewer
    )
    found = rows.filter(pk=risk_id).first() if is_id(risk_id) else None
    if found is None:
        raise NotFound("There is no known risk here that you may see.")
    return found


def risks_of(review: Review) -> list[KnownRisk]:
    """Return the known risks of a review, for somebody who may see it."""
    return list(review.known_risks.select_related("accepted_by").order_by("recorded_at", "id"))


def put_right(review: Review) -> list[PutRight]:
    """Return what had been put right before, for somebody who may see the review."""
    return list(PutRight.objects.filter(review=review).select_related("added_by"))
