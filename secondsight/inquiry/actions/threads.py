"""What the room makes of a released thread: a question for the meeting (R2.5, R4.2)."""

from datetime import datetime

from secondsight.base.errors import Refused
from secondsight.base.transaction import write
from secondsight.inquiry.actions.meeting_questions import add_meeting_question
from secondsight.inquiry.models import MeetingQuestion, ReleasedThread
from secondsight.organisation.models import Account


def ask_of_thread(thread: ReleasedThread, *, words: str, by: Account, at: datetime) -> MeetingQuestion:
    """Note a question for the meeting that a released thread raises, and return it; one a thread.

    Whoever released the thread is shown what was made of it, also when they withdraw it.
    Raises InvalidInput, Refused for a thread that was withdrawn meanwhile.
    """
    with write():
        now = ReleasedThread.objects.select_related("review", "moment", "question").get(pk=thread.pk)
        if now.withdrawn_at is not None:
            raise Refused("This thread was withdrawn in the meantime. Nothing was noted.")
        if now.question is not None and now.question.removed_at is None:
            return now.question
        question = add_meeting_question(now.review, words=words, moment=now.moment, by=by, at=at)
        now.question = question
        now.save(update_fields=["question"])
    return question
