"""The story of a talk through the pages: asked, agreed, noted, corrected, released, withdrawn (R2.5)."""

from typing import Any

import pytest
from django.urls import reverse

from secondsight.confidence.models import Interview, InterviewLine, InterviewThread
from secondsight.inquiry.models import MeetingQuestion, ReleasedThread
from tests.cast import make_account, make_event
from tests.confidence.cast import make_facilitated, make_noted

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> Any:
    """A review, who facilitates it, and who is asked."""
    review, facilitator = make_facilitated()
    return review, facilitator, make_account("Bo Lind")


def test_from_the_invitation_to_a_question_for_the_meeting_and_back(two: Any, signed_in: Any) -> None:
    review, facilitator, bo = two
    make_event(review.incidents.get(), what="Rolled it back", kind="change", account=bo)
    asking, asked = signed_in(facilitator), signed_in(bo)
    list_page = reverse("review_interviews", args=[review.pk])

    suggested = asking.get(list_page).content.decode()
    asking.post(list_page, {"person": bo.email})
    made = Interview.objects.get()
    here = reverse("interview", args=[made.pk])
    home = asked.get("/").content.decode()
    before = asked.get(here).content.decode()
    asked.post(f"{here}acceptance")
    asking.post(f"{here}threads", {"heading": "How did you come into it?"})
    thread = InterviewThread.objects.get()
    noted = asking.post(
        reverse("interview_lines", args=[thread.pk]),
        {"words": "I knew it was the cache"},
        headers={"hx-request": "true"},
    ).content.decode()
    asking.post(f"{here}ending")
    line = InterviewLine.objects.get()
    asked.post(
        reverse("interview_line", args=[line.pk]), {"words": "I took it for the cache", "edition": "1"}
    )
    theirs = asked.get(here).content.decode()
    release = reverse("interview_thread_release", args=[thread.pk])
    asked.post(release, {"words": "It looked like the cache", "is_named": "on"})
    understand = asking.get(reverse("understand", args=[review.pk])).content.decode()
    row = ReleasedThread.objects.get()
    question = reverse("released_thread_question", args=[row.pk])
    asking.post(question, {"words": "What did it look like to each of you?"})
    withdrawn = asked.post(f"{release}/removal", follow=True).content.decode()
    after_all = asking.get(reverse("meeting_questions", args=[review.pk])).content.decode()

    assert "Made one change" in suggested
    assert "asks for a chat" in home
    assert "Yes, let us talk" in before
    assert "<html" not in noted
    assert "I knew it was the cache" in noted
    assert "To ask next:" in noted
    assert "I took it for the cache" in theirs
    assert "I knew it was the cache" not in theirs
    assert "It looked like the cache" in understand
    assert "Bo Lind" in understand
    assert "stays: “What did it look like to each of you?”" in withdrawn
    assert "It looked like the cache" not in after_all
    assert MeetingQuestion.objects.get().words in after_all


def test_no_needs_no_reason_and_it_can_be_a_yes_after_all(two: Any, signed_in: Any) -> None:
    review, facilitator, bo = two
    made = make_noted(review, facilitator, bo).interview
    here, asked = reverse("interview", args=[made.pk]), signed_in(bo)

    asked.post(f"{here}refusal")
    said_no = signed_in(facilitator).get(here).content.decode()
    asked.post(f"{here}acceptance", {"off_record": "1"})
    page = asked.get(here).content.decode()

    assert "would rather not" in said_no
    assert "nothing of it is written down" in page


def test_somebody_without_a_part_in_it_sees_only_what_was_released(two: Any, signed_in: Any) -> None:
    review, facilitator, bo = two
    thread = make_noted(review, facilitator, bo, "I was afraid")
    signed_in(bo).post(reverse("interview_thread_release", args=[thread.pk]), {"words": "Asking felt risky"})
    other = signed_in(make_account("Hana Mizrahi", duties=("administrator", "programme_owner")))

    page = other.get(reverse("review_interviews", args=[review.pk])).content.decode()

    assert "Asking felt risky" in page
    assert "Said without a name" in page
    assert "Bo Lind" not in page.split("<main", 1)[1]
    assert "Whom to talk to" not in page
    assert other.get(reverse("interview", args=[thread.interview_id])).status_code == 404
    assert other.post(reverse("review_interviews", args=[review.pk]), {"person": bo.email}).status_code == 422


def test_the_interviewer_cannot_release_and_finds_no_such_address(two: Any, signed_in: Any) -> None:
    review, facilitator, bo = two
    thread = make_noted(review, facilitator, bo, "I was afraid")
    release = reverse("interview_thread_release", args=[thread.pk])

    assert signed_in(facilitator).post(release, {"words": "Bo was afraid"}).status_code == 404
    assert signed_in(facilitator).post(f"{release}/removal").status_code == 404
    assert not ReleasedThread.objects.exists()


def test_a_line_that_the_other_changed_is_shown_beside_ones_own(two: Any, signed_in: Any) -> None:
    review, facilitator, bo = two
    make_noted(review, facilitator, bo, "It was loud")
    here = reverse("interview_line", args=[InterviewLine.objects.get().pk])

    signed_in(bo).post(here, {"words": "It was very loud", "edition": "1"})
    answer = signed_in(facilitator).post(here, {"words": "It was quiet", "edition": "1"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "It was very loud" in page
    assert "It was quiet" in page


def test_bad_words_are_refused_by_name_and_nothing_breaks(two: Any, signed_in: Any) -> None:
    review, facilitator, bo = two
    thread = make_noted(review, facilitator, bo)
    browser, here = signed_in(bo), reverse("interview_lines", args=[thread.pk])

    empty = browser.post(here, {"words": " "})
    nul = browser.post(here, {"words": "a\0b"})
    long = browser.post(here, {"words": "a" * 2001})
    event = browser.post(
        reverse("interview_threads", args=[thread.interview_id]), {"heading": "a", "event": "x"}
    )

    assert [one.status_code for one in (empty, nul, long, event)] == [422, 422, 422, 404]


def test_pages_cost_the_same_for_many_lines(
    two: Any, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    review, facilitator, bo = two
    thread = make_noted(review, facilitator, bo, *(f"Line {number}" for number in range(40)))
    for number in range(10):
        make_event(review.incidents.get(), what=f"Did {number}", kind="action", account=bo)
    here, browser = reverse("interview", args=[thread.interview_id]), signed_in(bo)
    browser.get(here)

    with django_assert_max_num_queries(26):
        assert browser.get(here).status_code == 200
