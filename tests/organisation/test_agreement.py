"""Whoever keeps what was agreed learns when it changes."""

from datetime import date

import pytest

from secondsight.followup.queries import agreed
from secondsight.organisation.actions import add_closed_day, set_policy
from tests.cast import AT, make_administrator, make_organisation

pytestmark = pytest.mark.django_db


def test_a_changed_number_counts_at_once():
    administrator = make_administrator()
    assert agreed().values["soak_working_days"] == 2

    set_policy("soak_working_days", 4, by=administrator, at=AT)
    assert agreed().values["soak_working_days"] == 4


def test_a_new_closed_day_counts_at_once():
    make_organisation()
    administrator = make_administrator()
    assert date(2026, 3, 12) not in agreed().calendar.closed_days

    add_closed_day(date(2026, 3, 12), "Stocktaking", by=administrator, at=AT)
    assert date(2026, 3, 12) in agreed().calendar.closed_days


def test_what_did_not_change_is_not_read_again(django_assert_num_queries):
    agreed()

    with django_assert_num_queries(1):
        agreed()
