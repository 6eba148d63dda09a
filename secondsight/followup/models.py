"""What we will do: what was decided of the ideas, commitments and how they went, known risks."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.followup.rules.vocabulary import CommitmentState, IntendedOutcome, Verdict
from secondsight.inquiry.models import Factor, Idea, Review
from secondsight.organisation.models import Account
from secondsight.record.models import choices


class Decider(Row):
    """One of the few who decide with the owner, after the soak (R6.2)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="deciders")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    named_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["recorded_at"]
        constraints = [models.UniqueConstraint(fields=["review", "account"], name="decider_once")]

    def __str__(self) -> str:
        return f"{self.account} decides on {self.review}"


class Weighing(Row):
    """Where an idea stands between impact and effort, and what it might break (R6.2, R6.2a)."""

    idea = models.OneToOneField(Idea, models.CASCADE, related_name="weighing")
    impact = models.PositiveSmallIntegerField(null=True)  # 1 to 3
    effort = models.PositiveSmallIntegerField(null=True)  # 1 to 3
    cost = models.TextField(blank=True)
    new_ways_to_fail = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=1)  # grows with every change
    weighed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.idea}: impact {self.impact}, effort {self.effort}"


class Decision(Row):
    """What became of an idea (R6.2)."""

    idea = models.OneToOneField(Idea, models.CASCADE, related_name="decision")
    verdict = models.CharField(max_length=20, choices=choices(Verdict))
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.idea}: {self.verdict}"


class NothingToCommit(Row):
    """That a review ended without commitments, which is a good end (R6.4, S1)."""

    review = models.OneToOneField(Review, models.CASCADE, related_name="nothing_to_commit")
    words = models.TextField(blank=True)
    said_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"nothing to commit in {self.review}"


class Commitment(Row):
    """A change that its owner accepted, with a date of its own and a checkable "done" (S5, R6.3).

    `state` repeats the newest step's, so that lists need no join; `followup.actions` writes both.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="commitments")
    idea = models.OneToOneField(Idea, models.PROTECT, null=True, blank=True, related_name="commitment")
    what = models.CharField(max_length=500)
    done_means = models.TextField()
    intended_outcome = models.CharField(max_length=30, choices=choices(IntendedOutcome))
    owner = models.ForeignKey(Account, models.PROTECT, related_name="commitments")
    due_on = models.DateField()
    factors = models.ManyToManyField(Factor, blank=True, related_name="commitments")
    tracker_url = models.URLField(max_length=1000, blank=True)
    beyond_reason = models.TextField(blank=True)  # why there is one more than the few (R6.4)
    state = models.CharField(max_length=20, choices=choices(CommitmentState), default=CommitmentState.OFFERED)
    offered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="commitment_by_due"),
            models.Index(fields=["owner", "state", "due_on"], name="commitment_by_owner"),
        ]

    def __str__(self) -> str:
        return self.what


class Step(Row):
    """One step of a commitment's life: who, when, why, and with what evidence (R7.3, C9)."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=20, choices=choices(CommitmentState))
    taken_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)  # the reason, or the evidence in words
    url = models.URLField(max_length=1000, blank=True)  # the evidence

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.state}"


class MovedDate(Row):
    """That a commitment's date moved, with its reason (R7.2)."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="moved_dates")
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.TextField()
    moved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["recorded_at"]

    def __str__(self) -> str:
        return f"{self.from_on} → {self.to_on}"


class KnownRisk(Row):
    """What was seen and is lived with, until it is looked at again (R6.2, R7.3)."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="known_risks")
    idea = models.OneToOneField(Idea, models.PROTECT, null=True, blank=True, related_name="known_risk")
    commitment = models.OneToOneField(
        Commitment, models.PROTECT, null=True, blank=True, related_name="known_risk"
    )
    what = models.CharField(max_length=500)
    reason = models.TextField()
    look_again_on = models.DateField()
    accepted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    closed_note = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["look_again_on", "id"], name="risk_by_look")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | ~Q(closed_note=""), name="closed_risk_says_why"
            )
        ]

    def __str__(self) -> str:
        return self.what


class SecondLook(Row):
    """That somebody looked at a known risk again and left it standing, until when and why (R7.3)."""

    risk = models.ForeignKey(KnownRisk, models.CASCADE, related_name="second_looks")
    note = models.TextField(blank=True)
    from_on = models.DateField()
    to_on = models.DateField()
    looked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.risk}: {self.from_on} → {self.to_on}"


class PutRight(Row):
    """What had been put right before the review decided: recorded as done, not committed again (R6.3)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="put_right")
    what = models.CharField(max_length=500)
    note = models.TextField(blank=True)  # how it shows, in words
    url = models.URLField(max_length=1000, blank=True)
    done_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return self.what
