"""A live session of a review: where the room is, who is in it, what it decides of its time (R4.1, R4.2)."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.inquiry.models.meeting_questions import MeetingQuestion
from secondsight.inquiry.models.reviews import Review
from secondsight.organisation.models import Account
from secondsight.record.models import Event, Incident


class LiveSession(Row):
    """A meeting of a review while it is on, and after. Of a review at most one is on.

    `last` numbers what happens in it, so that whoever was away can ask for what came since.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="live_sessions")
    opened_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    facilitator = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    is_guarded = models.BooleanField(default=True)  # the hindsight guard moves with the room (R3.3)
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, related_name="+")
    moment = models.DateTimeField(null=True)  # up to where the room has come in that incident
    event = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="+")  # the one on screen
    question = models.CharField(max_length=500, blank=True)  # the one on screen
    asked = models.ForeignKey(MeetingQuestion, models.SET_NULL, null=True, related_name="+")
    last = models.PositiveBigIntegerField(default=0)
    seen_at = models.DateTimeField()  # when somebody was last there
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")  # None: by itself

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review"], condition=Q(ended_at=None), name="one_live_session_of_a_review"
            )
        ]

    def __str__(self) -> str:
        return f"{self.review}, live"

    @property
    def topic(self) -> str:
        """The journal's and the live push's name for what happens in it."""
        return f"session:{self.pk}"


class SectionRun(Row):
    """One stretch in which the room was in a section of the agenda, which it quotes as it then was."""

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="runs")
    section = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    minutes = models.PositiveIntegerField()
    extra = models.PositiveIntegerField(default=0)  # minutes that the room voted for in this stretch
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["began_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(ended_at=None), name="one_running_section_of_a_session"
            )
        ]

    def __str__(self) -> str:
        return self.title


class SessionPerson(Row):
    """Somebody who came to a live session or was heard in it."""

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="people")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField(null=True)  # None: heard, but never signed in
    seen_at = models.DateTimeField(null=True)
    spoke_at = models.DateTimeField(null=True)  # as somebody marked it by hand

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [models.UniqueConstraint(fields=["session", "account"], name="session_person_once")]

    def __str__(self) -> str:
        return str(self.account)


class TopicVote(Row):
    """Whether the running section gets a few minutes more. Of a session at most one is open."""

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="votes")
    run = models.ForeignKey(SectionRun, models.CASCADE, related_name="votes")
    minutes = models.PositiveIntegerField()
    opened_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    is_carried = models.BooleanField(null=True)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(closed_at=None), name="one_open_vote_of_a_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes more for {self.run}"


class TopicVoice(Row):
    """What somebody says to a vote; the last word counts."""

    vote = models.ForeignKey(TopicVote, models.CASCADE, related_name="voices")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    is_for = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "account"], name="topic_voice_once")]

    def __str__(self) -> str:
        return f"{self.account}: {'for' if self.is_for else 'against'}"
