"""From the plain rows of an exported review to rows of this instance, each value looked at."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models

from secondsight.base.errors import InvalidInput
from secondsight.inquiry.queries.reviews import is_id
from secondsight.publication.queries.portable import Section, columns, lists, target
from secondsight.publication.rules.portable import Row

_EXPECTED: tuple[tuple[type[Any], tuple[type, ...], str], ...] = (
    (models.DateTimeField, (str,), "an instant with its offset, such as 2026-03-11T14:02:00+00:00"),
    (models.DateField, (str,), "a day, such as 2026-03-11"),
    (models.BooleanField, (bool,), "true or false"),
    (models.IntegerField, (int,), "a whole number"),
    (models.CharField, (str,), "text"),
    (models.TextField, (str,), "text"),
)


@dataclass
class Read:
    """A row that was read, not stored yet, and the ids that its lists name."""

    row: Any
    lists: dict[str, list[Any]] = field(default_factory=dict)


def place_of(section: Section, number: int, column: str = "") -> str:
    """Return where in a file something stands: "events[3].what"."""
    return f"{section.name}[{number}]" + (f".{column}" if column else "")


class Reader:
    """Reads sections in their order, and knows what each name in the file stands for here."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._here: dict[str, dict[Any, Any]] = {}  # section -> name in the file -> primary key here

    def read(self, section: Section, rows: list[Row]) -> list[Read]:
        """Return the rows of a section. Raises InvalidInput that names row and column."""
        here = self._here.setdefault(section.name, {})
        seen = set()
        made = []
        # A row may refer to one that comes later in its own section (an event merged into another).
        if section.key == ("id",):
            here.update({row["id"]: row["id"] for row in rows if isinstance(row.get("id"), str)})
        for number, row in enumerate(rows):
            one = self._row(section, number, row)
            name = tuple(str(row.get(part)).lower() for part in section.key)
            if name in seen:
                raise _wrong(place_of(section, number), "it stands in the file twice")
            seen.add(name)
            made.append(one)
        return made

    def stands_for(self, section: Section, one: Read, existing: Any) -> None:
        """Say which row of this instance a row of the file is."""
        one.row.pk = existing.pk
        if len(section.key) == 1:
            self._here[section.name][getattr(one.row, section.key[0])] = existing.pk

    def _row(self, section: Section, number: int, row: Row) -> Read:
        fields = [*columns(section), *lists(section)]
        known = {one.name for one in fields}
        if unknown := sorted(set(row) - known):
            raise _wrong(place_of(section, number, unknown[0][:40]), "this version does not know this field")
        values = {}
        for column in columns(section):
            place = place_of(section, number, column.name)
            if column.name not in row:
                if column.name in section.key or not _can_lack(column):
                    raise _wrong(place, "it is missing")
                continue
            values[column.attname] = self._value(column, row[column.name], place)
        made = section.model(**values)
        if section.name == "people":
            made.set_unusable_password()  # type: ignore[attr-defined]
        return Read(
            made,
            {one.name: self._list(one, row, place_of(section, number, one.name)) for one in lists(section)},
        )

    def _value(self, column: Any, value: Any, place: str) -> Any:
        if value is None:
            if column.null:
                return None
            raise _wrong(place, "it is null")
        to = target(column)
        if to is not None:
            return self._reference(to, value, place)
        if isinstance(column, models.JSONField):
            return _json(column, value, place)
        for kind, types, expected in _EXPECTED:
            if isinstance(column, kind):
                if not isinstance(value, types) or (isinstance(value, bool) and kind is models.IntegerField):
                    raise _wrong(place, f"expected {expected}")
                break
        return _checked(column, value, place)

    def _reference(self, to: Section, value: Any, place: str) -> Any:
        name = value.strip().lower() if to.key == ("email",) and isinstance(value, str) else value
        if not isinstance(name, str) or name not in self._here.get(to.name, {}):
            raise _wrong(
                place, f"“{str(value)[:60]}” is not among the {to.name.replace('_', ' ')} of this file"
            )
        return self._here[to.name][name]

    def _list(self, many: Any, row: Row, place: str) -> list[Any]:
        names = row.get(many.name, [])
        to = target(many)
        if not isinstance(names, list) or to is None:
            raise _wrong(place, "expected a list")
        ids = [self._reference(to, name, place) for name in names]
        if len(set(ids)) != len(ids):
            raise _wrong(place, "something stands in the list twice")
        return ids


def _can_lack(column: Any) -> bool:
    return column.has_default() or column.null or column.blank


def _checked(column: Any, value: Any, place: str) -> Any:
    if isinstance(value, str):
        _check_text(value, place)
    if isinstance(column, models.DateTimeField):
        return _instant(value, place)
    if isinstance(column, models.DateField):
        return _day(value, place)
    if column.name == "id" and not is_id(value):
        raise _wrong(place, "this is not an id as Secondsight makes them")
    if column.name == "email":
        value = value.strip().lower()
    if column.name == "time_zone":
        _check_zone(value, place)
    if value in column.empty_values:
        if not column.blank and isinstance(value, str):
            raise _wrong(place, "it is empty")
        return value
    try:
        return column.clean(value, None)
    except ValidationError as error:
        raise _wrong(place, " ".join(error.messages)[:200]) from None


def _json(column: Any, value: Any, place: str) -> Any:
    usual = column.get_default()
    if usual is not None and not isinstance(value, type(usual)):
        raise _wrong(place, f"expected {'a list' if isinstance(usual, list) else 'an object'}")
    _check_texts(value, place)
    return value


def _check_texts(value: Any, place: str) -> None:
    if isinstance(value, str):
        _check_text(value, place)
    elif isinstance(value, dict):
        for key, part in value.items():
            _check_text(key, place)
            _check_texts(part, place)
    elif isinstance(value, list):
        for part in value:
            _check_texts(part, place)
    elif isinstance(value, float) and value in (float("inf"), float("-inf")) or value != value:
        raise _wrong(place, "it holds a number that is none")


def _check_text(value: str, place: str) -> None:
    if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise _wrong(place, "it holds a character that no text has (NUL or half of a surrogate pair)")


def _instant(value: str, place: str) -> datetime:
    try:
        at = datetime.fromisoformat(value)
        if at.tzinfo is None:
            raise _wrong(place, "this time has no zone: 2026-03-11T14:02:00+00:00 has one")
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _wrong(
            place, "expected an instant with its offset, such as 2026-03-11T14:02:00+00:00"
        ) from None


def _day(value: str, place: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _wrong(place, "expected a day, such as 2026-03-11") from None


def _check_zone(value: str, place: str) -> None:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise _wrong(place, f"“{value[:40]}” is not a time zone, such as Europe/Berlin") from None


def _wrong(place: str, what: str) -> InvalidInput:
    return InvalidInput(f"{place}: {what}. Nothing was imported.", field=place)
