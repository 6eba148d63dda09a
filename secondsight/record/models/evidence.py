"""Evidence: imports with their receipts, items as tools told them, and what belongs to an incident (R2.4)."""

from django.db import models
from django.db.models import Q

from secondsight.base.fulltext.index import over
from secondsight.base.models import Row, StoredFile
from secondsight.base.sight import Sighted
from secondsight.organisation.models import Account
from secondsight.record.models.incidents import Incident


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
    options = models.JSONField(default=dict)  # what was said of it, as `actions.reading` keeps it
    # What a person is asked, while they are: {"columns", "mapping"...} of a table, {"asks"} of others.
    proposal = models.JSONField(null=True)
    trouble = models.TextField(blank=True)  # why nothing of it could be kept; names place and expectation
    trouble_place = models.CharField(max_length=400, blank=True)
    read = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    merged = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    masked = models.PositiveIntegerField(default=0)  # how many of its records hold secrets
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


class LeftOutRecord(Sighted):
    """One record that was read and is not evidence, with its reason and place."""

    file = models.ForeignKey(EvidenceFile, models.CASCADE, related_name="left_out_records")
    place = models.CharField(max_length=400)
    channel = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200)
    detail = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class EvidenceItem(Sighted):
    """One record as a tool told it (R2.4). Only ever added; its origin is file and place."""

    key = models.CharField(max_length=200, unique=True)
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="items")
    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=100, blank=True)  # the system that told it: "slack", a table's name
    occurred_at = models.DateTimeField()  # as it was told; an incident may correct the clock of a source
    precision = models.CharField(max_length=10, default="second")  # "second" (with fractions) to "day"
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
    raw = models.TextField()  # its own text; "" where `queries.as_told` finds it at its place in the original

    class Meta:
        indexes = [
            models.Index(fields=["occurred_at", "id"], name="item_by_time"),
            models.Index(fields=["channel", "occurred_at", "id"], name="item_by_channel"),
            models.Index(fields=["thread"], condition=~Q(thread=""), name="item_by_thread"),
        ]

    def __str__(self) -> str:
        return self.key


ITEM_WORDS = over(EvidenceItem, "text", "author_name")


class MergedItem(Sighted):
    """That a file also held an item which another file had brought before."""

    file = models.ForeignKey(EvidenceFile, models.CASCADE, related_name="merged_items")
    item = models.ForeignKey(EvidenceItem, models.CASCADE, related_name="merges")
    place = models.CharField(max_length=400)
    # Whether it said the same there. Only then does whoever brought the file see the item by it: a made-up
    # record with a guessed key opens nothing.
    is_alike = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.item} again in {self.file}"


class IncidentItem(Sighted):
    """That an item belongs to an incident: by its time window and channels, or by hand."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="incident_items")
    item = models.ForeignKey(EvidenceItem, models.PROTECT, related_name="incident_items")
    # The item's, put right by the clock of its source in this incident: a page of 100,000 is found at once.
    occurred_at = models.DateTimeField()

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
