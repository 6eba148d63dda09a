"""Who may listen to the pages of a review, and the letters that its changes set off."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from secondsight.base import journal, mail
from secondsight.base.journal import JournalEntry
from secondsight.base.live.access import guards
from secondsight.inquiry.queries import can_see
from secondsight.inquiry.queries import veil as veil  # so that what is veiled is, wherever it is read
from secondsight.inquiry.queries.agenda_letters import agenda_letters, review_of_agenda


@guards("review")
def may_listen_to_review(viewer: Any, review_id: str) -> bool:
    """Return whether the viewer may be told of changes to a review."""
    return can_see(viewer, review_id)


@journal.on("agenda_sent")
def post_agenda(entry: JournalEntry) -> None:
    """Post the agenda to everybody with a role; each gets it once for each time it was sent."""
    review = review_of_agenda(entry.subject)
    if review is None:
        return
    url = f"{settings.BASE_URL}{reverse('review_agenda', args=[review.pk])}"
    for letter in agenda_letters(review, url):
        mail.post(letter.to.email, letter.subject, letter.body, once=f"agenda:{entry.pk}:{letter.to.pk}")
