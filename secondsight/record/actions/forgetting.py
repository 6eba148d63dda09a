"""Letting go of deliveries that were read long ago; the evidence that they became stays."""

from datetime import datetime, timedelta

from secondsight.base.clock import now
from secondsight.base.jobs import every, job
from secondsight.base.transaction import write
from secondsight.organisation.queries import policy
from secondsight.record.models import HookDelivery

AT_ONCE = 1_000  # rows a transaction, so that nobody waits for the lock


def forget_deliveries(at: datetime) -> int:
    """Remove the rows of deliveries that were read or left out before the agreed time; return how many.

    What they brought is evidence and stays. What waits, or could not be read, stays too: its words are
    nowhere else. A tool that sends an old delivery again brings nothing twice, for evidence is told by what
    it says. Source: policy `hook_delivery_days`.
    """
    before = at - timedelta(days=policy("hook_delivery_days"))
    settled = HookDelivery.objects.filter(state__in=("done", "left_out"), received_at__lt=before)
    gone = 0
    while ids := list(settled.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        with write():
            gone += settled.filter(pk__in=ids).delete()[0]
    return gone


@every(timedelta(days=1))
@job()
def forget_old_deliveries() -> None:
    """Do so once a day."""
    forget_deliveries(now())
