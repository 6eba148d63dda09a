"""What waits for somebody in reviews, for their home page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from secondsight.inquiry.models import Review, RoleHolder
from secondsight.inquiry.queries.reviews import LEADING, reviews
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.models import Account
from secondsight.organisation.queries.prepared import Seen

MOST = 20


@dataclass(frozen=True)
class Need:
    """One thing that waits for a person: what, where, until when if there is a day, and why them."""

    words: str
    url: str
    due_at: datetime | None
    why: str


def needs(viewer: Any, now: datetime) -> list[Need]:
    """Return what waits for the viewer in reviews that were not held yet, newest first; at most 20.

    One statement.
    """
    return [_need(row) for row in _reviews.rows(viewer)]


def _to_be_held(viewer: Account) -> QuerySet[Review]:
    held = RoleHolder.objects.filter(review=OuterRef("pk"), account=viewer)
    return (
        reviews(viewer)
        .only("title")
        .filter(met_at=None, archived_at=None)
        .filter(Exists(held.filter(role__in=LEADING)) | Q(opened_by=viewer))
        .annotate(
            is_facilitator=Exists(held.filter(role=Role.FACILITATOR)),
            is_owner=Exists(held.filter(role=Role.OWNER)),
            has_facilitator=Exists(RoleHolder.objects.filter(review=OuterRef("pk"), role=Role.FACILITATOR)),
        )
        .order_by("-recorded_at", "-id")[:MOST]
    )


def _need(row: Any) -> Need:
    url = reverse("review", args=[row.pk])
    if not row.has_facilitator:
        return Need(f"Find a facilitator for “{row.title}”", url, None, "It has none yet.")
    if row.is_facilitator:
        return Need(f"Prepare “{row.title}”", url, None, "You facilitate it.")
    why = "You own it." if row.is_owner else "You help to run it."
    return Need(f"Get “{row.title}” held", url, None, why)


_reviews = Seen(_to_be_held)
