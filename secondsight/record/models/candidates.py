"""Events that the program proposes from evidence, and what people made of them (R3.7, S9)."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.organisation.models import Account
from secondsight.record.models.evidence import EvidenceItem
from secondsight.record.models.incidents import Incident, choices
from secondsight.record.models.timeline import Event
from secondsight.record.rules.candidates.signs import Strength, strength_of
from secondsight.record.rules.vocabulary import EventKind, Phase


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
    score = models.FloatField(default=0.5)  # between 0 and 1; people are shown its word (`strength`)
    reasons = models.JSONField(default=list, blank=True)  # clauses on what makes it weigh more or less
    is_kept_back = models.BooleanField(default=False)  # weaker than others around it: shown when asked for
    items = models.ManyToManyField(EvidenceItem, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "fingerprint"], name="candidate_once")]
        indexes = [
            models.Index(fields=["incident", "occurred_at", "id"], name="candidate_in_order"),
            models.Index(fields=["incident", "-score", "id"], name="candidate_by_score"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def strength(self) -> Strength:
        """Return how strongly the evidence speaks for it, in a word."""
        return strength_of(self.score)


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
