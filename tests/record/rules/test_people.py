"""A name is suggested to be a person for a reason that can be read, or not at all."""

from datetime import UTC, date, datetime

import pytest

from secondsight.record.rules.people import Known, Name, local_hour, suggest, tenure

IDA = Known("p1", "Ida Moreau", "ida.moreau@lanternshop.example")
BO = Known("p2", "Bo Lindgren", "bo@lanternshop.example")
PEOPLE = [IDA, BO]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (Name("slack", "U1", "idam", "Ida.Moreau@lanternshop.example"), "Both have the e-mail address"),
        (Name("opsgenie", "ida.moreau@lanternshop.example"), "opsgenie knows them by"),
        (Name("jira", "712020:ab", "Moreau, Ida"), "Both are called Ida Moreau"),
        (Name("github", "ida-moreau", "ida-moreau"), "Both are called Ida Moreau"),
        (Name("gitlab", "ida.moreau2", "Ida Moreaú"), "Both are called Ida Moreau"),
        (Name("irc", "imoreau", "imoreau"), "short form of Ida Moreau"),
        (Name("discord", "88", "Ida Morreau"), "spelt much like Ida Moreau"),
    ],
)
def test_a_name_is_recognised_and_says_by_what(name, why):
    (found,) = suggest([name], PEOPLE)

    assert found.person == IDA
    assert why in found.why


@pytest.mark.parametrize("shown", ["Ida", "Pat Moss", "deploy-bot", "", "I"])
def test_who_is_like_nobody_gets_no_suggestion(shown):
    assert suggest([Name("slack", "U9", shown)], PEOPLE) == []


def test_a_name_that_two_fit_alike_is_left_to_people():
    twins = [Known("p3", "Ida Moreau", "ida2@lanternshop.example"), IDA]

    assert suggest([Name("slack", "U1", "Ida Moreau")], twins) == []


def test_what_somebody_refused_is_not_suggested_again():
    name = Name("slack", "U1", "Ida Moreau")

    assert suggest([name], PEOPLE, [("slack", "U1", "p1")]) == []


@pytest.mark.parametrize(
    ("started", "told"),
    [
        (date(2026, 3, 9), "day 3"),
        (date(2026, 2, 1), "5 weeks"),
        (date(2024, 9, 1), "1 year 6 months"),
        (date(2022, 3, 11), "4 years"),
        (date(2026, 4, 1), "not there yet"),
        (None, ""),
    ],
)
def test_tenure_is_told_in_words_as_it_was_on_that_day(started, told):
    assert tenure(started, date(2026, 3, 11)) == told


def test_the_hour_is_that_on_their_wall():
    at = datetime(2026, 3, 11, 12, 5, tzinfo=UTC)

    assert local_hour(at, "America/Los_Angeles") == "05:05, at night"
    assert local_hour(at, "Europe/Berlin") == "13:05"
    assert local_hour(datetime(2026, 3, 14, 12, 5, tzinfo=UTC), "Europe/Berlin") == "13:05, on a weekend"
    assert local_hour(at, "") == ""
