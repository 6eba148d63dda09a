"""What the organisation agreed on, now and before."""

from typing import Any

from django.db.models import QuerySet

from secondsight.organisation.models import Account, PolicyValue
from secondsight.organisation.rules.policy import BY_KEY, find_policy


def policy(key: str) -> Any:
    """Return what is agreed under a key of `rules.policy.POLICIES`; its default until something is.

    Raises InvalidInput for a key that does not exist.
    """
    agreed = find_policy(key)
    newest = PolicyValue.objects.filter(key=key).order_by("-recorded_at", "-id").first()
    return newest.value if newest is not None else _copy(agreed.default)


def policies() -> dict[str, Any]:
    """Return everything that is agreed, by key, in one statement."""
    values = {key: _copy(agreed.default) for key, agreed in BY_KEY.items()}
    # Few rows ever, for people rarely change their agreements: the last one of each key wins.
    for key, value in PolicyValue.objects.order_by("recorded_at", "id").values_list("key", "value"):
        if key in values:
            values[key] = value
    return values


def policy_history(viewer: Account) -> QuerySet[PolicyValue]:
    """Return every value that was ever agreed, newest first, with who set it."""
    return PolicyValue.objects.select_related("set_by").order_by("-recorded_at", "-id")


def _copy(default: Any) -> Any:
    return list(default) if isinstance(default, tuple) else default
