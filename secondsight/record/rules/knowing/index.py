"""The index that answers for any vantage and moment, built once from the facts of an incident."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from secondsight.record.rules.knowing.checking import FORESEEABLE, is_too_early
from secondsight.record.rules.knowing.facts import EventFact, KnowledgeFact, MatteredFact
from secondsight.record.rules.knowing.holding import Belief, Holding
from secondsight.record.rules.knowing.look import Ground, Look, Said
from secondsight.record.rules.knowing.state import State, Stood
from secondsight.record.rules.knowing.vantage import Vantage
from secondsight.record.rules.vocabulary import Certainty

_NEVER = datetime.max.replace(tzinfo=UTC)


class KnowledgeIndex:
    """Who knew of which event since when; the rules are those of the package.

    What a knowing says of an event that is not among the events counts for nothing. `contradicted` holds the
    ids of the events that somebody would have known of before they happened, which wait to be settled.
    The first answer for a vantage costs a pass over the facts that reach it, each further one a step through
    its own.
    """

    def __init__(
        self,
        events: Iterable[EventFact],
        knowings: Iterable[KnowledgeFact],
        *,
        mitigated_at: datetime | None = None,
        mattered: Iterable[MatteredFact] = (),
    ) -> None:
        facts = list(knowings)
        order, happened = _order(list(events), facts)
        places = {event.id: place for place, event in enumerate(order)}
        said, self.contradicted = _read(order, places, facts)
        named: dict[int, list[MatteredFact]] = defaultdict(list)
        for fact in mattered:
            if fact.event_id in places:
                named[places[fact.event_id]].append(fact)
        self._ground = Ground(
            times=[event.occurred_at for event in order if event.occurred_at is not None],
            happened=[event.occurred_at or happened.get(event.id) for event in order],
            unknown=[Stood(event.id, event.occurred_at) for event in order],
            said=said,
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


def _order(
    events: list[EventFact], facts: Sequence[KnowledgeFact]
) -> tuple[list[EventFact], dict[str, datetime]]:
    """The events in the order of occurrence, and by when each of those without a time had happened.

    That is when it was first known of for sure; those come last.
    """
    happened: dict[str, datetime] = {}
    timeless = {event.id for event in events if event.occurred_at is None and event.kind not in FORESEEABLE}
    if timeless:
        for fact in facts:
            since = fact.known_at
            if since and fact.event_id in timeless and fact.certainty is not Certainty.BELIEVED:
                happened[fact.event_id] = min(since, happened.get(fact.event_id, since))

    def place(event: EventFact) -> tuple[bool, datetime, str]:
        at = event.occurred_at
        return at is None, at or happened.get(event.id, _NEVER), event.id

    return sorted(events, key=place), happened


def _read(
    order: Sequence[EventFact], places: Mapping[str, int], facts: Sequence[KnowledgeFact]
) -> tuple[dict[str, Said], tuple[str, ...]]:
    """What each holder says, by the places of events, and which events somebody knew of too early."""
    said: dict[str, Said] = defaultdict(Said)
    contradicted = set()
    for fact in facts:
        place = places.get(fact.event_id)
        if place is None:
            continue
        since, mine = fact.known_at, said[fact.holder]
        if since is None:
            mine.undated.append(place)
        elif fact.certainty is Certainty.BELIEVED:
            if fact.until_at is None or fact.until_at > since:
                mine.beliefs.append((place, Belief(since, fact.until_at, fact.turned_out)))
        else:
            event = order[place]
            at = event.occurred_at
            if at is not None and since < at and is_too_early(event.kind, at, since, event.precision):
                contradicted.add(event.id)
                since = at
            mine.sure.append((place, since))
    return dict(said), tuple(sorted(contradicted))
