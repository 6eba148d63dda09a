"""Incidents: who may see them, their milestones, who was in them (R1.1)."""

from django.db import models

from secondsight.base.clock import now
from secondsight.base.models import Row
from secondsight.organisation.models import Account, RestrictedQuerySet, Seat, Service, Severity, Team
from secondsight.record.rules.vocabulary import MilestoneKind, Part, Precision


def choices(vocabulary: type) -> list[tuple[str, str]]:
    """Return a vocabulary's words with their labels, as a field wants them."""
    return [(word.value, word.label) for word in vocabulary]


class Incident(Row):
    """Something that happened and is worth understanding; near misses count (R1.1, R1.2)."""

    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    severity = models.ForeignKey(Severity, models.PROTECT, related_name="+")
    is_near_miss = models.BooleanField(default=False)
    is_customer_facing = models.BooleanField(default=False)
    # The share of an objective's error budget that it burnt, in percent; more than 100 is possible (R1.4).
    budget_burnt_percent = models.FloatField(null=True, blank=True)
    # How it failed as it looked from outside ("certificate expired"), so that its like are found (R1.4).
    # No cause: what contributed is for the review (S2).
    failure_mode = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    listed_at = models.DateTimeField(
        default=now
    )  # where lists put it: the earliest milestone, else when it was recorded
    is_restricted = models.BooleanField(default=False)
    edition = models.PositiveIntegerField(default=1)  # grows with every edit, as an event's does
    opened_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    services = models.ManyToManyField(Service, blank=True, related_name="incidents")
    teams = models.ManyToManyField(Team, blank=True, related_name="incidents")

    objects = RestrictedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-listed_at", "-id"], name="incident_by_start"),
            models.Index(fields=["severity", "-listed_at"], name="incident_by_severity"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def topic(self) -> str:
        """The journal's and the live push's name for this incident's pages."""
        return f"incident:{self.pk}"


class IncidentSeat(Seat):
    """Who may see a restricted incident."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="audience")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "account"], name="incident_seat_account"),
            models.UniqueConstraint(fields=["incident", "team"], name="incident_seat_team"),
        ]


class Milestone(Row):
    """When an incident reached a point; a point that nobody knows has no row (R1.1).

    One that rests on an event and has its time moves with it when the event's time is corrected.
    """

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=30, choices=choices(MilestoneKind))
    at = models.DateTimeField()
    precision = models.CharField(max_length=10, choices=choices(Precision), default=Precision.SECOND)
    events = models.ManyToManyField("record.Event", related_name="milestones")  # what it rests on
    items = models.ManyToManyField("record.EvidenceItem", related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "kind"], name="milestone_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class Participant(Row):
    """Somebody who was in the incident, with the part they played. Not everybody has an account."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="participants")
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="+")
    part = models.CharField(max_length=30, choices=choices(Part), default=Part.RESPONDER)

    class Meta:
        ordering = ["recorded_at"]
        constraints = [models.UniqueConstraint(fields=["incident", "name", "part"], name="participant_once")]

    def __str__(self) -> str:
        return self.name
