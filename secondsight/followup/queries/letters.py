"""Whom to write to about one commitment, and what about."""

from dataclasses import dataclass
from datetime import date

from secondsight.followup.models import Commitment
from secondsight.followup.queries.decisions import review_owner
from secondsight.followup.rules.vocabulary import CommitmentState
from secondsight.inquiry.queries.reviews import can_see
from secondsight.organisation.models import Account


@dataclass(frozen=True)
class CommitmentLetter:
    """What a letter about a commitment says, and to whom."""

    to: Account
    what: str
    done_means: str
    due_on: date


def offer_letter(commitment_id: str) -> CommitmentLetter | None:
    """Return the letter to the owner of a commitment, None when it no longer waits for them."""
    row = Commitment.objects.select_related("owner").filter(pk=commitment_id).first()
    if row is None or row.state != CommitmentState.OFFERED or not _may_get(row.owner, row):
        return None
    return CommitmentLetter(row.owner, row.what, row.done_means, row.due_on)


def answer_letter(commitment_id: str) -> CommitmentLetter | None:
    """Return the letter to the review's owner about an answer, None without one who can read it."""
    row = Commitment.objects.select_related("review").filter(pk=commitment_id).first()
    owner = review_owner(row.review) if row else None
    if row is None or owner is None or not _may_get(owner, row):
        return None
    return CommitmentLetter(owner, row.what, row.done_means, row.due_on)


def _may_get(account: Account, row: Commitment) -> bool:
    return account.is_active and can_see(account, row.review_id)
