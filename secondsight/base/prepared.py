"""Statements that Django builds once and that are asked many times with other values.

Building a query with several subqueries costs more than asking it: on a page that asks five of them
Django took three times as long as the database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from secondsight.base.sight import is_narrowed, whole

Value = str | datetime | date
_ERA = datetime(8000, 1, 1, tzinfo=UTC)  # no value that a query would hold by itself


@dataclass(frozen=True)
class Asked:
    """A statement with its values, ready to be run: the rows of a model."""

    model: type[Model]
    sql: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, rows: QuerySet[Any]) -> "Asked":
        """Return what a queryset asks."""
        sql, params = rows.query.sql_with_params()
        return cls(rows.model, sql, tuple(params))


class Prepared:
    """A queryset with named values left open: texts, instants and days."""

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        """Take what makes the queryset: `build` gets a stand-in for each value, by name.

        It has to put each stand-in into the query as it is, and may not look at it; what the query's
        shape depends on cannot be left open, and neither can a list's length. It runs once a database.
        """
        self._build = build
        self._made: dict[str, tuple[Asked, dict[Any, str]]] = {}

    def rows(self, **values: Value) -> list[Any]:
        """Return the model's rows, annotations as attributes. One statement.

        What a join would bring is asked for by `annotate` (text and whole numbers; a truth may be 0
        or 1), for `select_related` and `prefetch_related` have no effect.
        """
        asked = self.asked(**values)
        return list(asked.model._default_manager.raw(asked.sql, asked.params))

    def asked(self, **values: Value) -> Asked:
        """Return the statement with its values. Raises ValueError for one that the query does not hold."""
        if is_narrowed():
            return Asked.of(self._build(**values))  # what is kept from somebody is in no statement of others
        if connection.vendor not in self._made:
            with whole():
                self._made[connection.vendor] = self._compiled(values)
        asked, names = self._made[connection.vendor]
        adapted = {stand_in: _adapted(values[name]) for stand_in, name in names.items()}
        params = (adapted.get(param, param) if _can_stand_in(param) else param for param in asked.params)
        return Asked(asked.model, asked.sql, tuple(params))

    def _compiled(self, values: dict[str, Value]) -> tuple[Asked, dict[Any, str]]:
        stand_ins = {name: _stand_in(value, n) for n, (name, value) in enumerate(values.items())}
        asked = Asked.of(self._build(**stand_ins))
        names = {_adapted(stand_in): name for name, stand_in in stand_ins.items()}
        missing = set(names) - {param for param in asked.params if _can_stand_in(param)}
        if missing:
            raise ValueError(f"the query does not hold: {', '.join(names[one] for one in missing)}")
        return asked, names


def _stand_in(value: Value, number: int) -> Value:
    if isinstance(value, datetime):
        return _ERA + timedelta(days=number)
    if isinstance(value, date):
        return (_ERA + timedelta(days=number)).date()
    return f"stand-in {number}"


def _adapted(value: Value) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


def _can_stand_in(param: Any) -> bool:
    return isinstance(param, str | datetime | date)
