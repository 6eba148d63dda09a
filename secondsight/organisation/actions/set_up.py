"""The organisation comes into being."""

from datetime import datetime

from secondsight.base import journal
from secondsight.base.errors import Refused
from secondsight.base.transaction import write
from secondsight.organisation.actions.calendar import TOPIC, fill
from secondsight.organisation.actions.tiers import add_first_tiers
from secondsight.organisation.models import Account, Organisation


def set_up_organisation(
    name: str,
    *,
    time_zone: str = "UTC",
    holiday_country: str = "",
    holiday_region: str = "",
    working_weekdays: str = "01234",
    is_demo: bool = False,
    by: Account | None = None,
    at: datetime,
) -> Organisation:
    """Make the one organisation of this deployment, with severities and tiers to start with.

    Raises Refused if there is one already.
    """
    ours = Organisation(is_demo=is_demo)
    fill(ours, name, time_zone, holiday_country, holiday_region, working_weekdays)
    with write():
        if Organisation.objects.exists():
            raise Refused("This deployment has its organisation already; nothing was changed.")
        ours.save(force_insert=True)
        add_first_tiers()
        journal.record("organisation_set_up", by=by, subject=ours, at=at, topic=TOPIC, what=ours.name)
    return ours
