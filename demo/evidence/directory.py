"""What the personnel system and the rota hand out: everybody, and who was on call that week."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from demo.evidence.alerts import stamp
from demo.people import PEOPLE, PERSON, TEAM

# Who was on call on the day of the worked incident, and for what.
ON_CALL = (
    ("ilse", "Storefront"),
    ("arjun", "API Platform"),
    ("renata", "Data Platform, primary"),
    ("caleb", "Data Platform, secondary"),
)


def people_table(anchor: datetime) -> bytes:
    """Return everybody who works there as CSV; tenure is counted back from the demo's present."""
    rows = (
        (
            person.name,
            person.email,
            person.title,
            TEAM[person.team].name if person.team else "",
            f"{anchor.astimezone(UTC) - timedelta(days=person.tenure_days):%Y-%m-%d}",
            person.time_zone,
        )
        for person in PEOPLE
    )
    return _csv(("Name", "E-mail", "Title", "Team", "Start date", "Time zone"), rows)


def shifts_table(start: datetime) -> bytes:
    """Return the rota of the week in which an incident started as CSV; shifts change on Monday at 07:00 UTC."""
    day = start.astimezone(UTC).replace(hour=7, minute=0, second=0, microsecond=0)
    monday = day - timedelta(days=day.weekday())
    until = monday + timedelta(days=7)
    rows = (
        (PERSON[slug].name, PERSON[slug].email, stamp(monday, "seconds"), stamp(until, "seconds"), what)
        for slug, what in ON_CALL
    )
    return _csv(("Name", "E-mail", "From", "To", "Schedule"), rows)


def _csv(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(headers)
    writer.writerows(rows)
    return table.getvalue().encode()
