"""Clocks that were wrong: how far a source's times are off in an incident."""

from django.db import models

from secondsight.base.models import Row
from secondsight.organisation.models import Account
from secondsight.record.models.incidents import Incident


class SourceClock(Row):
    """What is added to the times of a source, in one incident, from an instant on that somebody said so.

    The evidence keeps the times that it told. The newest row of a source holds; zero takes it back.
    """

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="clocks")
    source = models.CharField(max_length=100)
    offset_ms = models.BigIntegerField()  # added to what was told; a clock that ran ahead has less than zero
    why = models.CharField(max_length=300, blank=True)
    set_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [models.Index(fields=["incident", "source", "recorded_at"], name="clock_of_source")]

    def __str__(self) -> str:
        return f"{self.source}: {self.offset_ms:+,} ms"
