"""The review desk through the browser's door."""

import pytest

from secondsight.record.models import CandidateAnswer, Event
from tests.cast import after, make_account, make_candidate, make_event, make_incident, make_item

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


def test_weaker_ones_wait_behind_a_link_and_are_not_counted(signed_in):
    incident = make_incident()
    make_candidate(incident, what="the strong one", score=0.9, reasons=["3 sources tell it"])
    weak = make_candidate(incident, what="the weak one", score=0.4, is_kept_back=True)
    browser = signed_in(make_account())
    address = f"/incidents/{incident.pk}/candidates/"

    desk = browser.get(address).content.decode()
    assert "0 of 1 looked at" in desk
    assert "Show the 1 weaker one" in desk
    assert "<strong>Strong.</strong>" in desk
    assert "3 sources tell it" in desk
    assert "the weak one" not in desk
    assert "the weak one" in browser.get(address, {"state": "weaker"}).content.decode()

    browser.post(f"/candidates/{weak.pk}/acceptance")
    assert "1 of 2 looked at" in browser.get(address).content.decode()


def test_the_desk_is_ordered_by_time_or_by_strength(signed_in):
    incident = make_incident()
    for minute, score in ((1, 0.5), (2, 0.9), (3, 0.7)):
        make_candidate(incident, what=f"at {minute}", score=score, occurred_at=after(minute))
    browser = signed_in(make_account())

    def told(**asked):
        answer = browser.get(f"/incidents/{incident.pk}/candidates/", asked)
        return [row.what for row in answer.context["rows"]]

    assert told() == ["at 1", "at 2", "at 3"]
    assert told(order="strongest") == ["at 2", "at 3", "at 1"]
    assert told(order="nonsense") == ["at 1", "at 2", "at 3"]


def test_the_strongest_are_paged_through_without_a_gap(signed_in):
    incident = make_incident()
    for number in range(45):
        make_candidate(incident, what=f"n{number}", score=(number % 7) / 7)
    browser = signed_in(make_account())
    address, seen = f"/incidents/{incident.pk}/candidates/?order=strongest", []

    while address:
        answer = browser.get(address)
        seen += [row.what for row in answer.context["rows"]]
        later = answer.context["later"]
        address = f"/incidents/{incident.pk}/candidates/{later}" if later else ""

    assert sorted(seen) == sorted(f"n{number}" for number in range(45))
