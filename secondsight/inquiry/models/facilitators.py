"""That a review looks for somebody to facilitate it (R2.1)."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.inquiry.models.reviews import Review
from secondsight.organisation.models import Account


class FacilitatorRequest(Row):
    """A request for a facilitator; it ends when somebody takes it on, or when it is taken back."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="facilitator_requests")
    asked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    taken_on_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review"], condition=Q(closed_at=None), name="one_open_facilitator_request"
            )
        ]

    def __str__(self) -> str:
        return f"{self.review} looks for a facilitator"
