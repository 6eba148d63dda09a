"""People."""

from django.db.models import Exists, QuerySet

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account, Organisation


def accounts(viewer: Account, *, is_active: bool | None = True) -> QuerySet[Account]:
    """Return the organisation's people by name; with `is_active` None also those who have left."""
    if not viewer.is_active:
        return Account.objects.none()
    everybody = Account.objects.order_by("name", "id")
    return everybody if is_active is None else everybody.filter(is_active=is_active)


def account(viewer: Account, id: str, *, is_active: bool | None = None) -> Account:
    """Return one person. Raises NotFound."""
    found = accounts(viewer, is_active=is_active).filter(pk=id).first() if "\0" not in id else None
    if found is None:
        raise NotFound("There is no such person here.")
    return found


def account_by_email(viewer: Account, email: str) -> Account:
    """Return the person with an e-mail address, whatever its case. Raises NotFound."""
    found = None
    if "\0" not in email:
        found = accounts(viewer, is_active=None).filter(email=email.strip().lower()).first()
    if found is None:
        raise NotFound(f"Nobody here has the address {email[:254]}.")
    return found


def has_accounts() -> bool:
    """Return whether anybody can sign in at all; without anybody, the first-run page opens."""
    return Account.objects.exists()


def is_empty() -> bool:
    """Return whether the instance has neither people nor an organisation: the demo may be loaded."""
    return not Account.objects.exists() and not Organisation.objects.exists()


def demo_accounts() -> QuerySet[Account]:
    """Return the people of the demo by name; nobody in any other organisation."""
    return Account.objects.filter(Exists(Organisation.objects.filter(is_demo=True)), is_active=True).order_by(
        "name", "id"
    )
