"""Who may follow a talk live, the letter that asks for one, and what is done in time."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from secondsight.base import journal, mail
from secondsight.base.journal import JournalEntry
from secondsight.base.live.access import guards
from secondsight.confidence.actions import forgetting as forgetting  # so that its regular job is known
from secondsight.confidence.queries.interviews import my_interviews
from secondsight.confidence.queries.letters import chat_letter
from secondsight.inquiry.queries.reviews import is_id


@guards("interview")
def may_listen_to_interview(viewer: Any, interview_id: str) -> bool:
    """Return whether the viewer is one of the two."""
    return is_id(interview_id) and my_interviews(viewer).filter(pk=interview_id).exists()


@journal.on("interview_asked")
def post_chat_letter(entry: JournalEntry) -> None:
    """Ask by mail for a talk, unless that was taken back or answered meanwhile."""
    url = f"{settings.BASE_URL}{reverse('interview', args=[entry.subject])}"
    letter = chat_letter(entry.subject, url)
    if letter is not None:
        mail.post(letter.to.email, letter.subject, letter.body, once=letter.once)
