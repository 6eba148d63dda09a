"""What can be agreed on."""

import pytest

from secondsight.base.errors import InvalidInput
from secondsight.organisation.rules.policy import (
    BY_KEY,
    POLICIES,
    ListPolicy,
    NumberPolicy,
    check_together,
    find_policy,
)

DEFAULTS = {policy.key: policy.default for policy in POLICIES}
NUMBERS = [policy for policy in POLICIES if isinstance(policy, NumberPolicy)]


@pytest.mark.parametrize("policy", NUMBERS, ids=lambda policy: policy.key)
def test_a_number_may_be_its_limits_and_nothing_beyond(policy):
    assert policy.check(policy.least) == policy.least
    assert policy.check(policy.most) == policy.most
    assert policy.check(policy.default) == policy.default
    for beyond in (policy.least - 1, policy.most + 1):
        with pytest.raises(InvalidInput) as caught:
            policy.check(beyond)
        assert caught.value.field == policy.key


@pytest.mark.parametrize("value", ["2", 2.0, True, None, [2]])
def test_a_number_is_a_whole_number(value):
    with pytest.raises(InvalidInput, match="whole number"):
        find_policy("soak_working_days").check(value)


def test_a_soak_may_be_zero():
    assert find_policy("soak_working_days").check(0) == 0


def test_a_list_loses_blanks_and_repetitions_and_keeps_its_order():
    categories = find_policy("factor_categories")

    assert categories.check([" vendor ", "", "people", "vendor"]) == ["vendor", "people"]


@pytest.mark.parametrize("value", ["vendor", [1], ["x" * 61], ["two\nlines"], [str(n) for n in range(21)]])
def test_a_list_refuses_what_is_no_list_of_short_words(value):
    with pytest.raises(InvalidInput):
        ListPolicy("factor_categories", "", "", "Own categories", "").check(value)


def test_an_unknown_key_is_named():
    with pytest.raises(InvalidInput, match="no policy “blanket_deadline”"):
        find_policy("blanket_deadline")


def test_the_first_values_agree_with_each_other():
    check_together(DEFAULTS)


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("deciders_least", 5, "deciders_most"),
        ("deciders_most", 1, "deciders_most"),
        ("core_room_least", 8, "core_room_most"),
        ("core_room_most", 13, "room_most"),
        ("review_limit_hours", 47, "review_limit_hours"),
    ],
)
def test_two_values_that_contradict_each_other_are_refused(key, value, field):
    with pytest.raises(InvalidInput) as caught:
        check_together({**DEFAULTS, key: value})

    assert caught.value.field == field


def test_keys_are_unique_and_every_policy_explains_itself():
    assert len(BY_KEY) == len(POLICIES)
    assert all(policy.label and policy.hint and policy.group and policy.source for policy in POLICIES)
