"""What people told the coach to leave alone (R6.5): a word of theirs, and a finding in one text."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.organisation.models.organisation import Account


class OwnWord(Row):
    """Words that a rule leaves alone in this organisation, since when and by whom (C9)."""

    rule = models.CharField(max_length=40)
    words = models.CharField(max_length=80)  # in small letters, single spaces
    added_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    removed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "words"], condition=Q(removed_at=None), name="own_word_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.words} ({self.rule})"


class WordingDismissal(Row):
    """That a finding is left as it is in one text. What was written is not kept.

    `place` is a topic ("review:ID"), `key` a keyed digest of the field, the rule and the sentence: a sentence
    that changes has another.
    """

    place = models.CharField(max_length=60)
    field = models.CharField(max_length=60, blank=True)
    rule = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    dismissed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "key"], name="wording_dismissed_once")]

    def __str__(self) -> str:
        return f"{self.rule} in {self.place}"
