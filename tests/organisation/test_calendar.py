"""The organisation's working days: its weekdays, its country's holidays, its own closed days."""

from datetime import UTC, date, datetime

import pytest

from secondsight.base.errors import Forbidden, InvalidInput
from secondsight.organisation.actions import add_closed_day, change_calendar, remove_closed_day
from secondsight.organisation.queries import working_calendar
from tests.cast import AT, make_account, make_organisation

pytestmark = pytest.mark.django_db


def test_before_there_is_an_organisation_monday_to_friday_are_worked():
    calendar = working_calendar(2026, 2026)

    assert calendar.is_working_day(date(2026, 12, 25))
    assert not calendar.is_working_day(date(2026, 12, 26))


def test_public_holidays_follow_country_and_region():
    make_organisation(holiday_country="DE", holiday_region="BY")

    calendar = working_calendar(2026, 2026)

    assert not calendar.is_working_day(date(2026, 1, 6))  # Epiphany, a holiday in Bavaria
    assert not calendar.is_working_day(date(2026, 12, 25))
    assert str(calendar.zone) == "Europe/Berlin"


def test_own_closed_days_count_until_they_are_taken_back():
    make_organisation()
    day = add_closed_day(date(2026, 3, 13), "Stocktaking", by=None, at=AT)
    friday = datetime(2026, 3, 12, 9, tzinfo=UTC)

    assert working_calendar(2026, 2026).add_working_days(friday, 1) == datetime(2026, 3, 16, 9, tzinfo=UTC)
    remove_closed_day(day, by=None, at=AT)
    assert working_calendar(2026, 2026).add_working_days(friday, 1) == datetime(2026, 3, 13, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"holiday_country": "XX"}, "holiday_country"),
        ({"holiday_region": "Atlantis"}, "holiday_region"),
        ({"holiday_country": "", "holiday_region": "BY"}, "holiday_country"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"working_weekdays": ""}, "working_weekdays"),
        ({"working_weekdays": "017"}, "working_weekdays"),
        ({"name": ""}, "name"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_by_its_field(given, field):
    make_organisation()
    told = {
        "name": "Quillbarrow",
        "time_zone": "Europe/Berlin",
        "holiday_country": "DE",
        "holiday_region": "",
        "working_weekdays": "01234",
    }

    with pytest.raises(InvalidInput) as caught:
        change_calendar(**{**told, **given}, by=None, at=AT)

    assert caught.value.field == field


def test_a_calendar_is_two_statements(django_assert_num_queries):
    make_organisation()
    for day in range(1, 20):
        add_closed_day(date(2026, 3, day), "Closed", by=None, at=AT)

    with django_assert_num_queries(2):
        working_calendar()


def test_only_an_administrator_closes_days():
    with pytest.raises(Forbidden):
        add_closed_day(date(2026, 3, 13), "Mine", by=make_account(), at=AT)
