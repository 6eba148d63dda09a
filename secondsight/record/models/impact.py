"""Impact on customers and on the organisation itself, as it was measured beside the events (R3.6)."""

from django.db import models
from django.db.models import F, Q

from secondsight.base.models import Row
from secondsight.organisation.models import Account
from secondsight.record.models.evidence import EvidenceItem
from secondsight.record.models.incidents import Incident, choices
from secondsight.record.rules.impact import Extent, Measure, Side


class ImpactReading(Row):
    """That something of the impact was read at an instant, or held from then until then.

    A stretch without `until_at` ended when nobody knows. A reading without a value says that there was an
    impact, not how much of one.
    """

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="impact_readings")
    side = models.CharField(max_length=10, choices=choices(Side))
    measure = models.CharField(max_length=20, choices=choices(Measure))
    what = models.CharField(max_length=200, blank=True)  # the measure in own words
    value = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    extent = models.CharField(max_length=10, choices=choices(Extent), default=Extent.STRETCH)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)  # where it was read, in words
    items = models.ManyToManyField(EvidenceItem, related_name="+")
    noted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    edition = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["from_at", "id"]
        indexes = [models.Index(fields=["incident", "from_at", "id"], name="impact_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at=None) | (Q(extent="stretch") & Q(until_at__gt=F("from_at"))),
                name="impact_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.measure} {self.value}"
