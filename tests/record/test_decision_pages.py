"""Decisions as pages: told in sweeps by several people, the pair, what others saved (R3.4, R3.9)."""

from typing import Any

import pytest
from django.test import Client

from secondsight.record.actions.decision_notes import Saying, add_note
from secondsight.record.actions.decisions import add_option, edit_decision, mark_decision
from secondsight.record.actions.knowledge import Knowing, add_knowledge
from secondsight.record.models import DecisionNote, DecisionOption, DecisionPoint
from tests.cast import after, make_account, make_event, make_incident, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Any:
    return make_account("Ada Nkemelu")


@pytest.fixture
def ada(owner: Any, signed_in: Any) -> Client:
    client: Client = signed_in(owner)
    return client


@pytest.fixture
def incident(owner: Any) -> Any:
    return make_incident(owner)


@pytest.fixture
def event(incident: Any, owner: Any) -> Any:
    given: dict[str, Any] = {"occurred_at": after(12), "what": "Rolled back", "kind": "action"}
    return make_event(incident, owner, account=owner, **given)


@pytest.fixture
def decision(event: Any, owner: Any) -> Any:
    return mark_decision(event, question="Roll back, or look on?", by=owner, at=after(60))


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_an_event_is_told_as_a_decision_with_one_press_and_opens_its_page(ada: Client, event: Any) -> None:
    answer = ada.post(f"/events/{event.pk}/decision")

    decision = DecisionPoint.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/decisions/{decision.pk}/")
    page = text(ada.get(f"/decisions/{decision.pk}/"))
    assert "Which question did they face?" in page
    assert "Ada Nkemelu" in page


def test_the_pair_stands_first_and_on_a_sheet_of_its_own(
    ada: Client, owner: Any, incident: Any, decision: Any
) -> None:
    bo = make_account("Bo Lindqvist")
    sessions = make_event(incident, bo, what="Sessions hang", occurred_at=after(7), account=bo)
    add_knowledge(
        sessions, Knowing(after(28), account=owner, through="Meera, in the channel"), by=bo, at=after(60)
    )

    for address in (f"/decisions/{decision.pk}/", f"/decisions/{decision.pk}/pair"):
        page = text(ada.get(address))
        assert "What Ada Nkemelu knew then, and what had not reached them" in page
        assert "Sessions hang" in page
        assert "16 min after deciding: Meera, in the channel" in page


def test_a_note_is_said_where_the_question_stands_and_carries_its_speaker(ada: Client, decision: Any) -> None:
    sent = {"probe": "pressure", "sweep": "deepen", "words": "Noon is busy.", "once": ""}

    answer = ada.post(f"/decisions/{decision.pk}/notes", sent)

    assert answer.status_code == 303
    note = DecisionNote.objects.get()
    assert (note.probe, note.sweep, note.speaker.name) == ("pressure", "deepen", "Ada Nkemelu")
    assert "Noon is busy." in text(ada.get(f"/decisions/{decision.pk}/"))


def test_a_signal_names_the_moment_that_it_was(ada: Client, decision: Any, incident: Any, owner: Any) -> None:
    alert = make_event(incident, owner, what="Alert: slow")

    page = text(ada.get(f"/decisions/{decision.pk}/"))
    ada.post(f"/decisions/{decision.pk}/notes", {"probe": "signal", "event": alert.pk, "words": ""})

    assert f'<option value="{alert.pk}">' in page
    assert DecisionNote.objects.get().event == alert


def test_an_answer_without_words_is_asked_for_them_and_nothing_is_kept(ada: Client, decision: Any) -> None:
    answer = ada.post(f"/decisions/{decision.pk}/notes", {"probe": "luck", "words": " "})

    assert answer.status_code == 422
    assert not DecisionNote.objects.exists()
    assert ada.post(f"/decisions/{decision.pk}/notes", {"probe": "root"}).status_code == 422


def test_options_are_noted_weighed_corrected_and_taken_back(ada: Client, decision: Any) -> None:
    ada.post(f"/decisions/{decision.pk}/options", {"what": "Rol back", "is_taken": "on"})
    option = DecisionOption.objects.get()
    ada.post(
        f"/decisions/{decision.pk}/notes",
        {"probe": "spoke_against", "option": option.pk, "words": "The rate did not fit."},
    )
    ada.post(f"/decision-options/{option.pk}/facts", {"what": "Roll back", "edition": "1"})

    page = text(ada.get(f"/decisions/{decision.pk}/"))
    assert "Roll back" in page
    assert "The rate did not fit." in page
    stale = ada.post(f"/decision-options/{option.pk}/facts", {"what": "Go back", "edition": "1"})
    assert (stale.status_code, "As it stands now" in text(stale)) == (422, True)

    ada.post(f"/decision-options/{option.pk}/removal")
    assert "The rate did not fit." not in text(ada.get(f"/decisions/{decision.pk}/"))


def test_what_somebody_else_saved_meanwhile_is_shown_and_nothing_is_overwritten(
    ada: Client, decision: Any
) -> None:
    edit_decision(decision, choice="Look on", by=make_account("Bo Lindqvist"), at=after(61))

    answer = ada.post(
        f"/decisions/{decision.pk}/facts", {"question": "Roll back?", "choice": "Roll back", "edition": "1"}
    )

    assert answer.status_code == 422
    assert "As it stands now, with the other change" in text(answer)
    assert "Look on" in text(answer)
    decision.refresh_from_db()
    assert decision.choice == "Look on"


def test_nobody_is_offered_anybody_elses_words_to_change(ada: Client, decision: Any) -> None:
    bo = make_account("Bo Lindqvist")
    note = add_note(decision, Saying("luck", "Meera walked in."), by=bo, at=after(61))

    page = text(ada.get(f"/decisions/{decision.pk}/"))
    answer = ada.post(f"/decision-notes/{note.pk}/facts", {"words": "Nobody walked in."}, follow=True)
    ada.post(f"/decision-notes/{note.pk}/removal")

    assert f"/decision-notes/{note.pk}/facts" not in page
    assert "somebody else&#x27;s words" in text(answer)
    note.refresh_from_db()
    assert (note.words, note.withdrawn_at) == ("Meera walked in.", None)


def test_ones_own_words_are_put_differently(ada: Client, owner: Any, decision: Any) -> None:
    note = add_note(decision, Saying("luck", "Luck."), by=owner, at=after(61))

    ada.post(f"/decision-notes/{note.pk}/facts", {"words": "Meera walked in."})

    assert "Meera walked in." in text(ada.get(f"/decisions/{decision.pk}/"))


def test_the_list_offers_the_pair_of_each_and_what_is_not_told_yet(
    ada: Client, decision: Any, incident: Any, owner: Any
) -> None:
    other = make_event(incident, owner, kind="decision", what="Declared", occurred_at=after(20))

    page = text(ada.get(f"/incidents/{incident.pk}/decisions/"))

    assert f"/decisions/{decision.pk}/pair" in page
    assert f'action="/events/{other.pk}/decision"' in page


def test_a_decision_that_is_taken_back_says_so_and_can_be_put_back(ada: Client, decision: Any) -> None:
    page = text(ada.post(f"/decisions/{decision.pk}/removal", follow=True))
    assert "no longer told as a decision" in page

    ada.post(f"/decisions/{decision.pk}/restoration")
    decision.refresh_from_db()
    assert decision.removed_at is None


def test_a_page_takes_no_more_statements_for_more_notes(
    ada: Client, owner: Any, decision: Any, incident: Any, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        ada.get(f"/decisions/{decision.pk}/")
    for number in range(12):
        option = add_option(decision, what=f"Way {number}", by=owner, at=after(61))
        add_note(decision, Saying("spoke_for", f"For {number}", option=option), by=owner, at=after(61))
        event = make_event(incident, owner, what=f"Seen {number}", occurred_at=after(1))
        add_note(decision, Saying("signal", event=event), by=owner, at=after(61))
    with django_assert_max_num_queries(len(few)):
        ada.get(f"/decisions/{decision.pk}/")


def test_the_timelines_json_and_csv_name_the_decision(ada: Client, decision: Any, incident: Any) -> None:
    [row] = ada.get(f"/api/incidents/{incident.pk}/timeline").json()["rows"]
    lines = b"".join(ada.get(f"/api/incidents/{incident.pk}/timeline.csv").streaming_content)  # type: ignore[arg-type]

    assert row["decision"] == decision.pk
    assert b'"Roll back, or look on?"' in lines


def test_the_api_tells_the_pair_and_refuses_anybody_elses_words(
    ada: Client, owner: Any, decision: Any, incident: Any
) -> None:
    bo = make_account("Bo Lindqvist")
    sessions = make_event(incident, bo, what="Sessions hang", occurred_at=after(7), account=bo)
    add_knowledge(sessions, Knowing(after(28), account=owner, through="Meera"), by=bo, at=after(60))
    note = add_note(decision, Saying("luck", "Meera walked in."), by=bo, at=after(61))

    pair = ada.get(f"/api/decisions/{decision.pk}/pair").json()
    refused = ada.delete(f"/api/decision-notes/{note.pk}")

    [row] = pair["unreached"]
    assert (row["what"], row["through"], pair["decider"]) == ("Sessions hang", "Meera", "Ada Nkemelu")
    assert refused.status_code == 403


def test_a_review_lists_the_decisions_of_its_incidents(
    ada: Client, owner: Any, decision: Any, incident: Any
) -> None:
    review = make_review(owner, incident)

    page = text(ada.get(f"/reviews/{review.pk}/decisions/"))
    understand = text(ada.get(f"/reviews/{review.pk}/understand/"))

    assert f"/decisions/{decision.pk}/pair" in page
    assert "1 decision</span>" in page  # in the rail
    assert f'hx-get="/reviews/{review.pk}/decisions/"' in understand
