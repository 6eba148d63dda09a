"""The checklist of a review's packet: what is asked for, of whom, and what does not apply (R2.4)."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.inquiry.models.reviews import Review
from secondsight.organisation.models import Account


class PacketPart(Row):
    """A kind of evidence that the organisation wants at hand, and how it is recognised."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    hint = models.CharField(max_length=300, blank=True)
    formats = models.JSONField(default=list)
    kinds = models.JSONField(default=list)
    media = models.CharField(max_length=40, blank=True)  # how its media type begins
    words = models.JSONField(default=list)  # in the name of a table, a document or a link
    not_for = models.JSONField(default=list)  # slugs of the tiers that do without it
    is_customer_facing = models.BooleanField(default=False)  # only where customers felt it
    place = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "name"]

    def __str__(self) -> str:
        return self.name


class PacketAnswer(Row):
    """That somebody said of a part that it does not apply, or that it is at hand elsewhere, and why."""

    VERDICTS = (("not_applicable", "Does not apply"), ("at_hand", "At hand"))

    review = models.ForeignKey(Review, models.CASCADE, related_name="packet_answers")
    part = models.ForeignKey(PacketPart, models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=20, choices=VERDICTS)
    reason = models.CharField(max_length=500)
    given_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "part"], name="packet_answer_once")]

    def __str__(self) -> str:
        return f"{self.part} of {self.review}: {self.verdict}"


class PacketRequest(Row):
    """That somebody is asked to bring a part."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="packet_requests")
    part = models.ForeignKey(PacketPart, models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    taken_back_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)  # when such evidence came in, whoever brought it

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "part", "account"],
                condition=Q(taken_back_at=None, arrived_at=None),
                name="packet_asked_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} is asked for {self.part}"
