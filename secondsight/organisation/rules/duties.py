"""Who may run the organisation: its people, teams, calendar and policy (R11.4)."""

from typing import Protocol

from secondsight.base.errors import Forbidden


class Holder(Protocol):
    """Somebody with duties."""

    @property
    def is_administrator(self) -> bool: ...

    @property
    def is_programme_owner(self) -> bool: ...


def must_administer(by: Holder | None) -> None:
    """Check that somebody is an administrator; None is the program itself, which may.

    Raises Forbidden.
    """
    if by is not None and not by.is_administrator:
        raise Forbidden("Only an administrator changes this. Nothing was changed; ask one of them.")


def must_set_policy(by: Holder | None) -> None:
    """Check that somebody may change what was agreed: an administrator or a programme owner.

    Raises Forbidden.
    """
    if by is not None and not (by.is_administrator or by.is_programme_owner):
        raise Forbidden(
            "Only an administrator or the programme owner changes what was agreed. Nothing was changed."
        )
