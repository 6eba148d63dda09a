"""Near misses as they were reported, in the first words of whoever saw them (R1.4)."""

from django.db import models

from secondsight.base.models import Row
from secondsight.organisation.models import Account
from secondsight.record.models.incidents import Incident


class NearMissReport(Row):
    """What somebody told of a near miss when they saw it. Never edited: the incident's summary may be."""

    incident = models.OneToOneField(Incident, models.CASCADE, related_name="near_miss_report")
    happened = models.TextField()
    held = models.TextField(blank=True)  # what kept it from becoming an incident
    reported_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.happened[:60]
