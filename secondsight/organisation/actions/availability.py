"""When somebody can meet, as they said, and when they have something else (R2.3)."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from secondsight.base import journal
from secondsight.base.errors import InvalidInput
from secondsight.base.locking import lock
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Availability, BusyTime
from secondsight.organisation.queries.calendar import public_holidays
from secondsight.organisation.rules.working_hours import Interval, WorkingHours, merged
from secondsight.organisation.rules.zones import zone

TOPIC = "organisation:people"
AHEAD = timedelta(days=120)  # further than anybody plans a review
MOST = 5_000


def set_hours(
    account: Account,
    *,
    works_from: time,
    works_until: time,
    weekdays: str,
    holiday_country: str = "",
    holiday_region: str = "",
    at: datetime,
) -> Availability:
    """Note the hours in which somebody can be asked to meet, by the clock on their own wall.

    `weekdays` are digits, 0 for Monday. Without a country, the organisation's holidays count.
    Everybody says it for themselves. Raises InvalidInput.
    """
    days = "".join(sorted(set(weekdays)))
    if any(day not in "0123456" for day in days):
        raise InvalidInput("Days of the week are digits from 0, Monday, to 6, Sunday.", field="weekdays")
    WorkingHours(zone(account.time_zone), works_from, works_until, frozenset(map(int, days)))
    country, region = holiday_country.strip().upper(), holiday_region.strip()
    if region and not country:
        raise InvalidInput("A region needs its country.", field="holiday_country")
    public_holidays(country, region, at.year, at.year)
    said = {
        "works_from": works_from,
        "works_until": works_until,
        "weekdays": days,
        "holiday_country": country,
        "holiday_region": region,
    }
    with write():
        row, _ = Availability.objects.select_for_update().get_or_create(account=account)
        if any(getattr(row, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(row, name, value)
            row.save(update_fields=list(said))
            journal.record("hours_set", by=account, subject=account, at=at, topic=TOPIC, what=account.name)
    return row


def replace_busy_times(account: Account, intervals: Iterable[Interval], *, origin: str, at: datetime) -> int:
    """Keep when somebody has something else, in place of what one origin told before; return how many.

    Intervals that touch become one; what is over, or begins after 120 days, is not kept. Nor is what it is.
    Raises InvalidInput for more than 5,000.
    """
    horizon = at + AHEAD
    kept = merged((a, b) for a, b in intervals if b > at and a < horizon)
    if len(kept) > MOST:
        raise InvalidInput(
            f"These are {len(kept):,} appointments in four months; {MOST:,} are the most. "
            "Nothing was changed.",
            field="file",
        )
    with write():
        BusyTime.objects.filter(account=account, origin=origin).delete()
        BusyTime.objects.bulk_create(
            [BusyTime(account=account, from_at=a, to_at=b, origin=origin, recorded_at=at) for a, b in kept],
            batch_size=500,
        )
    return len(kept)


def set_calendar_address(account: Account, address: str, *, at: datetime) -> Availability:
    """Keep the address of somebody's calendar, locked, "" for none; what an older one told is forgotten."""
    with write():
        row, _ = Availability.objects.select_for_update().get_or_create(account=account)
        row.calendar_address, row.fetched_at, row.trouble = lock(address), None, ""
        row.save(update_fields=["calendar_address", "fetched_at", "trouble"])
        BusyTime.objects.filter(account=account, origin="address").delete()
        journal.record(
            "calendar_connected" if address else "calendar_disconnected",
            by=account,
            subject=account,
            at=at,
            topic=TOPIC,
            what=account.name,
        )
    return row


def note_fetch(account: Account, *, trouble: str, at: datetime) -> None:
    """Note that a calendar was fetched, or why it could not be; what it told before stays then."""
    row = Availability.objects.filter(account=account)
    row.update(trouble=trouble[:300]) if trouble else row.update(trouble="", fetched_at=at)


def forget_busy_times(account: Account, *, origin: str) -> None:
    """Forget what one origin told of when somebody has something else."""
    with write():
        BusyTime.objects.filter(account=account, origin=origin).delete()
