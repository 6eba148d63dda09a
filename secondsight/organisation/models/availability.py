"""When people work, and when they have something else: only from when until when, never what (R2.3)."""

from datetime import time

from django.db import models

from secondsight.base.locked_fields import LockedField
from secondsight.base.models import Row

ORIGINS = (("file", "A file"), ("address", "A calendar's address"))


class Availability(Row):
    """What a person said of when they can meet; whoever said nothing works as the organisation does."""

    account = models.OneToOneField("organisation.Account", models.CASCADE, related_name="availability")
    works_from = models.TimeField(default=time(9))  # on their own wall
    works_until = models.TimeField(default=time(17))  # earlier than `works_from`: on the next day
    weekdays = models.CharField(max_length=7, default="01234")  # 0 is Monday
    holiday_country = models.CharField(max_length=2, blank=True)  # empty: the organisation's
    holiday_region = models.CharField(max_length=10, blank=True)
    # A calendar's private address opens it to whoever has it, so it is locked (`base.locking`).
    calendar_address = LockedField(blank=True)
    fetched_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)  # why the calendar could not be fetched last time

    def __str__(self) -> str:
        return f"{self.account} works {self.works_from:%H:%M} to {self.works_until:%H:%M}"


class BusyTime(Row):
    """That a person has something else, half-open; what it is was not kept."""

    account = models.ForeignKey("organisation.Account", models.CASCADE, related_name="busy_times")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    origin = models.CharField(max_length=10, choices=ORIGINS)

    class Meta:
        ordering = ["from_at", "id"]
        indexes = [models.Index(fields=["account", "to_at"], name="busy_time_by_end")]
        constraints = [
            models.CheckConstraint(condition=models.Q(to_at__gt=models.F("from_at")), name="busy_for_a_while")
        ]

    def __str__(self) -> str:
        return f"{self.account} is busy from {self.from_at}"
