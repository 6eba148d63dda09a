"""The review desk through the browser's door."""

import pytest

from secondsight.record.models import CandidateAnswer, Event
from tests.cast import make_account, make_candidate, make_event, make_incident, make_item

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def test_a_candidate_is_accepted_as_it_is_and_taken_back(signed_in):
    incident = make_incident()
    candidate = make_candidate(incident, make_item(incident))
    browser = signed_in(make_account())

    card = browser.post(f"/candidates/{candidate.pk}/acceptance", **HTMX).content.decode()
    assert "Accepted" in card
    assert "Undo" in card
    assert Event.objects.count() == 1

    card = browser.post(f"/candidates/{candidate.pk}/return", **HTMX).content.decode()
    assert "Dismiss" in card
    assert Event.objects.get().removed_at is not None


def test_a_candidate_is_accepted_with_other_words(signed_in):
    candidate = make_candidate()
    browser = signed_in(make_account())

    form = browser.get(f"/candidates/{candidate.pk}/acceptance", **HTMX).content.decode()
    browser.post(
        f"/candidates/{candidate.pk}/acceptance",
        {"what": "A third of checkouts fail", "kind": "impact", "occurred_at": "2026-03-11T12:04:00"},
    )

    assert candidate.what in form
    assert Event.objects.get().what == "A third of checkouts fail"


def test_words_that_do_not_fit_stay_in_the_form(signed_in):
    candidate = make_candidate()

    answer = signed_in(make_account()).post(
        f"/candidates/{candidate.pk}/acceptance", {"what": "", "kind": "impact"}, **HTMX
    )

    assert answer.status_code == 422
    assert not Event.objects.exists()


def test_the_closest_events_are_offered_to_merge_into(signed_in):
    incident = make_incident()
    event, candidate = make_event(incident), make_candidate(incident, make_item(incident))
    browser = signed_in(make_account())

    assert event.what in browser.get(f"/candidates/{candidate.pk}/merge", **HTMX).content.decode()
    browser.post(f"/candidates/{candidate.pk}/merge", {"event": event.pk}, **HTMX)

    assert CandidateAnswer.objects.get().event == event
    assert event.items.count() == 1


def test_the_desk_counts_what_was_looked_at_and_shows_what_was_dismissed(signed_in):
    incident = make_incident()
    candidates = [make_candidate(incident) for _ in range(3)]
    browser = signed_in(make_account())

    browser.post(f"/candidates/{candidates[0].pk}/dismissal")

    assert "1 of 3 looked at" in browser.get(f"/incidents/{incident.pk}/candidates/").content.decode()
    assert (
        "Bring back" in browser.get(f"/incidents/{incident.pk}/candidates/?state=dismissed").content.decode()
    )


def test_all_shown_are_accepted_after_one_question(signed_in):
    incident = make_incident()
    shown = ",".join(make_candidate(incident).pk for _ in range(3))
    browser = signed_in(make_account())
    address = f"/incidents/{incident.pk}/candidates/acceptance"

    assert "Accept all 3" in browser.get(address, {"show": shown}).content.decode()
    assert not Event.objects.exists()
    browser.post(address, {"show": shown})

    assert Event.objects.count() == 3


def test_another_persons_answer_is_said_in_words(signed_in):
    candidate = make_candidate()
    signed_in(make_account("Bo Ek")).post(f"/candidates/{candidate.pk}/dismissal")

    answer = signed_in(make_account()).post(f"/candidates/{candidate.pk}/acceptance", **HTMX)

    assert answer.status_code == 422
    assert "Bo Ek has dismissed this candidate already" in answer.content.decode()


def test_the_desk_says_the_same_number_of_statements_for_many(signed_in, django_assert_max_num_queries):
    incident = make_incident()
    for _ in range(25):
        make_candidate(incident, make_item(incident))
    browser = signed_in(make_account())

    with django_assert_max_num_queries(8):
        answer = browser.get(f"/incidents/{incident.pk}/candidates/")

    assert len(answer.context["rows"]) == 20
