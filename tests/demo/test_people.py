"""The demo's people, teams and services fit together and can be nobody real."""

from zoneinfo import ZoneInfo

from demo.people import PEOPLE, PERSON, SERVICES, TEAM, TEAMS


def test_everybody_has_an_address_that_cannot_exist():
    assert all(person.email.endswith(".example") for person in PEOPLE)
    assert len({person.email for person in PEOPLE}) == len(PEOPLE)


def test_there_are_four_teams_in_three_time_zones():
    assert len(TEAMS) == 4
    assert len({person.time_zone for person in PEOPLE}) == 3
    assert all(ZoneInfo(person.time_zone) for person in PEOPLE)


def test_people_and_services_belong_to_teams_that_exist():
    assert {person.team for person in PEOPLE} - {""} == set(TEAM)
    assert {service.team for service in SERVICES} == set(TEAM)


def test_one_administrator_and_one_programme_owner():
    assert [person.slug for person in PEOPLE if person.is_administrator] == ["sipho"]
    assert [person.slug for person in PEOPLE if person.is_programme_owner] == ["oona"]


def test_slugs_and_chat_names_are_unique():
    assert len(PERSON) == len(PEOPLE) == len({person.slack_id for person in PEOPLE})
