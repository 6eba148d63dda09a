"""What was noted in a talk is deleted: when its time is over, or when the interviewee says so (R2.5)."""

from datetime import datetime, timedelta

from secondsight.base import journal
from secondsight.base.clock import now
from secondsight.base.errors import Forbidden
from secondsight.base.jobs import every, job
from secondsight.base.locking import KeyLost, lock
from secondsight.base.transaction import write
from secondsight.confidence.models import Interview, InterviewLine, InterviewThread
from secondsight.confidence.queries.interviews import about_of, deleted_on
from secondsight.confidence.rules.sealing import seal
from secondsight.organisation.models import Account


def delete_notes(interview: Interview, *, by: Account | None, at: datetime) -> Interview:
    """Delete everything that was noted in a talk, for good, and return the talk.

    What was released stays with the review until it is withdrawn. Raises Forbidden for anybody but the
    interviewee; `by` is None when its time is over.
    """
    with write():
        interview = Interview.objects.get(pk=interview.pk)
        if by is not None and interview.interviewee_id != by.pk:
            raise Forbidden("What was noted belongs to who said it: only they delete it.")
        if interview.deleted_at is None:
            delete_words(interview)
            interview.note, interview.deleted_at = "", at
            interview.ended_at = interview.ended_at or at
            interview.save(update_fields=["note", "deleted_at", "ended_at"])
            journal.record("interview_notes_deleted", by=by, subject=interview, at=at, topic=interview.topic)
    return interview


def delete_words(interview: Interview) -> None:
    """Delete the lines and headings of a talk, in the transaction that is open.

    Of a thread that was released, what leads its author to the released words stays, locked.
    """
    InterviewLine.objects.filter(thread__interview=interview).delete()
    for thread in InterviewThread.objects.filter(interview=interview):
        try:
            released = about_of(thread).get("released", "")
        except KeyLost:
            released = ""
        if released:
            thread.about = lock(seal({"released": released}))
            thread.save(update_fields=["about"])
        else:
            thread.delete()


def delete_old_notes(at: datetime) -> int:
    """Delete what was noted in talks whose time is over, and return in how many."""
    deleted = 0
    ended = Interview.objects.filter(ended_at__isnull=False, deleted_at=None).select_related("review")
    for interview in ended.order_by("ended_at"):
        due_at = deleted_on(interview)
        if due_at is not None and due_at <= at:
            delete_notes(interview, by=None, at=at)
            deleted += 1
    return deleted


@every(timedelta(hours=1))
@job()
def delete_notes_in_time() -> None:
    """Do so once an hour."""
    delete_old_notes(now())
