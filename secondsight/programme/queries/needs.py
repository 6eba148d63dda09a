"""What waits for somebody in the queue of reviews, for their home page (R1.5)."""

from datetime import timedelta
from typing import Any

from django.db.models import BooleanField, Case, Exists, F, QuerySet, Value, When
from django.urls import reverse

from secondsight.inquiry.queries.needs import Need
from secondsight.organisation.models import Account, Duty
from secondsight.organisation.queries.prepared import Seen
from secondsight.programme.models import Qualification
from secondsight.programme.queries.due import owns_service, placed_facts, qualified

MOST = 5


def needs(viewer: Any, *, limit: timedelta) -> list[Need]:
    """Return the incidents that deserve a review which nobody has opened; at most five, one statement.

    For the programme owner, and for those in the team that owns a service of it. `limit` is the policy's.
    """
    return [_need(row, limit) for row in _due.rows(viewer)]


def _waiting(viewer: Account) -> QuerySet[Qualification]:
    owner = Exists(Duty.objects.filter(account=viewer, kind="programme_owner", ended_at=None))
    return (
        qualified(viewer)
        .annotate(**placed_facts(), title=F("incident__title"), tier_name=F("tier__name"))
        .filter(is_prepared=False, is_declined=False)
        .annotate(
            is_theirs=Case(
                When(owns_service(viewer), then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            )
        )
        .filter(owner | owns_service(viewer))
        .order_by("tier__rank", "counted_from_at", "id")[:MOST]
    )


def _need(row: Any, limit: timedelta) -> Need:
    why = row.reasons[0]["sentence"] if row.reasons else ""
    whose = " Your team owns a service of it." if row.is_theirs else ""
    return Need(
        f"Open a review of “{row.title}” ({row.tier_name})",
        reverse("queue") + f"#{row.incident_id}",
        row.counted_from_at + limit,
        f"{why}{whose}",
    )


_due = Seen(_waiting)
