"""Who knew of an event as the evidence suggests, and what people made of it (R3.2, S9)."""

from django.db import models

from secondsight.base.models import Row
from secondsight.organisation.models import Account, Team
from secondsight.record.models.evidence import EvidenceItem
from secondsight.record.models.incidents import choices
from secondsight.record.models.timeline import Event, Knowledge
from secondsight.record.rules.knowing.proposals import KnowingSign
from secondsight.record.rules.vocabulary import Certainty, Way


class KnowledgeProposal(Row):
    """That somebody knew of an event since an instant as the evidence tells, with why; a person decides.

    One for each event and knower: an account, a team, or a name that nobody joined to an account.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="knowledge_proposals")
    knower = models.CharField(max_length=220)  # "person:<account id>", "team:<team id>", "name:<name>"
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    known_at = models.DateTimeField(null=True)  # None: the evidence does not say since when
    way = models.CharField(max_length=10, choices=choices(Way))
    certainty = models.CharField(max_length=10, choices=choices(Certainty), default=Certainty.KNOWN)
    sign = models.CharField(max_length=20, choices=choices(KnowingSign))
    is_sure = models.BooleanField(default=False)  # the very evidence of the event is theirs
    why = models.CharField(max_length=400)
    items = models.ManyToManyField(EvidenceItem, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "knower"], name="knowing_proposed_once")]

    def __str__(self) -> str:
        return f"{self.account or self.team or self.name} knew at {self.known_at}"


class KnowledgeAnswer(Row):
    """What a person made of a proposed knowing (C9), and the statement that it brought."""

    VERDICTS = (("accepted", "Accepted"), ("dismissed", "Dismissed"))

    proposal = models.OneToOneField(KnowledgeProposal, models.CASCADE, related_name="answer")
    verdict = models.CharField(max_length=10, choices=VERDICTS)
    # Nothing where somebody had said the same before: taking the answer back leaves that alone.
    knowledge = models.ForeignKey(Knowledge, models.SET_NULL, null=True, related_name="brought_by")
    given_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.proposal}: {self.verdict}"
