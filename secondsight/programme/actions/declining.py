"""Deciding against a review that the policy asks for, with a reason, and thinking better of it (R1.5)."""

from datetime import datetime

from secondsight.base import journal
from secondsight.base.errors import Refused
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.programme.actions.patterns import TOPIC
from secondsight.programme.models import DeclinedReview, Pattern, Qualification
from secondsight.programme.queries.due import may_decide
from secondsight.record.actions.words import fit

REASON = 2_000


def decline_review(due: Qualification | Pattern, *, reason: str, by: Account, at: datetime) -> DeclinedReview:
    """Say that an incident, or a pattern, gets no review, and why; return that.

    Declined already, it stays as it was. Raises InvalidInput without a reason, Refused.
    """
    reason = fit(reason, field="reason", most=REASON, is_needed=True)
    of = _of(due)
    with write():
        _check_decides(due, by)
        declined, is_new = DeclinedReview.objects.get_or_create(
            **of, undone_at=None, defaults={"reason": reason, "declined_by": by, "recorded_at": at}
        )
        if is_new:
            journal.record(
                "review_declined",
                by=by,
                subject=declined,
                at=at,
                topic=_topic(due),
                what=_named(due),
                after=reason[:300],
            )
    return declined


def undo_decline(due: Qualification | Pattern, *, by: Account, at: datetime) -> None:
    """Put a declined review back among those that are due; that it was declined stays. Raises Refused."""
    with write():
        _check_decides(due, by)
        for declined in DeclinedReview.objects.filter(**_of(due), undone_at=None):
            declined.undone_by, declined.undone_at = by, at
            declined.save(update_fields=["undone_by", "undone_at"])
            journal.record(
                "review_due_again", by=by, subject=declined, at=at, topic=_topic(due), what=_named(due)
            )


def _of(due: Qualification | Pattern) -> dict[str, Qualification | Pattern]:
    return {"pattern": due} if isinstance(due, Pattern) else {"qualification": due}


def _named(due: Qualification | Pattern) -> str:
    return due.shared if isinstance(due, Pattern) else due.incident.title


def _topic(due: Qualification | Pattern) -> str:
    return TOPIC if isinstance(due, Pattern) else due.incident.topic


def _check_decides(due: Qualification | Pattern, by: Account) -> None:
    if not may_decide(by, due):
        raise Refused(
            "The programme owner, who recorded the incident, and the teams that took part or own its "
            "services decide whether it gets a review. Nothing was changed; ask one of them."
        )
