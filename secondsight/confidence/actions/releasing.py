"""What the interviewee lets the review have of a talk, and takes back (R2.5, C3)."""

from datetime import datetime

from secondsight.base import journal
from secondsight.base.errors import Forbidden, Refused
from secondsight.base.locking import lock
from secondsight.base.transaction import write
from secondsight.confidence.models import Interview, InterviewThread
from secondsight.confidence.queries.interviews import about_of
from secondsight.confidence.rules.sealing import seal
from secondsight.inquiry.models import ReleasedThread
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit
from secondsight.record.models import Event

WORDS = 4000


def release(
    thread: InterviewThread, *, words: str, is_named: bool, by: Account, at: datetime
) -> ReleasedThread:
    """Write a thread down into the review in the words that its author agrees to, and return that.

    Without a name, neither the row nor the journal leads to them. Released anew, the words are replaced.
    Raises Forbidden for anybody but the interviewee, Refused once the notes are deleted, InvalidInput.
    """
    words = fit(words, field="words", most=WORDS, is_needed=True)
    with write():
        thread, interview = _own(thread, by)
        if interview.deleted_at:
            raise Refused("What was noted is deleted, so there is nothing to release any more.")
        about = about_of(thread)
        review = interview.review
        events = Event.objects.filter(incident__review_incidents__review=review, removed_at=None)
        there = ReleasedThread.objects.filter(pk=about.get("released", "")).first()
        row = there or ReleasedThread(review=review, recorded_at=at)
        row.words, row.account, row.withdrawn_at = words, by if is_named else None, None
        row.moment = events.filter(pk=about.get("event", "")).first()
        row.save()
        if there is None:
            thread.about = lock(seal({**about, "released": row.pk}))
            thread.save(update_fields=["about"])
        _tell("thread_released", row, by=by if is_named else None, at=at)
    return row


def withdraw_release(thread: InterviewThread, *, by: Account, at: datetime) -> ReleasedThread:
    """Take a released thread out of the review and return its row, emptied.

    A question for the meeting that was made of it stays, with whoever wrote it.
    Raises Forbidden for anybody but the interviewee, Refused where nothing is released.
    """
    with write():
        thread, _ = _own(thread, by)
        row = ReleasedThread.objects.filter(pk=about_of(thread).get("released", "")).first()
        if row is None:
            raise Refused("Nothing of this was released, so there is nothing to withdraw.")
        if row.withdrawn_at is None:
            was_named = row.account_id == by.pk
            row.words, row.account, row.moment, row.withdrawn_at = "", None, None, at
            row.save(update_fields=["words", "account", "moment", "withdrawn_at"])
            _tell("thread_withdrawn", row, by=by if was_named else None, at=at)
    return row


def _own(thread: InterviewThread, by: Account) -> tuple[InterviewThread, Interview]:
    found = InterviewThread.objects.select_related("interview__review").filter(pk=thread.pk).first()
    if found is None:
        raise Refused("This was taken off the record in the meantime.")
    if found.interview.interviewee_id != by.pk:
        raise Forbidden("Only who said it releases it, or withdraws it. Nothing was changed.")
    return found, found.interview


def _tell(verb: str, row: ReleasedThread, *, by: Account | None, at: datetime) -> None:
    journal.record(verb, by=by, subject=row, at=at, topic=row.review.topic)
