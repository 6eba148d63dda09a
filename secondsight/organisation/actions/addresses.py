"""A person takes another e-mail address: asked for here, confirmed by a link that comes to the new one."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, NotFound, Refused
from secondsight.base.transaction import write
from secondsight.organisation.actions.accounts import TOPIC, check_email, must_be_self
from secondsight.organisation.actions.invitations import send
from secondsight.organisation.models import Account

GOOD_FOR = timedelta(days=1)
MOST_WRONG = 5
SALT = "another address"


def ask_for_address(account: Account, email: str, *, password: str, by: Account, at: datetime) -> str:
    """Send a link to an address that somebody wants to have, and return the address as it will stand.

    Nothing changes before the link is followed. `password` is the current one, where there is one, so that
    an open browser is not enough to take an account over. Raises InvalidInput naming the field, Refused
    after five wrong passwords.
    """
    must_be_self(account, by)
    wanted = check_email(email)
    _must_know_the_password(account, password)
    if wanted == account.email:
        raise InvalidInput("This is your address already.", field="email")
    _must_be_free(wanted)
    secret = signing.dumps({"account": account.pk, "from": account.email, "to": wanted}, salt=SALT)
    words = {
        "account": account,
        "email": wanted,
        "link": settings.BASE_URL + reverse("address_confirmation", kwargs={"secret": secret}),
        "days": GOOD_FOR.days,
    }
    with write():
        send(wanted, "new_address", words)
        journal.record(
            "address_asked_for", by=by, subject=account, at=at, topic=f"account:{account.pk}", what=wanted
        )
    return wanted


def address_in(account: Account, secret: str) -> str:
    """Return the address that a link stands for.

    Raises NotFound for somebody else's or an old one, Refused for one that was used.
    """
    try:
        told = signing.loads(secret, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        raise NotFound("This link is not whole, or older than a day. Ask for a new one.") from None
    if told["account"] != account.pk:
        raise NotFound("This link is for another account. Sign in with that one.")
    if told["from"] != account.email:
        raise Refused("This link was used, or your address has changed since. Nothing was changed.")
    return str(told["to"])


def confirm_address(account: Account, secret: str, *, by: Account, at: datetime) -> Account:
    """Give an account the address that a link stands for, and tell the old one. A link works once.

    Raises NotFound, Refused or InvalidInput when it cannot be.
    """
    must_be_self(account, by)
    wanted, before = address_in(account, secret), account.email
    with write():
        try:
            with transaction.atomic():
                is_changed = Account.objects.filter(pk=account.pk, email=before).update(email=wanted)
        except IntegrityError:
            _taken(wanted)
        if not is_changed:
            raise Refused("Your address has changed since. Nothing was changed.")
        account.email = wanted
        changed = {"email": [before, wanted]}
        journal.record(
            "account_changed", by=by, subject=account, at=at, topic=TOPIC, what=account.name, changed=changed
        )
        send(before, "address_changed", {"account": account, "before": before, "email": wanted})
    return account


def _must_know_the_password(account: Account, password: str) -> None:
    key = f"wrong-passwords:{account.pk}"
    wrong = cache.get(key, 0)
    if wrong >= MOST_WRONG:
        raise Refused(
            f"That was wrong too often. Wait {settings.LOCK_OUT_MINUTES} minutes; nothing was changed."
        )
    if account.has_usable_password() and not account.check_password(password):
        cache.set(key, wrong + 1, settings.LOCK_OUT_MINUTES * 60)
        raise InvalidInput("This is not your current password.", field="password")


def _must_be_free(email: str) -> None:
    if Account.objects.filter(email=email).exists():
        _taken(email)


def _taken(email: str) -> None:
    raise InvalidInput(f"Somebody with the address {email} is here already.", field="email")
