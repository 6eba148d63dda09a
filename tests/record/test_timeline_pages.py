"""The timeline and its events through the browser's door."""

import html

import pytest

from secondsight.record.actions.knowledge import Knowing, add_knowledge
from secondsight.record.models import DecisionPoint, Event
from secondsight.record.queries.figures import story_parts
from tests.cast import after, make_account, make_event, make_incident, make_item, make_team

pytestmark = pytest.mark.django_db

NEW = {
    "what": "Ilse takes the page",
    "occurred_at": "2026-03-11T12:03:00",
    "precision": "minute",
    "kind": "observation",
    "standing": "reported",
    "once": "06f0000000000abc",
}


def test_an_event_added_by_hand_is_on_the_timeline_once(signed_in):
    incident = make_incident()
    browser = signed_in(make_account())

    for _ in range(2):
        browser.post(f"/incidents/{incident.pk}/timeline/new", NEW)

    assert "Ilse takes the page" in browser.get(f"/incidents/{incident.pk}/timeline/").content.decode()
    assert Event.objects.count() == 1


def test_a_stale_edit_shows_the_newer_words_beside_mine(signed_in):
    event = make_event()
    browser = signed_in(make_account())
    told = {**NEW, "edition": "1"}
    browser.post(f"/events/{event.pk}/facts", {**told, "what": "Theirs"})

    answer = browser.post(f"/events/{event.pk}/facts", {**told, "what": "Mine"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<dd>Theirs</dd>" in page
    assert 'value="Mine"' in page
    assert Event.objects.get().what == "Theirs"

    browser.post(f"/events/{event.pk}/facts", {**told, "what": "Mine", "edition": "2"})
    assert Event.objects.get().what == "Mine"


def test_a_form_without_fractions_keeps_the_evidences_microseconds(signed_in):
    at = after(3).replace(microsecond=123_456)
    event = make_event(occurred_at=at)

    signed_in(make_account()).post(f"/events/{event.pk}/facts", {**NEW, "edition": "1"})

    assert Event.objects.get().occurred_at == at


def test_the_list_says_who_knew_since_when_and_what_is_disputed(signed_in):
    incident = make_incident()
    make_event(incident, knowledge=[Knowing(after(9), team=make_team("Database"), through="was told")])
    browser = signed_in(make_account())
    event = Event.objects.get()

    browser.post(f"/events/{event.pk}/versions", {"witness": "Bo", "what": "It paged later"})

    page = browser.get(f"/incidents/{incident.pk}/timeline/").content.decode()
    assert "Database knew since 12:09:00, 7 min after (was told)" in page
    assert "disputed" in page


def test_an_action_without_context_is_asked_for_it(signed_in):
    event = make_event(kind="action", what="Rolled back")
    browser = signed_in(make_account())

    assert (
        "what else was considered, and what made it the right call"
        in browser.get(f"/events/{event.pk}/facts").content.decode()
    )


def test_two_sources_offer_to_call_it_corroborated(signed_in):
    incident = make_incident()
    items = [make_item(incident, author_name="Bo"), make_item(incident, author_name="Kim")]
    event = make_event(incident, items=items)
    browser = signed_in(make_account())

    assert "Call it corroborated" in browser.get(f"/events/{event.pk}/").content.decode()
    browser.post(f"/events/{event.pk}/corroboration")

    assert Event.objects.get().standing == "corroborated"


def test_one_author_twice_is_one_source(signed_in):
    incident = make_incident()
    event = make_event(incident, items=[make_item(incident), make_item(incident)])

    page = signed_in(make_account()).get(f"/events/{event.pk}/").content.decode()

    assert "Call it corroborated" not in page


def test_events_without_a_time_stand_at_the_end(signed_in):
    incident = make_incident()
    make_event(incident, occurred_at=None, what="Somebody phoned the vendor")
    make_event(incident)

    page = signed_in(make_account()).get(f"/incidents/{incident.pk}/timeline/").content.decode()

    assert page.index("Time unknown") < page.index("Somebody phoned the vendor")


def test_a_removed_event_is_put_back_from_its_page(signed_in):
    incident = make_incident()
    event = make_event(incident)
    browser = signed_in(make_account())

    browser.post(f"/events/{event.pk}/removal")
    assert f"event-{event.pk}" not in browser.get(f"/incidents/{incident.pk}/timeline/").content.decode()

    browser.post(f"/events/{event.pk}/restoration")
    assert f"event-{event.pk}" in browser.get(f"/incidents/{incident.pk}/timeline/").content.decode()


def test_a_dispute_is_settled_on_its_page(signed_in):
    event = make_event()
    browser = signed_in(make_account())
    browser.post(f"/events/{event.pk}/versions", {"witness": "Bo", "what": "It paged later"})
    version = event.versions.get(witness="Bo")

    told = {"version": version.pk, "standing": "corroborated", "reason": "the log"}
    browser.post(f"/events/{event.pk}/settlement", told)

    assert Event.objects.get().what == "It paged later"


def test_merged_events_are_chosen_from_the_closest(signed_in):
    incident = make_incident()
    one, other = make_event(incident), make_event(incident, what="The pager rings")
    browser = signed_in(make_account())

    assert other.what in browser.get(f"/events/{one.pk}/merge").content.decode()
    browser.post(f"/events/{one.pk}/merge", {"event": [other.pk]})

    assert Event.objects.get(pk=other.pk).merged_into == one


def test_a_long_timeline_is_sent_a_window_at_a_time(signed_in, django_assert_max_num_queries):
    incident = make_incident()
    Event.objects.bulk_create(
        Event(incident=incident, what=f"moment {n}", kind="observation", occurred_at=after(n / 10))
        for n in range(1000)
    )
    browser = signed_in(make_account())

    with django_assert_max_num_queries(22):
        first = browser.get(f"/incidents/{incident.pk}/timeline/")
    second = browser.get(f"/incidents/{incident.pk}/timeline/{first.context['later']}")

    assert len(first.content) < 400_000
    assert [row.event.what for row in second.context["rows"]][:1] == ["moment 100"]


@pytest.mark.parametrize("since", ["x", "2026-03-11", "9999-99-99T00:00", "0001-01-01T00:00:00+00:00"])
def test_an_unusable_beginning_is_answered_in_words(signed_in, since):
    answer = signed_in(make_account()).get(f"/incidents/{make_incident().pk}/timeline/", {"from": since})

    assert answer.status_code == 422


def test_what_a_team_did_not_know_then_is_shown_as_unknown_and_what_came_later_not_at_all(signed_in):
    incident, team = make_incident(), make_team("Database")
    make_team("Payments")
    seen = make_event(incident, what="Seen", knowledge=[Knowing(after(9), team=team)])
    unseen = make_event(incident, what="Not seen yet", knowledge=[Knowing(after(30), team=team)])
    make_event(incident, what="Came later", occurred_at=after(20))
    browser = signed_in(make_account())
    address = f"/incidents/{incident.pk}/timeline/"

    for whom, expected in (("team:database", "known"), ("team:payments", "unknown"), ("", "known")):
        answer = browser.get(address, {"at": "2026-03-11T12:10:00", "for": whom})
        knowing = {row.event.pk: row.knowing for row in answer.context["rows"]}
        assert knowing == {seen.pk: expected, unseen.pk: "unknown"}
        assert b"Came later" not in answer.content


@pytest.mark.parametrize("asked", [{"at": "soon"}, {"at": "0001-01-01T00:00"}])
def test_a_moment_that_is_none_is_answered_in_words(signed_in, asked):
    answer = signed_in(make_account()).get(f"/incidents/{make_incident().pk}/timeline/", asked)

    assert answer.status_code == 422


def test_the_zone_is_said_once_where_the_reader_and_the_incident_share_it(signed_in):
    here = f"/incidents/{make_incident(time_zone='Asia/Tokyo').pk}/timeline/"

    near = signed_in(make_account("Bo", time_zone="Asia/Tokyo")).get(here).content.decode()
    far = signed_in(make_account("Cy", time_zone="Europe/Oslo")).get(here).content.decode()

    assert "Times in Asia/Tokyo, your zone and the incident's" in near
    assert "Times in your zone, Europe/Oslo; the incident's, Asia/Tokyo, on hover" in far


def test_outcomes_without_context_are_counted_shown_alone_and_pointed_out_where_they_stand(signed_in):
    incident = make_incident()
    bare = make_event(incident, kind="action", what="Rolled back")
    make_event(incident, kind="change", what="Deployed", context="It had waited since Monday.")
    browser = signed_in(make_account())

    page = browser.get(f"/incidents/{incident.pk}/timeline/")
    alone = browser.get(f"/incidents/{incident.pk}/timeline/?lacks=context")

    assert "1 outcome still lacks its context" in " ".join(page.content.decode().split())
    assert [row.question != "" for row in page.context["rows"]] == [True, False]
    assert [row.event for row in alone.context["rows"]] == [bare]


def test_a_decision_on_the_timeline_is_one_press_away_from_what_was_known_then(signed_in):
    incident = make_incident()
    event = make_event(incident, kind="decision", what="Roll back")
    browser = signed_in(make_account())
    browser.post(f"/events/{event.pk}/decision")
    point = DecisionPoint.objects.get()

    timeline = browser.get(f"/incidents/{incident.pk}/timeline/").content.decode()
    page = browser.get(f"/events/{event.pk}/").content.decode()

    assert f'href="/decisions/{point.pk}/pair"' in timeline
    assert f'href="/decisions/{point.pk}/pair"' in page
    assert "What was seen, what else was considered" in timeline


@pytest.mark.django_db
def test_who_learnt_it_together_stands_together_and_who_came_later_is_a_press_away(signed_in):
    incident = make_incident()
    event = make_event(incident)
    for minute, name in [(3, "Ada"), (3, "Bo"), (5, "Cleo"), (7, "Dag"), (9, "Eno"), (11, "Fay")]:
        add_knowledge(event, Knowing(after(minute), name=name, through="the channel"), by=None, at=after(60))

    page = (
        signed_in(make_account(time_zone="UTC")).get(f"/incidents/{incident.pk}/timeline/").content.decode()
    )

    shown, _, folded = page.partition("Later known to others")
    assert "Ada, Bo knew since 12:03:00, 1 min after (the channel)" in shown
    assert "Dag knew" in shown
    assert "Eno knew since 12:09:00" in folded
    assert "Fay knew" in folded


def test_what_is_seen_is_taken_along_as_a_picture_and_as_a_line_for_a_story(signed_in):
    incident = make_incident()
    make_event(incident)
    browser = signed_in(make_account(time_zone="UTC"))

    page = browser.get(f"/incidents/{incident.pk}/timeline/?at=2026-03-11T12:04:00&for=room").content.decode()

    line = f"![What it shows](timeline:{incident.pk}?for=room&amp;at=2026-03-11T12:04:00%2B00:00)"
    assert line in page
    assert f"/incidents/{incident.pk}/timeline.png?at=2026-03-11T12%3A04%3A00&amp;for=room" in page
    (figure,) = story_parts(make_account(), html.unescape(line))
    assert figure.picture.veil.label == "12:04:00"


def test_as_it_stood_then_nothing_is_said_of_who_learnt_it_later(signed_in):
    incident = make_incident()
    event = make_event(incident)
    for minute, name in [(3, "Ada"), (30, "Bo")]:
        add_knowledge(event, Knowing(after(minute), name=name), by=None, at=after(60))
    browser = signed_in(make_account(time_zone="UTC"))

    then = browser.get(f"/incidents/{incident.pk}/timeline/?at=2026-03-11T12:10:00&for=room").content.decode()

    assert "Ada knew since 12:03:00" in then
    assert "Bo knew" not in then
    assert "Bo knew" in browser.get(f"/incidents/{incident.pk}/timeline/").content.decode()


def test_a_long_timeline_comes_without_the_servers_picture_and_leads_to_it(signed_in):
    incident = make_incident()
    Event.objects.bulk_create(
        Event(incident=incident, what=f"moment {n}", kind="observation", occurred_at=after(n / 20))
        for n in range(1_001)
    )

    page = signed_in(make_account()).get(f"/incidents/{incident.pk}/timeline/").content.decode()

    assert "<incident-timeline" in page
    assert 'class="timeline"' not in page
    assert f'<a href="/incidents/{incident.pk}/timeline.svg">the picture (SVG)</a>' in page
