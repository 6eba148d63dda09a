"""Milestones, impact and who had heard of hypotheses, on their pages (R1.1, R3.6, R3.7b)."""

import pytest

from secondsight.base.models import JournalEntry
from secondsight.record.actions.hypotheses import move_hypothesis, raise_hypothesis
from secondsight.record.actions.impact import edit_impact, note_impact
from secondsight.record.actions.incidents import set_milestone
from secondsight.record.actions.knowledge import Knowing, add_knowledge
from secondsight.record.actions.milestones import base_milestone
from secondsight.record.actions.timeline import edit_event
from secondsight.record.models import Hypothesis, ImpactReading, Milestone, StepKnowledge
from tests.cast import AT, after, make_account, make_event, make_incident, make_item, make_team

pytestmark = pytest.mark.django_db
STAMP = "2026-03-11T12:%02d:00+00:00"


@pytest.fixture
def ines():
    return make_account("Ines Calloway")


@pytest.fixture
def browser(signed_in, ines):
    return signed_in(ines)


@pytest.fixture
def incident(ines):
    return make_incident(ines)


def text(answer):
    return " ".join(answer.content.decode().split())


def test_a_milestone_takes_the_time_of_the_event_that_is_chosen(browser, incident, ines):
    event = make_event(incident, ines, precision="minute")
    address = f"/incidents/{incident.pk}/milestones/detected/"

    answer = browser.post(address, {"at": "", "precision": "second", "events": [event.pk]})

    assert answer.status_code == 303
    row = Milestone.objects.get(kind="detected")
    assert (row.at, row.precision) == (after(2), "minute")
    assert "the milestone moves with it" in text(browser.get(address))


def test_a_milestone_page_says_who_knew_since_when(browser, incident, ines):
    team = make_team("Support")
    event = make_event(incident, ines)
    base_milestone(incident, "detected", events=[event], by=ines, at=AT)
    add_knowledge(event, Knowing(after(9), team=team), by=ines, at=AT)

    page = text(browser.get(f"/incidents/{incident.pk}/milestones/detected/"))
    overview = text(browser.get(f"/incidents/{incident.pk}/"))

    assert "Support" in page
    assert "7 min" in page
    assert "7 min after, by Support" in overview


def test_a_milestone_that_differs_from_its_event_can_take_its_time(browser, incident, ines):
    event = make_event(incident, ines)
    base_milestone(incident, "detected", events=[event], by=ines, at=AT)
    set_milestone(incident, "detected", after(1), by=ines, at=AT)
    edit_event(event, occurred_at=after(4), by=ines, at=AT)
    address = f"/incidents/{incident.pk}/milestones/detected/"

    assert "3 min later than the milestone" in text(browser.get(address))
    browser.post(f"{address}time", {"event": event.pk})

    assert Milestone.objects.get(kind="detected").at == after(4)


def test_a_milestone_made_unknown_leaves_its_lengths_said_in_words(browser, incident, ines):
    set_milestone(incident, "detected", after(1), by=ines, at=AT)

    browser.post(f"/incidents/{incident.pk}/milestones/detected/", {"at": "", "precision": "second"})

    assert not Milestone.objects.filter(kind="detected").exists()
    assert "not known: “Detected” has no time" in text(browser.get(f"/incidents/{incident.pk}/"))


def test_there_is_no_page_of_a_milestone_that_is_none(browser, incident):
    assert browser.get(f"/incidents/{incident.pk}/milestones/lunch/").status_code == 404


def test_impact_is_noted_corrected_and_taken_back(browser, incident):
    address = f"/incidents/{incident.pk}/impact/"
    told = {
        "side": "customer",
        "measure": "failed_requests",
        "value": "61.5",
        "extent": "stretch",
        "from_at": STAMP % 2,
        "until_at": STAMP % 48,
        "source": "The board",
    }

    assert browser.post(address, told).status_code == 303
    assert "Failed requests: 61.5%" in text(browser.get(address))
    row = ImpactReading.objects.get()
    browser.post(f"/impact/{row.pk}/", {**told, "value": "64", "edition": "1"})
    assert "Failed requests: 64%" in text(browser.get(address))
    browser.post(f"/impact/{row.pk}/removal")
    assert "Failed requests" not in text(browser.get(address)).split("Note a reading")[0]


def test_a_reading_that_cannot_be_is_answered_at_its_field(browser, incident):
    answer = browser.post(
        f"/incidents/{incident.pk}/impact/",
        {
            "side": "customer",
            "measure": "failed_requests",
            "value": "640",
            "extent": "stretch",
            "from_at": STAMP % 2,
        },
    )

    assert answer.status_code == 422
    assert "between 0 and 100 percent" in text(answer)


def test_two_who_correct_a_reading_see_each_others_words(browser, incident, ines):
    row = note_impact(
        incident, side="customer", measure="tickets", value=12, from_at=after(2), by=ines, at=AT
    )
    edit_impact(row, value=57, by=ines, at=AT)

    answer = browser.post(
        f"/impact/{row.pk}/",
        {
            "side": "customer",
            "measure": "tickets",
            "value": "14",
            "extent": "stretch",
            "from_at": STAMP % 2,
            "edition": "1",
        },
    )

    assert answer.status_code == 422
    assert "Tickets: 57" in text(answer)
    assert ImpactReading.objects.get().value == 57


def test_what_the_evidence_counts_stands_beside_what_was_noted(browser, incident):
    make_item(incident, kind="page", details={"state": "notified", "to": "Arjun"})

    assert "Engineers paged so far" in text(browser.get(f"/incidents/{incident.pk}/impact/"))


@pytest.fixture
def dropped(incident, ines):
    """The release was suspected in the channel at two past, and dropped there at twelve past."""
    said = make_item(incident, occurred_at=after(2), text="Is it the release?", author_name="Ilse")
    end = make_item(incident, occurred_at=after(12), text="Not the release", author_name="Hana")
    hypothesis = raise_hypothesis(incident, what="The release", occurred_at=None, item=said, by=ines, at=AT)
    return move_hypothesis(hypothesis, state="dropped", occurred_at=None, item=end, by=ines, at=AT)


def test_who_wrote_after_a_step_is_proposed_and_accepted_with_one_press(browser, incident, dropped):
    later = make_item(incident, occurred_at=after(26), text="oh", author_name="Arjun")
    page = f"/hypotheses/{dropped.hypothesis_id}/"
    assert "Arjun</b> wrote in the channel at" in text(browser.get(page))

    browser.post(f"/steps/{dropped.pk}/knowledge", {"item": later.pk})

    row = StepKnowledge.objects.get()
    assert (row.name, row.known_at, row.way, row.withdrawn_at) == ("Arjun", after(26), "read", None)
    after_it = text(browser.get(page)).split("Dropped <span")[1]
    assert "since" in after_it
    assert "Arjun</b> wrote" not in after_it


def test_who_was_put_aside_is_not_proposed_again(browser, incident, dropped):
    later = make_item(incident, occurred_at=after(26), text="oh", author_name="Arjun")

    browser.post(f"/steps/{dropped.pk}/knowledge", {"item": later.pk, "dismiss": "1"})

    page = text(browser.get(f"/hypotheses/{dropped.hypothesis_id}/")).split("Dropped <span")[1]
    assert "Arjun" not in page.split("It went on")[0]
    assert JournalEntry.objects.filter(verb="step_hearing_dismissed").exists()


def test_who_had_heard_is_said_by_hand_and_taken_back(browser, dropped):
    team = make_team("Storefront")
    told = {"team": team.slug, "known_at": STAMP % 26, "through": "in the call"}

    assert browser.post(f"/steps/{dropped.pk}/knowledge", told).status_code == 303
    page = text(browser.get(f"/hypotheses/{dropped.hypothesis_id}/"))
    assert "Storefront had heard of it by" in page
    assert "14 min after, in the call" in page
    browser.post(f"/step-knowledge/{StepKnowledge.objects.get().pk}/withdrawal")

    assert "in the call" not in text(browser.get(f"/hypotheses/{dropped.hypothesis_id}/"))


def test_an_event_that_says_a_hypothesis_is_followed_as_one(browser, incident, ines):
    event = make_event(incident, ines, kind="hypothesis", what="Is it the pool?", actor="Hana")
    page = text(browser.get(f"/events/{event.pk}/"))
    assert "Follow it as a hypothesis" in page

    browser.post(f"/incidents/{incident.pk}/hypotheses/", {"event": event.pk, "what": event.what})

    step = Hypothesis.objects.get().steps.get()
    assert (step.event_id, step.occurred_at, step.who) == (event.pk, after(2), "Hana")
    assert "Raised" in text(browser.get(f"/events/{event.pk}/"))


def test_milestones_stand_at_their_places_in_the_list(browser, incident, ines):
    event = make_event(incident, ines, what="It pages", occurred_at=after(2))
    make_event(incident, ines, what="It is over", occurred_at=after(30))
    base_milestone(incident, "first_signal", events=[event], by=ines, at=AT)
    set_milestone(incident, "declared", after(10), by=ines, at=AT)
    set_milestone(incident, "resolved", after(40), by=ines, at=AT)

    page = text(browser.get(f"/incidents/{incident.pk}/timeline/"))
    listed = page[page.index('class="moments"') :]
    places = [
        listed.index(f">{words}")
        for words in ("Impact started", "It pages", "First signal", "Declared", "It is over", "Resolved")
    ]

    assert places == sorted(places)


def test_the_table_of_a_timeline_names_the_milestones(browser, incident, ines):
    event = make_event(incident, ines, what="It pages")
    base_milestone(incident, "first_signal", events=[event], by=ines, at=AT)

    lines = (
        b"".join(browser.get(f"/api/incidents/{incident.pk}/timeline.csv").streaming_content)
        .decode()
        .splitlines()
    )

    assert lines[0].endswith(",milestones")
    assert lines[1].endswith(",first_signal")
    assert lines[2].startswith("2026-03-11T12:00:00+00:00,second,,milestone,Impact started")
    assert len(lines) == 3


def test_a_page_tells_who_still_believed_what_had_been_dropped_elsewhere(browser, incident, ines):
    storefront, database = make_team("Storefront"), make_team("Database")
    hypothesis = raise_hypothesis(
        incident, what="The release", occurred_at=after(2), team=storefront, by=ines, at=AT
    )
    move_hypothesis(hypothesis, state="dropped", occurred_at=after(12), team=database, by=ines, at=AT)
    address = f"/incidents/{incident.pk}/hypotheses/?at=2026-03-11T12:20:00%2B00:00&for="

    assert "still believed by Storefront" in text(browser.get(f"{address}team:{storefront.slug}"))
    assert "dropped, and Database knew" in text(browser.get(f"{address}team:{database.slug}"))
    assert browser.get(f"{address}team:nobody").status_code == 404
    assert "Not a date and time" in text(browser.get(f"/incidents/{incident.pk}/hypotheses/?at=noon"))
