"""From where one can look at an incident, and what was known there, read from the tables (R3.2)."""

from datetime import date

import pytest

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Person
from secondsight.record.actions.decision_notes import Saying, add_note
from secondsight.record.actions.decisions import mark_decision
from secondsight.record.actions.incidents import add_participant
from secondsight.record.actions.knowledge import Knowing
from secondsight.record.models import KnownAs
from secondsight.record.queries.knowing import find_vantage, knowledge_index, vantages
from secondsight.record.rules.knowing import ROOM
from tests.cast import after, make_account, make_event, make_incident, make_service, make_team

pytestmark = pytest.mark.django_db


def known_from(viewer, incident, key, minutes):
    """The ids of what was known there so many minutes in."""
    vantage = find_vantage(viewer, incident, key).vantage
    return {row.event_id for row in knowledge_index(viewer, incident).state(vantage, after(minutes)).known}


def test_one_can_look_from_the_room_from_teams_and_from_whoever_had_a_part():
    ines, bo, cy = make_account("Ines"), make_account("Bo"), make_account("Cy")
    team, other = make_team("Database", bo), make_team("Payments")
    make_team("Not in it")
    incident = make_incident(ines, teams=[team])
    make_event(incident, account=ines, team=other, knowledge=[Knowing(after(3), name="the vendor")])
    add_participant(incident, name=cy.name, account=cy, by=ines, at=after(60))
    make_event(incident, knowledge=[Knowing(after(3), account=bo)])

    found = vantages(ines, incident)

    assert [choice.key for choice in found] == [
        "room",
        "team:database",
        "team:payments",
        f"person:{bo.pk}",
        f"person:{cy.pk}",
        f"person:{ines.pk}",
        "name:the vendor",
    ]
    assert all(find_vantage(ines, incident, choice.key) == choice for choice in found)


def test_a_person_knows_what_their_team_was_told_and_the_team_not_what_they_kept():
    ines = make_account("Ines")
    incident, team = make_incident(ines), make_team("Database", ines)
    told = make_event(incident, knowledge=[Knowing(after(9), team=team)])
    kept = make_event(incident, knowledge=[Knowing(after(9), account=ines)])

    assert known_from(ines, incident, f"person:{ines.pk}", 10) == {told.pk, kept.pk}
    assert known_from(ines, incident, "team:database", 10) == {told.pk}
    assert known_from(ines, incident, "", 10) == {told.pk, kept.pk}


def test_who_came_to_the_organisation_later_knew_nothing_of_what_the_team_knew():
    ines = make_account("Ines")
    incident, team = make_incident(ines), make_team("Database", ines)
    make_event(incident, knowledge=[Knowing(after(9), team=team)])
    Person.objects.create(name="Ines", account=ines, started_on=date(2026, 3, 12))

    assert known_from(ines, incident, f"person:{ines.pk}", 10) == set()


def test_who_acted_in_an_event_knew_of_it():
    ines = make_account("Ines")
    event = make_event(account=ines, occurred_at=after(5))

    assert known_from(ines, event.incident, f"person:{ines.pk}", 5) == {event.pk}


def test_a_name_that_somebody_joined_to_an_account_is_that_account():
    ines = make_account("Ines")
    event = make_event(knowledge=[Knowing(after(9), name="inesc")])
    person = Person.objects.create(name="Ines", account=ines)
    KnownAs.objects.create(source="slack", author="U1", name="inesc", person=person)

    assert known_from(ines, event.incident, f"person:{ines.pk}", 10) == {event.pk}
    with pytest.raises(NotFound):
        find_vantage(ines, event.incident, "name:inesc")


@pytest.mark.parametrize("key", ["team:none", "person:none", "name:nobody", "x", "team:\0", "name:\0"])
def test_a_vantage_that_is_none_is_not_found(key):
    with pytest.raises(NotFound):
        find_vantage(make_account(), make_incident(), key)


def test_what_is_off_the_timeline_or_taken_back_was_never_known():
    ines = make_account()
    event = make_event(knowledge=[Knowing(after(9), account=ines)])
    event.knowledge.update(withdrawn_at=after(60))

    assert known_from(ines, event.incident, "", 10) == set()


def test_what_would_have_changed_a_decision_and_came_after_it_came_too_late():
    ines, bo = make_account("Ines"), make_account("Bo")
    incident = make_incident(ines)
    event = make_event(incident, occurred_at=after(3), knowledge=[Knowing(after(20), account=ines)])
    choice = make_event(incident, kind="decision", account=ines, occurred_at=after(9))
    decision = mark_decision(choice, by=bo, at=after(60))
    add_note(decision, Saying("information", event=event), by=bo, at=after(61))

    index = knowledge_index(bo, incident)

    late = index.state(find_vantage(bo, incident, f"person:{ines.pk}").vantage, after(30)).too_late
    assert [(row.event_id, row.since_at, row.mattered_at) for row in late] == [
        (event.pk, after(20), after(9))
    ]
    assert index.state(find_vantage(bo, incident, f"person:{bo.pk}").vantage, after(30)).too_late == ()


def test_statements_stay_the_same_however_much_is_known(django_assert_num_queries):
    ines = make_account("Ines")
    incident = make_incident(ines)
    for number in range(12):
        make_event(incident, what=f"moment {number}", service=make_service(f"s{number}"), knowledge=[
            Knowing(after(9), account=make_account(f"Person {number}")),
            Knowing(after(9), team=make_team(f"Team {number}")),
            Knowing(after(9), name=f"name {number}"),
        ])  # fmt: skip

    with django_assert_num_queries(6):
        index = knowledge_index(ines, incident)
    with django_assert_num_queries(5):
        assert len(vantages(ines, incident)) == 1 + 3 * 12

    assert len(index.state(ROOM, after(10)).known) == 12
