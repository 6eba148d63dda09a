"""Prepared statements of what a viewer may see; the viewer comes first (C12)."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from secondsight.base.prepared import Asked, Prepared, Value
from secondsight.organisation.models import Account


class Seen:
    """A prepared statement whose first open value is who looks."""

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        """Take what makes the queryset: it gets a stand-in for the viewer, and those of the other values."""
        self._statement = Prepared(lambda viewer, **values: build(Account(pk=viewer), **values))

    def rows(self, viewer: Any, **values: Value) -> list[Any]:
        """Return the rows that the viewer may see, none for who is not signed in. One statement."""
        return self._statement.rows(viewer=viewer.pk, **values) if _looks(viewer) else []

    def asked(self, viewer: Any, **values: Value) -> Asked | None:
        """Return the statement with its values, None for who is not signed in."""
        return self._statement.asked(viewer=viewer.pk, **values) if _looks(viewer) else None


def _looks(viewer: Any) -> bool:
    return viewer is not None and viewer.is_authenticated and viewer.is_active
