"""Incidents through the browser's door."""

import pytest

from secondsight.record.models import Incident, Milestone
from tests.cast import (
    after,
    make_account,
    make_event,
    make_incident,
    make_service,
    make_severities,
    make_team,
)

pytestmark = pytest.mark.django_db

NEW = {
    "title": "Checkout starved",
    "severity": "sev-1",
    "started_at": "2026-03-11T13:00:00",
    "time_zone": "Europe/Berlin",
    "once": "06f0000000000abc",
}


def test_an_incident_recorded_by_hand_has_its_page(signed_in):
    browser = signed_in(make_account(time_zone="Europe/Berlin"))
    make_severities()
    make_service("Checkout")

    answer = browser.post("/incidents/new", {**NEW, "services": ["checkout"]}, follow=True)

    assert answer.redirect_chain[0][1] == 303
    page = answer.content.decode()
    assert "Checkout starved" in page
    assert Milestone.objects.get().at == after(0)
    assert [row.name for row in Incident.objects.get().services.all()] == ["Checkout"]


def test_the_button_pressed_twice_records_one_incident(signed_in):
    browser = signed_in(make_account())
    make_severities()

    for _ in range(2):
        browser.post("/incidents/new", NEW)

    assert Incident.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": ""}, "Title"),
        ({"title": "x" * 301}, "Title"),
        ({"severity": "sev-99"}, "Severity"),
        ({"started_at": "yesterday"}, "When did it start?"),
        ({"started_at": "0001-01-01T00:00"}, "When did it start?"),
        ({"time_zone": "Mars/Olympus"}, "Time zone of the incident"),
    ],
)
def test_a_form_that_cannot_be_used_says_which_field(signed_in, told, field):
    browser = signed_in(make_account())
    make_severities()

    answer = browser.post("/incidents/new", {**NEW, **told})

    assert answer.status_code == 422
    assert field in answer.content.decode()
    assert not Incident.objects.exists()


def test_a_form_with_an_older_edition_shows_the_newer_words_and_changes_nothing(signed_in):
    ines = make_account()
    incident = make_incident(ines)
    browser = signed_in(ines)
    told = {"severity": "sev-1", "time_zone": "UTC", "edition": "1"}
    browser.post(f"/incidents/{incident.pk}/facts", {**told, "title": "Theirs"})

    answer = browser.post(f"/incidents/{incident.pk}/facts", {**told, "title": "Mine"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Theirs" in page
    assert 'value="Mine"' in page
    assert 'name="edition" value="2"' in page
    assert Incident.objects.get().title == "Theirs"


def test_milestones_out_of_order_are_shown_as_a_fact_to_settle(signed_in):
    incident = make_incident()
    browser = signed_in(make_account())

    browser.post(
        f"/incidents/{incident.pk}/milestones",
        {"impact_start": "2026-03-11T12:00:00", "mitigated": "2026-03-11T11:00:00"},
    )

    page = browser.get(f"/incidents/{incident.pk}/").content.decode()
    assert "“Mitigated” is 1 h before “Impact started”" in page


def test_a_fraction_of_a_second_survives_a_form_that_shows_none(signed_in):
    at = after(0).replace(microsecond=250_000)
    incident = make_incident(started_at=at)

    signed_in(make_account()).post(
        f"/incidents/{incident.pk}/milestones", {"impact_start": "2026-03-11T12:00:00"}
    )

    assert Milestone.objects.get().at == at


def test_people_are_added_and_removed_on_the_page(signed_in):
    ines, incident = make_account("Ines Moreau"), make_incident()
    browser = signed_in(ines)

    page = browser.post(
        f"/incidents/{incident.pk}/participants",
        {"account": ines.pk, "part": "incident_commander"},
        follow=True,
    ).content.decode()
    assert "Incident commander" in page

    browser.post(f"/participants/{incident.participants.get().pk}/removal")
    assert not incident.participants.exists()


def test_a_list_says_the_same_number_of_statements_for_many_rows(signed_in, django_assert_max_num_queries):
    services, teams = [make_service("Checkout")], [make_team("Data")]
    for minute in range(30):
        incident = make_incident(started_at=after(minute), services=services, teams=teams)
        make_event(incident)
    browser = signed_in(make_account())

    with django_assert_max_num_queries(8):
        answer = browser.get("/incidents/")

    assert answer.content.decode().count("listing-row") == 30


def test_the_list_goes_on_where_the_page_ended(signed_in):
    for minute in range(55):
        make_incident(started_at=after(minute), title=f"Outage {minute:02}")
    browser = signed_in(make_account())

    first = browser.get("/incidents/?q=outage")
    second = browser.get("/incidents/" + first.context["pager"]["next"])

    assert [row.title for row in second.context["rows"]] == [f"Outage {n:02}" for n in range(4, -1, -1)]
    assert "q=outage" in first.context["pager"]["next"]


@pytest.mark.parametrize("address", ["?cursor=x", "?cursor=W3RydWUsIDFd"])
def test_a_marker_that_no_list_gave_is_answered_in_words(signed_in, address):
    answer = signed_in(make_account()).get(f"/incidents/{address}")

    assert answer.status_code == 422
    assert "page marker" in answer.content.decode()


def test_an_incident_page_stays_within_its_statements(signed_in, django_assert_max_num_queries):
    incident = make_incident()
    browser = signed_in(make_account())

    with django_assert_max_num_queries(11):
        browser.get(f"/incidents/{incident.pk}/")


def test_a_restricted_incident_is_shown_to_its_audience_and_can_be_opened(signed_in):
    ines, kim = make_account(), make_account("Kim Osei")
    incident = make_incident(ines)
    address = f"/incidents/{incident.pk}/"

    signed_in(ines).post(f"{address}audience", {"accounts": [], "teams": []})

    assert signed_in(kim).get(address).status_code == 404
    assert "Restricted" in signed_in(ines).get(address).content.decode()

    signed_in(ines).post(f"{address}audience/removal")

    assert signed_in(kim).get(address).status_code == 200
