"""The second clock of hypotheses: who had heard of a step of one, and since when (R3.2, R3.7b)."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.organisation.models import Account, Team
from secondsight.record.models.desk import HypothesisStep
from secondsight.record.models.evidence import EvidenceItem
from secondsight.record.models.incidents import choices
from secondsight.record.rules.vocabulary import Way


class StepKnowledge(Row):
    """That somebody had heard of a step of a hypothesis since an instant.

    With neither account nor team and an empty `name`, it is everybody in the incident. One that was taken
    back the moment it was noted says that a proposal from the evidence was dismissed.
    """

    step = models.ForeignKey(HypothesisStep, models.CASCADE, related_name="knowledge")
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    known_at = models.DateTimeField()
    way = models.CharField(max_length=10, choices=choices(Way), blank=True)
    through = models.CharField(max_length=200, blank=True)  # the way, in words
    item = models.ForeignKey(EvidenceItem, models.PROTECT, null=True, blank=True, related_name="+")
    noted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["known_at", "id"]
        verbose_name_plural = "step knowledge"
        constraints = [
            models.CheckConstraint(
                condition=Q(account=None) | Q(team=None), name="somebody_or_a_team_had_heard"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account or self.team or self.name or 'everybody'} had heard at {self.known_at}"
