"""What the two note in a talk, live, and what they take off the record (R2.5).

The journal says that something was noted, for the other's page to follow; never what.
"""

from datetime import datetime

from secondsight.base import journal
from secondsight.base.errors import Forbidden, InvalidInput, Refused, StaleEdit
from secondsight.base.ids import new_id
from secondsight.base.locking import lock, unlock
from secondsight.base.transaction import write
from secondsight.confidence.models import Interview, InterviewLine, InterviewThread
from secondsight.confidence.queries.interviews import about_of
from secondsight.confidence.rules.sealing import seal
from secondsight.inquiry.models import ReleasedThread
from secondsight.organisation.models import Account
from secondsight.record.actions.words import fit, fit_id
from secondsight.record.models import Event

LINE = 2000
HEADING = 500
MOST_THREADS, MOST_LINES = 60, 400


def add_thread(
    interview: Interview,
    *,
    heading: str,
    by: Account,
    at: datetime,
    event: Event | None = None,
    once: str = "",
) -> InterviewThread:
    """Begin a subject of a talk and return it; a form sent twice begins one.

    Raises Refused where nothing may be noted (any more), Forbidden, InvalidInput.
    """
    heading = fit(heading, field="heading", most=HEADING, is_needed=True)
    once = fit_id(once)
    with write():
        interview = _open_to(interview.pk, by)
        if there := InterviewThread.objects.filter(pk=once, interview=interview).first():
            return there
        if InterviewThread.objects.filter(interview=interview).count() >= MOST_THREADS:
            raise Refused(f"{MOST_THREADS} subjects are more than a chat has; nothing was added.")
        if event and not interview.review.review_incidents.filter(incident=event.incident_id).exists():
            raise InvalidInput("This event is on no timeline of this review's incidents.", field="event")
        if once and InterviewThread.objects.filter(pk=once).exists():
            raise InvalidInput("This form was used before. Load the page again.", field="once")
        about = {"heading": heading} | ({"event": event.pk} if event else {})
        thread = InterviewThread.objects.create(
            id=once or new_id(), interview=interview, about=lock(seal(about)), recorded_at=at
        )
        _tell("interview_noted", interview, by=by, at=at)
    return thread


def add_line(
    thread: InterviewThread, *, words: str, by: Account, at: datetime, once: str = ""
) -> InterviewLine:
    """Note a line under a subject and return it; a form sent twice notes one.

    Raises Refused where nothing may be noted (any more), Forbidden, InvalidInput.
    """
    words = fit(words, field="words", most=LINE, is_needed=True)
    once = fit_id(once)
    with write():
        thread = _thread(thread)
        interview = _open_to(thread.interview_id, by)
        if there := InterviewLine.objects.filter(pk=once, thread=thread).first():
            return there
        if once and InterviewLine.objects.filter(pk=once).exists():
            raise InvalidInput("This form was used before. Load the page again.", field="once")
        if InterviewLine.objects.filter(thread__interview=interview).count() >= MOST_LINES:
            raise Refused(f"{MOST_LINES} lines are more than a chat has; nothing was added.")
        line = InterviewLine.objects.create(
            id=once or new_id(), thread=thread, words=lock(words), written_by=by, recorded_at=at
        )
        _tell("interview_noted", interview, by=by, at=at)
    return line


def correct_line(
    line: InterviewLine, *, words: str, by: Account, at: datetime, edition: int | None = None
) -> InterviewLine:
    """Put a line into other words and return it; the earlier ones are kept nowhere.

    Raises StaleEdit when the other changed it since the edition that was read, Refused, InvalidInput.
    """
    words = fit(words, field="words", most=LINE, is_needed=True)
    with write():
        line = _line(line)
        interview = _open_to(line.thread.interview_id, by)
        if edition is not None and edition != line.edition:
            raise StaleEdit(
                "The other of you changed this line while you wrote. Your words are kept here: look at "
                "theirs, then save again.",
                newer=line,
            )
        if unlock(line.words) != words:
            line.words = lock(words)
            line.edition += 1
            line.save(update_fields=["words", "edition"])
            _tell("interview_noted", interview, by=by, at=at)
    return line


def take_off_record(row: InterviewLine | InterviewThread, *, by: Account, at: datetime) -> Interview:
    """Delete a line, or a subject with all its lines, for good; return the talk.

    Both may while they talk, the interviewee ever after. Nothing of it stays, in no history either.
    Raises Refused for a subject of which something is released, Forbidden.
    """
    with write():
        thread = row.thread if isinstance(row, InterviewLine) else row
        interview = _open_to(thread.interview_id, by, is_struck=True)
        if isinstance(row, InterviewThread) and _is_released(row):
            raise Refused("Something of this was released to the review. Withdraw that first.")
        type(row).objects.filter(pk=row.pk).delete()
        _tell("interview_struck", interview, by=by, at=at)
    return interview


def _is_released(thread: InterviewThread) -> bool:
    released = about_of(thread).get("released", "")
    return bool(released) and ReleasedThread.objects.filter(pk=released, withdrawn_at=None).exists()


def _thread(thread: InterviewThread) -> InterviewThread:
    found = InterviewThread.objects.filter(pk=thread.pk).first()
    if found is None:
        raise Refused("This was taken off the record in the meantime. Nothing was noted.")
    return found


def _line(line: InterviewLine) -> InterviewLine:
    found = InterviewLine.objects.select_related("thread").filter(pk=line.pk).first()
    if found is None:
        raise Refused("This line was taken off the record in the meantime. Nothing was noted.")
    return found


def _open_to(interview_id: str, by: Account, *, is_struck: bool = False) -> Interview:
    """Return a talk in which somebody may note now. Raises Forbidden, Refused."""
    interview = Interview.objects.select_related("review").get(pk=interview_id)
    if by.pk not in (interview.interviewee_id, interview.interviewer_id):
        raise Forbidden("This talk is of two others.")
    if interview.deleted_at:
        raise Refused("What was noted in this talk is deleted; nothing is noted any more.")
    if interview.is_off_record and not is_struck:
        raise Refused("This talk is off the record: nothing of it is written down.")
    if not interview.accepted_at:
        raise Refused("It was not accepted, so nothing is noted.")
    if interview.ended_at and by.pk != interview.interviewee_id:
        raise Refused("The talk has ended. What was noted is theirs to correct now, and yours to read.")
    return interview


def _tell(verb: str, row: Interview, *, by: Account, at: datetime) -> None:
    journal.record(verb, by=by, subject=row, at=at, topic=row.topic)
