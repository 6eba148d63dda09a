"""Who may not know of an incident finds nothing of it, at any address (C12, C34)."""

import pytest
from django.test import Client

from secondsight.base.live.access import may_listen
from secondsight.record.actions import knowledge
from secondsight.record.actions.incidents import add_participant
from tests.cast import after, make_account, make_candidate, make_event, make_incident, make_item

pytestmark = pytest.mark.django_db

PAGES = (
    "/incidents/{incident}/",
    "/incidents/{incident}/facts",
    "/incidents/{incident}/milestones",
    "/incidents/{incident}/participants",
    "/incidents/{incident}/audience",
    "/incidents/{incident}/timeline/",
    "/incidents/{incident}/timeline/new",
    "/incidents/{incident}/timeline.svg",
    "/incidents/{incident}/candidates/",
    "/incidents/{incident}/candidates/acceptance",
    "/events/{event}/",
    "/events/{event}/facts",
    "/events/{event}/knowledge",
    "/events/{event}/versions",
    "/events/{event}/settlement",
    "/events/{event}/merge",
    "/knowledge/{knowledge}/facts",
    "/candidates/{candidate}/",
    "/candidates/{candidate}/acceptance",
    "/candidates/{candidate}/merge",
)
POSTED = (
    "/participants/{participant}/removal",
    "/incidents/{incident}/audience/removal",
    "/incidents/{incident}/candidates/search",
    "/events/{event}/removal",
    "/events/{event}/restoration",
    "/events/{event}/corroboration",
    "/knowledge/{knowledge}/withdrawal",
    "/candidates/{candidate}/dismissal",
    "/candidates/{candidate}/return",
)
OVER_THE_API = (
    ("get", "/api/incidents/{incident}"),
    ("patch", "/api/incidents/{incident}"),
    ("put", "/api/incidents/{incident}/milestones"),
    ("post", "/api/incidents/{incident}/participants"),
    ("put", "/api/incidents/{incident}/audience"),
    ("delete", "/api/incidents/{incident}/audience"),
    ("delete", "/api/participants/{participant}"),
    ("get", "/api/incidents/{incident}/timeline"),
    ("get", "/api/incidents/{incident}/timeline.csv"),
    ("get", "/api/events/{event}"),
    ("patch", "/api/events/{event}"),
    ("delete", "/api/events/{event}"),
    ("post", "/api/events/{event}/restoration"),
    ("get", "/api/events/{event}/versions"),
    ("post", "/api/events/{event}/settlement"),
    ("patch", "/api/knowledge/{knowledge}"),
    ("delete", "/api/knowledge/{knowledge}"),
    ("get", "/api/incidents/{incident}/candidates"),
    ("post", "/api/incidents/{incident}/candidates/search"),
    ("get", "/api/candidates/{candidate}"),
    ("post", "/api/candidates/{candidate}/acceptance"),
    ("post", "/api/candidates/{candidate}/dismissal"),
    ("post", "/api/candidates/{candidate}/return"),
)
BODIES = {"/api/incidents/{incident}/milestones": '{"milestones": {}}'}


@pytest.fixture
def owner():
    return make_account()


@pytest.fixture
def names(owner):
    incident = make_incident(owner, is_restricted=True)
    event = make_event(incident)
    told = knowledge.Knowing(after(3), account=owner)
    return {
        "incident": incident.pk,
        "event": event.pk,
        "candidate": make_candidate(incident, make_item(incident)).pk,
        "participant": add_participant(incident, account=owner, by=owner, at=after(60)).pk,
        "knowledge": knowledge.add_knowledge(event, told, by=owner, at=after(60)).pk,
    }


@pytest.mark.parametrize("page", PAGES)
def test_a_restricted_incidents_page_is_there_for_its_audience_alone(signed_in, owner, names, page):
    address = page.format(**names)

    assert signed_in(owner).get(address).status_code == 200
    assert signed_in(make_account("Kim Osei")).get(address).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("page", POSTED)
def test_nothing_of_a_restricted_incident_can_be_changed_from_outside(signed_in, names, page):
    address = page.format(**names)

    assert signed_in(make_account("Kim Osei")).post(address).status_code == 404
    assert Client().post(address).status_code == 302


@pytest.mark.parametrize(("verb", "endpoint"), OVER_THE_API)
def test_the_api_knows_nothing_of_it_either(signed_in, names, verb, endpoint):
    address = endpoint.format(**names)
    told = {"content_type": "application/json", "data": BODIES.get(endpoint, "{}")} if verb != "get" else {}

    assert getattr(signed_in(make_account("Kim Osei")), verb)(address, **told).status_code == 404
    assert getattr(Client(), verb)(address, **told).status_code == 401


def test_lists_and_live_push_leave_it_out(signed_in, owner, names):
    kim = make_account("Kim Osei")

    assert names["incident"] not in signed_in(kim).get("/incidents/").content.decode()
    assert signed_in(kim).get("/api/incidents").json()["rows"] == []
    assert not may_listen(kim, f"incident:{names['incident']}")
    assert may_listen(owner, f"incident:{names['incident']}")
