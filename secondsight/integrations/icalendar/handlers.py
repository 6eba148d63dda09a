"""Invitations leave by mail as soon as somebody is asked, and calendars are fetched every hour (R2.3)."""

from datetime import timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.urls import reverse

from secondsight.base import mail
from secondsight.base.clock import now
from secondsight.base.jobs import every, job
from secondsight.base.journal import on
from secondsight.inquiry.queries.dates import invitation_to_send
from secondsight.integrations.icalendar.connecting import fetch_calendar
from secondsight.integrations.icalendar.invite import Letterhead, write_invitation
from secondsight.organisation.queries.availability import connected_calendars


@on("invited", "invitation_moved", "invitation_taken_back")
def send_invitation(entry: Any) -> None:
    """Post an invitation, its newer version, or that it was taken back; each version once.

    What changed again since is not sent any more: the newest version says it all.
    """
    found = invitation_to_send(entry.subject)
    if found is None or found.meeting.sequence != entry.particulars.get("sequence", 0):
        return
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    head = Letterhead(found.asked_by, sender)
    calendar = write_invitation(found.meeting, [found.invited], head, now()).decode()
    mail.post(
        found.invited.email,
        found.subject,
        f"{found.body}\n\n{settings.BASE_URL}{reverse('review_dates', args=[found.review_id])}\n",
        once=f"invitation:{entry.subject}:{found.meeting.sequence}",
        calendar=calendar,
    )


@every(timedelta(hours=1))
@job()
def fetch_calendars() -> None:
    """Fetch every connected calendar; one that cannot be had keeps none of the others back."""
    for row in connected_calendars():
        fetch_calendar.enqueue(row.account_id)
