"""What accounts say differently of an event becomes its versions, each with its witness (R3.5, R2.6)."""

from datetime import datetime

from secondsight.base.errors import Refused
from secondsight.base.transaction import write
from secondsight.inquiry.actions.reviews import check_leads
from secondsight.inquiry.models import Review
from secondsight.inquiry.queries.comparing import DivergenceShown
from secondsight.organisation.models import Account
from secondsight.record.actions.knowledge import add_version
from secondsight.record.models import Event


def dispute_by_accounts(review: Review, divergence: DivergenceShown, *, by: Account, at: datetime) -> Event:
    """Keep each account's telling of an event as a version of it, and return the event, now disputed.

    Twice the same is once. For those who lead the review: from then on the words are on the timeline.
    Raises Refused where the divergence is not about one event of the timeline.
    """
    check_leads(review, by)
    event = divergence.events[0]
    if not divergence.is_disputable or event is None:
        raise Refused(
            "This is not about one event of the timeline, so there is nothing to dispute. Put the moment on "
            "the timeline first, or ask about it in the meeting."
        )
    with write():
        for side in divergence.sides:
            if side.moment is not None:
                add_version(
                    event,
                    witness=side.who,
                    account=side.moment.opened.author,
                    what=side.moment.what,
                    occurred_at=side.moment.occurred_at,
                    by=by,
                    at=at,
                )
    return event
