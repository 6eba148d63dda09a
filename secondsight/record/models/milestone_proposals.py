"""Milestones that the program proposes from evidence, and what people made of them (R1.1, R3.7, S9)."""

from django.db import models

from secondsight.base.models import Row
from secondsight.organisation.models import Account
from secondsight.record.models.evidence import EvidenceItem
from secondsight.record.models.incidents import Incident, choices
from secondsight.record.rules.vocabulary import MilestoneKind


class MilestoneProposal(Row):
    """When an incident reached a milestone as the evidence tells, with why; a person decides."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="milestone_proposals")
    kind = models.CharField(max_length=30, choices=choices(MilestoneKind))
    at = models.DateTimeField()
    why = models.CharField(max_length=400)
    items = models.ManyToManyField(EvidenceItem, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "kind", "at"], name="milestone_proposed_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class MilestoneAnswer(Row):
    """What a person made of a proposed milestone (C9)."""

    VERDICTS = (("accepted", "Accepted"), ("dismissed", "Dismissed"))

    proposal = models.OneToOneField(MilestoneProposal, models.CASCADE, related_name="answer")
    verdict = models.CharField(max_length=10, choices=VERDICTS)
    before = models.DateTimeField(null=True)  # what the incident had when it was accepted
    given_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.proposal}: {self.verdict}"
