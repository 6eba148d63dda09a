"""What we tell, and to whom."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.inquiry.models import Review
from secondsight.organisation.models import Account


class Edition(Row):
    """That a review was published for an audience. It holds no copy of the review (R8.1)."""

    KINDS = (("engineering", "Engineering"),)

    review = models.ForeignKey(Review, models.CASCADE, related_name="editions")
    kind = models.CharField(max_length=20, choices=KINDS, default="engineering")
    published_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-published_at"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="edition_by_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "kind"], condition=Q(withdrawn_at=None), name="edition_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="withdrawn_edition_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} edition of {self.review}"
