"""Asking for independent accounts, and what is said of opened ones (R2.6).

What is written before it is opened is changed by `confidence`; nothing here sees a word of it.
"""

from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.transaction import write
from secondsight.inquiry.actions.reviews import check_leads
from secondsight.inquiry.models import (
    AccountAddition,
    AccountMoment,
    AccountRequest,
    MomentLink,
    OpenedAccount,
    Review,
)
from secondsight.inquiry.queries.accounts import first_opening
from secondsight.inquiry.queries.reviews import can_see, may_lead
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit
from secondsight.record.models import Event

MOST_ASKED = 60
ADDITION = 20_000


def ask_for_account(
    review: Review, account: Account, *, by: Account, at: datetime, note: str = ""
) -> AccountRequest:
    """Ask somebody to write what they saw before they read others, and return the request.

    The same person is asked once; asking again after it was taken back asks anew.
    Raises InvalidInput, Refused.
    """
    note = fit(note, field="note", most=500)
    with write():
        check_leads(review, by)
        if not can_see(account, review.pk):
            raise InvalidInput(
                f"{account.name} may not see this restricted review. Add them to its audience first.",
                field="person",
            )
        there = AccountRequest.objects.filter(review=review, account=account).first()
        if there and not there.taken_back_at:
            return there
        if AccountRequest.objects.filter(review=review).count() >= MOST_ASKED:
            raise Refused(f"{MOST_ASKED} people are enough for one review; nobody else was asked.")
        request = there or AccountRequest(review=review, account=account, recorded_at=at)
        request.asked_by, request.note, request.taken_back_at = by, note, None
        # Whoever is asked after an opening may have read what was opened.
        if request.could_read_at is None and first_opening(review) is not None:
            request.could_read_at = at
        request.save()
        _tell("account_asked", request, by=by, at=at)
    return request


def take_back_request(request: AccountRequest, *, by: Account, at: datetime) -> AccountRequest:
    """Ask no more for an account that was not handed in, and return the request.

    What its author wrote so far stays theirs alone. Raises Refused.
    """
    with write():
        request = _locked(request)
        check_leads(request.review, by)
        if request.taken_back_at:
            return request
        if request.handed_in_at:
            raise Refused("This account is handed in already. Its author may withdraw it, nobody else.")
        request.taken_back_at = at
        if request.could_read_at is None and first_opening(request.review) is not None:
            request.could_read_at = at
        request.save(update_fields=["taken_back_at", "could_read_at"])
        _tell("account_no_longer_asked", request, by=by, at=at)
    return request


def add_to_account(opened: OpenedAccount, *, text: str, by: Account, at: datetime) -> AccountAddition:
    """Add something to one's own opened account, whose first words stay, and return the addition.

    The same words twice are there once. Raises InvalidInput, Refused for anybody but the author.
    """
    text = fit(text, field="text", most=ADDITION, is_needed=True)
    with write():
        if opened.author_id != by.pk:
            raise Refused("Only its author adds to an account. Nothing was changed.")
        if there := opened.additions.filter(text=text).first():
            return there
        added = AccountAddition.objects.create(opened=opened, text=text, recorded_at=at)
        journal.record(
            "account_added_to", by=by, subject=opened, at=at, topic=opened.review.topic, what=by.name
        )
    return added


def link_moment(moment: AccountMoment, event: Event | None, *, by: Account, at: datetime) -> MomentLink:
    """Say which event a moment of an opened account is about, None for none of them; return that.

    Its author may, and who leads the review. Raises InvalidInput, Refused.
    """
    with write():
        review = moment.opened.review
        _check_may_link(moment, by)
        covered = review.review_incidents.values_list("incident", flat=True)
        if event is not None and (event.incident_id not in set(covered) or event.removed_at):
            raise InvalidInput(
                "This event is not on the timeline of an incident of this review.", field="event"
            )
        there = MomentLink.objects.filter(moment=moment).first()
        if there and there.event_id == (event.pk if event else None):
            return there
        link = there or MomentLink(moment=moment)
        link.event, link.said_by, link.recorded_at = event, by, at
        link.save()
        _say("account_moment_linked", moment, by=by, at=at, event=event.what if event else "")
    return link


def unlink_moment(moment: AccountMoment, *, by: Account, at: datetime) -> None:
    """Take back what was said about a moment's event: its author's own link holds again, else what is found.

    Raises Refused.
    """
    with write():
        _check_may_link(moment, by)
        gone, _ = MomentLink.objects.filter(moment=moment).delete()
        if gone:
            _say("account_moment_unlinked", moment, by=by, at=at)


def _check_may_link(moment: AccountMoment, by: Account) -> None:
    if moment.opened.author_id != by.pk and not may_lead(by, moment.opened.review):
        raise Refused(
            "Its author and those who lead the review say what a moment is about. Nothing was changed."
        )


def _locked(request: AccountRequest) -> AccountRequest:
    return AccountRequest.objects.select_related("review", "account").get(pk=request.pk)


def _tell(verb: str, request: AccountRequest, *, by: Account, at: datetime) -> None:
    journal.record(verb, by=by, subject=request, at=at, topic=request.review.topic, what=request.account.name)


def _say(verb: str, moment: AccountMoment, *, by: Account, at: datetime, **particulars: Any) -> None:
    # Without the moment's words: who still writes an account of their own reads the history too.
    topic, author = moment.opened.review.topic, moment.opened.author.name
    journal.record(verb, by=by, subject=moment, at=at, topic=topic, what=author, **particulars)
