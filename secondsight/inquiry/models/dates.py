"""When a review comes together, and who was asked and what they answered (R2.3)."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.inquiry.models.reviews import Review
from secondsight.inquiry.rules.dates import Answer, Purpose
from secondsight.organisation.models import Account
from secondsight.record.models import choices


class MeetingDate(Row):
    """A time that was agreed on. It moves by growing `sequence`; calendars know it by its id for good."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="dates")
    purpose = models.CharField(max_length=10, choices=choices(Purpose), default=Purpose.REVIEW)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=500, blank=True)  # a room, or the address of a call
    sequence = models.PositiveIntegerField(default=0)
    costs = models.JSONField(default=list)  # what the time asks of people, in sentences, when it was agreed
    agreed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "purpose"], condition=Q(cancelled_at=None), name="one_date_a_purpose"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="date_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"{self.review} at {self.starts_at}"


class Invitation(Row):
    """That somebody is asked to a meeting, or to a section of it, and what they answered."""

    date = models.ForeignKey(MeetingDate, models.CASCADE, related_name="invitations")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    is_for_section = models.BooleanField(default=False)  # a guest, asked to their part of it alone
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=10, choices=choices(Answer), blank=True)
    answered_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)  # what they wrote with their answer
    taken_back_at = models.DateTimeField(null=True)  # they are asked no more

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [models.UniqueConstraint(fields=["date", "account"], name="invited_once")]

    def __str__(self) -> str:
        return f"{self.account} to {self.date}"

    @property
    def uid(self) -> str:
        """What calendars know it by, the same for good."""
        return f"{self.pk}@secondsight"
