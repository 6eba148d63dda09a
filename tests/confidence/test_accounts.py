"""An account from asking to opening: who may do what, and what is written down (R2.6)."""

from typing import Any

import pytest

from secondsight.base.errors import InvalidInput, NotFound, Refused, StaleEdit
from secondsight.base.models import JournalEntry
from secondsight.confidence import actions
from secondsight.confidence.models import IndependentAccount
from secondsight.confidence.queries import accounts as read
from secondsight.confidence.rules.recognising import Moment
from secondsight.inquiry import actions as inquiry
from secondsight.inquiry.models import AccountMoment, OpenedAccount
from secondsight.inquiry.queries.accounts import opened_accounts, suggested
from secondsight.record.actions.incidents import add_participant
from tests.cast import after, make_account, make_event
from tests.confidence.cast import (
    ASKED,
    OPENED,
    WRITTEN,
    make_facilitated,
    make_handed_in,
    make_opened,
    make_request,
    write_account,
)

pytestmark = pytest.mark.django_db


def test_those_who_were_in_it_are_suggested_until_they_are_asked() -> None:
    review, facilitator = make_facilitated()
    ilse, bo = make_account("Ilse Brandvik"), make_account("Bo Lind")
    incident = review.incidents.get()
    add_participant(incident, account=bo, part="observer", by=None, at=ASKED)
    add_participant(incident, account=ilse, part="primary_responder", by=None, at=ASKED)
    add_participant(incident, account=facilitator, part="observer", by=None, at=ASKED)

    before = [one.account for one in suggested(review.opened_by, review)]
    make_request(review, ilse)

    assert before == [ilse, bo]
    assert [one.account for one in suggested(review.opened_by, review)] == [bo]


def test_asking_twice_asks_once_and_only_who_leads_may() -> None:
    review, _ = make_facilitated()
    ilse = make_account("Ilse Brandvik")

    assert make_request(review, ilse) == make_request(review, ilse)
    with pytest.raises(Refused, match="for those who lead"):
        make_request(review, make_account("Bo Lind"), by=ilse)


def test_who_may_not_see_a_restricted_review_is_not_asked_about_it() -> None:
    review, _ = make_facilitated()
    inquiry.restrict_review(review, accounts=[], teams=[], by=review.opened_by, at=ASKED)

    with pytest.raises(InvalidInput, match="audience"):
        make_request(review, make_account("Bo Lind"))


def test_a_draft_is_found_again_with_its_moments() -> None:
    review, _ = make_facilitated()
    ilse = make_account("Ilse Brandvik")
    request = make_request(review, ilse)

    write_account(request, "12:05 the pager went\nIt was loud.", Moment("Meera phoned", belief="known"))
    draft = read.draft(ilse, request.pk)

    assert draft.text == "12:05 the pager went\nIt was loud."
    assert [(one.what, one.occurred_at) for one in draft.counted] == [
        ("the pager went", after(5)),
        ("Meera phoned", None),
    ]


def test_an_older_window_does_not_overwrite_a_newer_draft() -> None:
    review, _ = make_facilitated()
    request = make_request(review, make_account("Ilse Brandvik"))
    told: dict[str, Any] = {"moments": [], "by": request.account, "at": WRITTEN}
    actions.save_draft(request, text="one", **told)
    actions.save_draft(request, text="two", edition=1, **told)

    with pytest.raises(StaleEdit):
        actions.save_draft(request, text="three", edition=1, **told)

    assert read.draft(request.account, request.pk).text == "two"


def test_the_same_words_sent_twice_are_saved_once() -> None:
    review, _ = make_facilitated()
    request = make_request(review, make_account("Ilse Brandvik"))
    told: dict[str, Any] = {"moments": [], "by": request.account, "at": WRITTEN}
    actions.save_draft(request, text="one", **told)

    again = actions.save_draft(request, text="one", edition=0, **told)

    assert again.edition == 1


def test_nothing_written_is_not_handed_in() -> None:
    review, _ = make_facilitated()
    request = make_request(review, make_account("Ilse Brandvik"))

    with pytest.raises(Refused, match="Nothing is written"):
        actions.hand_in(request, by=request.account, at=WRITTEN)


def test_nobody_writes_or_hands_in_for_somebody_else() -> None:
    review, facilitator = make_facilitated()
    request = make_request(review, make_account("Ilse Brandvik"))

    with pytest.raises(Refused, match="Only who was asked"):
        actions.save_draft(request, text="x", moments=[], by=facilitator, at=WRITTEN)
    with pytest.raises(NotFound):
        read.draft(facilitator, request.pk)


def test_what_is_handed_in_is_withdrawn_to_go_on_writing() -> None:
    review, _ = make_facilitated()
    ilse = make_account("Ilse Brandvik")
    request = make_handed_in(review, ilse, "12:05 the pager went")
    with pytest.raises(Refused, match="Withdraw it"):
        write_account(request, "other words")

    actions.withdraw(request, by=ilse, at=WRITTEN)
    write_account(request, "other words")

    assert read.draft(ilse, request.pk).text == "other words"


def test_opening_waits_for_those_who_are_asked_or_takes_a_reason() -> None:
    review, facilitator = make_facilitated()
    make_handed_in(review, make_account("Ilse Brandvik"), "12:05 the pager went")
    make_request(review, make_account("Bo Lind"))

    with pytest.raises(InvalidInput, match="Bo Lind is still writing"):
        actions.open_accounts(review, by=facilitator, at=OPENED)
    [opened] = actions.open_accounts(review, by=facilitator, at=OPENED, reason="Bo is on leave")

    assert opened.reason == "Bo is on leave"
    assert opened.is_independent


def test_only_facilitator_and_owner_open() -> None:
    review, _ = make_facilitated()
    make_handed_in(review, make_account("Ilse Brandvik"), "12:05 the pager went")

    for somebody in (review.opened_by, make_account("Ada", duties=("administrator", "programme_owner"))):
        with pytest.raises(Refused, match="facilitator"):
            actions.open_accounts(review, by=somebody, at=OPENED)


def test_opening_writes_the_words_down_once_and_empties_confidence() -> None:
    review, facilitator = make_facilitated()
    event = make_event(review.incidents.get())
    ilse = make_account("Ilse Brandvik")
    more = Moment("Saw the page", after(2), event=event.pk, actor="me", belief="known", is_mine=True)
    request = make_handed_in(review, ilse, "12:05 the pager went", more)

    [opened] = actions.open_accounts(review, by=facilitator, at=OPENED)

    told = AccountMoment.objects.filter(opened=opened)
    assert [(one.what, one.event_id) for one in told] == [
        ("Saw the page", event.pk),
        ("the pager went", None),
    ]
    assert IndependentAccount.objects.get(request=request).words == ""
    with pytest.raises(Refused, match="nothing to open"):
        actions.open_accounts(review, by=facilitator, at=OPENED)


def test_an_opened_account_is_added_to_and_never_rewritten() -> None:
    review, facilitator = make_facilitated()
    ilse = make_account("Ilse Brandvik")
    [opened] = make_opened(review, facilitator, (ilse, "12:05 the pager went"))
    request = review.account_requests.get()

    inquiry.add_to_account(opened, text="And it was loud", by=ilse, at=OPENED)

    with pytest.raises(Refused):
        write_account(request, "rewritten")
    with pytest.raises(Refused):
        actions.withdraw(request, by=ilse, at=OPENED)
    with pytest.raises(Refused, match="Only its author"):
        inquiry.add_to_account(opened, text="Me too", by=facilitator, at=OPENED)


def test_who_is_awaited_reads_nothing_of_the_others_until_they_hand_in_or_decline() -> None:
    review, facilitator = make_facilitated()
    bo = make_account("Bo Lind")
    request = make_request(review, bo)
    make_opened(review, facilitator, (make_account("Ilse Brandvik"), "12:05 the pager went"))

    awaited = opened_accounts(bo, review)
    actions.decline(request, by=bo, at=OPENED)

    assert awaited == []
    assert len(opened_accounts(bo, review)) == 1
    assert len(opened_accounts(facilitator, review)) == 1


def test_who_wrote_while_the_others_were_closed_to_them_is_independent() -> None:
    review, facilitator = make_facilitated()
    bo = make_account("Bo Lind")
    request = make_request(review, bo)
    make_opened(review, facilitator, (make_account("Ilse Brandvik"), "12:05 the pager went"))
    write_account(request, "12:06 it was quiet")
    actions.hand_in(request, by=bo, at=after(24 * 60 + 100))

    [late] = actions.open_accounts(review, by=facilitator, at=after(24 * 60 + 110))

    assert late.is_independent


def hand_in_late(request: Any, facilitator: Any) -> OpenedAccount:
    write_account(request, "12:06 it was quiet")
    actions.hand_in(request, by=request.account, at=after(24 * 60 + 100))
    [late] = actions.open_accounts(request.review, by=facilitator, at=after(24 * 60 + 110), reason="Enough")
    return late


def test_who_was_asked_after_an_opening_is_marked() -> None:
    review, facilitator = make_facilitated()
    make_opened(review, facilitator, (make_account("Ilse Brandvik"), "12:05 the pager went"))
    request = make_request(review, make_account("Bo Lind"), at=OPENED)

    assert not hand_in_late(request, facilitator).is_independent


def test_who_declined_read_and_then_wrote_is_marked() -> None:
    review, facilitator = make_facilitated()
    bo = make_account("Bo Lind")
    request = make_request(review, bo)
    actions.decline(request, by=bo, at=ASKED)
    make_opened(review, facilitator, (make_account("Ilse Brandvik"), "12:05 the pager went"))
    actions.accept_after_all(request, by=bo, at=OPENED)

    assert opened_accounts(bo, review) == []
    assert not hand_in_late(request, facilitator).is_independent


def test_who_withdrew_after_reading_and_wrote_anew_is_marked() -> None:
    review, facilitator = make_facilitated()
    bo = make_account("Bo Lind")
    request = make_request(review, bo)
    make_opened(review, facilitator, (make_account("Ilse Brandvik"), "12:05 the pager went"))
    write_account(request, "12:06 it was quiet")
    actions.hand_in(request, by=bo, at=OPENED)
    actions.withdraw(request, by=bo, at=OPENED)

    assert not hand_in_late(request, facilitator).is_independent


def test_a_request_is_taken_back_until_something_is_handed_in() -> None:
    review, _ = make_facilitated()
    ilse, bo = make_account("Ilse Brandvik"), make_account("Bo Lind")
    request, written = make_request(review, bo), make_handed_in(review, ilse, "12:05 the pager went")

    inquiry.take_back_request(request, by=review.opened_by, at=ASKED)

    with pytest.raises(Refused, match="not asked"):
        write_account(request, "still writing")
    with pytest.raises(Refused, match="handed in already"):
        inquiry.take_back_request(written, by=review.opened_by, at=ASKED)


def test_the_journal_says_that_and_never_what() -> None:
    review, facilitator = make_facilitated()
    ilse = make_account("Ilse Brandvik")
    make_opened(review, facilitator, (ilse, "12:05 the Zyzzogeton went"))

    entries = JournalEntry.objects.filter(topic=review.topic)
    verbs = set(entries.values_list("verb", flat=True))

    assert {"account_asked", "account_handed_in", "accounts_opened"} <= verbs
    assert not any("Zyzzogeton" in str(entry.particulars) for entry in entries)
