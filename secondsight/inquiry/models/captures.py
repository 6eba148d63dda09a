"""What was caught while the room talked, line by line (R4.4)."""

from django.db import models

from secondsight.base.models import Row
from secondsight.inquiry.models.reviews import Review
from secondsight.inquiry.models.sessions import LiveSession
from secondsight.inquiry.rules.captures import CaptureKind
from secondsight.organisation.models import Account
from secondsight.record.models import Event, choices


class Capture(Row):
    """One line, tied to the moment that was on screen and to who said it, or to nobody.

    Its id may be made by the browser that it was typed in, so that sending it twice makes one. `place` is
    the order in which the server took them, whatever people's clocks said. A line that was taken off the
    record keeps its row without a word.
    """

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="captures")
    review = models.ForeignKey(Review, models.CASCADE, related_name="captures")
    kind = models.CharField(max_length=20, choices=choices(CaptureKind))
    words = models.CharField(max_length=500, blank=True)
    event = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="captures")
    said_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    captured_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    place = models.PositiveBigIntegerField()
    changed = models.PositiveBigIntegerField()  # the number of its last change, as the session counts
    edition = models.PositiveIntegerField(default=1)
    is_kept = models.BooleanField(default=False)  # it has become a finding of the same id
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["session", "place"], name="capture_in_place")]
        indexes = [models.Index(fields=["session", "changed"], name="capture_by_change")]

    def __str__(self) -> str:
        return self.words or "off the record"
