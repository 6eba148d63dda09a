"""Lists a page at a time, by where the last page ended and not by counting: the 10th page costs the first."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from secondsight.base.errors import InvalidInput


@dataclass(frozen=True)
class Page:
    """One page of rows, in the list's order, with the cursors of its neighbours ("" at an end)."""

    rows: list[Any]
    next: str
    previous: str


def page(rows: QuerySet[Any], *, order: tuple[str, ...], size: int, cursor: str = "") -> Page:
    """Return the page at a cursor; without one, the first.

    `order` names columns without nulls, the last one unique ("-listed_at", "-id"). One statement.
    Raises InvalidInput for a cursor that this list did not give.
    """
    is_back, values = _read(cursor, order) if cursor else (False, None)
    columns = _turned(order) if is_back else order
    if values is not None:
        try:
            rows = rows.filter(_after(columns, values))
        except (ValidationError, ValueError, TypeError):
            raise InvalidInput("This page marker belongs to another list.", field="cursor") from None
    found = list(rows.order_by(*columns)[: size + 1])
    has_more = len(found) > size
    found = found[:size]
    if is_back:
        found.reverse()
    has_next = has_more if not is_back else True
    has_previous = has_more if is_back else values is not None
    return Page(
        rows=found,
        next=_write(found[-1], order, is_back=False) if found and has_next else "",
        previous=_write(found[0], order, is_back=True) if found and has_previous else "",
    )


def _turned(order: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def _after(order: tuple[str, ...], values: list[Any]) -> Q:
    after = Q()
    same: dict[str, Any] = {}
    for name, value in zip(order, values, strict=True):
        column = name.lstrip("-")
        step = "lt" if name.startswith("-") else "gt"
        after |= Q(**same, **{f"{column}__{step}": value})
        same[column] = value
    # The first column alone lets an index skip to the place.
    first = order[0]
    bound = {f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}": values[0]}
    return Q(**bound) & after


def _write(row: Model, order: tuple[str, ...], *, is_back: bool) -> str:
    values = []
    for name in order:
        value: Any = row
        for part in name.lstrip("-").split("__"):
            value = getattr(value, part)
        values.append(_plain(value))
    return base64.urlsafe_b64encode(json.dumps([is_back, *values]).encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"on": value.isoformat()} if isinstance(value, date) else value


def _read(cursor: str, order: tuple[str, ...]) -> tuple[bool, list[Any]]:
    try:
        is_back, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        read = [_value(value) for value in values]
    except (ValueError, TypeError, KeyError, AttributeError, binascii.Error):
        raise InvalidInput("This page marker is not one that this list gave.", field="cursor") from None
    if not isinstance(is_back, bool) or len(read) != len(order):
        raise InvalidInput("This page marker belongs to another list.", field="cursor")
    return is_back, read


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["at"]) if "at" in value else date.fromisoformat(value["on"])
    if not isinstance(value, str | int | float) or value in (float("inf"), float("-inf")) or value != value:
        raise TypeError
    if isinstance(value, str) and "\0" in value:
        raise ValueError
    return value
