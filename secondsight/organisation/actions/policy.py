"""What the organisation agrees on."""

from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, PolicyValue
from secondsight.organisation.queries.policy import policies
from secondsight.organisation.rules.duties import must_set_policy
from secondsight.organisation.rules.policy import check_together, find_policy

TOPIC = "organisation:policy"


def set_policy(key: str, value: Any, *, by: Account | None, at: datetime) -> Any:
    """Agree on something and return it as it is stored; what was agreed before stays in the history.

    Raises InvalidInput for an unknown key, or a value beyond its limits or against another one.
    """
    return set_policies({key: value}, by=by, at=at)[key]


def set_policies(values: dict[str, Any], *, by: Account | None, at: datetime) -> dict[str, Any]:
    """Agree on several things at once, all or none, and return them as they are stored."""
    must_set_policy(by)
    wanted = {key: find_policy(key).check(value) for key, value in values.items()}
    with write():
        agreed = policies()
        check_together({**agreed, **wanted})
        for key, value in wanted.items():
            if agreed[key] != value:
                row = PolicyValue.objects.create(key=key, value=value, set_by=by, recorded_at=at)
                journal.record(
                    "policy_set",
                    by=by,
                    subject=row,
                    at=at,
                    topic=TOPIC,
                    what=find_policy(key).label,
                    key=key,
                    before=_told(agreed[key]),
                    after=_told(value),
                )
    return wanted


def _told(value: Any) -> str:
    return ", ".join(value) or "none" if isinstance(value, list) else str(value)
