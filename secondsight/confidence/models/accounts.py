"""An account that was not opened: its words, which only its author reads (R2.6, S7)."""

from django.db import models

from secondsight.base.locked_fields import LockedField
from secondsight.base.models import Row
from secondsight.inquiry.models import AccountRequest


class IndependentAccount(Row):
    """What somebody has written so far of an incident; emptied when it is opened, for it is told then."""

    request = models.OneToOneField(AccountRequest, models.CASCADE, related_name="independent_account")
    words = LockedField(blank=True)  # text and moments in one shape (`rules.sealing`): the one place of them
    edition = models.PositiveIntegerField(default=1)  # grows with every saving
    saved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"An account for {self.request.review_id}"
