"""People come, change, get duties, leave."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from secondsight.base import journal, words
from secondsight.base.errors import Forbidden, InvalidInput, Refused
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Duty, SignInLink, Token
from secondsight.organisation.rules.duties import must_administer
from secondsight.organisation.rules.zones import check_time_zone

TOPIC = "organisation:people"
DUTIES = tuple(kind for kind, _ in Duty.KINDS)


def create_account(
    email: str,
    name: str,
    *,
    title: str = "",
    time_zone: str = "UTC",
    password: str | None = None,
    by: Account | None,
    at: datetime,
) -> Account:
    """Add a person and return their account. Without a password they cannot sign in until they set one.

    Raises InvalidInput naming the field, Forbidden for who is no administrator.
    """
    must_administer(by)
    account = Account(
        email=check_email(email),
        name=words.line(name, field="name", most=200),
        title=words.line(title, field="title", most=200, is_required=False),
        time_zone=check_time_zone(time_zone),
    )
    if password is None:
        account.set_unusable_password()
    else:
        check_password(password, account)
        account.set_password(password)
    with write():
        try:
            with transaction.atomic():
                account.save(force_insert=True)
        except IntegrityError:
            raise InvalidInput(
                f"Somebody with the address {account.email} is here already.", field="email"
            ) from None
        journal.record("account_created", by=by, subject=account, at=at, topic=TOPIC, what=account.name)
    return account


def change_account(
    account: Account,
    *,
    name: str,
    title: str,
    time_zone: str,
    by: Account | None,
    at: datetime,
) -> Account:
    """Change how a person is shown; everybody does so for themselves, an administrator for all."""
    if by is not None and by.pk != account.pk:
        must_administer(by)
    name = words.line(name, field="name", most=200)
    title = words.line(title, field="title", most=200, is_required=False)
    check_time_zone(time_zone)
    with write():
        before = Account.objects.get(pk=account.pk)
        changed = {
            field: [getattr(before, field), value]
            for field, value in (("name", name), ("title", title), ("time_zone", time_zone))
            if getattr(before, field) != value
        }
        account.name, account.title, account.time_zone = name, title, time_zone
        if changed:
            account.save(update_fields=["name", "title", "time_zone"])
            journal.record(
                "account_changed", by=by, subject=account, at=at, topic=TOPIC, what=name, changed=changed
            )
    return account


def close_account(account: Account, *, by: Account | None, at: datetime) -> Account:
    """Shut a person out at once: sessions, tokens and links end. What they wrote stays, with their name.

    Raises Refused for the last administrator.
    """
    must_administer(by)
    with write():
        if not Account.objects.select_for_update().get(pk=account.pk).is_active:
            return account
        if account.is_administrator:
            _must_leave_an_administrator(account)
        account.is_active = False
        account.sessions_ended_at = at  # so that none comes back when the account is opened again
        account.save(update_fields=["is_active", "sessions_ended_at"])
        Token.objects.filter(account=account, revoked_at=None).update(revoked_at=at)
        SignInLink.objects.filter(account=account, used_at=None).update(used_at=at)
        journal.record("account_closed", by=by, subject=account, at=at, topic=TOPIC, what=account.name)
    return account


def reopen_account(account: Account, *, by: Account | None, at: datetime) -> Account:
    """Let a person in again; their old tokens stay revoked."""
    must_administer(by)
    with write():
        if Account.objects.filter(pk=account.pk, is_active=False).update(is_active=True):
            journal.record("account_reopened", by=by, subject=account, at=at, topic=TOPIC, what=account.name)
        account.is_active = True
    return account


def give_duty(account: Account, kind: str, *, by: Account | None, at: datetime) -> Duty:
    """Make somebody an "administrator" or "programme_owner"; who is one already stays one."""
    must_administer(by)
    _check_duty(kind)
    if not account.is_active:
        raise Refused(f"{account.name}'s account is closed. Open it again first; nothing was changed.")
    with write():
        duty, is_new = Duty.objects.get_or_create(
            account=account, kind=kind, ended_at=None, defaults={"given_by": by}
        )
        if is_new:
            journal.record(
                "duty_given", by=by, subject=account, at=at, topic=TOPIC, what=account.name, duty=kind
            )
    _forget_duties(account)
    return duty


def end_duty(account: Account, kind: str, *, by: Account | None, at: datetime) -> None:
    """Take a duty back; who has none keeps having none. Raises Refused for the last administrator."""
    must_administer(by)
    _check_duty(kind)
    with write():
        held = Duty.objects.filter(account=account, kind=kind, ended_at=None)
        if held.exists():
            if kind == "administrator":
                _must_leave_an_administrator(account)
            held.update(ended_at=at)
            journal.record(
                "duty_ended", by=by, subject=account, at=at, topic=TOPIC, what=account.name, duty=kind
            )
    _forget_duties(account)


def check_email(email: str) -> str:
    """Return an address as it is stored, in small letters. Raises InvalidInput."""
    cleaned = words.line(email, field="email", most=254).lower()
    try:
        validate_email(cleaned)
    except ValidationError:
        raise InvalidInput(
            f"“{cleaned[:80]}” is not an e-mail address; write one like name@example.org.", field="email"
        ) from None
    return cleaned


def check_password(password: str, account: Account) -> None:
    """Check that a password is good enough. Raises InvalidInput that says what it lacks."""
    if "\0" in password or len(password) > 1000:
        raise InvalidInput("A password has at most 1000 characters, and no NUL among them.", field="password")
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages), field="password") from None


def must_be_self(account: Account, by: Account | None) -> None:
    """Check that somebody changes what is theirs alone. Raises Forbidden."""
    if by is not None and by.pk != account.pk:
        raise Forbidden("This belongs to somebody else. Nothing was changed.")


def _check_duty(kind: str) -> None:
    if kind not in DUTIES:
        raise InvalidInput(f"There is no duty “{kind[:40]}”; there are {', '.join(DUTIES)}.", field="kind")


def _must_leave_an_administrator(account: Account) -> None:
    others = Duty.objects.filter(kind="administrator", ended_at=None, account__is_active=True)
    if not others.exclude(account=account).exists():
        raise Refused(
            f"{account.name} is the last administrator. Make somebody else one first; nothing was changed."
        )


def _forget_duties(account: Account) -> None:
    account.__dict__.pop("duties", None)
