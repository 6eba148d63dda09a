"""Fill a server's database with an incident as two teams saw it, `python -m tests.web.timeline_world`.

With an incident, one more event is put on its timeline.
"""

import os
import sys
from typing import Any

import django


def fill() -> str:
    """Make the worked outage, the same once more to be changed, and one of 600 events; return their ids."""
    from secondsight.record.models import Event
    from tests.cast import after, make_incident, make_team

    teams = make_team("API"), make_team("Database")
    told = [outage(*teams) for _ in range(2)]
    many = make_incident(title="A paging storm")
    Event.objects.bulk_create(
        Event(incident=many, what=f"moment {n}", kind="signal", occurred_at=after(n / 20)) for n in range(600)
    )
    return f"{' '.join(told)} {many.pk}"


def outage(api: Any, database: Any) -> str:
    """Make the worked outage as two teams saw it; return its id."""
    from secondsight.record.actions.knowledge import Knowing, add_knowledge
    from tests.cast import after, make_event, make_incident

    incident = make_incident()
    told = [
        (2, "Latency above two seconds", "signal", api, [(api, 2)]),
        (5, "Connections wait in the pool", "observation", database, [(database, 5), (api, 25)]),
        (9, "Roll back 4.18?", "decision", api, [(api, 9)]),
        (20, "The release is back", "action", api, [(api, 20), (database, 22)]),
        (25, "Bo tells the channel", "communication", database, [(api, 25), (database, 25)]),
        (31, "Stop the job?", "decision", database, [(database, 31)]),
        (40, "Checkout succeeds again", "impact", api, [(api, 41)]),
    ]
    for minute, what, kind, team, known in told:
        event = make_event(incident, what=what, kind=kind, team=team, occurred_at=after(minute))
        for who, since in known:
            add_knowledge(event, Knowing(after(since), team=who), by=None, at=after(60))
    return str(incident.pk)


def add(incident: str) -> str:
    """Put one more event on a timeline, fifteen minutes in; return its id."""
    from secondsight.record.models import Incident
    from tests.cast import after, make_event

    told = {"what": "The shift changes", "kind": "handoff", "occurred_at": after(15)}
    return str(make_event(Incident.objects.get(pk=incident), **told).pk)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secondsight.web.settings")
    django.setup()
    print(add(sys.argv[1]) if sys.argv[1:] else fill())
