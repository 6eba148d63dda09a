"""When the organisation works."""

from datetime import date, datetime

from secondsight.base import journal, words
from secondsight.base.errors import InvalidInput, NotFound
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, ClosedDay, Organisation
from secondsight.organisation.queries.calendar import public_holidays
from secondsight.organisation.rules.duties import must_administer
from secondsight.organisation.rules.zones import check_time_zone

TOPIC = "organisation:calendar"
FIRST_YEAR, LAST_YEAR = 1990, 2100


def change_calendar(
    *,
    name: str,
    time_zone: str,
    holiday_country: str,
    holiday_region: str,
    working_weekdays: str,
    by: Account | None,
    at: datetime,
) -> Organisation:
    """Change the organisation's name, zone, public holidays and working weekdays ("01234", 0 is Monday).

    A soak that is under way follows the new calendar.
    """
    must_administer(by)
    with write():
        ours = Organisation.objects.first()
        if ours is None:
            raise NotFound("There is no organisation yet.")
        fill(ours, name, time_zone, holiday_country, holiday_region, working_weekdays)
        ours.save()
        journal.record(
            "calendar_changed",
            by=by,
            subject=ours,
            at=at,
            topic=TOPIC,
            what=ours.name,
            zone=time_zone,
            country=ours.holiday_country,
            region=ours.holiday_region,
            weekdays=ours.working_weekdays,
        )
    return ours


def fill(ours: Organisation, name: str, zone: str, country: str, region: str, weekdays: str) -> None:
    """Check what an organisation is told of itself and put it on the row, unsaved. Raises InvalidInput."""
    ours.name = words.line(name, field="name", most=200)
    ours.time_zone = check_time_zone(zone)
    ours.holiday_country, ours.holiday_region = country.strip().upper(), region.strip()
    if ours.holiday_region and not ours.holiday_country:
        raise InvalidInput("A region needs its country.", field="holiday_country")
    public_holidays(ours.holiday_country, ours.holiday_region, 2026, 2026)
    days = sorted(set(weekdays))
    if not days or not set(days) <= set("0123456"):
        raise InvalidInput(
            "Choose at least one weekday, 0 for Monday to 6 for Sunday.", field="working_weekdays"
        )
    ours.working_weekdays = "".join(days)


def add_closed_day(on: date, name: str, *, by: Account | None, at: datetime) -> ClosedDay:
    """Add a day on which the organisation does not work; a day that is there gets the new name."""
    must_administer(by)
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise InvalidInput(f"Choose a day between {FIRST_YEAR} and {LAST_YEAR}.", field="on")
    name = words.line(name, field="name", most=100)
    with write():
        day, _ = ClosedDay.objects.update_or_create(on=on, defaults={"name": name})
        journal.record(
            "closed_day_added", by=by, subject=day, at=at, topic=TOPIC, what=name, on=on.isoformat()
        )
    return day


def remove_closed_day(day: ClosedDay, *, by: Account | None, at: datetime) -> None:
    """Make a closed day one like any other again."""
    must_administer(by)
    with write():
        journal.record(
            "closed_day_removed", by=by, subject=day, at=at, topic=TOPIC, what=day.name, on=day.on.isoformat()
        )
        day.delete()
