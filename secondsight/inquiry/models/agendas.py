"""What a meeting goes through, and for how long (R2.7). Without a row, it is generated when it is read."""

from django.db import models

from secondsight.base.models import Row
from secondsight.inquiry.models.reviews import Review, RoleHolder
from secondsight.inquiry.rules.agenda import SectionKind
from secondsight.organisation.models import Account
from secondsight.record.models import choices


class Agenda(Row):
    """That somebody settled the agenda of a review; its sections are rows of their own."""

    review = models.OneToOneField(Review, models.CASCADE, related_name="agenda")
    minutes = models.PositiveSmallIntegerField(default=0)  # the meeting's length; 0: in writing
    opening = models.TextField(blank=True)  # one line a thing to say; empty: the organisation's own
    guardrails = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=1)  # grows with every edit
    saved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)  # when it last went out by mail
    sent_for_at = models.DateTimeField(null=True)  # the beginning of the meeting that it went out for
    sent_edition = models.PositiveIntegerField(default=0)  # what went out then

    def __str__(self) -> str:
        return f"the agenda of {self.review}"


class AgendaSection(Row):
    """One section of a settled agenda."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="agenda_sections")
    kind = models.CharField(max_length=20, choices=choices(SectionKind))
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(default=0)
    place = models.PositiveSmallIntegerField(default=0)  # from 0
    note = models.TextField(blank=True)  # what to have in mind there
    guests = models.ManyToManyField(RoleHolder, blank=True, related_name="agenda_sections")

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return f"{self.title}, {self.minutes} min"
