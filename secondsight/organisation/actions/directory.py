"""The directory: who people are, whether they have an account or not, and when they were on call (R2.4b)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from secondsight.base import journal
from secondsight.base.errors import InvalidInput
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Person, Shift
from secondsight.organisation.rules.directory import BadRow, PersonRow, ShiftRow, read_directory
from secondsight.organisation.rules.duties import must_set_policy

MOST_BYTES = 20 * 1024 * 1024
FIELDS = ("name", "email", "title", "team_name", "manager", "started_on", "time_zone")


@dataclass
class DirectoryReceipt:
    """What became of a table's rows: read = added + changed + unchanged + left out."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    left_out: list[BadRow] = field(default_factory=list)


def bring_directory(table: bytes, *, by: Account | None, at: datetime) -> DirectoryReceipt:
    """Take people, or their shifts, from a CSV table; the same table again changes nothing.

    A person is known by their e-mail address, else by their name. What a row leaves empty stays as it was.
    Raises InvalidInput for what is no such table, Forbidden for anybody but administrators and the
    programme owner; then nothing is changed.
    """
    must_set_policy(by)
    if len(table) > MOST_BYTES:
        raise InvalidInput("The table is larger than 20 MB; split it.", field="file")
    try:
        rows = read_directory(table.decode("utf-8-sig").replace("\0", ""))
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"Byte {error.start:,} is not UTF-8 text; save the table as CSV in UTF-8.", field="file"
        ) from None
    receipt = DirectoryReceipt(read=len(rows))
    with write():
        people = _People()
        for row in rows:
            if isinstance(row, BadRow):
                receipt.left_out.append(row)
            elif isinstance(row, PersonRow):
                _take_person(people, row, at, receipt)
            else:
                _take_shift(people, row, at, receipt)
        if receipt.added or receipt.changed:
            journal.record(
                "directory_brought",
                by=by,
                at=at,
                subject=next(iter(people.all())),
                topic="organisation",
                what=f"{receipt.added:,} added, {receipt.changed:,} changed",
            )
    return receipt


class _People:
    """Everybody in the directory, by e-mail address and by name."""

    def __init__(self) -> None:
        self._by_email: dict[str, Person] = {}
        self._by_name: dict[str, list[Person]] = {}
        for person in Person.objects.all():
            self.add(person)
        self.accounts = {account.email.casefold(): account for account in Account.objects.all()}

    def add(self, person: Person) -> None:
        if person.email:
            self._by_email[person.email.casefold()] = person
        self._by_name.setdefault(person.name.casefold(), []).append(person)

    def find(self, email: str, name: str) -> Person | None:
        if email and (found := self._by_email.get(email)):
            return found
        named = self._by_name.get(name.casefold(), [])
        fits = [person for person in named if not (email and person.email)]
        return fits[0] if len(fits) == 1 else None

    def all(self) -> Iterable[Person]:
        return (person for named in self._by_name.values() for person in named)


def _take_person(people: _People, row: PersonRow, at: datetime, receipt: DirectoryReceipt) -> None:
    told = {
        "name": row.name,
        "email": row.email,
        "title": row.title,
        "team_name": row.team,
        "manager": row.manager,
        "started_on": row.started_on,
        "time_zone": row.time_zone,
        "account": people.accounts.get(row.email),
    }
    person = people.find(row.email, row.name)
    if person is None:
        people.add(Person.objects.create(**told, recorded_at=at))
        receipt.added += 1
        return
    new = {name: value for name, value in told.items() if value and getattr(person, name) != value}
    if not new:
        receipt.unchanged += 1
        return
    for name, value in new.items():
        setattr(person, name, value)
    person.save(update_fields=list(new))
    receipt.changed += 1


def _take_shift(people: _People, row: ShiftRow, at: datetime, receipt: DirectoryReceipt) -> None:
    email = row.who if "@" in row.who else ""
    person = people.find(email, row.who)
    if person is None:
        receipt.left_out.append(BadRow(row.line, f"nobody in the directory is “{row.who[:60]}”"))
        return
    shift, is_new = Shift.objects.get_or_create(
        person=person,
        from_at=row.from_at,
        what=row.what,
        defaults={"to_at": row.to_at, "recorded_at": at},
    )
    if is_new:
        receipt.added += 1
    elif shift.to_at != row.to_at:
        Shift.objects.filter(pk=shift.pk).update(to_at=row.to_at)
        receipt.changed += 1
    else:
        receipt.unchanged += 1
