"""What somebody said in a talk before the meeting and let the review have, in words they agreed to (R2.5)."""

from django.db import models

from secondsight.base.models import Row
from secondsight.inquiry.models.meeting_questions import MeetingQuestion
from secondsight.inquiry.models.reviews import Review
from secondsight.organisation.models import Account
from secondsight.record.models import Event


class ReleasedThread(Row):
    """A thread of a talk, released by whoever said it: with their name, or with nobody's.

    Without a name, nothing here leads to them. When it is withdrawn, its words, name and moment are emptied
    and the row stays, so that what was made of it can be told.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="released_threads")
    words = models.TextField(blank=True)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    moment = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="+")
    question = models.ForeignKey(MeetingQuestion, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return self.words[:80] or "a thread that was withdrawn"
