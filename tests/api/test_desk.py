"""The reading desk over the API: windows and the map, tags, questions, hypotheses."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import NOON, after, make_account, make_administrator, make_event, make_incident, make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Any:
    return make_account("Ada Nkemelu")


@pytest.fixture
def api(ada: Any, signed_in: Any) -> Client:
    client: Client = signed_in(ada)
    return client


@pytest.fixture
def incident(ada: Any) -> Any:
    return make_incident(ada)


def send(api: Client, path: str, body: Any = None, method: str = "post") -> Any:
    return getattr(api, method)(f"/api{path}", body or {}, content_type="application/json")


def test_evidence_is_read_window_by_window_and_by_the_map(api: Client, incident: Any) -> None:
    items = [make_item(incident, occurred_at=after(n)) for n in range(70)]
    base = f"/api/incidents/{incident.pk}/evidence"

    first = api.get(f"{base}/window").json()
    second = api.get(f"{base}/window", {"from": first["next"]}).json()
    found = api.get(f"{base}/map").json()
    from_a_time = api.get(f"{base}/window", {"from": after(60).isoformat()}).json()

    assert [row["id"] for row in first["rows"] + second["rows"]] == [item.pk for item in items]
    assert second["next"] == ""
    assert (found["total"], found["step"], len(found["marks"])) == (70, 10, 7)
    assert found["marks"][5] == first["next"]
    assert from_a_time["rows"][0]["id"] == items[60].pk
    assert api.get(f"{base}/window", {"from": "noon"}).status_code == 422
    assert api.get(f"{base}/map", {"q": "-"}).status_code == 422


def test_items_are_tagged_and_untagged(api: Client, incident: Any) -> None:
    item, other = make_item(incident), make_item()
    tag = next(row for row in api.get("/api/tags").json() if row["name"] == "Confusion")
    path = f"/incidents/{incident.pk}/item-tags"

    [row] = send(api, path, {"tag": tag["id"], "items": [item.pk]}).json()
    assert [found["item"] for found in api.get(f"/api{path}").json()["rows"]] == [item.pk]
    assert send(api, path, {"tag": tag["id"], "items": [other.pk]}).status_code == 422
    gone = send(api, f"/item-tags/{row['id']}", method="delete").json()

    assert gone["is_set"] is False
    assert api.get(f"/api{path}").json()["rows"] == []


def test_tags_are_changed_by_who_may_change_what_was_agreed(api: Client, signed_in: Any) -> None:
    boss = signed_in(make_administrator())

    assert send(api, "/tags", {"name": "Mine"}).status_code == 403
    made = send(boss, "/tags", {"name": "Runbook gap", "key": "r"}).json()
    changed = send(boss, f"/tags/{made['id']}", {"name": "Runbook silent", "key": "r"}, "put").json()
    assert changed["name"] == "Runbook silent"
    assert send(boss, f"/tags/{made['id']}/retirement").json()["is_retired"] is True

    assert made["id"] not in {row["id"] for row in api.get("/api/tags").json()}
    assert made["id"] in {row["id"] for row in api.get("/api/tags?retired=true").json()}


def test_a_question_is_asked_answered_and_another_closed(api: Client, incident: Any) -> None:
    item = make_item(incident)
    path = f"/incidents/{incident.pk}/questions"

    one = send(api, path, {"item": item.pk, "of": "Bo", "words": "How did you know?"}).json()
    two = send(api, path, {"item": item.pk, "of": "Bo", "words": "Who else saw it?"}).json()
    assert send(api, f"/questions/{one['id']}/answer", {"answer": "In May."}).json()["state"] == "answered"
    assert send(api, f"/questions/{two['id']}/closure").json()["state"] == "closed"

    assert send(api, f"/questions/{one['id']}/closure").status_code == 409
    assert api.get(f"/api{path}?state=open").json()["rows"] == []
    assert len(api.get(f"/api{path}?state=settled").json()["rows"]) == 2


def test_a_hypothesis_is_raised_moved_and_a_step_taken_back(api: Client, incident: Any) -> None:
    item, later = make_item(incident), make_item(incident, occurred_at=after(20))
    raised = send(
        api, f"/incidents/{incident.pk}/hypotheses", {"what": "The cache is cold", "item": item.pk}
    ).json()
    path = f"/hypotheses/{raised['id']}"

    moved = send(api, f"{path}/steps", {"state": "dropped", "item": later.pk, "words": "hit rate 99%"}).json()
    assert moved["state"] == "dropped"
    assert [step["who"] for step in moved["steps"]] == ["Ilse Brandvik", "Ilse Brandvik"]
    early = {"state": "confirmed", "occurred_at": NOON.isoformat()}
    assert send(api, f"{path}/steps", early).status_code == 422
    back = send(api, f"/steps/{moved['steps'][1]['id']}/withdrawal").json()

    assert back["state"] == "raised"
    assert api.get(f"/api{path}").json() == back
    assert send(api, f"/steps/{back['steps'][0]['id']}/withdrawal").status_code == 409
    assert api.get(f"/api/incidents/{incident.pk}/hypotheses").json()["rows"] == [back]


def test_an_event_is_fed_and_unfed(api: Client, incident: Any) -> None:
    event, item = make_event(incident), make_item(incident)

    fed = send(api, f"/events/{event.pk}/items", {"items": [item.pk]}).json()
    unfed = send(api, f"/events/{event.pk}/items/{item.pk}", method="delete").json()

    assert fed["items"] == [item.pk]
    assert unfed["items"] == []
