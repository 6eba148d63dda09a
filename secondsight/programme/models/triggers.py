"""What is agreed about the triggers of a review (R1.4, C37)."""

from django.db import models

from secondsight.base.models import Row
from secondsight.organisation.models import Account, Severity, Tier
from secondsight.programme.rules.qualifying import Trigger


class TriggerSetting(Row):
    """What was agreed about one trigger; the newest of each counts, the older ones stay as its history."""

    trigger = models.CharField(max_length=20, choices=Trigger.choices(), db_index=True)
    is_on = models.BooleanField()
    threshold = models.PositiveIntegerField(default=0)
    window_days = models.PositiveIntegerField(default=0)
    severity = models.ForeignKey(Severity, models.PROTECT, null=True, related_name="+")
    tier = models.ForeignKey(Tier, models.PROTECT, null=True, related_name="+")
    set_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.trigger}: {self.threshold if self.is_on else 'off'}"
