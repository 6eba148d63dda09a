"""What people make of evidence while they read it: tags, questions, hypotheses (R3.7a, R3.7b)."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.organisation.models import Account, Team
from secondsight.record.models.evidence import EvidenceItem
from secondsight.record.models.incidents import Incident, choices
from secondsight.record.rules.hypotheses import HypothesisState


class Tag(Row):
    """A word of the organisation's that messages are marked with, and the key that sets it."""

    name = models.CharField(max_length=40, unique=True)
    key = models.CharField(max_length=1, blank=True)
    meaning = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)  # not offered any more; where it was set, it stays

    class Meta:
        ordering = ["position", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(retired_at=None) & ~Q(key=""), name="tag_key_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ItemTag(Row):
    """That somebody put a tag on an item of an incident; taking it off keeps the row (C9)."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="item_tags")
    item = models.ForeignKey(EvidenceItem, models.PROTECT, related_name="+")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="item_tags")
    set_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    unset_at = models.DateTimeField(null=True)
    unset_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "item", "tag"], condition=Q(unset_at=None), name="item_tag_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.tag} on {self.item}"


class ItemQuestion(Row):
    """A question to a person at a message: "how did you know that it was the cache?" (R3.7a)."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="item_questions")
    item = models.ForeignKey(EvidenceItem, models.PROTECT, related_name="+")
    of_name = models.CharField(max_length=200)  # as the evidence or the incident calls them
    of_account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField()
    asked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)  # answered, or closed without an answer
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="") | Q(settled_at__isnull=False), name="an_answer_settles_a_question"
            )
        ]

    def __str__(self) -> str:
        return self.words[:80]


class Hypothesis(Row):
    """What people in the incident took to be going on; what became of it is told by its steps (R3.7b)."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="hypotheses")
    what = models.CharField(max_length=500)
    noted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    signals = models.ManyToManyField(EvidenceItem, related_name="+")  # what it rested on when it was raised

    class Meta:
        verbose_name_plural = "hypotheses"

    def __str__(self) -> str:
        return self.what


class HypothesisStep(Row):
    """That a hypothesis was raised, supported, dropped or confirmed: when, by whom, tested how."""

    hypothesis = models.ForeignKey(Hypothesis, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=choices(HypothesisState))
    occurred_at = models.DateTimeField(null=True, blank=True)
    who = models.CharField(max_length=200, blank=True)  # in the incident, in words
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="+"
    )  # which knew at once
    event = models.ForeignKey(
        "record.Event", models.SET_NULL, null=True, blank=True, related_name="hypothesis_steps"
    )  # that tells of it on the timeline: who knew of the event had heard of the step
    words = models.TextField(blank=True)  # tested how, seen where
    item = models.ForeignKey(EvidenceItem, models.PROTECT, null=True, blank=True, related_name="+")
    noted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["hypothesis"], condition=Q(state="raised", withdrawn_at=None), name="raised_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.hypothesis}: {self.state}"
