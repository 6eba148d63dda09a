"""The story of accounts through the pages: asked, written, handed in, opened, asked about (R2.6)."""

from typing import Any

import pytest
from django.urls import reverse

from secondsight.confidence.queries.accounts import draft
from secondsight.inquiry.models import AccountRequest, MeetingQuestion, MomentLink, OpenedAccount
from secondsight.record.models import Event
from tests.cast import after, make_account, make_event
from tests.confidence.cast import make_facilitated, make_handed_in, make_opened, make_request, write_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> dict[str, Any]:
    """Two opened accounts that differ over an event of the timeline."""
    review, facilitator = make_facilitated()
    event = make_event(review.incidents.get(), what="The pool is full", occurred_at=after(5))
    ilse, bo = make_account("Ilse Brandvik"), make_account("Bo Lind")
    texts = ((ilse, "12:05 the pool was full"), (bo, "12:15 the pool was full\n12:40 Meera phoned me"))
    make_opened(review, facilitator, *texts)
    return {"review": review, "facilitator": facilitator, "event": event, "ilse": ilse, "bo": bo}


def rows(*moments: dict[str, str]) -> dict[str, str]:
    """The rows of the moments as the form sends them."""
    sent = {"moments-TOTAL_FORMS": str(len(moments)), "moments-INITIAL_FORMS": "0"}
    for number, moment in enumerate(moments):
        sent |= {
            f"moments-{number}-{name}": value for name, value in {"precision": "minute", **moment}.items()
        }
    return sent


def test_who_leads_asks_and_it_waits_on_the_home_page(signed_in: Any) -> None:
    review, facilitator = make_facilitated()
    ilse = make_account("Ilse Brandvik")
    here = reverse("review_accounts", args=[review.pk])

    answer = signed_in(facilitator).post(here, {"person": ilse.email, "note": "What did checkout look like?"})
    home = signed_in(ilse).get("/").content.decode()

    assert answer.status_code == 303
    assert reverse("independent_account", args=[AccountRequest.objects.get().pk]) in home
    assert "independent-accounts" not in signed_in(facilitator).get("/").content.decode()


def test_the_form_works_without_scripts_and_shows_what_it_recognised(signed_in: Any) -> None:
    review, _ = make_facilitated()
    ilse = make_account("Ilse Brandvik")
    here = reverse("independent_account", args=[make_request(review, ilse).pk])
    browser = signed_in(ilse)

    answer = browser.post(here, {"text": "12:05 the pager went", "edition": "0", **rows()}, follow=True)
    page = answer.content.decode()

    assert 'value="the pager went"' in page
    assert 'value="2026-03-11T12:05:00"' in page
    assert "Saved" in page


def test_the_empty_row_that_a_browser_sends_along_is_no_moment(signed_in: Any) -> None:
    review, _ = make_facilitated()
    ilse = make_account("Ilse Brandvik")
    request = make_request(review, ilse)
    here = reverse("independent_account", args=[request.pk])
    empty = {"what": "", "occurred_at": "", "actor": "", "belief": "", "event": "", "line": ""}

    answer = signed_in(ilse).post(here, {"text": "It was loud", "edition": "0", **rows(empty)})

    assert answer.status_code == 303
    assert draft(ilse, request.pk).moments == []


def test_a_corrected_moment_stays_as_corrected(signed_in: Any) -> None:
    review, _ = make_facilitated()
    event = make_event(review.incidents.get(), occurred_at=after(6))
    ilse = make_account("Ilse Brandvik")
    request = make_request(review, ilse)
    here = reverse("independent_account", args=[request.pk])
    corrected = {
        "line": "12:05 the pager went",
        "what": "Lantern paged me",
        "occurred_at": "2026-03-11T12:06:30",
        "actor": "Lantern",
        "belief": "known",
        "event": event.pk,
    }
    sent = {"text": "12:05 the pager went\n12:20 rolled back", "edition": "0", **rows(corrected)}

    answer = signed_in(ilse).post(here, sent)
    first, second = draft(ilse, request.pk).counted

    assert answer.status_code == 303
    assert (first.what, first.occurred_at, first.event) == ("Lantern paged me", after(6.5), event.pk)
    assert second.what == "rolled back"


def test_a_time_that_cannot_be_keeps_everything_that_was_typed(signed_in: Any) -> None:
    review, _ = make_facilitated()
    ilse = make_account("Ilse Brandvik")
    here = reverse("independent_account", args=[make_request(review, ilse).pk])

    answer = signed_in(ilse).post(
        here, {"text": "All of it", "edition": "0", **rows({"what": "x", "occurred_at": "noonish"})}
    )

    assert answer.status_code == 422
    assert "All of it" in answer.content.decode()
    assert "Not a date and time" in answer.content.decode()


def test_saving_while_writing_answers_with_the_moments_alone(signed_in: Any) -> None:
    review, _ = make_facilitated()
    ilse = make_account("Ilse Brandvik")
    here = reverse("independent_account", args=[make_request(review, ilse).pk])

    answer = signed_in(ilse).post(
        here, {"text": "12:05 the pager went", "edition": "0", **rows()}, headers={"hx-request": "true"}
    )
    page = answer.content.decode()

    assert "<html" not in page
    assert 'id="moments"' in page
    assert 'name="edition" id="id_edition" value="1" hx-swap-oob' in page


def test_another_window_does_not_overwrite(signed_in: Any) -> None:
    review, _ = make_facilitated()
    ilse = make_account("Ilse Brandvik")
    request = make_request(review, ilse)
    write_account(request, "from the phone")
    write_account(request, "from the phone, longer")
    here = reverse("independent_account", args=[request.pk])

    answer = signed_in(ilse).post(here, {"text": "from the desk", "edition": "1", **rows()})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "from the phone, longer" in page
    assert "from the desk" in page


def test_handing_in_withdrawing_and_declining(signed_in: Any) -> None:
    review, _ = make_facilitated()
    ilse = make_account("Ilse Brandvik")
    request = make_request(review, ilse)
    here, browser = reverse("independent_account", args=[request.pk]), signed_in(ilse)

    browser.post(here, {"text": "It was loud", "edition": "0", "hand_in": "1", **rows()})
    request.refresh_from_db()
    handed_in = request.state
    browser.post(f"{here}handing-in/removal")
    browser.post(f"{here}refusal")
    request.refresh_from_db()
    declined = request.state
    page = browser.get(here).content.decode()
    browser.post(f"{here}refusal/removal")
    request.refresh_from_db()

    assert (handed_in, declined, request.state) == ("handed_in", "declined", "asked")
    assert "It was loud" in page


def test_the_facilitator_opens_them_with_a_reason_for_those_awaited(signed_in: Any) -> None:
    review, facilitator = make_facilitated()
    make_handed_in(review, make_account("Ilse Brandvik"), "12:05 the pager went")
    make_request(review, make_account("Bo Lind"))
    here, browser = reverse("review_accounts", args=[review.pk]), signed_in(facilitator)

    before = browser.post(f"{here}opening", follow=True).content.decode()
    browser.post(f"{here}opening", {"reason": "Bo is on leave"})
    page = browser.get(here).content.decode()

    assert "Bo Lind is still writing" in before
    assert "the pager went" in page
    assert "Bo is on leave" in page


def test_what_differs_stands_side_by_side(told: dict[str, Any], signed_in: Any) -> None:
    page = signed_in(told["facilitator"]).get(reverse("review_accounts", args=[told["review"].pk]))
    text = page.content.decode()

    assert f'id="time:{told["event"].pk}"' in text
    assert "Told by one alone" in text
    assert "Ilse Brandvik" in text
    assert "both say “full” and “pool”" in text


def test_a_divergence_becomes_a_question_once_and_is_on_the_prepare_page(
    told: dict[str, Any], signed_in: Any
) -> None:
    review, browser = told["review"], signed_in(told["facilitator"])
    here = reverse("meeting_questions", args=[review.pk])
    asked = {"divergence": f"time:{told['event'].pk}", "words": "How did each of you see the time?"}

    browser.post(here, asked)
    browser.post(here, asked)
    question = MeetingQuestion.objects.get()
    prepare = browser.get(reverse("review", args=[review.pk])).content.decode()

    assert question.moment == told["event"]
    assert question.words in prepare
    assert (
        "Asked in the meeting" in browser.get(reverse("review_accounts", args=[review.pk])).content.decode()
    )


def test_a_question_is_reworded_taken_out_and_put_back(told: dict[str, Any], signed_in: Any) -> None:
    browser = signed_in(told["facilitator"])
    browser.post(reverse("meeting_questions", args=[told["review"].pk]), {"words": "How was it?"})
    question = MeetingQuestion.objects.get()
    here = reverse("meeting_question", args=[question.pk])

    browser.post(here, {"words": "How did it look?", "edition": "1"})
    stale = browser.post(here, {"words": "Mine", "edition": "1"})
    browser.post(f"{here}removal")
    gone = browser.get(reverse("review", args=[told["review"].pk])).content.decode()
    browser.post(f"{here}restoration")
    question.refresh_from_db()

    assert stale.status_code == 422
    assert "How did it look?" in stale.content.decode()
    assert "How did it look?" not in gone
    assert (question.words, question.removed_at) == ("How did it look?", None)


def test_one_press_keeps_the_tellings_as_versions(told: dict[str, Any], signed_in: Any) -> None:
    here = reverse("review_account_versions", args=[told["review"].pk])
    browser = signed_in(told["facilitator"])

    browser.post(here, {"divergence": f"time:{told['event'].pk}"})
    browser.post(here, {"divergence": f"time:{told['event'].pk}"})
    event = Event.objects.get(pk=told["event"].pk)

    assert event.standing == "disputed"
    assert sorted(event.versions.values_list("witness", flat=True))[-2:] == ["Bo Lind", "Ilse Brandvik"]
    assert event.versions.count() == 3


def test_a_moment_is_linked_to_another_event_and_back(told: dict[str, Any], signed_in: Any) -> None:
    other = make_event(told["review"].incidents.get(), what="Something else", occurred_at=after(60))
    moment = OpenedAccount.objects.get(author=told["bo"]).moments.first()
    assert moment is not None
    here, browser = reverse("account_moment_event", args=[moment.pk]), signed_in(told["bo"])

    browser.post(here, {"event": other.pk})
    linked = browser.get(here).content.decode()
    browser.post(here, {"event": ""})
    none = MomentLink.objects.get().event
    browser.post(f"{here}/removal")

    assert "Bo Lind said that it is of this event" in linked
    assert none is None
    assert not MomentLink.objects.exists()
    assert "both say" in browser.get(here).content.decode()


def test_the_timeline_and_the_event_show_what_accounts_say(told: dict[str, Any], signed_in: Any) -> None:
    event, browser = told["event"], signed_in(told["ilse"])
    asked = {"headers": {"hx-request": "true"}}

    beside = browser.get(reverse("accounts_of_incident", args=[event.incident_id]), **asked).content.decode()
    of_event = browser.get(reverse("accounts_of_event", args=[event.pk]), **asked).content.decode()
    timeline = browser.get(reverse("timeline", args=[event.incident_id])).content.decode()

    assert f'hx-swap-oob="innerHTML:#told-{event.pk}"' in beside
    assert f'id="told-{event.pk}"' in timeline
    assert "Bo Lind, 12:15" in of_event


def test_who_is_awaited_sees_that_others_are_opened_and_none_of_it(
    told: dict[str, Any], signed_in: Any
) -> None:
    hana = make_account("Hana Mizrahi")
    make_request(told["review"], hana)
    here, browser = reverse("review_accounts", args=[told["review"].pk]), signed_in(hana)

    page = browser.get(here).content.decode()
    beside = browser.get(reverse("accounts_of_event", args=[told["event"].pk])).content.decode()

    assert "closed to you while yours is awaited" in page
    assert "Meera phoned" not in page
    assert "the pool was full" not in page + beside


def test_statements_do_not_grow_with_accounts_and_moments(
    told: dict[str, Any], signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    here, browser = reverse("review_accounts", args=[told["review"].pk]), signed_in(told["facilitator"])
    more = [
        (make_account(f"Person {number}"), "\n".join(f"12:{m:02} the pool was full" for m in range(20)))
        for number in range(5)
    ]
    make_opened(told["review"], told["facilitator"], *more)
    browser.get(here)

    with django_assert_max_num_queries(28):
        assert browser.get(here).status_code == 200
