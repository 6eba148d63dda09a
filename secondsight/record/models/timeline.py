"""The timeline: events, the evidence they rest on, who knew since when, versions that differ (R3.1-R3.5)."""

from django.db import models

from secondsight.base.models import Row
from secondsight.base.sight import Sighted
from secondsight.organisation.models import Account, Service, Team
from secondsight.record.models.evidence import EvidenceItem
from secondsight.record.models.incidents import Incident, choices
from secondsight.record.rules.vocabulary import (
    Certainty,
    EventKind,
    Phase,
    Precision,
    Standing,
    TurnedOut,
    Way,
)


class Event(Row):
    """Something that happened, as the timeline tells it (R3.1). Dismissed ones keep their row."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="events")
    occurred_at = models.DateTimeField(null=True, blank=True)  # unknown stays unknown (C13)
    precision = models.CharField(max_length=10, choices=choices(Precision), default=Precision.SECOND)
    what = models.CharField(max_length=500)
    context = models.TextField(blank=True)  # what was seen, what else was considered (R3.9)
    phase = models.CharField(max_length=20, choices=choices(Phase), blank=True)
    kind = models.CharField(max_length=20, choices=choices(EventKind))
    actor = models.CharField(max_length=200, blank=True)  # who or what acted, in words
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="+")
    service = models.ForeignKey(Service, models.SET_NULL, null=True, blank=True, related_name="+")
    standing = models.CharField(max_length=20, choices=choices(Standing), default=Standing.REPORTED)
    is_interpretation = models.BooleanField(default=False)  # marked as such (R3.5)
    edition = models.PositiveIntegerField(default=1)  # grows with every edit: who edits an older one is told
    added_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")
    items = models.ManyToManyField(EvidenceItem, through="EventItem", related_name="events")

    class Meta:
        indexes = [models.Index(fields=["incident", "occurred_at", "id"], name="event_in_order")]

    def __str__(self) -> str:
        return self.what


class EventItem(Sighted):
    """That an event rests on an item of evidence."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="event_items")
    item = models.ForeignKey(EvidenceItem, models.PROTECT, related_name="event_items")
    # The answer that brought it, so that taking the answer back takes it back too.
    answer = models.ForeignKey("CandidateAnswer", models.SET_NULL, null=True, related_name="brought")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "item"], name="event_item_once")]

    def __str__(self) -> str:
        return f"{self.event} ← {self.item}"


class Knowledge(Row):
    """That somebody knew of an event since an instant: the second clock (R3.2).

    With neither account nor team and an empty `name`, it is everybody in the incident.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="knowledge")
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    known_at = models.DateTimeField(null=True, blank=True)
    way = models.CharField(max_length=10, choices=choices(Way), blank=True)  # empty: not said
    through = models.CharField(max_length=200, blank=True)  # in words: "saw the alert", "was told"
    certainty = models.CharField(max_length=10, choices=choices(Certainty), default=Certainty.KNOWN)
    until_at = models.DateTimeField(null=True, blank=True)  # when a belief was given up; None: held on to
    turned_out = models.CharField(max_length=10, choices=choices(TurnedOut), blank=True)  # of a belief
    withdrawn_at = models.DateTimeField(null=True)
    answer = models.ForeignKey("CandidateAnswer", models.SET_NULL, null=True, related_name="taught")

    class Meta:
        ordering = ["known_at"]
        verbose_name_plural = "knowledge"

    def __str__(self) -> str:
        return f"{self.account or self.team or self.name or 'everybody'} knew at {self.known_at}"


class Version(Row):
    """What one witness says of a disputed event; every version stays (R3.5)."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="versions")
    witness = models.CharField(max_length=200)
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=500)
    occurred_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["recorded_at"]

    def __str__(self) -> str:
        return f"{self.witness}: {self.what}"
