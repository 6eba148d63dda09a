"""Incidents are opened, corrected and shown to those who may see them."""

from datetime import UTC, datetime

import pytest

from secondsight.base.errors import InvalidInput, NotFound, Refused, StaleEdit
from secondsight.base.live.access import may_listen
from secondsight.base.models import JournalEntry
from secondsight.record.actions import incidents as actions
from secondsight.record.models import Incident
from secondsight.record.queries.incidents import IncidentFilters, incident, incidents
from tests.cast import NOON, after, make_account, make_incident, make_service, make_team

pytestmark = pytest.mark.django_db


def test_the_same_form_sent_twice_opens_one_incident():
    ines = make_account()

    first = make_incident(ines, once="06f0000000000abc")
    second = make_incident(ines, once="06f0000000000abc")

    assert first == second
    assert Incident.objects.count() == 1


def test_a_form_number_of_somebody_else_opens_nothing():
    make_incident(make_account(), once="06f0000000000abc")

    with pytest.raises(InvalidInput) as refused:
        make_incident(make_account("Bo Lindqvist"), once="06f0000000000abc")

    assert refused.value.field == "once"


def test_the_list_puts_an_incident_where_its_earliest_milestone_lies():
    outage = make_incident()

    actions.set_milestone(outage, "first_signal", after(-9), by=None, at=after(70))

    assert Incident.objects.get().listed_at == after(-9)


def test_a_milestone_that_turns_out_unknown_is_unknown_again():
    outage = make_incident()

    actions.set_milestone(outage, "impact_start", None, by=None, at=after(70))

    assert not outage.milestones.exists()
    assert Incident.objects.get().listed_at == outage.recorded_at


def test_a_near_miss_starts_with_its_first_signal():
    near_miss = make_incident(is_near_miss=True)

    assert [row.kind for row in near_miss.milestones.all()] == ["first_signal"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"title": "nul\0"}, "title"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"started_at": NOON.replace(tzinfo=None)}, "started_at"),
        ({"milestones": {"lunch": NOON}}, "milestones"),
        ({"once": "../../etc"}, "once"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_name(facts, field):
    with pytest.raises(InvalidInput) as refused:
        make_incident(**facts)

    assert refused.value.field == field
    assert not Incident.objects.exists()


def test_an_edit_of_an_older_edition_changes_nothing_and_shows_the_newer_words():
    ines, outage = make_account(), make_incident()
    actions.edit_incident(outage, title="Checkout starved", edition=1, by=ines, at=after(61))

    with pytest.raises(StaleEdit) as stale:
        actions.edit_incident(outage, title="Checkout down", edition=1, by=ines, at=after(62))

    assert stale.value.newer.title == "Checkout starved"
    assert Incident.objects.get().title == "Checkout starved"


def test_the_history_keeps_what_was_there_before():
    outage = make_incident()

    actions.edit_incident(
        outage, title="Checkout starved", services=[make_service()], by=make_account(), at=after(61)
    )

    changes = JournalEntry.objects.get(verb="incident_edited").particulars["changes"]
    assert changes["title"] == ["Checkout ran out of database connections", "Checkout starved"]
    assert changes["services"] == ["", "Checkout"]


def test_an_edit_that_changes_nothing_leaves_no_trace():
    outage = make_incident()

    actions.edit_incident(outage, title=outage.title, by=make_account(), at=after(61))

    assert not JournalEntry.objects.filter(verb="incident_edited").exists()


def test_a_restricted_incident_is_there_for_its_audience_alone():
    ines, bo, kim = make_account(), make_account("Bo Lindqvist"), make_account("Kim Osei")
    team = make_team("Database", bo)
    outage = make_incident(ines)

    actions.restrict_incident(outage, accounts=[], teams=[team], by=ines, at=after(61))

    assert incident(ines, outage.pk) == incident(bo, outage.pk) == outage
    with pytest.raises(NotFound):
        incident(kim, outage.pk)
    assert list(incidents(kim)) == []
    assert may_listen(bo, outage.topic)
    assert not may_listen(kim, outage.topic)


def test_who_had_no_part_in_an_incident_cannot_hide_it():
    outage = make_incident(make_account())

    with pytest.raises(Refused):
        actions.restrict_incident(outage, accounts=[], teams=[], by=make_account("Kim Osei"), at=after(61))


def test_a_restricted_incident_can_be_opened_to_all_again():
    ines, kim = make_account(), make_account("Kim Osei")
    outage = make_incident(ines, is_restricted=True)

    actions.open_to_all(outage, by=ines, at=after(61))

    assert incident(kim, outage.pk) == outage


def test_the_same_person_in_the_same_part_is_there_once():
    ines, outage = make_account(), make_incident()

    for _ in range(2):
        actions.add_participant(outage, account=ines, part="incident_commander", by=ines, at=after(61))

    assert outage.participants.count() == 1


def test_the_list_is_narrowed_by_severity_service_team_and_words():
    kim = make_account("Kim Osei")
    wanted = make_incident(
        severity="sev-2",
        services=[make_service("Search")],
        teams=[make_team("Data")],
        title="Search index a day old",
        is_near_miss=True,
    )
    make_incident()

    for filters in (
        IncidentFilters(severity="sev-2"),
        IncidentFilters(service="search"),
        IncidentFilters(team="data"),
        IncidentFilters(near_miss=True),
        IncidentFilters(text="INDEX"),
    ):
        assert list(incidents(kim, filters)) == [wanted]


@pytest.mark.parametrize("id", ["", "nul\0", "x" * 40, "06f0000000000abc"])
def test_an_id_that_nothing_has_is_not_found(id):
    with pytest.raises(NotFound):
        incident(make_account(), id)


def test_an_incident_is_listed_when_it_was_recorded_while_nothing_else_is_known():
    outage = make_incident(started_at=None)

    assert outage.listed_at == datetime(2026, 3, 11, 13, 0, tzinfo=UTC)
