"""What happened: incidents, the evidence of them, the timeline and its two clocks."""

from django.db import models
from django.db.models import Q

from secondsight.base.clock import now
from secondsight.base.fulltext.index import over
from secondsight.base.models import Row, StoredFile
from secondsight.organisation.models import Account, RestrictedQuerySet, Seat, Service, Severity, Team
from secondsight.record.rules.vocabulary import (
    Certainty,
    EventKind,
    MilestoneKind,
    Part,
    Phase,
    Precision,
    Standing,
)


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
    """When an incident reached a point; a point that nobody knows has no row (R1.1)."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=30, choices=choices(MilestoneKind))
    at = models.DateTimeField()

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


class Import(Row):
    """One going over of files, from being asked for to its receipt."""

    STATES = (
        ("waiting", "Waiting for its turn"),
        ("asking", "Waiting for a person's answer"),
        ("reading", "Reading"),
        ("done", "Done"),
        ("failed", "Could not be read"),
    )

    asked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    incident = models.ForeignKey(Incident, models.SET_NULL, null=True, blank=True, related_name="imports")
    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    trouble = models.TextField(blank=True)  # for a person: what could not be read, what was expected
    from_at = models.DateTimeField(null=True)  # what belongs to the incident: since when,
    to_at = models.DateTimeField(null=True)  # until when,
    only_channels = models.JSONField(default=list)  # and from which channels (none named: from all)
    progress = models.JSONField(default=dict)  # while reading: {"file", "number", "of", "read", "stage"}
    progress_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-recorded_at", "-id"], name="import_by_time")]

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def topic(self) -> str:
        """The journal's and the live push's name for this import's page."""
        return f"import:{self.pk}"


class EvidenceFile(Row):
    """A file of an import, with its receipt: read = imported + merged + left out."""

    going = models.ForeignKey(Import, models.CASCADE, related_name="files")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=1000)  # as the person named it
    format = models.CharField(max_length=40, blank=True)
    options = models.JSONField(default=dict)  # {"mapping", "zone", "source", "day_first"} as they were used
    proposal = models.JSONField(null=True)  # a table's columns as we would read them, while a person is asked
    trouble = models.TextField(blank=True)  # why nothing of it could be kept; names place and expectation
    trouble_place = models.CharField(max_length=400, blank=True)
    read = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    merged = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=dict)  # reason -> how many
    channels = models.JSONField(default=dict)  # channel -> {"read", "imported", "merged", "left_out"}
    first_at = models.DateTimeField(null=True)  # of its items
    last_at = models.DateTimeField(null=True)
    busy_from = models.DateTimeField(null=True)  # when most of it happened: a guess at the incident
    busy_to = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return self.name


class LeftOutRecord(models.Model):
    """One record that was read and is not evidence, with its reason and place."""

    file = models.ForeignKey(EvidenceFile, models.CASCADE, related_name="left_out_records")
    place = models.CharField(max_length=400)
    channel = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200)
    detail = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class EvidenceItem(models.Model):
    """One record as a tool told it (R2.4). Only ever added; its origin is file and place."""

    key = models.CharField(max_length=200, unique=True)
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="items")
    kind = models.CharField(max_length=20)
    occurred_at = models.DateTimeField()
    channel = models.CharField(max_length=200, blank=True)
    author_id = models.CharField(max_length=100, blank=True)
    author_name = models.CharField(max_length=200, blank=True)
    is_bot = models.BooleanField(default=False)
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    thread = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    place = models.CharField(max_length=400)
    details = models.JSONField(default=dict)
    raw = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["occurred_at", "id"], name="item_by_time"),
            models.Index(fields=["channel", "occurred_at", "id"], name="item_by_channel"),
            models.Index(fields=["thread"], condition=~Q(thread=""), name="item_by_thread"),
        ]

    def __str__(self) -> str:
        return self.key


ITEM_WORDS = over(EvidenceItem, "text", "author_name")


class MergedItem(models.Model):
    """That a file also held an item which another file had brought before."""

    file = models.ForeignKey(EvidenceFile, models.CASCADE, related_name="merged_items")
    item = models.ForeignKey(EvidenceItem, models.CASCADE, related_name="merges")
    place = models.CharField(max_length=400)
    # Whether it said the same there. Only then does whoever brought the file see the item by it: a made-up
    # record with a guessed key opens nothing.
    is_alike = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.item} again in {self.file}"


class IncidentItem(models.Model):
    """That an item belongs to an incident: by its time window and channels, or by hand."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="incident_items")
    item = models.ForeignKey(EvidenceItem, models.PROTECT, related_name="incident_items")
    occurred_at = (
        models.DateTimeField()
    )  # the item's, which never changes: a page of 100,000 is found at once

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "item"], name="incident_item_once")]
        indexes = [models.Index(fields=["incident", "occurred_at", "item"], name="incident_item_in_order")]

    def __str__(self) -> str:
        return f"{self.item} of {self.incident}"


class RememberedMapping(Row):
    """How a person said that a table's columns are read; found again by its header (R2.4a)."""

    columns = models.CharField(max_length=64, unique=True)  # digest of the header
    mapping = models.JSONField()
    zone = models.CharField(max_length=60, blank=True)
    set_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.columns


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


class EventItem(models.Model):
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
    through = models.CharField(max_length=200, blank=True)  # "saw the alert", "was told"
    certainty = models.CharField(max_length=10, choices=choices(Certainty), default=Certainty.KNOWN)
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


class Candidate(Row):
    """An event that the program proposes from evidence, with why; a person decides (R3.7, S9)."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="candidates")
    fingerprint = models.CharField(max_length=64)
    occurred_at = models.DateTimeField()
    what = models.CharField(max_length=500)
    kind = models.CharField(max_length=20, choices=choices(EventKind))
    phase = models.CharField(max_length=20, choices=choices(Phase), blank=True)
    actor = models.CharField(max_length=200, blank=True)
    team_name = models.CharField(max_length=100, blank=True)  # as the evidence calls it
    why = models.CharField(max_length=300)
    items = models.ManyToManyField(EvidenceItem, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "fingerprint"], name="candidate_once")]
        indexes = [models.Index(fields=["incident", "occurred_at", "id"], name="candidate_in_order")]

    def __str__(self) -> str:
        return self.what


class CandidateAnswer(Row):
    """What a person made of a candidate (C9)."""

    VERDICTS = (("accepted", "Accepted"), ("merged", "Merged"), ("dismissed", "Dismissed"))

    candidate = models.OneToOneField(Candidate, models.CASCADE, related_name="answer")
    verdict = models.CharField(max_length=10, choices=VERDICTS)
    event = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="candidate_answers")
    given_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="dismissed") | Q(event__isnull=False), name="answer_has_its_event"
            )
        ]

    def __str__(self) -> str:
        return f"{self.candidate}: {self.verdict}"
