"""Whom the command line acts as: whoever can run it already has the data in hand."""

from secondsight.base.errors import InvalidInput
from secondsight.organisation.models import Account, Duty


def operator(email: str = "") -> Account | None:
    """Return the account with this address; without one, the administrator who has been it longest.

    None in an instance where nobody has an account yet. Raises InvalidInput for an address that nobody
    has, and where several people have accounts but nobody is an administrator.
    """
    people = Account.objects.filter(is_active=True)
    if email:
        found = people.filter(email__iexact=email.strip()).first() if "\0" not in email else None
        if found is None:
            raise InvalidInput(f"Nobody here has the address {email[:254]}.", field="as")
        return found
    duty = Duty.objects.filter(kind="administrator", ended_at=None, account__is_active=True)
    oldest = duty.select_related("account").order_by("recorded_at", "id").first()
    if oldest is not None:
        return oldest.account
    everybody = list(people.order_by("recorded_at")[:2])
    if len(everybody) > 1:
        raise InvalidInput("Say whom you act for: --as NAME@EXAMPLE.COM.", field="as")
    return everybody[0] if everybody else None
