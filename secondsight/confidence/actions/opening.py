"""Opening accounts together: what was in confidence is written down into `inquiry` (R2.6, C3)."""

from datetime import datetime

from secondsight.base import journal
from secondsight.base.errors import Refused
from secondsight.base.transaction import write
from secondsight.confidence.models import IndependentAccount
from secondsight.confidence.queries.accounts import Draft, draft_of
from secondsight.confidence.rules.opening import check_opening
from secondsight.inquiry.models import AccountMoment, AccountRequest, OpenedAccount, Review
from secondsight.inquiry.queries.accounts import may_open
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit
from secondsight.record.models import Event


def open_accounts(review: Review, *, by: Account, at: datetime, reason: str = "") -> list[OpenedAccount]:
    """Open all accounts that are handed in, together, and return them.

    From then on everybody who sees the review reads them, save who is still asked for one. Where some are
    still awaited a reason is needed, which the page shows. For the facilitator and the review's owner.
    Raises Refused, InvalidInput.
    """
    reason = fit(reason, field="reason", most=2000)
    with write():
        if not may_open(by, review):
            raise Refused(
                "The facilitator or the owner of the review opens the accounts. Nothing was opened."
            )
        asked = AccountRequest.objects.filter(review=review, taken_back_at=None, opened_at=None)
        there = list(asked.select_related("account", "review"))
        handed_in = [one for one in there if one.handed_in_at]
        awaited = [one.account.name for one in there if one.is_awaited]
        check_opening(len(handed_in), awaited, reason)
        written = {row.request_id: row for row in IndependentAccount.objects.filter(request__in=handed_in)}
        opened = [
            _write_down(draft_of(one, written.get(one.pk)), by=by, at=at, reason=reason if awaited else "")
            for one in handed_in
        ]
        AccountRequest.objects.filter(pk__in=[one.pk for one in handed_in]).update(opened_at=at)
        # Told now, so that no second copy lies in confidence.
        IndependentAccount.objects.filter(request__in=handed_in).update(words="")
        # Who is not asked to write any more reads along from now on.
        readers = AccountRequest.objects.filter(review=review, could_read_at=None)
        readers.exclude(handed_in_at=None, declined_at=None, taken_back_at=None).update(could_read_at=at)
        journal.record(
            "accounts_opened",
            by=by,
            subject=review,
            at=at,
            topic=review.topic,
            what=", ".join(one.account.name for one in handed_in)[:500],
            reason=reason if awaited else "",
        )
    return opened


def _write_down(draft: Draft, *, by: Account, at: datetime, reason: str) -> OpenedAccount:
    request = draft.request
    assert request.handed_in_at is not None
    opened = OpenedAccount.objects.create(
        review=request.review,
        author=request.account,
        text=draft.text,
        handed_in_at=request.handed_in_at,
        is_independent=request.could_read_at is None or request.could_read_at > request.handed_in_at,
        opened_by=by,
        reason=reason,
        recorded_at=at,
    )
    covered = request.review.review_incidents.values_list("incident", flat=True)
    linked = {one.event for one in draft.counted if one.event}
    events = Event.objects.filter(pk__in=linked, incident__in=covered, removed_at=None).in_bulk()
    AccountMoment.objects.bulk_create(
        AccountMoment(
            opened=opened,
            place=place,
            occurred_at=one.occurred_at,
            precision=one.precision,
            what=one.what,
            actor=one.actor,
            belief=one.belief,
            event=events.get(one.event),
            recorded_at=at,
        )
        for place, one in enumerate(draft.counted)
    )
    return opened
