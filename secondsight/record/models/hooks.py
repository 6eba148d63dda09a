"""Hooks: addresses that tools send to as things happen, and what they delivered (R2.4, S9)."""

from django.db import models
from django.db.models import Q

from secondsight.base.locked_fields import LockedField
from secondsight.base.models import Row
from secondsight.organisation.models import Account
from secondsight.record.models.evidence import EvidenceFile, EvidenceItem, Import
from secondsight.record.models.incidents import Incident


class Hook(Row):
    """An address that one tool sends to. Of the secret in it only a digest is kept."""

    name = models.CharField(max_length=100)
    tool = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    # What the tool signs with: we have to know it to check. No door ever shows it again.
    signing_secret = LockedField(blank=True)
    mapping = models.JSONField(default=dict)  # for other tools' JSON: our field -> path in theirs
    zone = models.CharField(max_length=60, blank=True)  # of times in it that name none
    rule = models.JSONField(default=dict)  # record.rules.hooks.HookRule
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def topic(self) -> str:
        """The journal's and the live push's name for this hook's page."""
        return f"hook:{self.pk}"


class HookImport(Row):
    """An import that gathers what a hook brought; a new one is begun each day, or when it is full."""

    hook = models.ForeignKey(Hook, models.CASCADE, related_name="hook_imports")
    going = models.OneToOneField(Import, models.CASCADE, related_name="hook_import")

    class Meta:
        indexes = [models.Index(fields=["hook", "-recorded_at"], name="hook_import_newest")]

    def __str__(self) -> str:
        return f"{self.going} of {self.hook}"


class HookDelivery(Row):
    """One request that a hook took in. `identity` is the same when the tool sends it again."""

    STATES = (
        ("waiting", "Waiting to be read"),
        ("done", "Evidence"),
        ("left_out", "Left out"),
        ("failed", "Could not be read"),
    )

    hook = models.ForeignKey(Hook, models.CASCADE, related_name="deliveries")
    identity = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    headers = models.JSONField(default=dict)  # those that say what the body is; none that prove who sent it
    body = models.TextField(blank=True)  # emptied once it stands in the original of `file`
    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    trouble = models.TextField(blank=True)  # why it could not be read, or was left out
    file = models.ForeignKey(EvidenceFile, models.SET_NULL, null=True, related_name="deliveries")
    place = models.CharField(max_length=40, blank=True)  # where it stands in the file: "line 3"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hook", "identity"], name="hook_delivery_once")]
        indexes = [
            models.Index(fields=["hook", "-received_at", "-id"], name="hook_delivery_newest"),
            models.Index(fields=["hook", "id"], condition=Q(state="waiting"), name="hook_delivery_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.hook} {self.received_at}"


class HookOpening(Row):
    """That a hook opened an incident by its rule, on which item, and why in words (S9)."""

    hook = models.ForeignKey(Hook, models.CASCADE, related_name="openings")
    incident = models.OneToOneField(Incident, models.CASCADE, related_name="hook_opening")
    item = models.ForeignKey(EvidenceItem, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=200, blank=True)  # the plain name of the service it was about
    because = models.CharField(max_length=2000)

    def __str__(self) -> str:
        return f"{self.incident} opened by {self.hook}"
