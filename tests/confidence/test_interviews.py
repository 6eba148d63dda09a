"""A talk of two from asking to the end of its notes: who may do what, and what stays (R2.5)."""

from datetime import timedelta
from typing import Any

import pytest

from secondsight.base.errors import Forbidden, InvalidInput, NotFound, Refused, StaleEdit
from secondsight.base.models import JournalEntry, Mail
from secondsight.confidence import actions
from secondsight.confidence.models import Interview, InterviewLine, InterviewThread
from secondsight.confidence.queries import interviews as read
from secondsight.confidence.queries.asking import guide
from secondsight.confidence.queries.interviewees import suggested_interviewees
from secondsight.inquiry import actions as inquiry
from secondsight.inquiry.models import MeetingQuestion, ReleasedThread
from secondsight.inquiry.queries.threads import threads_of
from secondsight.organisation.models import Person
from secondsight.record.actions.incidents import add_participant
from tests.cast import AT, after, make_account, make_event
from tests.confidence.cast import ASKED, OPENED, WRITTEN, make_facilitated, make_interview, make_noted

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> Any:
    """A review, who facilitates it, and who is asked."""
    review, facilitator = make_facilitated()
    return review, facilitator, make_account("Bo Lind")


@pytest.mark.django_db(transaction=True)
def test_the_letter_calls_it_a_chat_and_says_what_is_done_with_it(two: Any, worked_off: Any) -> None:
    review, facilitator, bo = two

    asked = make_interview(review, facilitator, bo, note="About the pool")
    worked_off()
    letter = Mail.objects.get(to=bo.email)

    assert "chat" in letter.subject
    for words in (
        "fifteen minutes",
        "Who sees what",
        "For how long",
        "30 days",
        "needs no reason",
        "off the record",
    ):
        assert words in letter.body
    assert letter.body.endswith(f"/interviews/{asked.pk}/\n")
    assert "About the pool" not in letter.body


@pytest.mark.django_db(transaction=True)
def test_asking_twice_mails_once_and_nobody_is_mailed_for_what_is_settled(two: Any, worked_off: Any) -> None:
    review, facilitator, bo = two
    cy, di, ed = (make_account(name) for name in ("Cy Moreau", "Di Okafor", "Ed Sorvino"))

    for interviewee in (bo, cy, di, ed, bo):
        make_interview(review, facilitator, interviewee)
    mine = {one.interviewee_id: one for one in Interview.objects.all()}
    actions.take_back(mine[cy.pk], by=facilitator, at=ASKED)
    actions.refuse(mine[di.pk], by=di, at=ASKED)
    actions.accept(mine[ed.pk], by=ed, at=ASKED)
    worked_off()

    assert list(Mail.objects.values_list("to", flat=True)) == [bo.email]


@pytest.mark.django_db(transaction=True)
def test_who_is_asked_anew_gets_another_letter(two: Any, worked_off: Any) -> None:
    review, facilitator, bo = two
    first = make_interview(review, facilitator, bo)
    worked_off()
    actions.take_back(first, by=facilitator, at=WRITTEN)

    make_interview(review, facilitator, bo, at=WRITTEN)
    worked_off()

    assert Mail.objects.filter(to=bo.email).count() == 2


def test_only_a_facilitator_asks_and_asking_twice_asks_once(two: Any) -> None:
    review, facilitator, bo = two

    with pytest.raises(Forbidden):
        make_interview(review, review.opened_by, bo)
    first = make_interview(review, facilitator, bo)

    assert make_interview(review, facilitator, bo) == first
    assert JournalEntry.objects.filter(verb="interview_asked").count() == 1


def test_a_manager_is_refused_and_who_was_central_says_why(two: Any) -> None:
    review, facilitator, bo = two
    hana, meera = make_account("Hana Mizrahi"), make_account("Meera Iyer")
    Person.objects.create(name=bo.name, account=bo, manager="Hana Mizrahi")
    add_participant(
        review.incidents.get(), name="Meera Iyer", account=meera, part="primary_responder", by=None, at=AT
    )

    with pytest.raises(Refused, match="manager"):
        make_interview(review, facilitator, bo, interviewer=hana)
    with pytest.raises(InvalidInput, match="central|primary"):
        make_interview(review, facilitator, bo, interviewer=meera)
    made = make_interview(review, facilitator, bo, interviewer=meera, reason="Bo asked for her")

    assert (made.interviewer, made.reason) == (meera, "Bo asked for her")


def test_only_the_two_find_it(two: Any) -> None:
    review, facilitator, bo = two
    made = make_noted(review, facilitator, bo, "It was loud").interview

    for somebody in (review.opened_by, make_account("Ada", duties=("administrator", "programme_owner"))):
        with pytest.raises(NotFound):
            read.interview(somebody, made.pk)
    assert read.interview(bo, made.pk) == read.interview(facilitator, made.pk) == made


def test_saying_no_deletes_what_was_noted_and_tells_no_one_else(two: Any) -> None:
    review, facilitator, bo = two
    made = make_noted(review, facilitator, bo, "It was loud").interview

    actions.refuse(made, by=bo, at=WRITTEN)

    assert not InterviewLine.objects.exists()
    assert made.pk not in JournalEntry.objects.filter(topic=review.topic).values_list("subject", flat=True)
    with pytest.raises(Refused):
        actions.add_thread(made, heading="More", by=facilitator, at=WRITTEN)


def test_off_the_record_nothing_can_be_noted_and_what_was_is_gone(two: Any) -> None:
    review, facilitator, bo = two
    thread = make_noted(review, facilitator, bo, "It was loud")

    made = actions.accept(thread.interview, by=bo, at=WRITTEN, is_off_record=True)

    assert not InterviewThread.objects.exists()
    with pytest.raises(Refused, match="off the record"):
        actions.add_thread(made, heading="More", by=facilitator, at=WRITTEN)


def test_two_who_note_at_once_lose_nothing(two: Any) -> None:
    review, facilitator, bo = two
    thread = make_noted(review, facilitator, bo, "It was loud")
    line = InterviewLine.objects.get()

    actions.correct_line(line, words="It was very loud", by=bo, at=WRITTEN, edition=1)
    actions.add_line(thread, words="And late", by=bo, at=OPENED, once="0" * 16)
    actions.add_line(thread, words="And late", by=bo, at=OPENED, once="0" * 16)
    with pytest.raises(StaleEdit):
        actions.correct_line(line, words="It was quiet", by=facilitator, at=WRITTEN, edition=1)

    [seen] = read.threads(thread.interview)
    assert seen.words == "It was very loud\nAnd late"


def test_a_line_off_the_record_leaves_no_trace_of_its_words(two: Any) -> None:
    review, facilitator, bo = two
    thread = make_noted(review, facilitator, bo, "It was loud")
    line = InterviewLine.objects.get()

    actions.take_off_record(line, by=bo, at=WRITTEN)

    assert not InterviewLine.objects.exists()
    assert "interview_struck" in JournalEntry.objects.values_list("verb", flat=True)
    assert not any("loud" in str(entry.particulars) for entry in JournalEntry.objects.all())
    with pytest.raises(Refused, match="off the record"):
        actions.correct_line(line, words="It was loud", by=facilitator, at=WRITTEN)
    assert read.threads(thread.interview)[0].lines == []


def test_after_the_talk_the_interviewee_alone_corrects(two: Any) -> None:
    review, facilitator, bo = two
    thread = make_noted(review, facilitator, bo, "It was loud")
    actions.end(thread.interview, by=facilitator, at=WRITTEN)

    with pytest.raises(Refused, match="theirs"):
        actions.add_line(thread, words="More", by=facilitator, at=WRITTEN)
    actions.correct_line(InterviewLine.objects.get(), words="It was busy", by=bo, at=WRITTEN)

    assert read.threads(thread.interview)[0].words == "It was busy"


def test_a_thread_is_released_without_a_name_and_nothing_leads_back(two: Any) -> None:
    review, facilitator, bo = two
    thread = make_noted(review, facilitator, bo, "I was afraid to ask")

    released = actions.release(thread, words="Asking felt risky", is_named=False, by=bo, at=OPENED)

    assert [one.words for one in threads_of(review.opened_by, review)] == ["Asking felt risky"]
    assert released.account is None
    entry = JournalEntry.objects.get(verb="thread_released")
    assert (entry.actor, entry.particulars) == ("", {})
    stored = InterviewThread.objects.values().get()
    assert released.pk not in str(stored)
    assert not JournalEntry.objects.filter(at=OPENED).exclude(pk=entry.pk).exists()


def test_only_who_said_it_releases_and_withdraws_it(two: Any) -> None:
    review, facilitator, bo = two
    thread = make_noted(review, facilitator, bo, "I was afraid to ask")

    with pytest.raises(Forbidden):
        actions.release(thread, words="Bo was afraid", is_named=True, by=facilitator, at=WRITTEN)
    actions.release(thread, words="Asking felt risky", is_named=True, by=bo, at=WRITTEN)
    with pytest.raises(Forbidden):
        actions.withdraw_release(thread, by=facilitator, at=WRITTEN)


def test_what_is_withdrawn_is_emptied_and_what_was_made_of_it_is_told(two: Any) -> None:
    review, facilitator, bo = two
    event = make_event(review.incidents.get())
    made = actions.accept(make_interview(review, facilitator, bo), by=bo, at=ASKED)
    thread = actions.add_thread(made, heading="The pool", event=event, by=bo, at=ASKED)
    released = actions.release(thread, words="Asking felt risky", is_named=True, by=bo, at=WRITTEN)
    assert released.moment == event
    question = inquiry.ask_of_thread(released, words="What makes asking easy?", by=facilitator, at=WRITTEN)
    assert inquiry.ask_of_thread(released, words="Twice?", by=facilitator, at=WRITTEN) == question

    gone = actions.withdraw_release(thread, by=bo, at=OPENED)

    row = ReleasedThread.objects.get()
    assert (row.words, row.account, row.moment) == ("", None, None)
    assert gone.question == question
    assert question.moment == event
    assert threads_of(facilitator, review) == []
    assert MeetingQuestion.objects.filter(removed_at=None).count() == 1
    with pytest.raises(Refused, match="withdrawn"):
        inquiry.ask_of_thread(released, words="Again?", by=facilitator, at=OPENED)


def test_released_anew_it_has_the_new_words_once(two: Any) -> None:
    review, facilitator, bo = two
    thread = make_noted(review, facilitator, bo, "I was afraid to ask")

    actions.release(thread, words="One", is_named=True, by=bo, at=WRITTEN)
    actions.withdraw_release(thread, by=bo, at=WRITTEN)
    actions.release(thread, words="Two", is_named=False, by=bo, at=WRITTEN)

    [row] = threads_of(facilitator, review)
    assert (row.words, row.account) == ("Two", None)


def test_notes_are_deleted_when_their_time_is_over_and_the_release_stays(two: Any) -> None:
    review, facilitator, bo = two
    thread = make_noted(review, facilitator, bo, "I was afraid to ask")
    actions.release(thread, words="Asking felt risky", is_named=False, by=bo, at=WRITTEN)
    actions.end(thread.interview, by=facilitator, at=WRITTEN)
    met = after(48 * 60)
    inquiry.record_meeting(review, met_at=met, by=facilitator, at=met)

    early = actions.delete_old_notes(met + timedelta(days=29))
    late = actions.delete_old_notes(met + timedelta(days=30))
    again = actions.delete_old_notes(met + timedelta(days=31))

    assert (early, late, again) == (0, 1, 0)
    assert not InterviewLine.objects.exists()
    made = Interview.objects.get()
    assert (made.state, made.note) == ("deleted", "")
    [left] = read.threads(made)
    assert (left.heading, left.released.words) == ("", "Asking felt risky")
    actions.withdraw_release(InterviewThread.objects.get(), by=bo, at=OPENED)
    assert threads_of(facilitator, review) == []


def test_the_interviewee_deletes_it_all_at_once_and_nobody_else_does(two: Any) -> None:
    review, facilitator, bo = two
    made = make_noted(review, facilitator, bo, "It was loud").interview

    with pytest.raises(Forbidden):
        actions.delete_notes(made, by=facilitator, at=WRITTEN)
    actions.delete_notes(made, by=bo, at=WRITTEN)

    assert not InterviewThread.objects.exists()


def test_whom_to_ask_comes_from_the_record_without_those_asked_or_passed_over(two: Any) -> None:
    review, facilitator, bo = two
    incident = review.incidents.get()
    ilse, hana = make_account("Ilse Brandvik"), make_account("Hana Mizrahi")
    make_event(incident, what="Deployed 4.2", kind="change", account=ilse)
    make_event(incident, what="Paged them", kind="escalation", account=hana, occurred_at=after(8))
    make_event(incident, what="Rolled it back", kind="change", account=bo, occurred_at=after(9))

    found = suggested_interviewees(facilitator, review)
    make_interview(review, facilitator, bo)
    actions.pass_over(review, hana, by=facilitator, at=ASKED)
    left = suggested_interviewees(facilitator, review)

    assert [one.account.name for one in found] == ["Bo Lind", "Ilse Brandvik", "Hana Mizrahi"]
    assert [one.account.name for one in left] == ["Ilse Brandvik"]


def test_prompts_use_their_own_moments(two: Any) -> None:
    review, facilitator, bo = two
    mine = make_event(review.incidents.get(), what="So I decided to roll back", kind="decision", account=bo)
    make_event(review.incidents.get(), what="Somebody else's", kind="action", occurred_at=after(9))

    found = guide(facilitator, make_interview(review, facilitator, bo))

    assert [one.event for one in found.moments] == [mine]
    assert any("worries you" in one.ask for one in found.openings)
    assert len(found.probes) == 3
