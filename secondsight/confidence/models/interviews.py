"""Talks of two before the meeting (R2.5): who was asked, and what was noted, which only the two read (S7)."""

from django.db import models
from django.db.models import F, Q

from secondsight.base.locked_fields import LockedField
from secondsight.base.models import Row
from secondsight.inquiry.models import Review
from secondsight.organisation.models import Account


class Interview(Row):
    """That somebody is asked to talk, how far that has come, and whether anything may be written down."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="interviews")
    interviewee = models.ForeignKey(Account, models.PROTECT, related_name="+")
    interviewer = models.ForeignKey(Account, models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    note = LockedField(blank=True)  # what the invitation says beside the usual
    reason = models.TextField(blank=True)  # why this interviewer, though they were central to it
    is_off_record = models.BooleanField(default=False)  # nothing at all is written down
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(
        null=True
    )  # they have talked; from then on the interviewee alone corrects
    deleted_at = models.DateTimeField(null=True)  # what was noted is gone

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "interviewee"], name="interview_once"),
            models.CheckConstraint(condition=~Q(interviewee=F("interviewer")), name="interview_of_two"),
        ]

    def __str__(self) -> str:
        return f"A talk for {self.review_id}"

    @property
    def topic(self) -> str:
        """The journal's and the live push's name for this talk's page."""
        return f"interview:{self.pk}"

    @property
    def state(self) -> str:
        """Return how far it has come: asked, accepted, declined, no_longer_asked, ended or deleted."""
        if self.deleted_at:
            return "deleted"
        if self.ended_at:
            return "ended"
        if self.taken_back_at:
            return "no_longer_asked"
        if self.declined_at:
            return "declined"
        return "accepted" if self.accepted_at else "asked"

    @property
    def is_being_held(self) -> bool:
        """Whether both may note things: it was accepted and has not ended."""
        return self.state == "accepted" and not self.is_off_record


class InterviewThread(Row):
    """One subject of a talk.

    `about` has its heading, its moment and what was released of it: nothing that is not locked leads from a
    released thread to whoever said it.
    """

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="threads")
    about = LockedField(blank=True)  # {"heading", "event", "released"} in one shape (`rules.sealing`)

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"A thread of {self.interview_id}"


class InterviewLine(Row):
    """One line that was noted. One that is off the record is deleted, and nothing of it stays."""

    thread = models.ForeignKey(InterviewThread, models.CASCADE, related_name="lines")
    words = LockedField()
    written_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"A line of {self.thread_id}"


class PassedOver(Row):
    """That whoever leads the talks would not ask somebody who was suggested; nobody is told."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="passed_over")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    said_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "account"], name="passed_over_once")]

    def __str__(self) -> str:
        return f"{self.account_id} for {self.review_id}"
