"""People and shifts as a directory's CSV tells of them (R2.4b)."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from secondsight.base.errors import InvalidInput
from secondsight.organisation.rules.zones import check_time_zone

MOST_ROWS = 50_000
_ALIASES: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "full name", "display name", "employee", "person", "user"),
    "email": ("email", "e mail", "mail", "email address", "work email"),
    "title": ("title", "job title", "role", "position"),
    "team": ("team", "team name", "department", "group", "org unit"),
    "manager": ("manager", "manager name", "manager email", "reports to", "supervisor"),
    "started_on": ("start date", "started", "started on", "hire date", "hired on", "joined", "joined on"),
    "time_zone": ("zone", "time zone", "timezone", "tz"),
    "from_at": ("from", "from at", "shift start", "on call from", "starts at", "start", "start time"),
    "to_at": ("to", "to at", "until", "shift end", "on call to", "ends at", "end", "end time"),
    "what": ("what", "schedule", "rota", "shift", "rotation", "level"),
}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Table(Protocol):
    """What the standard library's CSV reader is."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]:
        """Return the rows."""
        ...


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the directory; what it does not tell is empty or None."""

    line: int
    name: str
    email: str = ""
    title: str = ""
    team: str = ""
    manager: str = ""
    started_on: date | None = None
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """When somebody was on call; who it was by e-mail, else by name."""

    line: int
    who: str
    from_at: datetime
    to_at: datetime
    what: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is left out, with its reason; the others are taken."""

    line: int
    reason: str


def read_directory(text: str) -> list[PersonRow | ShiftRow | BadRow]:
    """Return the rows of a directory's table: people, or shifts where it has from and to.

    Columns are found by their headers, in any order; what is not known is passed over.
    Raises InvalidInput for a table that has neither names nor e-mail addresses, or is too long.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), _dialect(text))
    try:
        header = next(reader, [])
        fields = _fields(header)
        rows = list(_rows(reader, fields))
    except csv.Error as error:
        raise InvalidInput(f"Line {reader.line_num}: {error}; expected a CSV table.", field="file") from None
    if not rows:
        raise InvalidInput("The table has a header and no rows.", field="file")
    return rows


def _rows(reader: Table, fields: Mapping[str, int]) -> Iterator[PersonRow | ShiftRow | BadRow]:
    is_shifts = {"from_at", "to_at"} <= fields.keys()
    for number, cells in enumerate(reader):
        if number >= MOST_ROWS:
            raise InvalidInput(f"More than {MOST_ROWS:,} rows; split the table.", field="file")
        if not any(cell.strip() for cell in cells):
            continue
        told = {field: cells[at].strip() for field, at in fields.items() if at < len(cells)}
        try:
            yield _shift(reader.line_num, told) if is_shifts else _person(reader.line_num, told)
        except InvalidInput as error:
            yield BadRow(reader.line_num, error.message)


def _fields(header: list[str]) -> Mapping[str, int]:
    plain = [re.sub(r"[\W_]+", " ", cell.casefold()).strip() for cell in header]
    found: dict[str, int] = {}
    for field, names in _ALIASES.items():
        at = next((plain.index(name) for name in names if name in plain), None)
        if at is not None and at not in found.values():
            found[field] = at
    if not {"name", "email"} & found.keys():
        shown = ", ".join(cell[:40] for cell in header[:12]) or "nothing"
        raise InvalidInput(
            f"No column with names or e-mail addresses; the header has {shown}. Expected a header such as "
            "name, email, title, team, manager, start date, zone; or email, from, to for shifts.",
            field="file",
        )
    return found


def _person(line: int, told: Mapping[str, str]) -> PersonRow:
    email = told.get("email", "").casefold()
    if email and not _EMAIL.fullmatch(email):
        raise InvalidInput(f"“{email[:60]}” is no e-mail address")
    name = told.get("name") or email.partition("@")[0]
    if not name or len(name) > 200 or len(email) > 254:
        raise InvalidInput("neither name nor e-mail address" if not name else "a name that is too long")
    zone = told.get("time_zone", "")
    return PersonRow(
        line=line,
        name=name,
        email=email,
        title=told.get("title", "")[:200],
        team=told.get("team", "")[:100],
        manager=told.get("manager", "")[:200],
        started_on=_day(told.get("started_on", "")),
        time_zone=check_time_zone(zone) if zone else "",
    )


def _shift(line: int, told: Mapping[str, str]) -> ShiftRow:
    who = told.get("email", "").casefold() or told.get("name", "")
    if not who:
        raise InvalidInput("neither name nor e-mail address")
    zone = ZoneInfo(check_time_zone(told["time_zone"])) if told.get("time_zone") else None
    from_at, to_at = (_instant(told.get(end, ""), zone) for end in ("from_at", "to_at"))
    if to_at <= from_at:
        raise InvalidInput("the shift ends before it begins")
    return ShiftRow(line, who, from_at, to_at, told.get("what", "")[:100])


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise InvalidInput(f"“{text[:40]}” is no date; expected one such as 2024-09-01") from None


def _instant(text: str, zone: ZoneInfo | None) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput(f"“{text[:40]}” is no time; expected one such as 2026-03-11T08:00+01:00") from None
    if at.tzinfo is None and zone is None:
        raise InvalidInput(f"“{text[:40]}” names no zone; expected 2026-03-11T08:00+01:00, or a column zone")
    try:
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError:
        raise InvalidInput(f"“{text[:40]}” is out of range") from None


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)

    class Dialect(csv.excel):
        pass

    Dialect.delimiter = delimiter
    return Dialect
