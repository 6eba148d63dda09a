"""What is read of the directory."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, QuerySet

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account, Person, Shift

ORDER = ("name", "id")


def directory(viewer: Account) -> QuerySet[Person]:
    """Return everybody in the directory, by name, each with `shift_count`."""
    return Person.objects.annotate(shift_count=Count("shifts")).order_by(*ORDER)


def directory_person(viewer: Account, id: str) -> Person:
    """Return one person of the directory. Raises NotFound."""
    found = Person.objects.filter(pk=id).first() if id.isalnum() and len(id) <= 16 else None
    if found is None:
        raise NotFound("There is nobody by that name in the directory.")
    return found


def shifts_during(people: Collection[str], start: datetime, end: datetime) -> dict[str, list[Shift]]:
    """Return the shifts of some people that touch a window, by the person's id, the earliest first."""
    found: dict[str, list[Shift]] = {}
    rows = Shift.objects.filter(person__in=people, from_at__lte=end, to_at__gt=start).order_by("from_at")
    for shift in rows:
        found.setdefault(shift.person_id, []).append(shift)
    return found
