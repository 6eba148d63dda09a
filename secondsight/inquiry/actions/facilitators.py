"""Looking for a facilitator, and taking a review on as one (R2.1)."""

from datetime import datetime

from secondsight.base import journal
from secondsight.base.errors import Refused
from secondsight.base.transaction import write
from secondsight.inquiry.actions.reviews import check_leads
from secondsight.inquiry.actions.roles import put_in_role
from secondsight.inquiry.models import FacilitatorRequest, Review, RoleHolder
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit


def request_facilitator(review: Review, *, by: Account, at: datetime, note: str = "") -> FacilitatorRequest:
    """Ask for somebody to facilitate a review, and return the request; there is one at a time.

    Raises InvalidInput, Refused where somebody facilitates already.
    """
    note = fit(note, field="note", most=500)
    with write():
        check_leads(review, by)
        if RoleHolder.objects.filter(review=review, role=Role.FACILITATOR).exists():
            raise Refused("Somebody facilitates this review already. Nothing was changed.")
        there = FacilitatorRequest.objects.filter(review=review, closed_at=None).first()
        if there is not None:
            return there
        row = FacilitatorRequest.objects.create(review=review, asked_by=by, note=note, recorded_at=at)
        _tell("facilitator_requested", row, by=by, at=at)
    return row


def withdraw_request(request: FacilitatorRequest, *, by: Account, at: datetime) -> FacilitatorRequest:
    """Ask no more, and return the request. Twice is once. Raises Refused."""
    with write():
        row = _now(request)
        check_leads(row.review, by)
        if row.closed_at is None:
            row.closed_at = at
            row.save(update_fields=["closed_at"])
            _tell("facilitator_request_withdrawn", row, by=by, at=at)
    return row


def take_on_review(request: FacilitatorRequest, *, by: Account, at: datetime, reason: str = "") -> RoleHolder:
    """Become the facilitator that a review looks for, and return the role; who was first, has it.

    Raises eligibility.ReasonMissing as giving the role does, Refused when somebody else took it on.
    """
    reason = fit(reason, field="reason", most=2000)
    with write():
        row = _now(request)
        if row.taken_on_by_id == by.pk:
            held = RoleHolder.objects.filter(review=row.review, role=Role.FACILITATOR, account=by).first()
            if held is not None:
                return held
        if row.closed_at is not None:
            raise Refused("Somebody took this on already, or it is asked no more. Nothing was changed.")
        held = put_in_role(row.review, role=Role.FACILITATOR, account=by, by=by, at=at, reason=reason)
        row.closed_at, row.taken_on_by = at, by
        row.save(update_fields=["closed_at", "taken_on_by"])
        _tell("review_taken_on", row, by=by, at=at)
    return held


def _now(request: FacilitatorRequest) -> FacilitatorRequest:
    rows = FacilitatorRequest.objects.select_related("review__tier").select_for_update(of=("self",))
    return rows.get(pk=request.pk)


def _tell(verb: str, row: FacilitatorRequest, *, by: Account, at: datetime) -> None:
    journal.record(verb, by=by, subject=row, at=at, topic=row.review.topic, what=row.review.title)
