"""What is to be asked in the meeting (R2.6, R3.7a, R4.2)."""

from django.db import models

from secondsight.base.models import Row
from secondsight.inquiry.models.reviews import Review
from secondsight.organisation.models import Account
from secondsight.record.models import Event, ItemQuestion


class MeetingQuestion(Row):
    """A question for the meeting of a review. One that was taken out keeps its row and can come back."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="meeting_questions")
    words = models.CharField(max_length=500)
    divergence = models.CharField(max_length=200, blank=True)  # the key of the divergence that raised it
    question = models.ForeignKey(ItemQuestion, models.SET_NULL, null=True, related_name="+")
    moment = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="+")
    added_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    edition = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return self.words
