"""Bringing a review's people along when an incident of it is gone through again (R3.3)."""

from datetime import datetime

from secondsight.base.errors import Refused
from secondsight.inquiry.models import Review, RoleHolder
from secondsight.organisation.models import Account
from secondsight.record.actions.reconstruction import invite_to_walk
from secondsight.record.models import Reconstruction, Walker


def invite_the_room(review: Review, *, by: Account, at: datetime) -> list[Walker]:
    """Let everybody with a role in a review walk along in the reconstructions of it that one leads.

    Returns who walks along; each may leave again. Raises Refused where one leads none of them.
    """
    led = Reconstruction.objects.filter(incident__reviews=review, closed_at=None, led_by=by)
    found = list(led.select_related("incident"))
    if not found:
        raise Refused(
            "You lead no reconstruction of an incident of this review. Begin one, or take the lead."
        )
    people = [row.account for row in RoleHolder.objects.filter(review=review).select_related("account")]
    return [walker for one in found for walker in invite_to_walk(one, people, by=by, at=at)]
