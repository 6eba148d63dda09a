"""What proposing a timeline costs: an incident of 5,000 messages, by the rules alone and with the database.

The worked incident happens again and again, every ninety-five minutes, until that many messages are there.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.instances import DATABASES, instance, measured_in

MESSAGES, RUNS = 5_000, 5
BUDGET = 2.0  # seconds
START, APART = datetime(2026, 3, 17, 11, 59, tzinfo=UTC), timedelta(minutes=95)


def measure(size: int) -> list[Figure]:
    """Return the seconds that the rules take, and those of a first and a second search of an incident."""
    figures = []
    for database in DATABASES:
        with instance(database) as environment:
            figures += measured_in(environment, "-m", "bench.candidates", database)
    return figures


def inside(on: str) -> list[Figure]:
    """Return the figures of the instance that this process runs in."""
    import django

    django.setup()

    from secondsight.base.clock import now
    from secondsight.record.actions.proposing import propose_candidates
    from secondsight.record.rules.candidates.facts import EvidenceFact
    from secondsight.record.rules.candidates.proposing import propose

    items = evidence()
    incident = stored(items)
    names = EvidenceFact.__dataclass_fields__
    facts = [EvidenceFact(**{name: getattr(item, name) for name in names}) for item in items]
    found = propose(facts)
    forward = sum(not candidate.is_kept_back for candidate in found)
    told = f"{len(facts):,} items, {len(found):,} candidates, {forward} put forward"
    figures = [figure("the rules alone", [timed(lambda: propose(facts)) for _ in range(RUNS)], on, told)]
    for name in ("first search, stored", "search again, nothing new"):
        spent = timed(lambda: propose_candidates(incident, by=None, at=now()))
        figures.append(figure(name, [spent], on))
    return figures


def figure(name: str, spent: list[float], on: str, told: str = "") -> Figure:
    """Return the slowest run against the budget."""
    slowest = max(spent)
    words = f"{min(spent):.2f}–{slowest:.2f}, n={len(spent)}" + (f"; {told}" if told else "")
    name = f"{MESSAGES:,} messages, {name}"
    return Figure("candidates", name, slowest, "s", f"< {BUDGET:.0f} s", slowest < BUDGET, on, words)


def timed(work: Callable[[], Any]) -> float:
    """Return how many seconds some work took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def evidence() -> list[Any]:
    """Return items of the worked incident's own files, over and over."""
    from demo.evidence import write_evidence
    from secondsight.integrations.apps import register_readers
    from secondsight.record import readers
    from secondsight.record.rules.evidence import Item, ReadOptions

    register_readers()
    once: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for path in write_evidence(Path(folder), START):
            head = readers.inspect(path, path.name)
            reader = readers.recognise(head)
            options = ReadOptions(mapping=reader.propose(head).mapping if reader.propose else {})
            read = readers.read(reader, head, options)
            once |= {item.key: item for item in read if isinstance(item, Item)}
    said = sum(item.kind == "message" for item in once.values())
    return [
        replace(item, key=f"{item.key}#{n}", occurred_at=item.occurred_at + n * APART)
        for n in range(-(-MESSAGES // said))
        for item in once.values()
    ]


def stored(items: list[Any]) -> Any:
    """Store the items as an incident's evidence and return the incident."""
    from secondsight.record.models import EvidenceItem, IncidentItem
    from tests.cast import make_incident, make_item

    incident = make_incident()
    file = make_item().file
    kept = ("key", "kind", "occurred_at", "text", "channel", "author_id", "author_name", "is_bot", "thread")
    rows = [
        EvidenceItem(
            file=file,
            place=item.place,
            raw=item.raw,
            title=item.title,
            details=dict(item.details),
            **{name: getattr(item, name) for name in kept},
        )
        for item in items
    ]
    there = EvidenceItem.objects.bulk_create(rows, batch_size=500)
    belonging = [IncidentItem(incident=incident, item=row, occurred_at=row.occurred_at) for row in there]
    IncidentItem.objects.bulk_create(belonging, batch_size=500)
    return incident


if __name__ == "__main__":
    print(json.dumps([asdict(each) for each in inside(sys.argv[1])]))
