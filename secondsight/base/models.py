"""What the ground stores: the journal and its cursor, kept files, mail that went out."""

from django.db import models
from django.db.models import F, Q

from secondsight.base.clock import now
from secondsight.base.ids import LENGTH, new_id
from secondsight.base.sight import Sighted


class Row(Sighted):
    """A row with an id that is the same in every instance, and the instant we recorded it."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        abstract = True


class JournalEntry(Sighted):
    """One change, in the past tense: audit trail, outbox and feed in one (C15). Only ever added to.

    Ids grow in the order in which transactions commit (`base.transaction.write` sees to that), so
    that whoever has read up to an id has missed nothing before it.
    """

    verb = models.CharField(max_length=60)  # "event_accepted"
    actor = models.CharField(max_length=40, blank=True)  # an account's id; empty for the program itself
    actor_name = models.CharField(max_length=200, blank=True)
    subject_kind = models.CharField(max_length=40)  # "event"
    subject = models.CharField(max_length=64)
    topic = models.CharField(max_length=60, blank=True)  # the page that it shows on: "incident:06f..."
    particulars = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["topic", "id"], name="journal_by_topic"),
            models.Index(fields=["subject_kind", "subject", "id"], name="journal_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject}"


class JournalCursor(models.Model):
    """How far a reader of the journal has come."""

    name = models.CharField(primary_key=True, max_length=60)
    entry = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} at {self.entry}"


class Schedule(models.Model):
    """When a regular job is due next."""

    name = models.CharField(primary_key=True, max_length=100)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} due {self.due_at}"


class StoredFile(models.Model):
    """A file as it came, kept once by its content (R2.4). The bytes lie in the data folder."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.BigIntegerField()
    is_elsewhere = models.BooleanField(default=False)  # known from an imported review; its bytes never came
    recorded_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.sha256[:12]


class Mail(Row):
    """A message that left, or on the default set-up would have left, by mail (R7.2)."""

    to = models.CharField(max_length=254, db_index=True)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    calendar = models.TextField(blank=True)  # an iCalendar file that goes along, for the reader's calendar
    once = models.CharField(max_length=200, blank=True)  # a key: the same one is never sent twice
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["once"], condition=~Q(once=""), name="mail_once"),
        ]
        ordering = [F("recorded_at").desc()]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class SearchDocument(Sighted):
    """What a thing with a name is found by (`base.fulltext.documents`)."""

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=64)
    title = models.CharField(max_length=500)
    body = models.TextField(blank=True)
    topic = models.CharField(max_length=60, blank=True)  # the page that it belongs to: "review:06f..."
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="search_document_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}: {self.title}"
