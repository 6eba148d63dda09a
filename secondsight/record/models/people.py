"""The people of the evidence: the names they go by, and where they appear (R2.4b)."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.base.sight import Sighted
from secondsight.organisation.models import Account, Person
from secondsight.record.models.incidents import Incident


class KnownAs(Row):
    """That a name in a system is, or is not, a person of the directory; somebody said so."""

    source = models.CharField(max_length=100)
    author = models.CharField(max_length=200)  # the system's id of them, else the name
    name = models.CharField(max_length=200, blank=True)  # as it was shown when somebody said so
    person = models.ForeignKey(Person, models.CASCADE, related_name="names")
    is_same = models.BooleanField(default=True)
    said_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "author"],
                condition=Q(ended_at=None, is_same=True),
                name="a_name_is_one_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.name or self.author}"


class Appearance(Sighted):
    """A name in the evidence of an incident: from when to when, and how much it wrote. Counted anew."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="appearances")
    source = models.CharField(max_length=100)
    author = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    is_bot = models.BooleanField(default=False)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    items = models.PositiveIntegerField()
    characters = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "source", "author"], name="appearance_once")
        ]
        indexes = [models.Index(fields=["source", "author"], name="appearance_by_name")]

    def __str__(self) -> str:
        return f"{self.source}: {self.name or self.author}"
