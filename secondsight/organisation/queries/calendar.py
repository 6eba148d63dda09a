"""When the organisation works."""

from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from secondsight.base.clock import now
from secondsight.base.errors import InvalidInput, NotFound
from secondsight.organisation.models import Account, ClosedDay
from secondsight.organisation.queries.places import organisation
from secondsight.organisation.rules.calendar import WorkingCalendar

YEARS_BACK = 2
YEARS_AHEAD = 3


def working_calendar(first_year: int | None = None, last_year: int | None = None) -> WorkingCalendar:
    """Return the organisation's calendar, its closed days known over the years given, both included.

    Without years: from two years ago to three years ahead. Two statements; before the organisation
    exists, Monday to Friday in UTC.
    """
    this_year = now().year
    first = first_year if first_year is not None else this_year - YEARS_BACK
    last = last_year if last_year is not None else this_year + YEARS_AHEAD
    ours = organisation()
    if ours is None:
        return WorkingCalendar(frozenset(range(5)), frozenset(), ZoneInfo("UTC"))
    own = ClosedDay.objects.filter(on__year__gte=first, on__year__lte=last).values_list("on", flat=True)
    public = public_holidays(ours.holiday_country, ours.holiday_region, first, last)
    return WorkingCalendar(
        working_weekdays=frozenset(int(day) for day in ours.working_weekdays),
        closed_days=frozenset(public) | frozenset(own),
        zone=ZoneInfo(ours.time_zone),
    )


@lru_cache(maxsize=64)
def public_holidays(country: str, region: str, first_year: int, last_year: int) -> dict[date, str]:
    """Return the names of a country's (and region's) public holidays by day; none without a country.

    Raises InvalidInput for a country or region that is not known.
    """
    if not country:
        return {}
    import holidays  # as long to load as half of Django, and only calendars need it

    try:
        found = holidays.country_holidays(
            country, subdiv=region or None, years=range(first_year, last_year + 1)
        )
    except NotImplementedError:
        raise InvalidInput(
            f"The public holidays of “{country} {region}” are not known; choose from the list.",
            field="holiday_region" if country in holiday_regions() else "holiday_country",
        ) from None
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def holiday_regions() -> dict[str, list[str]]:
    """Return the countries whose public holidays are known (ISO 3166 codes), each with its regions."""
    import holidays

    return {
        code: sorted(regions)
        for code, regions in sorted(holidays.list_supported_countries(include_aliases=False).items())
        if len(code) == 2
    }


@lru_cache(maxsize=1)
def holiday_countries() -> list[tuple[str, str]]:
    """Return (code, name) of the countries whose public holidays are known, by name."""
    from holidays.registry import COUNTRIES

    names = {codes[1]: key.replace("_", " ").title() for key, codes in COUNTRIES.items()}
    return sorted(((code, names.get(code, code)) for code in holiday_regions()), key=lambda pair: pair[1])


def closed_days(viewer: Account) -> QuerySet[ClosedDay]:
    """Return the organisation's own closed days, in order."""
    return ClosedDay.objects.order_by("on")


def closed_day(viewer: Account, id: str) -> ClosedDay:
    """Return one of the organisation's own closed days. Raises NotFound."""
    found = closed_days(viewer).filter(pk=id).first() if "\0" not in id else None
    if found is None:
        raise NotFound("There is no such closed day.")
    return found
