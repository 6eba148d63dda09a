"""What belongs to an incident's packet and tells of no moments: pictures, documents, links (R2.4)."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.organisation.models import Account
from secondsight.record.models.evidence import EvidenceFile
from secondsight.record.models.incidents import Incident
from secondsight.record.rules.pictures import is_shown


class PacketItem(Row):
    """A file or a link that people want to have at hand; a file's original is kept with its import."""

    incident = models.ForeignKey(Incident, models.CASCADE, null=True, blank=True, related_name="packet_items")
    file = models.ForeignKey(EvidenceFile, models.PROTECT, null=True, blank=True, related_name="packet_items")
    url = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=500)
    media_type = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)  # its words, where it has any
    added_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["incident", "recorded_at"], name="packet_of_incident")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(file=None) & ~Q(url="")) | (Q(file__isnull=False) & Q(url="")),
                name="packet_item_is_file_or_link",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_shown(self) -> bool:
        """Whether a browser shows it: a picture of few enough bytes. Needs `file__stored`."""
        stored = self.file.stored if self.file else None
        return bool(stored) and not stored.is_elsewhere and is_shown(self.media_type, stored.size)
