"""What the policy says of an incident, what was decided against, and who was reminded (R1.4, R1.5)."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.base.sight import Sighted
from secondsight.organisation.models import Account, Tier
from secondsight.record.models import Incident


class Qualification(Row):
    """What the policy makes of one incident, reckoned anew whenever either of them changes.

    Without a tier nothing asks for a review of it by itself.
    """

    incident = models.OneToOneField(Incident, models.CASCADE, related_name="qualification")
    tier = models.ForeignKey(Tier, models.PROTECT, null=True, related_name="+")  # the most demanding
    reasons = models.JSONField(default=list)  # of {"trigger", "sentence", "tier"}: its slug
    missing = models.JSONField(default=list)  # sentences: what could have asked for one, and did not
    most_pages = models.PositiveIntegerField(null=True)  # that one person got within an hour
    counted_from_at = models.DateTimeField()  # from when the time to a review runs
    reckoned_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["counted_from_at", "id"],
                condition=Q(tier__isnull=False),
                name="qualified_by_age",
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident}: {self.tier or 'nothing'}"


class DeclinedReview(Row):
    """That somebody decided against a review that the policy asks for, and why."""

    qualification = models.ForeignKey(Qualification, models.CASCADE, null=True, related_name="declined")
    pattern = models.ForeignKey("programme.Pattern", models.CASCADE, null=True, related_name="declined")
    reason = models.TextField()
    declined_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    undone_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(qualification=None, pattern__isnull=False)
                | Q(qualification__isnull=False, pattern=None),
                name="declined_one_thing",
            ),
            models.UniqueConstraint(
                fields=["qualification"], condition=Q(undone_at=None), name="declined_once"
            ),
            models.UniqueConstraint(
                fields=["pattern"], condition=Q(undone_at=None), name="pattern_declined_once"
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:60]


class ReviewReminder(Sighted):
    """That somebody was told that a review has passed its target, or its limit."""

    STAGES = (("target", "Past the target"), ("limit", "Past the limit"))

    qualification = models.ForeignKey(Qualification, models.CASCADE, related_name="reminders")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    stage = models.CharField(max_length=10, choices=STAGES)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["qualification", "account", "stage"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.stage}"
