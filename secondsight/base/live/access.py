"""Who may listen to a topic: each room answers for its own kind of page (C12)."""

from collections.abc import Callable
from typing import Any

from secondsight.base import rooms

Check = Callable[[Any, str], bool]

_checks: dict[str, Check] = {}


def guards(kind: str) -> Callable[[Check], Check]:
    """Register who may listen to topics of a kind: `check(viewer, id)`."""

    def register(check: Check) -> Check:
        _checks[kind] = check
        return check

    return register


def may_listen(viewer: Any, topic: str) -> bool:
    """Return whether a viewer may be told of changes under a topic ("incident:ID")."""
    rooms.load()
    kind, _, name = topic.partition(":")
    check = _checks.get(kind)
    return check is not None and check(viewer, name)
