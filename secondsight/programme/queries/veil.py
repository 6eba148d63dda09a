"""What the policy makes of an incident looks back on it: veiled for those who walk through it (R3.3)."""

from django.db.models import Q

from secondsight.base import sight
from secondsight.programme.models import DeclinedReview, Qualification, ReviewReminder
from secondsight.record.queries.veil import Horizon


@sight.narrows(Qualification)
def _of_incident(horizon: Horizon) -> Q:
    return ~Q(incident__in=horizon.veils)


@sight.narrows(DeclinedReview)
def _declined(horizon: Horizon) -> Q:
    # Not a negated join: what was declined of a pattern has no qualification.
    walked = Qualification.objects.filter(incident__in=horizon.veils).values("pk")
    return Q(qualification=None) | ~Q(qualification__in=walked)


@sight.narrows(ReviewReminder)
def _reminders(horizon: Horizon) -> Q:
    return ~Q(qualification__incident__in=horizon.veils)
