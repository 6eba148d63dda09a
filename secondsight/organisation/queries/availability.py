"""When people can meet (R2.3)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from secondsight.organisation.models import Account, Availability, BusyTime, ClosedDay
from secondsight.organisation.queries.calendar import public_holidays
from secondsight.organisation.queries.places import organisation
from secondsight.organisation.rules.working_hours import Interval, WorkingHours
from secondsight.organisation.rules.zones import zone


def availability(viewer: Account) -> Availability:
    """Return what the viewer said of when they can meet; unsaved, with the usual hours, if nothing."""
    ours = organisation()
    usual = Availability(account=viewer, weekdays=ours.working_weekdays if ours else "01234")
    return Availability.objects.filter(account=viewer).first() or usual


def working_hours(accounts: Iterable[Account], around: datetime) -> dict[str, WorkingHours]:
    """Return when each works, by account id, their holidays known for the years around. Three statements."""
    accounts = list(accounts)
    ours = organisation()
    said = {row.account_id: row for row in Availability.objects.filter(account__in=accounts)}
    years = (around.year - 1, around.year + 1)
    closed = set(ClosedDay.objects.filter(on__year__gte=years[0]).values_list("on", flat=True))
    hours = {}
    for account in accounts:
        row = said.get(account.pk) or Availability(weekdays=ours.working_weekdays if ours else "01234")
        country, region = row.holiday_country, row.holiday_region
        if not country and ours is not None:
            country, region = ours.holiday_country, ours.holiday_region
        hours[account.pk] = WorkingHours(
            zone=zone(account.time_zone),
            starts=row.works_from,
            ends=row.works_until,
            weekdays=frozenset(map(int, row.weekdays)),
            closed_days=frozenset(public_holidays(country, region, *years)) | frozenset(closed),
        )
    return hours


def busy_times(accounts: Iterable[Account], from_at: datetime, to_at: datetime) -> dict[str, list[Interval]]:
    """Return when each has something else within a window, by account id. One statement."""
    found: dict[str, list[Interval]] = defaultdict(list)
    rows = BusyTime.objects.filter(account__in=list(accounts), to_at__gt=from_at, from_at__lt=to_at)
    for account_id, begins, ends in rows.values_list("account", "from_at", "to_at"):
        found[account_id].append((begins, ends))
    return found


def own_busy_times(viewer: Account) -> QuerySet[BusyTime]:
    """Return when the viewer has something else, soonest first."""
    return BusyTime.objects.filter(account=viewer)


def connected_calendars() -> list[Availability]:
    """Return every availability with a calendar's address, with its account, longest not fetched first."""
    rows = Availability.objects.exclude(calendar_address="").filter(account__is_active=True)
    return list(rows.select_related("account").order_by("fetched_at", "id"))


def connected_calendar(account_id: str) -> Availability | None:
    """Return a person's availability with their account, None if no calendar of theirs is connected."""
    rows = Availability.objects.exclude(calendar_address="").filter(account__is_active=True)
    return rows.select_related("account").filter(account=account_id).first()
