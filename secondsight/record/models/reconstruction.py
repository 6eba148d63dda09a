"""Walking through an incident as it looked then: where the room stands, and who walks along (R3.3)."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.organisation.models import Account
from secondsight.record.models.incidents import Incident


class Reconstruction(Row):
    """That a room goes through an incident again, step by step; what lies later is veiled meanwhile.

    `moment` repeats where the newest step came to, so that what is veiled is read without it.
    """

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="reconstructions")
    led_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")  # who sees ahead
    opened_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    moment = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], condition=Q(closed_at=None), name="one_open_reconstruction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident} at {self.moment}"


class ReconstructionStep(Row):
    """That the room was moved, by whom and from where to where; going back is a step too (C9)."""

    reconstruction = models.ForeignKey(Reconstruction, models.CASCADE, related_name="steps")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    moved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.from_at} → {self.to_at}"


class Lead(Row):
    """That somebody took the lead of a reconstruction, and sees ahead since (C9)."""

    reconstruction = models.ForeignKey(Reconstruction, models.CASCADE, related_name="leads")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    given_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.account} leads"


class Walker(Row):
    """That an account walks along, and sees no further than the room does, until it leaves."""

    reconstruction = models.ForeignKey(Reconstruction, models.CASCADE, related_name="walkers")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reconstruction", "account"], condition=Q(left_at=None), name="walks_along_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} walks along"
