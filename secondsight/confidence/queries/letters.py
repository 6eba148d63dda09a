"""The letter that asks somebody for a talk (R2.5)."""

from dataclasses import dataclass

from secondsight.confidence.models import Interview
from secondsight.inquiry.queries.reviews import can_see
from secondsight.organisation.models import Account
from secondsight.organisation.queries import policies


@dataclass(frozen=True)
class ChatLetter:
    """A letter to one person, which ends with the address of the talk; the same `once` is the same letter."""

    to: Account
    subject: str
    body: str
    once: str


def chat_letter(interview_id: str, url: str) -> ChatLetter | None:
    """Return the letter of a talk, None where no answer is awaited or its reader may not see the review.

    Nothing of the note is in it: that is for the two, on the talk's own page.
    """
    rows = Interview.objects.select_related("interviewee", "interviewer")
    row = rows.filter(pk=interview_id, taken_back_at=None, accepted_at=None, declined_at=None).first()
    if row is None or not row.interviewee.is_active or not can_see(row.interviewee, row.review_id):
        return None
    days = policies()["interview_notes_days"]
    body = (
        f"{row.interviewer.name} would like a chat with you, fifteen minutes or so, before the review of "
        "something that you were close to.\n\n"
        "What for: to hear how it looked from where you were, what surprised you, what worries you about the "
        "meeting, and what you want the room to understand. Nobody looks for mistakes.\n\n"
        f"Who sees what: only you and {row.interviewer.name} see what is noted. Nothing of it reaches the "
        "review unless you release it, in words that you agree to, with your name or without. You can have "
        "anything taken off the record, or talk with nothing noted at all.\n\n"
        f"For how long: what is noted is deleted {days} days after the review was held, or when you say."
        "\n\n"
        "Saying no is fine. It needs no reason, and nobody else is told.\n\n"
        f"Say yes or no: {url}\n"
    )
    once = f"interview:{row.pk}:{row.recorded_at.isoformat()}"
    return ChatLetter(row.interviewee, "Would you like a chat before the review?", body, once)
