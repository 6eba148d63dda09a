"""What the organisation agreed on is kept with who agreed and when."""

from datetime import timedelta

import pytest

from secondsight.base import journal
from secondsight.base.errors import Forbidden, InvalidInput
from secondsight.organisation.actions import set_policies, set_policy
from secondsight.organisation.queries import policies, policy
from secondsight.organisation.queries.policy import policy_history
from tests.cast import AT, make_account, make_administrator

pytestmark = pytest.mark.django_db


def test_until_something_is_agreed_the_default_counts():
    assert policy("soak_working_days") == 2
    assert policies()["factor_categories"] == []


def test_what_was_agreed_last_counts_and_the_former_stays_in_the_history():
    sipho = make_administrator()

    set_policy("soak_working_days", 0, by=sipho, at=AT)
    set_policy("soak_working_days", 3, by=sipho, at=AT + timedelta(days=1))

    assert policy("soak_working_days") == policies()["soak_working_days"] == 3
    assert [(row.value, row.set_by) for row in policy_history(sipho)] == [(3, sipho), (0, sipho)]
    entry = journal.history("organisation:policy").first()
    assert (entry.verb, entry.particulars["before"], entry.particulars["after"]) == ("policy_set", "0", "3")


def test_the_programme_owner_may_agree_and_others_may_not():
    oona = make_account("Oona Karhu", duties=("programme_owner",))

    set_policy("most_commitments", 3, by=oona, at=AT)
    with pytest.raises(Forbidden):
        set_policy("most_commitments", 50, by=make_account(), at=AT)

    assert policy("most_commitments") == 3


def test_several_are_agreed_together_or_not_at_all():
    with pytest.raises(InvalidInput):
        set_policies({"soak_working_days": 1, "deciders_least": 20}, by=None, at=AT)
    set_policies({"deciders_least": 5, "deciders_most": 6}, by=None, at=AT)

    assert policy("soak_working_days") == 2
    assert (policy("deciders_least"), policy("deciders_most")) == (5, 6)


def test_agreeing_on_the_same_again_writes_nothing():
    set_policy("soak_working_days", 2, by=None, at=AT)

    assert not policy_history(make_account()).exists()
