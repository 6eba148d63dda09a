"""Asking somebody to talk, and their yes or no (R2.5).

What is journalled here is under the talk's own topic, which only the two may follow, and names nobody else.
"""

from datetime import datetime

from secondsight.base import journal
from secondsight.base.errors import Forbidden, InvalidInput, Refused
from secondsight.base.locking import lock
from secondsight.base.transaction import write
from secondsight.confidence.actions.forgetting import delete_words
from secondsight.confidence.models import Interview, PassedOver
from secondsight.confidence.queries.interviews import may_invite, pair_of
from secondsight.confidence.rules.interviewing import check_pair
from secondsight.inquiry.models import Review
from secondsight.inquiry.queries.reviews import can_see
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit

NOTE = 1000
MOST = 40


def invite(
    review: Review,
    interviewee: Account,
    *,
    by: Account,
    at: datetime,
    interviewer: Account | None = None,
    note: str = "",
    reason: str = "",
) -> Interview:
    """Ask somebody to talk with the interviewer (else with who asks), and return the talk.

    The same person is asked once for a review; who said no is not asked again.
    Raises Forbidden for anybody but a facilitator, Refused, InvalidInput.
    """
    interviewer = interviewer or by
    note = fit(note, field="note", most=NOTE)
    reason = fit(reason, field="reason", most=500)
    with write():
        check_invites(review, by)
        if interviewer.pk == interviewee.pk:
            raise InvalidInput("A talk takes two. Choose who asks, or who is asked.", field="person")
        for one, field in ((interviewee, "person"), (interviewer, "interviewer")):
            if not can_see(one, review.pk):
                raise InvalidInput(
                    f"{one.name} may not see this restricted review. Add them to its audience first.",
                    field=field,
                )
        there = Interview.objects.filter(review=review, interviewee=interviewee).first()
        if there and not there.taken_back_at:
            if by.pk in (there.interviewer_id, there.invited_by_id):
                return there
            raise Refused(f"Somebody asked {interviewee.name} already, so nobody was asked again.")
        if Interview.objects.filter(review=review).count() >= MOST:
            raise Refused(f"{MOST} talks are enough for one review; nobody else was asked.")
        check_pair(pair_of(review, interviewer, interviewee), reason)
        row = there or Interview(review=review, interviewee=interviewee)
        row.interviewer, row.invited_by, row.recorded_at = interviewer, by, at
        row.note, row.reason, row.taken_back_at = lock(note), reason, None
        row.save()
        PassedOver.objects.filter(review=review, account=interviewee).delete()
        _tell("interview_asked", row, by=by, at=at)
    return row


def pass_over(review: Review, account: Account, *, by: Account, at: datetime) -> None:
    """Suggest somebody no more; they can be asked by name still. Nobody is told.

    Raises Forbidden for anybody but a facilitator.
    """
    with write():
        check_invites(review, by)
        PassedOver.objects.get_or_create(
            review=review, account=account, defaults={"said_by": by, "recorded_at": at}
        )


def accept(interview: Interview, *, by: Account, at: datetime, is_off_record: bool = False) -> Interview:
    """Say yes to a talk, or that nothing of it is written down, and return it.

    What was noted before is deleted then. Raises Forbidden, Refused.
    """
    with write():
        interview = own(interview, by, "Only who was asked says yes.")
        if interview.ended_at:
            raise Refused("This talk has ended. You can delete what was noted, or a line of it.")
        if interview.accepted_at and interview.is_off_record == is_off_record:
            return interview
        if is_off_record:
            delete_words(interview)
        interview.accepted_at = interview.accepted_at or at
        interview.declined_at, interview.is_off_record = None, is_off_record
        interview.save(update_fields=["accepted_at", "declined_at", "is_off_record"])
        _tell("interview_accepted", interview, by=by, at=at)
    return interview


def refuse(interview: Interview, *, by: Account, at: datetime) -> Interview:
    """Say no to a talk, which needs no reason, and return it; what was noted is deleted.

    Raises Forbidden, Refused once it has ended.
    """
    with write():
        interview = own(interview, by, "Only who was asked says no.")
        if interview.ended_at:
            raise Refused("This talk has ended. You can delete what was noted, or a line of it.")
        if not interview.declined_at:
            delete_words(interview)
            interview.declined_at, interview.accepted_at = at, None
            interview.save(update_fields=["declined_at", "accepted_at"])
            _tell("interview_declined", interview, by=by, at=at)
    return interview


def take_back(interview: Interview, *, by: Account, at: datetime) -> Interview:
    """Ask no more for a talk that was not accepted, and return it. Raises Forbidden, Refused."""
    with write():
        interview = _now(interview)
        if by.pk not in (interview.interviewer_id, interview.invited_by_id):
            raise Forbidden("Only who asked asks no more.")
        if interview.accepted_at:
            raise Refused("They said yes already. If it comes to nothing, end the talk.")
        if not interview.taken_back_at:
            interview.taken_back_at = at
            interview.save(update_fields=["taken_back_at"])
            _tell("interview_taken_back", interview, by=by, at=at)
    return interview


def end(interview: Interview, *, by: Account, at: datetime) -> Interview:
    """Say that the two have talked, and return the talk; what was noted is the interviewee's from then on.

    Raises Refused before it was accepted.
    """
    with write():
        interview = _now(interview)
        if not interview.accepted_at:
            raise Refused("It was not accepted yet, so there is nothing to end.")
        if not interview.ended_at:
            interview.ended_at = at
            interview.save(update_fields=["ended_at"])
            _tell("interview_ended", interview, by=by, at=at)
    return interview


def check_invites(review: Review, account: Account) -> None:
    """Let facilitators ask people to talk. Raises Forbidden for others."""
    if not may_invite(account, review):
        raise Forbidden("Who facilitates the review asks people to talk. Nothing was changed.")


def own(interview: Interview, by: Account, otherwise: str) -> Interview:
    """Return a talk as it is now, for its interviewee alone. Raises Forbidden, Refused."""
    now = _now(interview)
    if now.interviewee_id != by.pk:
        raise Forbidden(otherwise)
    if now.taken_back_at:
        raise Refused("You are not asked for this talk any more.")
    return now


def _now(interview: Interview) -> Interview:
    return Interview.objects.select_related("review", "interviewee", "interviewer").get(pk=interview.pk)


def _tell(verb: str, row: Interview, *, by: Account, at: datetime) -> None:
    journal.record(verb, by=by, subject=row, at=at, topic=row.topic)
