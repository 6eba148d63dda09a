"""Decision points: the question they faced, the ways that were in view, and what people say of it (R3.4)."""

from django.db import models
from django.db.models import Q

from secondsight.base.models import Row
from secondsight.organisation.models import Account, Team
from secondsight.record.models.incidents import choices
from secondsight.record.models.timeline import Event
from secondsight.record.rules.decisions.vocabulary import ConstraintKind, Probe, Sweep


class DecisionPoint(Row):
    """A moment at which they could have gone on in several ways, and went one. One an event.

    At most one of account, team and name says who decided; none: nobody has said yet.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="decision_point")
    question = models.CharField(max_length=500, blank=True)
    choice = models.CharField(max_length=500, blank=True)
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    edition = models.PositiveIntegerField(default=1)  # grows with every edit: who edits an older one is told
    noted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)  # "this was no decision after all"; kept, can be put back

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(account=None, team=None) | Q(account=None, name="") | Q(team=None, name=""),
                name="decided_by_one",
            )
        ]

    def __str__(self) -> str:
        return self.question or self.choice or str(self.event)


class DecisionOption(Row):
    """A way to go on that was in view at the time."""

    decision = models.ForeignKey(DecisionPoint, models.CASCADE, related_name="options")
    what = models.CharField(max_length=300)
    is_taken = models.BooleanField(default=False)
    edition = models.PositiveIntegerField(default=1)
    noted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return self.what


class DecisionNote(Row):
    """What one person says of a decision, in their own words: nobody else changes them.

    A note on a signal may be only the event that it points at, one on a constraint only its kind.
    """

    decision = models.ForeignKey(DecisionPoint, models.CASCADE, related_name="notes")
    probe = models.CharField(max_length=20, choices=choices(Probe))
    sweep = models.CharField(max_length=10, choices=choices(Sweep))
    speaker = models.ForeignKey(Account, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    option = models.ForeignKey(DecisionOption, models.CASCADE, null=True, blank=True, related_name="notes")
    event = models.ForeignKey(Event, models.SET_NULL, null=True, blank=True, related_name="+")
    constraint_kind = models.CharField(max_length=20, choices=choices(ConstraintKind), blank=True)
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(probe__in=("spoke_for", "spoke_against"), option__isnull=False)
                | (~Q(probe__in=("spoke_for", "spoke_against")) & Q(option=None)),
                name="note_weighs_an_option",
            ),
            models.CheckConstraint(
                condition=Q(probe="constraint") | Q(constraint_kind=""), name="note_names_a_constraint"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker} on {self.probe}: {self.words[:60]}"
