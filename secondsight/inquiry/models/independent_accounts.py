"""Independent accounts: who was asked for one, and those that were opened (R2.6).

Nothing here was said in confidence: what is not opened yet is in `confidence`, and only its author reads it.
"""

from django.db import models

from secondsight.base.models import Row
from secondsight.inquiry.models.reviews import Review
from secondsight.inquiry.rules.accounts import Belief
from secondsight.organisation.models import Account
from secondsight.record.models import Event, choices
from secondsight.record.rules.vocabulary import Precision


class AccountRequest(Row):
    """That somebody is asked to write down what they saw, and how far that has come; no words of it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="account_requests")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)  # what they are asked to tell of
    handed_in_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)  # whoever asked asks no more
    opened_at = models.DateTimeField(null=True)
    # Since when they may have read what others told; what is handed in later is not independent.
    could_read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [models.UniqueConstraint(fields=["review", "account"], name="account_request_once")]

    def __str__(self) -> str:
        return f"{self.account} is asked about {self.review}"

    @property
    def state(self) -> str:
        """Return how far it has come: asked, handed_in, opened, declined or no_longer_asked."""
        if self.opened_at:
            return "opened"
        if self.handed_in_at:
            return "handed_in"
        if self.taken_back_at:
            return "no_longer_asked"
        return "declined" if self.declined_at else "asked"

    @property
    def is_awaited(self) -> bool:
        """Whether it is still to be written: asked, not handed in, not declined."""
        return not (self.handed_in_at or self.declined_at or self.taken_back_at)


class OpenedAccount(Row):
    """What somebody wrote of an incident before they could read others, as it was opened (R2.6).

    It is never rewritten; its author may add to it.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="opened_accounts")
    author = models.ForeignKey(Account, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    handed_in_at = models.DateTimeField()
    is_independent = models.BooleanField(default=True)  # False: others' were open to its author before
    opened_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)  # why the accounts were opened while some were awaited

    class Meta:
        ordering = ["handed_in_at", "id"]
        constraints = [models.UniqueConstraint(fields=["review", "author"], name="opened_account_once")]

    def __str__(self) -> str:
        return f"{self.author} on {self.review}"


class AccountAddition(Row):
    """What an author added to their account after it was opened; marked as such, and not compared."""

    opened = models.ForeignKey(OpenedAccount, models.CASCADE, related_name="additions")
    text = models.TextField()

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class AccountMoment(Row):
    """One moment of an opened account, as its author put it."""

    opened = models.ForeignKey(OpenedAccount, models.CASCADE, related_name="moments")
    place = models.PositiveIntegerField()  # where it stands in the account, from 0
    occurred_at = models.DateTimeField(null=True)
    precision = models.CharField(max_length=10, choices=choices(Precision), default=Precision.MINUTE)
    what = models.CharField(max_length=500)
    actor = models.CharField(max_length=200, blank=True)
    belief = models.CharField(max_length=10, choices=choices(Belief), blank=True)
    event = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="+")  # as its author linked it

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["opened", "place"], name="account_moment_in_place")]

    def __str__(self) -> str:
        return self.what


class MomentLink(Row):
    """That somebody said which event a moment of an account is about; without an event, none of them."""

    moment = models.OneToOneField(AccountMoment, models.CASCADE, related_name="link")
    event = models.ForeignKey(Event, models.CASCADE, null=True, related_name="+")
    said_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.moment} → {self.event or 'no event'}"
