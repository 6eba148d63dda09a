"""Small incidents that the policy puts together, for one review over all of them (R1.2)."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from secondsight.base.models import Row
from secondsight.base.sight import Sighted
from secondsight.inquiry.models import Review
from secondsight.organisation.models import Tier
from secondsight.programme.models.qualifying import DeclinedReview
from secondsight.record.models import Incident


class PatternQuerySet(models.QuerySet[Any]):
    """Patterns by whether they wait for an answer."""

    def waiting(self) -> "PatternQuerySet":
        """Return those that nobody reviewed or declined, and that still hold."""
        declined = DeclinedReview.objects.filter(pattern=OuterRef("pk"), undone_at=None)
        return self.filter(~Exists(declined), review=None, lapsed_at=None)

    def answered(self) -> "PatternQuerySet":
        """Return those that a review was opened for, or that were declined."""
        declined = DeclinedReview.objects.filter(pattern=OuterRef("pk"), undone_at=None)
        return self.filter(Exists(declined) | Q(review__isnull=False))


class Pattern(Row):
    """Several small incidents that share a service, or failed alike, within a window.

    A restricted incident is in none: a review of it has to be restricted, and would restrict the others.
    """

    keys = models.JSONField(default=list)  # what they share: "service:ID", "failure:disk full"
    shared = models.CharField(max_length=400)  # the same in words
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="+")
    least = models.PositiveIntegerField()  # what the policy was when it was found
    window_days = models.PositiveIntegerField()
    review = models.ForeignKey(Review, models.SET_NULL, null=True, related_name="+")  # that it led to
    lapsed_at = models.DateTimeField(null=True)  # when it held no more: facts or policy changed
    incidents = models.ManyToManyField(Incident, through="PatternMember", related_name="+")

    objects = PatternQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [models.Index(fields=["lapsed_at", "review"], name="pattern_waiting")]

    def __str__(self) -> str:
        return self.shared


class PatternMember(Sighted):
    """That an incident is in a pattern."""

    pattern = models.ForeignKey(Pattern, models.CASCADE, related_name="members")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="pattern_members")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pattern", "incident"], name="pattern_member_once")]

    def __str__(self) -> str:
        return f"{self.incident} in {self.pattern}"
