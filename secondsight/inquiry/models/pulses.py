"""The learning pulse: who has just learnt something, as a number alone (R4.4a). See docs/meeting.md."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.inquiry.models.sessions import LiveSession
from secondsight.organisation.models import Account


class PulseRound(Row):
    """One asking of the room. What anybody answered is only ever added to a count."""

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="pulses")
    opened_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    secret = models.CharField(max_length=64, blank=True)  # while it is open; then it is gone
    learnt = models.PositiveIntegerField(default=0)
    not_now = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(closed_at=None), name="one_open_pulse_of_a_session"
            )
        ]

    def __str__(self) -> str:
        return f"pulse of {self.session}"


class PulseMark(models.Model):
    """That somebody has answered an open round, so that a second tap is not counted.

    It holds neither the person nor the answer nor the time, and goes when the round is closed.
    """

    mark = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(PulseRound, models.CASCADE, related_name="marks")

    def __str__(self) -> str:
        return "answered"
