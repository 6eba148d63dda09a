"""What the second clock costs: 5,000 events, 60 people in 8 teams, from any vantage, at any moment (R3.2).

The rules alone, and read from each database. The first answer for a vantage is told apart from the next ones.
"""

import gc
import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bench.figures import Figure, spread
from bench.instances import DATABASES, instance, measured_in
from secondsight.record.rules.knowing import (
    ROOM,
    EventFact,
    KnowledgeFact,
    KnowledgeIndex,
    Stay,
    Vantage,
    own_knowing,
)
from secondsight.record.rules.vocabulary import Certainty, EventKind

EVENTS, PEOPLE, TEAMS, KNOWERS = 5_000, 60, 8, 2
STATE, PAGE = 20.0, 150.0  # ms
MOMENTS, RUNS = 40, 7
START, LENGTH = datetime(2026, 3, 17, 12, tzinfo=UTC), timedelta(hours=6)


def measure(size: int) -> list[Figure]:
    """Return the milliseconds that an index, its first and its further answers take."""
    figures = alone()
    for database in DATABASES:
        with instance(database) as environment:
            figures += measured_in(environment, "-m", "bench.knowing", database)
    return figures


def alone() -> list[Figure]:
    """Return the figures of the rules, from plain values."""
    events, knowings = story()
    end = START + LENGTH
    told = f"{len(events):,} events, {len(knowings):,} knowings"
    built = [computed(lambda: KnowledgeIndex(events, knowings)) for _ in range(RUNS)]
    index = KnowledgeIndex(events, knowings, mitigated_at=START + LENGTH / 2)
    first = [computed(partial(index.state, vantage, end)) for vantage in vantages()]
    room = []
    for _ in range(RUNS):
        fresh = KnowledgeIndex(events, knowings, mitigated_at=START + LENGTH / 2)
        room.append(computed(partial(fresh.state, ROOM, end)))
    steps = [
        timed(
            partial(index.state, vantage, START + LENGTH * n / MOMENTS),
            time.process_time,
        )
        for vantage in vantages()
        for n in range(MOMENTS + 1)
    ]
    return [
        figure("the index is built", built, None, told=told),
        figure("first state of a person or a team", first[:-1], STATE),
        figure("first state of the room", room, STATE),
        figure("any further state", steps, STATE),
    ]


def inside(on: str) -> list[Figure]:
    """Return the figures of the instance that this process runs in."""
    import django

    django.setup()

    from secondsight.record.queries.knowing import knowledge_index, vantages

    viewer, incident = stored()
    index = [timed(lambda: knowledge_index(viewer, incident)) for _ in range(RUNS)]
    own = [computed(lambda: knowledge_index(viewer, incident)) for _ in range(RUNS)]
    choices = [timed(lambda: vantages(viewer, incident)) for _ in range(RUNS)]
    return [
        figure("read and built", index, PAGE, on),
        figure("of this, our own computing", own, PAGE, on),
        figure("from where one can look", choices, None, on),
    ]


def figure(
    name: str, spent: list[float], budget: float | None, on: str = "rules alone", told: str = ""
) -> Figure:
    """Return the slowest run against the budget."""
    words = spread(spent) + (f"; {told}" if told else "")
    slowest, limit = max(spent), f"< {budget:.0f} ms" if budget else ""
    is_met = slowest < budget if budget else None
    return Figure("knowing", f"{EVENTS:,} events, {name}", slowest, "ms", limit, is_met, on, words)


def timed(work: Callable[[], Any], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how many milliseconds some work took."""
    began = clock()
    work()
    return (clock() - began) * 1000


def computed(work: Callable[[], Any]) -> float:
    """Return how many milliseconds of computing some work took: others on the machine do not count."""
    gc.collect()
    return timed(work, time.process_time)


def vantages() -> list[Vantage]:
    """Return every person with their team, every team, and the room last."""
    people = [Vantage(person, stays=(Stay(f"team:{n % TEAMS}"),)) for n, person in enumerate(persons())]
    return [*people, *(Vantage(team=f"team:{n}") for n in range(TEAMS)), ROOM]


def persons() -> list[str]:
    """Return the holders that people are."""
    return [f"person:{n:02}" for n in range(PEOPLE)]


def story() -> tuple[list[EventFact], list[KnowledgeFact]]:
    """Return the events of a long incident and who knew of each: who acted, a few people, at times a team."""
    chance, kinds = random.Random(7), list(EventKind)
    events, knowings = [], []
    for number in range(EVENTS):
        event = EventFact(f"{number:016}", START + LENGTH * number / EVENTS, chance.choice(kinds))
        events.append(event)
        knowings.append(own_knowing(event, chance.choice(persons())))
        for holder in chance.sample(persons(), KNOWERS):
            knowings.append(said(event, holder, chance))
        if chance.random() < 0.4:
            knowings.append(said(event, f"team:{chance.randrange(TEAMS)}", chance))
    return events, knowings


def said(event: EventFact, holder: str, chance: random.Random) -> KnowledgeFact:
    """Return that somebody knew some minutes later, or believed for a while."""
    assert event.occurred_at is not None
    since = event.occurred_at + timedelta(seconds=chance.randrange(3600))
    if chance.random() < 0.8:
        return KnowledgeFact(event.id, since, holder)
    until = since + timedelta(minutes=20) if chance.random() < 0.5 else None
    return KnowledgeFact(
        event.id, since, holder, Certainty.BELIEVED, until, chance.choice(["", "so", "otherwise"])
    )


def stored() -> tuple[Any, Any]:
    """Store the same story and return who looks and the incident."""
    from secondsight.organisation.models import Account
    from secondsight.record.models import Event, Knowledge
    from tests.cast import make_account, make_incident, make_team

    viewer = make_account()
    people = {holder: make_account(f"Person {holder}") for holder in persons()}
    teams = {f"team:{n}": make_team(f"Team {n}", *list(people.values())[n::TEAMS]) for n in range(TEAMS)}
    incident = make_incident(viewer)
    events, knowings = story()
    own: dict[str, Any] = {}
    for fact in knowings:
        if fact.event_id not in own:  # who acted comes first
            own[fact.event_id] = people[fact.holder]
    rows = [
        Event(
            pk=event.id,
            incident=incident,
            occurred_at=event.occurred_at,
            what=f"Moment {event.id}",
            kind=event.kind,
            account=own[event.id],
        )
        for event in events
    ]
    Event.objects.bulk_create(rows, batch_size=500)
    Knowledge.objects.bulk_create(
        [
            Knowledge(
                event_id=fact.event_id,
                known_at=fact.known_at,
                certainty=fact.certainty,
                until_at=fact.until_at,
                turned_out=fact.turned_out,
                account=people.get(fact.holder),
                team=teams.get(fact.holder),
            )
            for fact in knowings
        ],
        batch_size=500,
    )
    return Account.objects.get(pk=viewer.pk), incident


if __name__ == "__main__":
    print(json.dumps([asdict(each) for each in inside(sys.argv[1])]))
