"""People get in, and out."""

import ipaddress
import secrets
from datetime import datetime

from django.urls import reverse

from secondsight.base import journal
from secondsight.base.errors import NotFound, Refused
from secondsight.base.transaction import write
from secondsight.organisation.actions.accounts import check_password, create_account, give_duty, must_be_self
from secondsight.organisation.actions.set_up import set_up_organisation
from secondsight.organisation.models import Account, Organisation, SignInLink
from secondsight.organisation.queries.sessions import session
from secondsight.organisation.queries.tokens import digest
from secondsight.organisation.rules.browsers import browser_words


def note_sign_in(account: Account, *, through: str, at: datetime) -> None:
    """Write down that somebody signed in, through "password", "link" or "first run"."""
    _note("signed_in", account, at=at, through=through)


def note_failed_sign_in(email: str, *, at: datetime) -> None:
    """Write down that somebody failed to sign in as a person who exists.

    Other addresses are not kept: people type passwords into the wrong field.
    """
    account = Account.objects.filter(email=email.strip().lower()).first()
    if account is not None:
        with write():
            journal.record("sign_in_failed", by=None, subject=account, at=at, topic=f"account:{account.pk}")


def note_sign_out(account: Account, *, at: datetime) -> None:
    """Write down that somebody signed out."""
    _note("signed_out", account, at=at)


def set_password(account: Account, password: str, *, by: Account | None, at: datetime) -> Account:
    """Give an account a password; sessions that others hold for it end.

    Raises InvalidInput that says what the password lacks.
    """
    check_password(password, account)
    account.set_password(password)
    with write():
        account.save(update_fields=["password"])
        journal.record("password_set", by=by, subject=account, at=at, topic=f"account:{account.pk}")
    return account


def end_sessions(account: Account, *, at: datetime) -> Account:
    """End every session of an account. The caller keeps the one it is in, if it wants to."""
    with write():
        account.sessions_ended_at = at
        account.save(update_fields=["sessions_ended_at"])
        _note("sessions_ended", account, at=at)
    return account


def end_session(account: Account, id: str, *, by: Account, at: datetime) -> None:
    """Sign an account out of one browser. Raises NotFound for a session that is not theirs."""
    must_be_self(account, by)
    ended = session(account, id)
    with write():
        ended.end()
        journal.record(
            "session_ended",
            by=by,
            subject=account,
            at=at,
            topic=f"account:{account.pk}",
            browser=browser_words(ended.user_agent),
        )


def make_first_account(
    organisation: str,
    *,
    email: str,
    name: str,
    password: str | None,
    time_zone: str = "UTC",
    holiday_country: str = "",
    at: datetime,
) -> Account:
    """Make the organisation, where there is none, and its first person: administrator, programme owner.

    Raises Refused as soon as there is anybody.
    """
    with write():
        # Asked inside the lock: of two people who are first, one is second.
        if Account.objects.exists():
            raise Refused("Somebody is here already. Ask an administrator to add you; nothing was changed.")
        if not Organisation.objects.exists():
            set_up_organisation(organisation, time_zone=time_zone, holiday_country=holiday_country, at=at)
        account = create_account(email, name, time_zone=time_zone, password=password, by=None, at=at)
        give_duty(account, "administrator", by=None, at=at)
        give_duty(account, "programme_owner", by=None, at=at)
    return account


def make_sign_in_link(account: Account, *, at: datetime) -> str:
    """Return the path of a page that signs a person of the demo in, once. Their earlier links end.

    Raises Refused in any organisation that is not the demo.
    """
    if not Organisation.objects.filter(is_demo=True).exists():
        raise Refused("Only the demo organisation has sign-in links; nothing was changed.")
    secret = secrets.token_urlsafe(24)
    with write():
        SignInLink.objects.filter(account=account, used_at=None).update(used_at=at)
        SignInLink.objects.create(account=account, digest=digest(secret), recorded_at=at)
    return reverse("demo_sign_in", kwargs={"secret": secret})


def use_sign_in_link(secret: str, *, address: str, at: datetime) -> Account:
    """Return whom a link signs in; from now on it is used.

    `address` is where the request came from: only this machine may use links. Raises NotFound for a
    link that never was, Refused for one that was used.
    """
    if not _is_this_machine(address) or not Organisation.objects.filter(is_demo=True).exists():
        raise NotFound("There is no such link.")
    with write():
        link = SignInLink.objects.select_related("account").filter(digest=digest(secret)).first()
        if link is None or not link.account.is_active:
            raise NotFound("There is no such link.")
        if not SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=at):
            raise Refused(
                f"This link has signed {link.account.name} in before, or a newer one has taken its place. "
                "Each works once: stop the server and start it again, and it prints new ones."
            )
    return link.account


def _note(verb: str, account: Account, *, at: datetime, **particulars: str) -> None:
    with write():
        journal.record(verb, by=account, subject=account, at=at, topic=f"account:{account.pk}", **particulars)


def _is_this_machine(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
