"""An author's own account: saved, handed in, withdrawn, declined (R2.6, S7).

The journal says that somebody handed in or declined, and nothing of what they wrote; a draft that is saved
is nobody's business and has no entry.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused, StaleEdit
from secondsight.base.locking import lock, unlock
from secondsight.base.transaction import write
from secondsight.confidence.models import IndependentAccount
from secondsight.confidence.queries.accounts import as_said, draft_of
from secondsight.confidence.rules.recognising import MOST, Moment
from secondsight.confidence.rules.sealing import seal
from secondsight.inquiry.models import AccountRequest
from secondsight.inquiry.queries.accounts import first_opening
from secondsight.inquiry.rules.accounts import Belief
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit, fit_instant, fit_term
from secondsight.record.models import Event
from secondsight.record.rules.vocabulary import Precision

TEXT = 50_000


def save_draft(
    request: AccountRequest,
    *,
    text: str,
    moments: Iterable[Moment],
    by: Account,
    at: datetime,
    edition: int | None = None,
) -> IndependentAccount:
    """Keep what an author has written so far, and return it; the same words again change nothing.

    `edition` is the one that was read; without it, the newest is replaced.
    Raises StaleEdit when it was saved elsewhere since, InvalidInput, Refused once it is handed in, KeyLost
    where what it would replace cannot be read.
    """
    text = fit(text, field="text", most=TEXT)
    kept = [_fit(one) for one in moments]
    if sum(not one.is_no_moment for one in kept) > MOST:
        raise InvalidInput(f"{MOST} moments are the most that one account has.", field="moments")
    words = seal({"text": text, "moments": [as_said(one) for one in kept]}) if text or kept else ""
    with write():
        request = _own(request, by)
        if request.opened_at:
            raise Refused("This account is opened; you can add to it, and its first words stay.")
        if request.handed_in_at:
            raise Refused("This account is handed in. Withdraw it to go on writing.")
        _check_events(request, {one.event for one in kept if one.event})
        row = IndependentAccount.objects.filter(request=request).first()
        if row is None:
            return IndependentAccount.objects.create(
                request=request, words=lock(words), saved_at=at, recorded_at=at
            )
        if unlock(row.words) == words:
            return row
        if edition is not None and edition != row.edition:
            raise StaleEdit(
                "You saved this account in another window since. Your words are kept here: look at the "
                "others, then save again.",
                newer=row,
            )
        row.words, row.saved_at = lock(words), at
        row.edition += 1
        row.save(update_fields=["words", "saved_at", "edition"])
    return row


def hand_in(request: AccountRequest, *, by: Account, at: datetime) -> AccountRequest:
    """Hand an account in, and return its request; until it is opened, nobody but its author reads it.

    Once its author may have read others', it is marked as not independent.
    Raises Refused where nothing is written.
    """
    with write():
        request = _own(request, by)
        if request.handed_in_at:
            return request
        row = IndependentAccount.objects.filter(request=request).first()
        written = draft_of(request, row)
        if not written.text and not written.counted:
            raise Refused("Nothing is written yet. Write what you saw, or decline; both are fine.")
        request.handed_in_at, request.declined_at = at, None
        request.save(update_fields=["handed_in_at", "declined_at"])
        _tell("account_handed_in", request, by=by, at=at)
    return request


def withdraw(request: AccountRequest, *, by: Account, at: datetime) -> AccountRequest:
    """Take an account back that is handed in and not opened, to go on writing; return its request.

    Raises Refused once it is opened.
    """
    with write():
        request = _own(request, by)
        if request.opened_at:
            raise Refused("This account is opened: others have it. You can add to it.")
        if request.handed_in_at:
            _note_reading(request, at)
            request.handed_in_at = None
            request.save(update_fields=["handed_in_at", "could_read_at"])
            _tell("account_withdrawn", request, by=by, at=at)
    return request


def decline(request: AccountRequest, *, by: Account, at: datetime) -> AccountRequest:
    """Say no to writing an account, which needs no reason, and return its request.

    What was written so far stays with its author. Raises Refused once it is handed in.
    """
    with write():
        request = _own(request, by)
        if request.handed_in_at:
            raise Refused("This account is handed in. Withdraw it first.")
        if not request.declined_at:
            request.declined_at = at
            _note_reading(request, at)
            request.save(update_fields=["declined_at", "could_read_at"])
            _tell("account_declined", request, by=by, at=at)
    return request


def accept_after_all(request: AccountRequest, *, by: Account, at: datetime) -> AccountRequest:
    """Write an account after all that one declined, and return its request."""
    with write():
        request = _own(request, by)
        if request.declined_at:
            _note_reading(request, at)
            request.declined_at = None
            request.save(update_fields=["declined_at", "could_read_at"])
            _tell("account_accepted", request, by=by, at=at)
    return request


def _note_reading(request: AccountRequest, at: datetime) -> None:
    """From when on its author may have read what others told."""
    if request.could_read_at is None and first_opening(request.review) is not None:
        request.could_read_at = at


def _own(request: AccountRequest, by: Account) -> AccountRequest:
    now = AccountRequest.objects.select_related("review", "account").get(pk=request.pk)
    if now.account_id != by.pk:
        raise Refused("Only who was asked writes this account.")
    if now.taken_back_at:
        raise Refused("You are not asked for this account any more. What you wrote stays yours alone.")
    return now


def _check_events(request: AccountRequest, events: set[str]) -> None:
    covered = request.review.review_incidents.values_list("incident", flat=True)
    if events and Event.objects.filter(pk__in=events, incident__in=covered).count() < len(events):
        raise InvalidInput("This event is on no timeline of this review's incidents.", field="event")


def _fit(moment: Moment) -> Moment:
    return replace(
        moment,
        what=fit(moment.what, field="what", most=500, is_needed=True),
        occurred_at=fit_instant(moment.occurred_at, field="occurred_at"),
        precision=fit_term(Precision, moment.precision, field="precision"),
        actor=fit(moment.actor, field="actor", most=200),
        belief=fit_term(Belief, moment.belief, field="belief").value if moment.belief else "",
        event=fit(moment.event, field="event", most=16),
        line=fit(moment.line, field="line", most=2000),
    )


def _tell(verb: str, request: AccountRequest, *, by: Account, at: datetime) -> None:
    topic = request.review.topic
    journal.record(verb, by=by, subject=request, at=at, topic=topic, what=request.account.name)
