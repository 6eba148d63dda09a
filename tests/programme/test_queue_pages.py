"""Queue, policy and what an incident deserves, through the doors."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from secondsight.cli.__main__ import main
from secondsight.inquiry.models import Review
from secondsight.programme.actions.patterns import reckon_all_patterns
from secondsight.programme.actions.qualifying import reckon_incident
from secondsight.programme.models import Pattern, TriggerSetting
from tests.cast import (
    AT,
    NOON,
    after,
    make_account,
    make_incident,
    make_service,
    make_severities,
    make_team,
    make_token,
)

pytestmark = pytest.mark.django_db

NOW = after(24 * 60)


@pytest.fixture(autouse=True)
def the_day_after():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def owner():
    return make_account("Sipho Lind", duties=("programme_owner",))


@pytest.fixture
def browser(owner, signed_in):
    return signed_in(owner)


def incident(by=None, severity="sev-1", **given):
    made = make_incident(by, severity, **given)
    reckon_incident(made.pk, at=AT)
    return made


def pattern(owner):
    service = make_service("Search")
    for days in (3, 2, 1):
        begun = NOON - timedelta(days=days)
        make_incident(owner, "sev-3", title=f"Slow {days}", services=[service], started_at=begun)
    reckon_all_patterns(at=AT)
    return Pattern.objects.get()


def test_the_queue_says_why_and_leads_to_a_form_that_is_filled_in(browser, owner):
    made = incident(owner, severity="sev-2")

    page = browser.get("/programme/queue/").content.decode()
    assert "It was Sev-2; your policy reviews Sev-2." in page
    address = f"/reviews/new?incident={made.pk}&tier=light"
    assert address.replace("&", "&amp;") in page

    form = browser.get(address).content.decode()
    assert '<option value="light" selected>' in form
    assert f'value="{made.pk}" id="incident-{made.pk}" checked' in form


def test_the_incident_s_page_loads_what_it_deserves(browser, owner):
    made = incident(owner, severity="sev-3")

    assert (
        f'hx-get="/incidents/{made.pk}/qualification/"'
        in browser.get(f"/incidents/{made.pk}/").content.decode()
    )

    part = browser.get(
        f"/incidents/{made.pk}/qualification/", headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in part
    assert "Nothing in" in part
    assert "No team is named; your policy reviews incidents with two or more." in part


def test_declining_asks_for_a_reason_and_can_be_undone(browser, owner):
    made = incident(owner, title="The drill")
    address = f"/incidents/{made.pk}/declined-review/"

    assert browser.post(address, {"reason": ""}).status_code == 422
    assert browser.post(address, {"reason": "Announced as one"}).status_code == 303
    page = browser.get("/programme/queue/?state=declined").content.decode()
    assert "Announced as one" in page
    assert "Sipho Lind" in page

    assert browser.post(address + "removal").status_code == 303
    assert "The drill" in browser.get("/programme/queue/").content.decode()


def test_somebody_not_concerned_is_told_who_decides(owner, signed_in):
    made = incident(owner)

    answer = signed_in(make_account("Eve Ro")).post(
        f"/incidents/{made.pk}/declined-review/", {"reason": "No"}
    )

    assert answer.status_code == 422
    assert "ask one of them" in answer.content.decode()


def test_one_button_opens_the_review_of_a_pattern(browser, owner):
    found = pattern(owner)
    assert "Three small incidents share Search" in browser.get("/programme/queue/").content.decode()

    answers = [browser.post(f"/patterns/{found.pk}/review/") for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {f"/reviews/{Review.objects.get().pk}/"}
    assert Review.objects.get().incidents.count() == 3


def test_a_pattern_is_declined_and_taken_up_again(browser, owner):
    found = pattern(owner)

    browser.post(f"/patterns/{found.pk}/declined-review/", {"reason": "One deploy"})
    assert "share Search" not in browser.get("/programme/queue/").content.decode()
    assert "One deploy" in browser.get("/programme/queue/?state=declined").content.decode()

    browser.post(f"/patterns/{found.pk}/declined-review/removal")
    assert "share Search" in browser.get("/programme/queue/").content.decode()


def form_of(browser):
    agreed = browser.get("/api/programme/policy").json()["triggers"]
    told = {}
    for one in agreed:
        told |= {f"{one['trigger']}-{name}": one[name] for name in ("threshold", "window_days") if one[name]}
        told |= {f"{one['trigger']}-{name}": one[name] for name in ("severity", "tier") if one[name]}
        told |= {f"{one['trigger']}-is_on": "on"} if one["is_on"] else {}
    return told


def test_the_policy_shows_what_it_would_have_made_of_the_past_before_it_is_agreed(browser, owner):
    make_severities()
    incident(owner, "sev-3", title="A slow search")
    incident(owner, "sev-1", title="The outage")
    told = {**form_of(browser), "severity-severity": "sev-3"}

    part = browser.post("/programme/policy/preview", told, headers={"HX-Request": "true"}).content.decode()
    page = browser.post("/programme/policy/", {**told, "look": "1"}).content.decode()

    for drawn in (part, page):
        assert "Two incidents of the last year&#x27;s 2 would have qualified, 1 more than now." in drawn
        assert "It was Sev-3; your policy reviews Sev-3." in drawn
    assert not TriggerSetting.objects.exists()


def test_agreeing_changes_what_differs_and_shows_it_in_the_history(browser, owner):
    make_severities()
    told = {**form_of(browser), "several_teams-threshold": "3"}
    del told["near_miss-is_on"]

    assert browser.post("/programme/policy/", told).status_code == 303

    assert {row.trigger for row in TriggerSetting.objects.all()} == {"several_teams", "near_miss"}
    history = browser.get("/api/history?topic=programme:policy").json()["rows"]
    assert {(row["before"], row["after"]) for row in history} == {
        ("two teams or more: Light review", "three teams or more: Light review"),
        ("every one: Near-miss note", "off"),
    }


def test_a_number_out_of_its_limits_stands_at_its_field(browser):
    make_severities()

    answer = browser.post("/programme/policy/", {**form_of(browser), "pattern-threshold": "1"})

    assert answer.status_code == 422
    assert "id_pattern-threshold_error" in answer.content.decode()


def test_those_who_do_not_set_policy_read_it_and_cannot_change_it(signed_in):
    make_severities()
    reader = signed_in(make_account("Eve Ro"))

    page = reader.get("/programme/policy/").content.decode()

    assert "two teams or more: Light review" in page
    assert '<form class="form"' not in page
    assert reader.post("/programme/policy/", form_of(reader)).status_code == 403


def test_no_preview_and_no_pattern_shows_what_is_restricted(owner, browser, signed_in):
    ilse = make_account("Ilse B")
    kept = incident(ilse, title="The hidden breach", is_restricted=True)
    paths = [
        "/programme/queue/", "/programme/policy/", "/api/programme/queue", "/api/patterns", "/",
        f"/incidents/{kept.pk}/qualification/", f"/api/incidents/{kept.pk}/qualification",
        f"/incidents/{kept.pk}/declined-review/",
    ]  # fmt: skip

    assert not [path for path in paths if "hidden breach" in browser.get(path).content.decode()]
    assert browser.get(paths[5]).status_code == browser.get(paths[6]).status_code == 404
    assert "hidden breach" in signed_in(ilse).get("/programme/policy/").content.decode()


def test_the_api_tells_changes_and_declines_as_the_pages_do(owner):
    headers = {"Authorization": f"Bearer {make_token(owner, 'read', 'write', 'admin')[1]}"}
    client = Client(headers=headers)
    made = incident(owner, teams=[make_team("Payments"), make_team("Edge")])

    [row] = client.get("/api/programme/queue").json()["rows"]
    assert (row["incident"], row["tier"], row["standing"]) == (made.pk, "full", "due")
    assert client.get(f"/api/incidents/{made.pk}/qualification").json()["due"]["reasons"] == row["reasons"]

    change = {"triggers": [{"trigger": "several_teams", "threshold": 3}]}
    shown = client.post("/api/programme/policy/preview", change, content_type="application/json").json()
    assert shown["looked_at"] == 1
    agreed = client.patch("/api/programme/policy", change, content_type="application/json")
    assert {one["trigger"]: one["threshold"] for one in agreed.json()["triggers"]}["several_teams"] == 3

    address = f"/api/incidents/{made.pk}/declined-review"
    declined = client.post(address, {"reason": "A drill"}, content_type="application/json")
    assert (declined.status_code, declined.json()["declined_by"]) == (201, owner.pk)
    assert client.delete(address).status_code == 204


def test_the_api_opens_the_review_of_a_pattern(owner):
    client = Client(headers={"Authorization": f"Bearer {make_token(owner)[1]}"})
    found = pattern(owner)

    [row] = client.get("/api/patterns").json()["rows"]
    answer = client.post(f"/api/patterns/{row['id']}/review")

    assert row["id"] == found.pk
    assert answer.json()["review"] == Review.objects.get().pk


def test_the_command_prints_the_queue_and_fails_when_something_is_overdue(owner, capsys):
    made = incident(owner, title="The outage")
    pattern(owner)

    assert main(["review", "due", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[0]["incident"] == made.pk
    assert len(rows[1]["incidents"]) == 3

    with time_machine.travel(NOW + timedelta(days=9), tick=False):
        assert main(["review", "due"]) == 1
    assert "past the limit" in capsys.readouterr().out


def test_home_leads_to_the_queue(browser, owner):
    made = incident(owner, title="The outage")

    assert f"/programme/queue/#{made.pk}" in browser.get("/").content.decode()
