"""The index that answers for any vantage and moment, built once from the facts of an incident."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from secondsight.record.rules.knowing.checking import FORESEEABLE, is_too_early
from secondsight.record.rules.knowing.facts import EventFact, KnowledgeFact, MatteredFact
from secondsight.record.rules.knowing.holding import Holding, Span
from secondsight.record.rules.knowing.look import Ground, Look
from secondsight.record.rules.knowing.state import State
from secondsight.record.rules.knowing.vantage import Vantage
from secondsight.record.rules.vocabulary import Certainty

_NEVER = datetime.max.replace(tzinfo=UTC)


class KnowledgeIndex:
    """Who knew of which event since when; the rules are those of the package.

    What a knowing says of an event that is not among the events counts for nothing. `contradicted` holds the
    ids of the events that somebody would have known of before they happened, which wait to be settled.
    The first answer for a vantage costs a pass over the facts, each further one a step through its own.
    """

    def __init__(
        self,
        events: Iterable[EventFact],
        knowings: Iterable[KnowledgeFact],
        *,
        mitigated_at: datetime | None = None,
        mattered: Iterable[MatteredFact] = (),
    ) -> None:
        by_id = {event.id: event for event in events}
        spans, undated, self.contradicted = _read(by_id, knowings)
        happened = _happened(by_id, spans)
        order = sorted(by_id.values(), key=lambda event: _place(event, happened))
        position = {event.id: place for place, event in enumerate(order)}
        named: dict[int, list[MatteredFact]] = defaultdict(list)
        for fact in mattered:
            if fact.event_id in position:
                named[position[fact.event_id]].append(fact)
        self._ground = Ground(
            ids=[event.id for event in order],
            occurred=[event.occurred_at for event in order],
            happened=[happened[event.id] for event in order],
            spans={
                holder: [(position[event_id], span) for event_id, span in mine]
                for holder, mine in spans.items()
            },
            undated={holder: [position[event_id] for event_id in mine] for holder, mine in undated.items()},
            mattered=named,
            mitigated_at=mitigated_at,
        )
        self._looks: dict[Vantage, Look] = {}

    def state(self, vantage: Vantage, moment: datetime) -> State:
        """Return what was known, believed and unknown from a vantage at a moment.

        Raises ValueError if the moment has no time zone.
        Source: R3.2.
        """
        return self._look(vantage).state(moment)

    def holdings(self, vantage: Vantage) -> Mapping[str, tuple[Holding, ...]]:
        """Return for how long each event was known or believed there, by its id; none for what never was."""
        return self._look(vantage).holdings

    def learnings(self, vantage: Vantage) -> tuple[datetime, ...]:
        """Return the instants at which somebody there learnt something, in order, each once."""
        return self._look(vantage).learnings

    def _look(self, vantage: Vantage) -> Look:
        look = self._looks.get(vantage)
        if look is None:
            look = self._looks[vantage] = Look(self._ground, vantage)
        return look


_Spans = dict[str, list[tuple[str, Span]]]


def _read(
    events: Mapping[str, EventFact], knowings: Iterable[KnowledgeFact]
) -> tuple[_Spans, dict[str, list[str]], tuple[str, ...]]:
    """What each holder says, by event; what they knew since nobody knows when; what is contradicted."""
    spans: _Spans = defaultdict(list)
    undated: dict[str, list[str]] = defaultdict(list)
    contradicted = set()
    for fact in knowings:
        event = events.get(fact.event_id)
        if event is None:
            continue
        since = fact.known_at
        if since is None:
            undated[fact.holder].append(event.id)
            continue
        if fact.certainty is Certainty.BELIEVED:
            if fact.until_at is None or fact.until_at > since:
                span = Span(since, fact.until_at, True, fact.turned_out)
                spans[fact.holder].append((event.id, span))
            continue
        occurred = event.occurred_at
        if occurred and since < occurred and is_too_early(event.kind, occurred, since, event.precision):
            contradicted.add(event.id)
            since = occurred
        spans[fact.holder].append((event.id, Span(since, None, False, "")))
    return spans, undated, tuple(sorted(contradicted))


def _happened(events: Mapping[str, EventFact], spans: _Spans) -> dict[str, datetime | None]:
    """By when each event had happened: when it did, else when it was first known of for sure."""
    found = {event.id: event.occurred_at for event in events.values()}
    for mine in spans.values():
        for event_id, span in mine:
            event = events[event_id]
            if event.occurred_at is None and not span.is_belief and event.kind not in FORESEEABLE:
                there = found[event_id]
                found[event_id] = span.since_at if there is None else min(there, span.since_at)
    return found


def _place(event: EventFact, happened: Mapping[str, datetime | None]) -> tuple[bool, datetime, str]:
    return event.occurred_at is None, event.occurred_at or happened[event.id] or _NEVER, event.id
