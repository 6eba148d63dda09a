"""The people view of an incident: who was there, from when to when, and what it was for them (R2.4b).

It informs and never ranks: people stand in the order in which they came.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Person
from secondsight.organisation.queries.directory import shifts_during
from secondsight.record.models import Appearance, Incident, KnownAs
from secondsight.record.queries.incidents import is_name
from secondsight.record.rules.people import Known, Name, Suggestion, local_hour, suggest, tenure


@dataclass
class Present:
    """Somebody who appears in the evidence of an incident; `person` is None while nobody said who it is."""

    names: list[Appearance]
    person: Person | None = None
    joins: list[KnownAs] = field(default_factory=list)
    suggestion: Suggestion | None = None
    tenure: str = ""
    local_hour: str = ""  # when they came
    shift: str = ""  # "on shift: primary", "not on shift", "" where no shifts are known of them
    new_with: list[str] = field(default_factory=list)  # with whom they had never been in an incident before

    @property
    def name(self) -> str:
        """Return what to call them."""
        return self.person.name if self.person else (self.names[0].name or self.names[0].author)

    @property
    def first_at(self) -> datetime:
        """Return when they first appear."""
        return min(name.first_at for name in self.names)

    @property
    def last_at(self) -> datetime:
        """Return when they last appear."""
        return max(name.last_at for name in self.names)

    @property
    def items(self) -> int:
        """Return how many messages and records are theirs."""
        return sum(name.items for name in self.names)

    @property
    def words(self) -> int:
        """Return about how many words they wrote, at six characters a word."""
        return round(sum(name.characters for name in self.names) / 6)


def present(incident: Incident) -> list[Present]:
    """Return who appears in the evidence of an incident that the caller has found, in the order they came.

    Programs are left out. The same number of statements for 5 people as for 500.
    """
    names = list(Appearance.objects.filter(incident=incident, is_bot=False))
    said = list(_said(names))
    joined = {(row.source, row.author): row for row in said if row.is_same}
    found: dict[str, Present] = {}
    for name in names:
        join = joined.get((name.source, name.author))
        key = f"person:{join.person_id}" if join else f"{name.source}:{name.author}"
        one = found.setdefault(key, Present([], join.person if join else None))
        one.names.append(name)
        if join:
            one.joins.append(join)
    rows = sorted(found.values(), key=lambda one: (one.first_at, one.name))
    _suggest(rows, said)
    _tell_of_persons(rows)
    _tell_who_met(incident, rows)
    return rows


def programs(incident: Incident) -> list[Appearance]:
    """Return the programs that appear in an incident's evidence."""
    return list(Appearance.objects.filter(incident=incident, is_bot=True).order_by("first_at", "id"))


def said_of_name(incident: Incident, id: str) -> KnownAs:
    """Return what somebody said of a name that appears in an incident, which the caller has found.

    Raises NotFound.
    """
    rows = KnownAs.objects.select_related("person").filter(ended_at=None)
    found = rows.filter(pk=id).first() if is_name(id) else None
    appears = found and Appearance.objects.filter(incident=incident, source=found.source, author=found.author)
    if found is None or not appears:
        raise NotFound("Nobody said that of a name.")
    return found


def _said(names: Sequence[Appearance]) -> Iterable[KnownAs]:
    authors = {name.author for name in names}
    wanted = {(name.source, name.author) for name in names}
    rows = KnownAs.objects.filter(author__in=authors, ended_at=None).select_related("person", "said_by")
    return (row for row in rows if (row.source, row.author) in wanted)


def _suggest(rows: Sequence[Present], said: Iterable[KnownAs]) -> None:
    open_names = {
        Name(name.source, name.author, name.name, name.email): one
        for one in rows
        if one.person is None
        for name in one.names
    }
    if not open_names:
        return
    refused = [(row.source, row.author, row.person_id) for row in said if not row.is_same]
    people = [Known(row.pk, row.name, row.email) for row in Person.objects.all()]
    for suggestion in suggest(open_names, people, refused):
        open_names[suggestion.name].suggestion = suggestion


def _tell_of_persons(rows: Sequence[Present]) -> None:
    known = [one for one in rows if one.person is not None]
    if not known:
        return
    start, end = min(one.first_at for one in known), max(one.last_at for one in known)
    ids = [one.person.pk for one in known if one.person]
    shifts = shifts_during(ids, start, end)
    with_shifts = set(Person.objects.filter(pk__in=ids, shifts__isnull=False).values_list("pk", flat=True))
    for one in known:
        person = one.person
        assert person is not None
        one.tenure = tenure(person.started_on, one.first_at.date())
        one.local_hour = local_hour(one.first_at, person.time_zone)
        on = [s for s in shifts.get(person.pk, []) if s.from_at <= one.last_at and s.to_at > one.first_at]
        if on:
            one.shift = f"on shift: {on[0].what}" if on[0].what else "on shift"
        elif person.pk in with_shifts:
            one.shift = "not on shift"


def _tell_who_met(incident: Incident, rows: Sequence[Present]) -> None:
    """Note pairs that had never been in an incident together; without earlier incidents nothing is told."""
    authors = {name.author: one for one in rows for name in one.names}
    names = {(name.source, name.author): one for one in rows for name in one.names}
    earlier = Appearance.objects.filter(
        author__in=authors, incident__listed_at__lt=incident.listed_at
    ).exclude(incident=incident)
    together: dict[str, set[int]] = {}
    for incident_id, source, author in earlier.values_list("incident_id", "source", "author"):
        if (source, author) in names:
            together.setdefault(incident_id, set()).add(id(names[source, author]))
    if not together:
        return
    met = {pair for there in together.values() for pair in combinations(sorted(there), 2)}
    for one, other in combinations(rows, 2):
        if tuple(sorted((id(one), id(other)))) not in met:
            one.new_with.append(other.name)
            other.new_with.append(one.name)
