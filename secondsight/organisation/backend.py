"""Who is signed in, read with their duties in one statement: every page asks for both.

A later room lets its own question about an account be answered in the same statement (`also_ask`).
"""

from collections.abc import Callable
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef, QuerySet

from secondsight.base import rooms
from secondsight.base.prepared import Prepared
from secondsight.base.sight import whole
from secondsight.organisation.models import Account, Duty

_questions: dict[str, Callable[[], Exists]] = {}


def also_ask(name: str, question: Callable[[], Exists]) -> None:
    """Let every account that signs in be asked something too; the answer is its attribute of that name."""
    _questions[name] = question


class Backend(AuthenticationBackend):
    """Signs in by e-mail and password, as allauth does."""

    def get_user(self, user_id: Any) -> Account | None:
        """Return the account of a session, its duties known; None when it is closed or gone."""
        with whole():  # who looks is found out before what they may see
            found = _account.rows(id=str(user_id))
        account = found[0] if found else None
        if account is not None:
            # Where `Account.duties` would keep them after asking.
            account.__dict__["duties"] = frozenset(
                kind for kind, _ in Duty.KINDS if getattr(account, f"has_{kind}")
            )
        return account


def _with_duties(id: str) -> QuerySet[Account]:
    rooms.load()  # so that every question is known before the statement is kept
    held = Duty.objects.filter(account=OuterRef("pk"), ended_at=None)
    duties = {f"has_{kind}": Exists(held.filter(kind=kind)) for kind, _ in Duty.KINDS}
    return Account.objects.filter(pk=id, is_active=True).annotate(
        **duties, **{name: question() for name, question in _questions.items()}
    )


_account = Prepared(_with_duties)
