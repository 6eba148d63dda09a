"""Agreeing on when a review comes together, and asking people to it (R2.3)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.transaction import write
from secondsight.inquiry.actions.reviews import check_leads
from secondsight.inquiry.models import Invitation, MeetingDate, Review
from secondsight.inquiry.queries.dates import asked_people, attendees, window_for
from secondsight.inquiry.rules.dates import Answer, Purpose
from secondsight.inquiry.rules.slots import HARD, weigh
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit, fit_instant, fit_term

LONGEST = 8 * 60  # minutes
Asked = Sequence[tuple[Account, tuple[timedelta, timedelta] | None]]


def agree_date(
    review: Review,
    *,
    starts_at: datetime,
    minutes: int,
    by: Account,
    at: datetime,
    place: str = "",
    purpose: Purpose | str = Purpose.REVIEW,
    people: Sequence[Account] | None = None,
) -> MeetingDate:
    """Agree on a time and ask people to it, or move the one that was agreed on; return the date.

    Asked are `people`, without them those who have a role in the review, guests for their section alone.
    What the time costs whom is kept with it. The same again changes nothing and asks nobody again.
    Raises InvalidInput, Refused.
    """
    purpose = fit_term(Purpose, purpose, field="purpose")
    place = fit(place, field="place", most=500)
    fitted = fit_instant(starts_at, field="starts_at")
    if fitted is None or fitted <= at:
        raise InvalidInput("Choose a time that is still to come.", field="starts_at")
    if not 1 <= minutes <= LONGEST:
        raise InvalidInput(f"A meeting takes from 1 to {LONGEST} minutes.", field="minutes")
    ends_at = fitted + timedelta(minutes=minutes)
    with write():
        review = Review.objects.select_related("tier").get(pk=review.pk)
        check_leads(review, by)
        if purpose is Purpose.REVIEW and review.met_at is not None:
            raise Refused("This review was held already. Nothing was changed.")
        asked: Asked = [(one, None) for one in people] if people is not None else asked_people(by, review)
        if not asked:
            raise Refused("Nobody has a role in this review yet, so there is nobody to ask.")
        row = MeetingDate.objects.filter(review=review, purpose=purpose, cancelled_at=None).first()
        told = {"starts_at": fitted, "ends_at": ends_at, "place": place}
        if row is None:
            costs = _costs(review, fitted, ends_at, by, at) if people is None else []
            row = MeetingDate.objects.create(
                review=review, purpose=purpose, costs=costs, agreed_by=by, recorded_at=at, **told
            )
            _tell("date_agreed", row, by=by, at=at)
        elif any(getattr(row, name) != value for name, value in told.items()):
            for name, value in told.items():
                setattr(row, name, value)
            row.costs = _costs(review, fitted, ends_at, by, at) if people is None else []
            row.sequence += 1
            row.agreed_by = by
            row.save()
            _tell("date_moved", row, by=by, at=at)
        _ask(row, asked, by=by, at=at)
    return row


def call_off_date(date: MeetingDate, *, by: Account, at: datetime) -> MeetingDate:
    """Call a meeting off; those who were asked are told. Twice is once. Raises Refused."""
    with write():
        date = MeetingDate.objects.select_related("review").select_for_update(of=("self",)).get(pk=date.pk)
        check_leads(date.review, by)
        if date.cancelled_at is None:
            date.cancelled_at, date.cancelled_by = at, by
            date.sequence += 1
            date.save(update_fields=["cancelled_at", "cancelled_by", "sequence"])
            _tell("date_called_off", date, by=by, at=at)
            for one in Invitation.objects.filter(date=date, taken_back_at=None):
                _take_back(one, by=by, at=at)
    return date


def ask_again_for(review_id: str, *, at: datetime) -> None:
    """Bring the invitations to a review in line with its roles and its agenda, as they are now.

    Who came in is asked, who left is told that they are not needed, a guest whose section moved is told so.
    Others hear nothing.
    """
    with write():
        live = MeetingDate.objects.filter(review=review_id, purpose=Purpose.REVIEW, cancelled_at=None)
        row = live.select_related("review__tier", "agreed_by").first()
        if row is not None and row.starts_at > at and row.agreed_by is not None:
            _ask(row, asked_people(row.agreed_by, row.review), by=None, at=at)


def answer_invitation(
    invitation: Invitation,
    *,
    answer: Answer | str,
    by: Account | None,
    at: datetime,
    note: str = "",
    sequence: int | None = None,
) -> Invitation:
    """Note what somebody answered and return the invitation; `sequence` is of the version they answered.

    People answer for themselves; what their calendar answered may be noted by whoever leads the review, or,
    with `by` None, by who runs the program. Raises InvalidInput, Refused.
    """
    answer = fit_term(Answer, answer, field="answer")
    note = fit(note, field="note", most=500)
    with write():
        row = Invitation.objects.select_related("date__review", "account").get(pk=invitation.pk)
        if by is not None and by.pk != row.account_id:
            check_leads(row.date.review, by)
        if row.taken_back_at is not None:
            raise Refused("This invitation was taken back; an answer is needed no more.")
        if sequence is not None and sequence < row.sequence:
            raise Refused(
                f"{row.account.name} answered to an earlier time of this meeting; it moved since. "
                "Nothing was noted: they have the newer invitation."
            )
        if (row.answer, row.note) != (answer.value, note):
            row.answer, row.note, row.answered_at = answer, note, at
            row.save(update_fields=["answer", "note", "answered_at"])
            journal.record(
                "invitation_answered",
                by=by,
                subject=row,
                at=at,
                topic=row.date.review.topic,
                what=f"{row.account.name}: {answer.label.lower()}",
                answer=answer.value,
            )
    return row


def _ask(date: MeetingDate, asked: Asked, *, by: Account | None, at: datetime) -> None:
    there = {row.account_id: row for row in Invitation.objects.filter(date=date).select_related("account")}
    for account, times in asked:
        told: dict[str, Any] = {
            "starts_at": date.starts_at + times[0] if times else date.starts_at,
            "ends_at": date.starts_at + times[1] if times else date.ends_at,
            "is_for_section": times is not None,
        }
        row = there.pop(account.pk, None)
        if row is None:
            row = Invitation.objects.create(date=date, account=account, recorded_at=at, **told)
            _tell_one("invited", row, by=by, at=at)
        elif _differs(row, told) or row.sequence < date.sequence or row.taken_back_at is not None:
            is_other_time = (row.starts_at, row.ends_at) != (told["starts_at"], told["ends_at"])
            for name, value in told.items():
                setattr(row, name, value)
            row.taken_back_at = None
            row.sequence = max(row.sequence + 1, date.sequence)
            if is_other_time:
                row.answer, row.answered_at, row.note = "", None, ""
            row.save()
            _tell_one("invitation_moved", row, by=by, at=at)
    for gone in there.values():
        if gone.taken_back_at is None:
            _take_back(gone, by=by, at=at)


def _differs(row: Invitation, told: dict[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in told.items())


def _take_back(row: Invitation, *, by: Account | None, at: datetime) -> None:
    row.taken_back_at = at
    row.sequence += 1
    row.save(update_fields=["taken_back_at", "sequence"])
    _tell_one("invitation_taken_back", row, by=by, at=at)


def _costs(review: Review, starts_at: datetime, ends_at: datetime, by: Account, at: datetime) -> list[str]:
    window = window_for(review, at, max(ends_at, at + timedelta(days=1)))
    slot = weigh(attendees(by, review, window), starts_at, ends_at, window)
    asked = [cost.sentence for cost in slot.costs if cost.burden in HARD]
    return [*asked, slot.is_late] if slot.is_late else asked


def _tell(verb: str, date: MeetingDate, *, by: Account, at: datetime) -> None:
    journal.record(
        verb,
        by=by,
        subject=date,
        at=at,
        topic=date.review.topic,
        what=Purpose(date.purpose).label,
        starts_at=date.starts_at.isoformat(),
        ends_at=date.ends_at.isoformat(),
    )


def _tell_one(verb: str, row: Invitation, *, by: Account | None, at: datetime) -> None:
    journal.record(
        verb,
        by=by,
        subject=row,
        at=at,
        topic=row.date.review.topic,
        what=row.account.name,
        sequence=row.sequence,
    )
