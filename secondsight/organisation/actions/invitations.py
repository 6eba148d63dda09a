"""A person is asked in by mail, with a link on which they choose their password."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.template.loader import render_to_string
from django.urls import reverse

from secondsight.base import journal, mail
from secondsight.base.errors import Refused
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Organisation
from secondsight.organisation.rules.duties import must_administer

DAYS = settings.PASSWORD_RESET_TIMEOUT // 86_400


def invite_account(account: Account, *, by: Account | None, at: datetime) -> None:
    """Send a person a mail with which they choose a password and get in.

    Raises Refused for a closed account.
    """
    must_administer(by)
    if not account.is_active:
        raise Refused(f"{account.name}'s account is closed. Open it again first; no mail was sent.")
    ours = Organisation.objects.first()
    words = {
        "account": account,
        "by": by,
        "organisation": ours.name if ours else "your organisation",
        "link": password_link(account),
        "days": DAYS,
    }
    with write():
        send(account.email, "invitation", words)
        journal.record(
            "account_invited", by=by, subject=account, at=at, topic="organisation:people", what=account.name
        )


def password_link(account: Account) -> str:
    """Return the full address at which an account's holder chooses a password, once."""
    key = PasswordResetTokenGenerator().make_token(account)
    return settings.BASE_URL + reverse(
        "account_reset_password_from_key", kwargs={"uidb36": account.pk, "key": key}
    )


def send(to: str, template: str, words: dict[str, object]) -> None:
    """Post a mail written in `templates/organisation/mail/`; its first line is the subject."""
    subject, _, body = render_to_string(f"organisation/mail/{template}.txt", words).strip().partition("\n")
    mail.post(to, subject.strip(), body.strip() + "\n")
