"""Accounts and talks for the tests: asked for, written, handed in, opened; accepted, noted."""

from typing import Any

from secondsight.confidence.actions import (
    accept,
    add_line,
    add_thread,
    hand_in,
    invite,
    open_accounts,
    release,
    save_draft,
)
from secondsight.confidence.models import Interview, InterviewThread
from secondsight.confidence.queries.accounts import moments_in
from secondsight.confidence.rules.recognising import Moment
from secondsight.inquiry import actions as inquiry
from secondsight.inquiry.models import AccountRequest, OpenedAccount, Review
from secondsight.organisation.models import Account
from tests.cast import after, make_account, make_incident, make_review

ASKED = after(24 * 60 + 10)
WRITTEN = after(24 * 60 + 40)
OPENED = after(24 * 60 + 90)


def make_facilitated() -> tuple[Review, Account]:
    """A review of the worked outage and its facilitator."""
    review = make_review(incident=make_incident())
    facilitator = make_account("Oona Karhu")
    inquiry.give_role(
        review, role="facilitator", account=facilitator, reason="Not in it", by=review.opened_by, at=ASKED
    )
    return review, facilitator


def make_request(review: Review, account: Account, **given: Any) -> AccountRequest:
    """Somebody asked for an account."""
    return inquiry.ask_for_account(review, account, **{"by": review.opened_by, "at": ASKED, **given})


def write_account(request: AccountRequest, text: str, *more: Moment) -> None:
    """What somebody wrote so far, with the moments that its lines tell."""
    moments = moments_in(request.account, request, text, list(more))
    save_draft(request, text=text, moments=moments, by=request.account, at=WRITTEN)


def make_handed_in(review: Review, account: Account, text: str, *more: Moment) -> AccountRequest:
    """An account that was handed in."""
    request = make_request(review, account)
    write_account(request, text, *more)
    return hand_in(request, by=account, at=WRITTEN)


def make_opened(
    review: Review, facilitator: Account, *texts: tuple[Account, str], reason: str = "They are on leave"
) -> list[OpenedAccount]:
    """Accounts that were opened together."""
    for account, text in texts:
        make_handed_in(review, account, text)
    return open_accounts(review, by=facilitator, at=OPENED, reason=reason)


def make_interview(review: Review, by: Account, interviewee: Account, /, **given: Any) -> Interview:
    """A talk that somebody who facilitates asked for."""
    return invite(review, interviewee, **{"by": by, "at": ASKED, **given})


def make_noted(
    review: Review, interviewer: Account, interviewee: Account, *lines: str, heading: str = "How it looked"
) -> InterviewThread:
    """A talk that was accepted, with a subject and lines noted under it."""
    interview = accept(make_interview(review, interviewer, interviewee), by=interviewee, at=ASKED)
    thread = add_thread(interview, heading=heading, by=interviewer, at=WRITTEN)
    for words in lines:
        add_line(thread, words=words, by=interviewer, at=WRITTEN)
    return thread


def make_talk(review: Review, interviewee: Account, interviewer: Account, word: str) -> tuple[Any, Any]:
    """A talk going on, with a word in all of it; its thread, and what was released of another."""
    inquiry.give_role(
        review, role="facilitator", account=interviewer, by=review.opened_by, at=ASKED, reason="So"
    )
    thread = make_noted(review, interviewer, interviewee, f"{word} line", heading=f"{word} heading")
    other = add_thread(thread.interview, heading=f"{word} other", by=interviewee, at=WRITTEN)
    given: Any = {"is_named": True, "by": interviewee, "at": WRITTEN}
    return thread, release(other, words=f"{word} released", **given)
