"""The draft that participants see before the meeting, what they say of it, and its themes (R2.8)."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.inquiry.models.reviews import Review
from secondsight.inquiry.rules.calibration import PassageOutcome, PassageVerdict
from secondsight.organisation.models import Account
from secondsight.record.models import Event, Version, choices


class Calibration(Row):
    """That the draft of a review was sent to people, with the words that went along."""

    review = models.OneToOneField(Review, models.CASCADE, related_name="calibration")
    note = models.TextField(blank=True)
    sent_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"the draft of {self.review}"


class CalibrationReader(Row):
    """Somebody who is asked to look at the draft."""

    calibration = models.ForeignKey(Calibration, models.CASCADE, related_name="readers")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    completed_at = models.DateTimeField(null=True)  # they said that this is all from them

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["calibration", "account"], name="calibration_reader_once")
        ]

    def __str__(self) -> str:
        return f"{self.account} reads {self.calibration}"


class PassageAnswer(Row):
    """What somebody says of a passage, in their own words; the timeline is not changed by it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="passage_answers")
    event = models.ForeignKey(Event, models.CASCADE, null=True, related_name="+")  # None: of no event
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20, choices=choices(PassageVerdict))
    words = models.TextField(blank=True)
    event_edition = models.PositiveIntegerField(default=0)  # of the words that they read
    outcome = models.CharField(max_length=20, choices=choices(PassageOutcome), blank=True)
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    version = models.ForeignKey(Version, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "event", "account"],
                condition=Q(event__isnull=False),
                name="passage_answered_once",
            )
        ]

    def __str__(self) -> str:
        return self.words or self.verdict


class Theme(Row):
    """What the meeting is to talk about, two to five of them. A removed one keeps its row."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="themes")
    title = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    edition = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "recorded_at", "id"]

    def __str__(self) -> str:
        return self.title


class ThemeVote(Row):
    """That somebody wants to talk about a theme; only counts of it are shown, and only after voting."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="votes")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["theme", "account"], name="theme_vote_once")]

    def __str__(self) -> str:
        return f"a vote for {self.theme}"
