"""Which rows of this room a viewer may see: those of the reviews that they may see (C12)."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from secondsight.inquiry.models import ReviewSeat


def visible(rows: QuerySet[Any], viewer: Any) -> QuerySet[Any]:
    """Return the rows with a `review` that the viewer may see.

    A join and a look at the seats, so that a list stops at its page instead of going through reviews.
    """
    if viewer is None or not viewer.is_authenticated or not viewer.is_active:
        return rows.none()
    seats = ReviewSeat.objects.filter(review=OuterRef("review_id"))
    seat = seats.filter(Q(account=viewer) | Q(team__membership__account=viewer))
    return rows.filter(Q(review__is_restricted=False) | Exists(seat))
