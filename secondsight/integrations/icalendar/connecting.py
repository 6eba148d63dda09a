"""A person's own calendar: as a file, or fetched; only busy times are kept (R2.3)."""

from datetime import datetime
from typing import Any

from secondsight.base.clock import now
from secondsight.base.errors import SecondsightError
from secondsight.base.jobs import job
from secondsight.base.locking import unlock
from secondsight.base.outside import check_address, fetch
from secondsight.integrations.icalendar.busy import busy_intervals
from secondsight.organisation.actions.availability import (
    AHEAD,
    note_fetch,
    replace_busy_times,
    set_calendar_address,
)
from secondsight.organisation.queries.availability import connected_calendar
from secondsight.organisation.rules.zones import zone


def bring_calendar(account: Any, content: bytes, *, name: str, at: datetime) -> int:
    """Keep when somebody is busy of their calendar's file, in place of an earlier one; return how many times.

    Raises UnreadableFile, InvalidInput.
    """
    busy = busy_intervals(content, at, at + AHEAD, zone=zone(account.time_zone), name=name)
    return replace_busy_times(account, busy, origin="file", at=at)


def connect_calendar(account: Any, address: str, *, at: datetime) -> None:
    """Keep the address of somebody's calendar, and have it fetched now and every hour; "" ends it.

    Raises InvalidInput.
    """
    set_calendar_address(account, check_address(address) if address else "", at=at)
    if address:
        fetch_calendar.enqueue(account.pk)


@job()
def fetch_calendar(account_id: str) -> None:
    """Fetch a person's calendar and keep when they are busy; why it failed stands on their page."""
    row = connected_calendar(account_id)
    if row is None:
        return
    account, at = row.account, now()
    try:
        content = fetch(unlock(row.calendar_address))
        busy = busy_intervals(content, at, at + AHEAD, zone=zone(account.time_zone))
        replace_busy_times(account, busy, origin="address", at=at)
    except SecondsightError as error:
        note_fetch(account, trouble=error.message, at=at)
    else:
        note_fetch(account, trouble="", at=at)
