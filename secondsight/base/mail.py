"""Mail: written down first, sent by a job, so that it neither gets lost nor goes out twice."""

import re
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import QuerySet

from secondsight.base.clock import now
from secondsight.base.jobs import job
from secondsight.base.models import Mail
from secondsight.base.transaction import write

METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


def post(to: str, subject: str, body: str, *, once: str = "", calendar: str = "") -> Mail:
    """Write a message down and let the worker send it. With `once`, the same key is posted only once.

    `calendar` is an iCalendar file that goes along, so that the reader's calendar offers to take it.
    """
    told = {"to": to, "subject": subject, "body": body, "calendar": calendar}
    with write():
        if once:
            mail, is_new = Mail.objects.get_or_create(once=once, defaults=told)
            if not is_new:
                return mail
        else:
            mail = Mail.objects.create(**told)
        deliver.enqueue(mail.pk)
    return mail


@job(attempts=8)
def deliver(mail_id: str) -> None:
    """Send one message. On the default set-up it stays in the mailbox, marked as it would have gone."""
    mail = Mail.objects.get(pk=mail_id)
    if mail.sent_at is not None:
        return
    if settings.MAIL_LEAVES:
        _message(mail).send()
    Mail.objects.filter(pk=mail_id).update(sent_at=now())


def _message(mail: Mail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(mail.subject, mail.body, to=[mail.to])
    if mail.calendar:
        found = METHOD.search(mail.calendar)
        # Some calendars look at the part beside the words, others at a file that is attached.
        message.attach_alternative(mail.calendar, f"text/calendar; method={found[1] if found else 'PUBLISH'}")
        message.attach("invitation.ics", mail.calendar, "text/calendar")
    return message


def mailbox() -> QuerySet[Mail]:
    """Return every message, newest first. For the mailbox page of the default set-up."""
    return Mail.objects.all()


class MailboxBackend(BaseEmailBackend):
    """Django's own mail (password resets) on the default set-up: kept for the mailbox page."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the messages and return how many they were."""
        kept = 0
        with write():
            for message in email_messages:
                for to in message.recipients():
                    Mail.objects.create(
                        to=to, subject=str(message.subject), body=str(message.body), sent_at=now()
                    )
                    kept += 1
        return kept
