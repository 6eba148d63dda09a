"""What the drawn timeline is made of, and the moment beside it, through the browser's door (R3.8)."""

import json

import pytest

from secondsight.record.actions.knowledge import Knowing, add_knowledge
from secondsight.record.models import Event, Knowledge
from tests.cast import after, make_account, make_event, make_incident, make_team

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true", "HX-Target": "moment-form"}
NEW = {
    "what": "Ilse takes the page",
    "occurred_at": "2026-03-11T12:03:00",
    "precision": "minute",
    "kind": "observation",
    "standing": "reported",
}


def values(browser, incident, **asked):
    answer = browser.get(f"/incidents/{incident.pk}/timeline/picture", asked)
    assert answer.status_code == 200
    return json.loads(answer.content)


def test_the_picture_holds_every_event_with_a_time_in_order(signed_in):
    incident = make_incident()
    make_event(incident, what="second", occurred_at=after(9), team=make_team("Database"))
    make_event(incident, what="first", occurred_at=after(2))
    make_event(incident, what="when is not known", occurred_at=None)

    events = values(signed_in(make_account()), incident)["events"]

    assert events["what"] == ["first", "second"]
    assert events["at"] == [after(2).timestamp() * 1000, after(9).timestamp() * 1000]
    assert [events["team"]["names"][place] if place >= 0 else "" for place in events["team"]["of"]] == [
        "",
        "Database",
    ]


def test_what_a_vantage_held_comes_along_when_asked_for(signed_in):
    incident, team = make_incident(), make_team("Database")
    event = make_event(incident, occurred_at=after(2))
    add_knowledge(event, Knowing(after(31), team=team), by=None, at=after(60))
    browser = signed_in(make_account())

    held = values(browser, incident, beside=f"team:{team.slug}")["holdings"]
    alone = json.loads(
        browser.get(f"/incidents/{incident.pk}/timeline/holdings", {"for": f"team:{team.slug}"}).content
    )

    assert held == {f"team:{team.slug}": [[0, after(31).timestamp() * 1000, None, 1, 0]]}
    assert alone["holdings"] == [[event.pk, after(31).timestamp() * 1000, None, 1, 0]]


def test_a_vantage_that_is_none_is_not_found(signed_in):
    incident = make_incident()
    make_event(incident)
    browser = signed_in(make_account())

    for part in ("picture", "holdings", ""):
        asked = {"for": "team:nowhere", "at": "2026-03-11T12:10:00Z"}
        assert browser.get(f"/incidents/{incident.pk}/timeline/{part}", asked).status_code == 404


def test_what_did_not_change_is_not_sent_again(signed_in):
    incident = make_incident()
    make_event(incident)
    browser, path = signed_in(make_account()), f"/incidents/{incident.pk}/timeline/picture"

    tag = browser.get(path)["ETag"]
    again = browser.get(path, headers={"If-None-Match": tag})
    make_event(incident, occurred_at=after(4))

    assert (again.status_code, again.content) == (304, b"")
    assert browser.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_five_thousand_events_cost_no_more_statements_than_one(signed_in, django_assert_num_queries):
    incident, viewer = make_incident(), make_account()
    make_event(incident, account=viewer)
    browser = signed_in(viewer)
    path = f"/incidents/{incident.pk}/timeline/picture?for=room"
    few = _statements(browser, path)
    events = Event.objects.bulk_create(
        Event(incident=incident, what=f"moment {n}", kind="action", occurred_at=after(n / 10), account=viewer)
        for n in range(5000)
    )
    Knowledge.objects.bulk_create(
        Knowledge(event=event, account=viewer, known_at=after(n)) for n, event in enumerate(events)
    )

    assert _statements(browser, path) == few


def _statements(browser, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as made:
        assert browser.get(path).status_code == 200
    return len(made)


def test_the_page_without_scripts_answers_the_same_addresses(signed_in):
    incident, team = make_incident(), make_team("Database")
    make_event(incident, what="Pool runs dry", kind="impact", occurred_at=after(2))
    known = make_event(incident, what="Pool raised", kind="action", occurred_at=after(9), team=team)
    make_event(incident, what="All is well", kind="impact", occurred_at=after(40))
    add_knowledge(known, Knowing(after(9), team=team), by=None, at=after(60))
    browser, path = signed_in(make_account()), f"/incidents/{incident.pk}/timeline/"

    page = browser.get(
        path, {"for": f"team:{team.slug}", "at": after(10).isoformat(), "lanes": "person"}
    ).content.decode()
    narrowed = browser.get(path, {"q": "kind:impact", "to": after(20).isoformat()}).content.decode()

    listed = page.split('<ol class="moments">')[1]
    assert 'data-knowing="known"' in listed
    assert 'data-knowing="unknown"' in listed
    assert "All is well" not in listed
    assert '<option value="person" selected>' in page
    listed = narrowed.split('<ol class="moments">')[1]
    assert "Pool runs dry" in listed
    assert "Pool raised" not in listed
    assert "All is well" not in listed


def test_a_link_to_another_part_of_the_list_keeps_what_was_asked(signed_in):
    incident = make_incident()
    Event.objects.bulk_create(
        Event(incident=incident, what=f"moment {n}", kind="action", occurred_at=after(n)) for n in range(150)
    )

    page = (
        signed_in(make_account()).get(f"/incidents/{incident.pk}/timeline/", {"q": "moment"}).content.decode()
    )

    assert "?q=moment&amp;cursor=" in page


def test_a_moment_beside_the_picture_is_edited_in_its_place(signed_in):
    event = make_event()
    browser = signed_in(make_account())

    form = browser.get(f"/events/{event.pk}/facts", headers=HTMX).content.decode()
    saved = browser.post(f"/events/{event.pk}/facts", {**NEW, "edition": "1"}, headers=HTMX)

    assert "<html" not in form
    assert "data-opened" in form
    assert saved.status_code == 200
    assert (saved["HX-Retarget"], saved["HX-Reswap"]) == ("#moment", "outerHTML")
    assert "Ilse takes the page" in saved.content.decode()
    assert "data-opened" not in saved.content.decode()


def test_the_second_of_two_editors_sees_the_firsts_words_beside_and_chooses(signed_in):
    event = make_event()
    browser = signed_in(make_account())
    browser.post(f"/events/{event.pk}/facts", {**NEW, "what": "Theirs", "edition": "1"}, headers=HTMX)

    stale = browser.post(f"/events/{event.pk}/facts", {**NEW, "what": "Mine", "edition": "1"}, headers=HTMX)

    page = stale.content.decode()
    assert stale.status_code == 422
    assert "<html" not in page
    assert "<dd>Theirs</dd>" in page
    assert 'value="Mine"' in page
    assert Event.objects.get().what == "Theirs"
    browser.post(f"/events/{event.pk}/facts", {**NEW, "what": "Mine", "edition": "2"}, headers=HTMX)
    assert Event.objects.get().what == "Mine"


def test_who_knew_is_said_beside_the_picture(signed_in):
    event = make_event(occurred_at=after(2))
    told = {"name": "Bo Ek", "known_at": "2026-03-11T12:20:00", "certainty": "known"}

    saved = signed_in(make_account()).post(f"/events/{event.pk}/knowledge", told, headers=HTMX)

    assert saved["HX-Retarget"] == "#moment"
    assert "Bo Ek" in saved.content.decode()


def test_a_restricted_incidents_picture_is_not_found_by_others(signed_in):
    incident = make_incident(by=make_account(), is_restricted=True)
    event = make_event(incident)
    browser = signed_in(make_account("Bo Ek"))

    for path in (
        f"/incidents/{incident.pk}/timeline/picture",
        f"/incidents/{incident.pk}/timeline/holdings",
        f"/events/{event.pk}/beside",
        f"/events/{event.pk}/understood",
    ):
        assert browser.get(path).status_code == 404
