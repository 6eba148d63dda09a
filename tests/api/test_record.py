"""Incidents, timelines and candidates over the API."""

import csv
import io

import pytest

from secondsight.record.models import Event, Incident
from tests.cast import (
    after,
    make_account,
    make_candidate,
    make_event,
    make_incident,
    make_item,
    make_severities,
    make_team,
)

pytestmark = pytest.mark.django_db
JSON = "application/json"


def test_the_story_of_an_incident(signed_in):
    ilse = make_account()
    make_severities()
    make_team("Database")
    api = signed_in(ilse)

    told = {"title": "Checkout starved", "severity": "sev-1", "started_at": "2026-03-11T13:00:00+01:00"}
    opened = api.post("/api/incidents", told, content_type=JSON).json()
    address = f"/api/incidents/{opened['id']}"
    api.put(f"{address}/milestones", {"milestones": {"mitigated": "2026-03-11T12:46:00Z"}}, content_type=JSON)
    api.post(f"{address}/participants", {"account": ilse.pk, "part": "incident_commander"}, content_type=JSON)
    event = api.post(
        f"{address}/timeline",
        {"what": "Pool raised", "kind": "change", "team": "database", "occurred_at": "2026-03-11T12:41:00Z"},
        content_type=JSON,
    ).json()
    api.post(
        f"/api/events/{event['id']}/knowledge",
        {"known_at": "2026-03-11T12:42:00Z", "name": "the vendor"},
        content_type=JSON,
    )
    api.patch(f"/api/events/{event['id']}", {"what": "Pool raised to 80", "edition": 1}, content_type=JSON)

    whole = api.get(address).json()
    (row,) = api.get(f"{address}/timeline").json()["rows"]
    assert whole["milestones"]["impact_start"] == "2026-03-11T12:00:00Z"
    assert whole["participants"][0]["name"] == ilse.name
    assert (row["what"], row["team"], row["edition"]) == ("Pool raised to 80", "database", 2)
    assert row["knowledge"][0]["name"] == "the vendor"


def test_an_older_edition_is_a_conflict(signed_in):
    event = make_event()
    api = signed_in(make_account())
    api.patch(f"/api/events/{event.pk}", {"what": "Theirs", "edition": 1}, content_type=JSON)

    answer = api.patch(f"/api/events/{event.pk}", {"what": "Mine", "edition": 1}, content_type=JSON)

    assert answer.status_code == 409
    assert Event.objects.get().what == "Theirs"


def test_candidates_are_answered_over_the_api(signed_in):
    incident = make_incident()
    one, two, three = (make_candidate(incident, make_item(incident)) for _ in range(3))
    event = make_event(incident)
    api = signed_in(make_account())

    api.post(f"/api/candidates/{one.pk}/acceptance", {"what": "500s seen"}, content_type=JSON)
    api.post(f"/api/candidates/{two.pk}/merge", {"event": event.pk}, content_type=JSON)
    api.post(f"/api/candidates/{three.pk}/dismissal", content_type=JSON)
    api.post(f"/api/candidates/{three.pk}/return", content_type=JSON)

    found = api.get(f"/api/incidents/{incident.pk}/candidates?state=all").json()
    assert [row["verdict"] for row in found["rows"]] == ["accepted", "merged", None]
    assert (found["total"], found["waiting"]) == (3, 1)
    assert Event.objects.filter(what="500s seen").exists()


def test_candidates_come_strongest_first_and_the_weaker_when_asked_for(signed_in):
    incident = make_incident()
    for score in (0.5, 0.9, 0.7):
        make_candidate(incident, score=score)
    make_candidate(incident, score=0.4, is_kept_back=True)
    api = signed_in(make_account())
    address = f"/api/incidents/{incident.pk}/candidates"

    found = api.get(f"{address}?order=strongest").json()

    assert [(row["strength"], row["score"]) for row in found["rows"]] == [
        ("strong", 0.9),
        ("strong", 0.7),
        ("likely", 0.5),
    ]
    assert (found["total"], found["waiting"], found["weaker"]) == (3, 3, 1)
    assert [row["score"] for row in api.get(f"{address}?state=weaker").json()["rows"]] == [0.4]


def test_the_csv_has_every_event_and_no_formula(signed_in):
    incident = make_incident()
    make_event(incident, what="=cmd|calc")
    make_event(incident, occurred_at=None)

    answer = signed_in(make_account()).get(f"/api/incidents/{incident.pk}/timeline.csv")

    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode())))
    rows = [row for row in rows if row["kind"] != "milestone"]
    assert [row["occurred_at"] for row in rows] == ["2026-03-11T12:02:00+00:00", ""]
    assert rows[0]["what"] == "'=cmd|calc"


def test_evidence_that_one_may_not_see_cannot_be_rested_on(signed_in):
    hidden = make_item(make_incident(make_account(), is_restricted=True))
    event = make_event()

    answer = signed_in(make_account("Kim Osei")).patch(
        f"/api/events/{event.pk}", {"items": [hidden.pk]}, content_type=JSON
    )

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "items"


@pytest.mark.parametrize(
    "payload",
    [
        {"title": "x", "severity": "sev-1", "started_at": "2026-03-11T13:00:00"},
        {"title": "x", "severity": "sev-1", "started_at": "0001-01-01T00:00:00+14:00"},
        {"title": "x\0", "severity": "sev-1"},
        {"title": "  ", "severity": "sev-1"},
        {"title": "x", "severity": "sev-1", "time_zone": "../etc"},
    ],
)
def test_what_cannot_be_used_is_named(signed_in, payload):
    make_severities()

    answer = signed_in(make_account()).post("/api/incidents", payload, content_type=JSON)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"]
    assert not Incident.objects.exists()


def test_lists_over_the_api_say_the_same_number_of_statements(signed_in, django_assert_max_num_queries):
    for minute in range(20):
        make_event(make_incident(started_at=after(minute)))
    api = signed_in(make_account())

    with django_assert_max_num_queries(8):
        assert len(api.get("/api/incidents").json()["rows"]) == 20
