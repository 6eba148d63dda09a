"""What it meant: reviews, roles, factors, learning points, ideas. No root-cause field (S2)."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row, StoredFile
from secondsight.inquiry.rules.vocabulary import LearningSubject, MeetingMode, Role
from secondsight.organisation.models import Account, RestrictedQuerySet, Seat, Tier
from secondsight.record.models import Event, Incident, choices


class Review(Row):
    """A going-back over one or more incidents to understand them (R1.2)."""

    title = models.CharField(max_length=300)
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="+")
    narrative = models.TextField(blank=True)  # Markdown: the story for the reader who was not there
    edition = models.PositiveIntegerField(default=1)  # of title, tier and narrative: grows with every edit
    incidents = models.ManyToManyField(Incident, through="ReviewIncident", related_name="reviews")
    is_restricted = models.BooleanField(default=False)
    opened_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    met_at = models.DateTimeField(null=True, blank=True)  # when the meeting, or the async round, ended
    met_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    met_mode = models.CharField(max_length=10, choices=choices(MeetingMode), default=MeetingMode.MEETING)
    archived_at = models.DateTimeField(null=True)  # when it came from an archive; it waits for nothing then

    objects = RestrictedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-recorded_at", "-id"], name="review_by_opening"),
            models.Index(fields=["-met_at"], name="review_by_meeting"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def topic(self) -> str:
        """The journal's and the live push's name for this review's pages."""
        return f"review:{self.pk}"


class ReviewSeat(Seat):
    """Who may see a restricted review."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="audience")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "account"], name="review_seat_account"),
            models.UniqueConstraint(fields=["review", "team"], name="review_seat_team"),
        ]


class ReviewIncident(models.Model):
    """That a review covers an incident."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="review_incidents")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="review_incidents")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "incident"], name="review_incident_once")]

    def __str__(self) -> str:
        return f"{self.review} covers {self.incident}"


class RoleHolder(Row):
    """Who does what in a review; a breach of a hard rule stands with its reason (R2.1)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="role_holders")
    role = models.CharField(max_length=20, choices=choices(Role))
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    section = models.CharField(max_length=100, blank=True)  # the one section that a guest is there for
    objections = models.JSONField(default=list)  # the sentences that the rules said when it was given
    reason = models.TextField(blank=True)
    given_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["review", "role", "account"], name="role_holder_once"),
            models.UniqueConstraint(
                fields=["review"], condition=Q(role=Role.OWNER), name="review_has_one_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.role}"


class Finding(Row):
    """What a review found, of one of four kinds. A removed one keeps its row, for the history."""

    what = models.CharField(max_length=500)
    added_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    edition = models.PositiveIntegerField(default=1)  # grows with every edit: who edits an older one is told
    removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return self.what


class Factor(Finding):
    """Something that contributed, of one kind among several (R5.1)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="factors")
    # A word of `FactorCategory` or of the organisation's own; empty where an old document did not say.
    category = models.CharField(max_length=60, blank=True)
    context = models.TextField(blank=True)
    moments = models.ManyToManyField(Event, blank=True, related_name="factors")


class Strength(Finding):
    """What worked, and why it could: the same standing as what did not (R5.3)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="strengths")
    why_it_could = models.TextField(blank=True)
    moments = models.ManyToManyField(Event, blank=True, related_name="strengths")


class LearningPoint(Finding):
    """What we understand now that we did not before (R5.4)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="learning_points")
    subject = models.CharField(max_length=30, choices=choices(LearningSubject), blank=True)
    context = models.TextField(blank=True)
    moments = models.ManyToManyField(Event, blank=True, related_name="learning_points")


class Idea(Finding):
    """Something that could be done, noted when it came up: no owner, no date (S4)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="ideas")
    context = models.TextField(blank=True)
    moment = models.ForeignKey(Event, models.SET_NULL, null=True, blank=True, related_name="ideas")


class IdeaComment(Row):
    """What somebody adds to an idea while it soaks (R6.1)."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="comments")
    text = models.TextField()
    added_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["recorded_at"]

    def __str__(self) -> str:
        return self.text[:60]


class ArchivedDocument(Row):
    """An old post-mortem that a review was made of, as it came, and what was recognised in it (R10.5).

    A changed file is a new row; the old one says by which it was replaced.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="archived_documents")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=500)  # within its folder
    recognised = models.JSONField(default=dict)  # by part: words, line, and the row that was made of it
    is_applied = models.BooleanField(default=True)  # False: people had changed the review, so it stayed
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="replaced")
    brought_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-recorded_at", "-id"]
        indexes = [models.Index(fields=["name"], name="archived_document_by_name")]

    def __str__(self) -> str:
        return self.name


class RecordedAction(Row):
    """What an old post-mortem says was to be done, in its own words (R10.5).

    It is no commitment: a commitment has an owner who accepted it here, a date and a checkable "done" (S5),
    of which an old document has at best the words. Nobody is reminded of it; it is shown and found.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="recorded_actions")
    what = models.CharField(max_length=500)
    context = models.TextField(blank=True)
    owner = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    status = models.CharField(max_length=100, blank=True)
    is_done = models.BooleanField(null=True)  # None: the document does not say
    url = models.CharField(max_length=2000, blank=True)
    ticket = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, editable=False)  # a later version of the file lacks it

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return self.what
