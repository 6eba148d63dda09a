"""Milestones on both clocks, impact and threads over the API (R1.1, R3.6, R3.7b)."""

import pytest

from tests.cast import after, make_account, make_event, make_incident, make_team

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def api(signed_in):
    return signed_in(make_account("Ines Calloway"))


def test_a_milestone_rests_on_an_event_and_follows_it(api):
    incident = make_incident()
    event = make_event(incident)
    address = f"/api/incidents/{incident.pk}/milestones/detected"

    made = api.patch(address, {"events": [event.pk]}, content_type=JSON)
    api.patch(f"/api/events/{event.pk}", {"occurred_at": "2026-03-11T12:05:00Z"}, content_type=JSON)

    assert made.status_code == 200, made.content
    told = api.get(f"/api/incidents/{incident.pk}/milestones").json()
    detected = next(row for row in told["milestones"] if row["kind"] == "detected")
    assert detected["at"] == "2026-03-11T12:05:00Z"
    assert [row["id"] for row in detected["events"]] == [event.pk]
    length = told["durations"][0]
    assert (length["name"], length["happened"]["seconds"], length["happened"]["words"]) == (
        "detect",
        300,
        "5 min",
    )
    assert length["known"]["seconds"] is None


def test_how_closely_a_milestone_is_known_is_kept(api):
    incident = make_incident()
    body = {"milestones": {"detected": "2026-03-11T12:04:00Z"}, "precisions": {"detected": "minute"}}

    api.put(f"/api/incidents/{incident.pk}/milestones", body, content_type=JSON)

    told = api.get(f"/api/incidents/{incident.pk}/milestones").json()
    assert told["durations"][0]["happened"]["words"] == "about 4 min"
    changed = api.patch(
        f"/api/incidents/{incident.pk}/milestones/detected", {"precision": "second"}, content_type=JSON
    )
    assert (changed.json()["at"], changed.json()["precision"]) == ("2026-03-11T12:04:00Z", "second")


def test_impact_is_noted_and_drawn(api):
    incident = make_incident()
    body = {"side": "internal", "measure": "engineers_paged", "value": 5, "from_at": after(2).isoformat()}

    made = api.post(f"/api/incidents/{incident.pk}/impact", body, content_type=JSON)
    reading = made.json()
    changed = api.patch(f"/api/impact/{reading['id']}", {"value": 6, "edition": 1}, content_type=JSON)
    stale = api.patch(f"/api/impact/{reading['id']}", {"value": 7, "edition": 1}, content_type=JSON)

    assert made.status_code == 201, made.content
    assert (changed.json()["value"], stale.status_code) == (6, 409)
    told = api.get(f"/api/incidents/{incident.pk}/impact").json()
    assert [row["label"] for row in told["internal"]] == ["Engineers paged: 6"]
    gone = api.delete(f"/api/impact/{reading['id']}").json()
    assert gone["is_withdrawn"]


def test_who_still_believed_what_had_been_dropped_elsewhere(api):
    incident = make_incident()
    storefront, database = make_team("Storefront"), make_team("Database")
    raised = {"what": "The release", "occurred_at": after(2).isoformat(), "team": storefront.slug}
    hypothesis = api.post(f"/api/incidents/{incident.pk}/hypotheses", raised, content_type=JSON).json()
    dropped = {"state": "dropped", "occurred_at": after(12).isoformat(), "team": database.slug}
    moved = api.post(f"/api/hypotheses/{hypothesis['id']}/steps", dropped, content_type=JSON).json()
    step = moved["steps"][1]["id"]
    heard = {"known_at": after(26).isoformat(), "team": storefront.slug, "way": "told"}

    made = api.post(f"/api/steps/{step}/knowledge", heard, content_type=JSON)

    assert made.status_code == 201, made.content
    address = f"/api/incidents/{incident.pk}/threads?for=team:{storefront.slug}&at="
    [then] = api.get(address + "2026-03-11T12:20:00Z").json()["rows"]
    [later] = api.get(address + "2026-03-11T12:26:00Z").json()["rows"]
    assert then["stance"]["is_dropped_unheard"]
    assert not later["stance"]["is_believed"]
    assert [each["name"] for each in then["teams"]] == ["Storefront", "Database"]
    assert api.get(f"/api/steps/{step}/knowledge").json()["heard"][0]["key"] == f"team:{storefront.slug}"
    assert api.post(f"/api/step-knowledge/{made.json()['id']}/withdrawal").json()["is_withdrawn"]


def test_without_a_moment_no_stance_is_told(api):
    incident = make_incident()
    api.post(f"/api/incidents/{incident.pk}/hypotheses", {"what": "The release"}, content_type=JSON)

    assert api.get(f"/api/incidents/{incident.pk}/threads").json()["rows"][0]["stance"] is None


def test_a_moment_without_a_zone_is_refused(api):
    incident = make_incident()

    answer = api.get(f"/api/incidents/{incident.pk}/threads?at=2026-03-11T12:20:00")

    assert answer.status_code == 422
