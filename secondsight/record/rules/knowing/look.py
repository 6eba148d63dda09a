"""All that was ever known from one vantage, laid out so that any moment of it is read off."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from secondsight.record.rules.knowing.facts import MatteredFact
from secondsight.record.rules.knowing.holding import Belief, Holding, hold
from secondsight.record.rules.knowing.state import State, Stood
from secondsight.record.rules.knowing.vantage import Vantage
from secondsight.record.rules.vocabulary import Certainty, TurnedOut

_KNOWN, _BELIEVED, _OTHERWISE, _UNKNOWN, _LET_GO = range(5)
_Step = tuple[datetime, int, Stood]  # from when on, how it stood, and the row that says so


@dataclass(slots=True)
class Said:
    """What one holder knew and believed, and knew since nobody knows when, by the places of events."""

    sure: list[tuple[int, datetime]] = field(default_factory=list)
    beliefs: list[tuple[int, Belief]] = field(default_factory=list)
    undated: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ground:
    """The facts of an incident by the place of an event in the order of occurrence, timeless ones last."""

    times: Sequence[datetime]  # when they occurred, of those that have a time
    happened: Sequence[datetime | None]  # by when it had happened, as far as can be told
    unknown: Sequence[Stood]  # the row of each where it is unknown
    said: Mapping[str, Said]  # by holder
    mattered: Mapping[int, Sequence[MatteredFact]]
    mitigated_at: datetime | None


class Look:
    """What a vantage held: made in one pass over the facts that reach it."""

    def __init__(self, ground: Ground, vantage: Vantage) -> None:
        self._ground, self._vantage = ground, vantage
        self._sure, self._beliefs = _reaching(ground, vantage)
        self._unknown = _marked(ground, vantage)
        self._known = [
            None if since is None else Stood(row.event_id, row.occurred_at, since)
            for row, since in zip(ground.unknown, self._sure, strict=True)
        ]
        self._steps = {
            place: _steps(self._unknown[place], hold(mine, self._sure[place]))
            for place, mine in self._beliefs.items()
        }
        self._apart = list(self._places_apart())
        self._late = list(self._came_too_late())

    def state(self, moment: datetime) -> State:
        """Return what was held at a moment. Raises ValueError if it has no time zone."""
        if moment.tzinfo is None:
            raise ValueError("the moment has no time zone: pass an aware instant")
        stood: tuple[list[Stood], ...] = ([], [], [], [], [])
        is_known, missed = stood[_KNOWN].append, stood[_UNKNOWN].append
        happened = bisect_right(self._ground.times, moment)
        known, unknown, believed = self._known, self._unknown, self._steps
        for place, since in enumerate(self._sure[:happened]):
            if since is not None and since <= moment:
                is_known(known[place])  # type: ignore[arg-type]
            elif place in believed and (step := _step(believed[place], moment)):
                stood[step[1]].append(step[2])
            else:
                missed(unknown[place])
        for place in self._apart[bisect_right(self._apart, happened - 1) :]:
            how, row = self._before_it_happened(place, moment)
            stood[how].append(row)
        late = tuple(row for row in self._late if row.since_at is not None and row.since_at <= moment)
        sure, held, otherwise, never = (tuple(rows) for rows in stood[:_LET_GO])
        return State(sure, held, otherwise, never, late)

    @cached_property
    def holdings(self) -> dict[str, tuple[Holding, ...]]:
        """For how long each event was known or believed, by its id, in order of occurrence."""
        return {
            self._unknown[place].event_id: hold(self._beliefs.get(place, ()), since)
            for place, since in enumerate(self._sure)
            if since is not None or place in self._beliefs
        }

    @cached_property
    def learnings(self) -> tuple[datetime, ...]:
        """The instants at which somebody there learnt something."""
        found: set[datetime] = set()
        for sure, beliefs in _heard(self._ground, self._vantage):
            found.update(since for _, since in sure)
            found.update(belief.since_at for _, belief in beliefs)
        return tuple(sorted(found))

    def _places_apart(self) -> Iterator[int]:
        """The places that the order of occurrence does not find: held before it happened, or timeless."""
        times, sure = self._ground.times, self._sure
        for place, at in enumerate(times):
            since, steps = sure[place], self._steps.get(place)
            if (since is not None and since < at) or (steps and steps[0][0] < at):
                yield place
        yield from range(len(times), len(sure))

    def _before_it_happened(self, place: int, moment: datetime) -> tuple[int, Stood]:
        """How an event stood that had not happened by its time, or has none."""
        by_at, since, row = self._ground.happened[place], self._sure[place], self._known[place]
        if row is not None and since is not None and since <= moment:
            return _KNOWN, row
        step = _step(self._steps.get(place, ()), moment)
        if step and step[1] != _UNKNOWN:
            return step[1], step[2]
        has_happened = by_at is not None and by_at <= moment
        return _UNKNOWN if has_happened else _LET_GO, self._unknown[place]

    def _came_too_late(self) -> Iterator[Stood]:
        """What reached them only after the moment by which it mattered there, in order of occurrence."""
        ground = self._ground
        named_at_all, mitigated_at = ground.mattered, ground.mitigated_at
        if not named_at_all and mitigated_at is None:
            return
        for place, since in enumerate(self._sure):
            if since and mitigated_at and since <= mitigated_at and place not in named_at_all:
                continue
            beliefs = self._beliefs.get(place)
            if beliefs:
                believed = min(belief.since_at for belief in beliefs)
                since = believed if since is None else min(believed, since)
            if since is None:
                continue
            named = [
                fact.at
                for fact in ground.mattered.get(place, ())
                if self._vantage.shares(fact.holder, fact.at)
            ]
            by_at = min(named) if named else ground.mitigated_at
            if by_at is None or since <= by_at:
                continue
            happened, row = ground.happened[place], ground.unknown[place]
            if happened <= by_at if happened is not None else named:
                yield Stood(row.event_id, row.occurred_at, since, by_at)


def _heard(
    ground: Ground, vantage: Vantage
) -> Iterator[tuple[Sequence[tuple[int, datetime]], Sequence[tuple[int, Belief]]]]:
    """What each holder said, as far as it was learnt at a vantage: what was known, what was believed."""
    for holder, said in ground.said.items():
        if vantage.is_room or holder in ("", vantage.person, vantage.team):
            yield said.sure, said.beliefs
        elif vantage.listens_to(holder):
            shares = vantage.shares
            yield (
                [(place, since) for place, since in said.sure if shares(holder, since)],
                [(place, belief) for place, belief in said.beliefs if shares(holder, belief.since_at)],
            )


def _reaching(ground: Ground, vantage: Vantage) -> tuple[list[datetime | None], dict[int, list[Belief]]]:
    """Since when each event was known there at the soonest, and what was believed of it, by place."""
    sure: list[datetime | None] = [None] * len(ground.unknown)
    beliefs: dict[int, list[Belief]] = defaultdict(list)
    heard = list(_heard(ground, vantage))
    for known, _ in heard:
        for place, since in known:
            there = sure[place]
            if there is None or since < there:
                sure[place] = since
    for _, believed in heard:
        for place, belief in believed:
            there = sure[place]
            # Knowing ends believing: what was believed only afterwards counts for nothing.
            if there is None or belief[0] < there:
                beliefs[place].append(belief)
    return sure, dict(beliefs)


def _marked(ground: Ground, vantage: Vantage) -> Sequence[Stood]:
    """The rows of what is unknown, marked where somebody there knew and nobody knows since when."""
    places = {
        place
        for holder, said in ground.said.items()
        if said.undated and vantage.listens_to(holder)
        for place in said.undated
    }
    if not places:
        return ground.unknown
    return [
        row._replace(is_undated=True) if place in places else row for place, row in enumerate(ground.unknown)
    ]


def _steps(unknown: Stood, holdings: tuple[Holding, ...]) -> tuple[_Step, ...]:
    """How an event that was believed stood from when on; before the first it was unknown."""
    steps: list[_Step] = []
    for holding in holdings:
        if holding.certainty is Certainty.KNOWN:
            break
        is_otherwise = holding.turned_out == TurnedOut.OTHERWISE
        row = Stood(unknown.event_id, unknown.occurred_at, holding.since_at)
        steps.append((holding.since_at, _OTHERWISE if is_otherwise else _BELIEVED, row))
        if holding.until_at is not None:
            steps.append((holding.until_at, _LET_GO if is_otherwise else _UNKNOWN, unknown))
    return tuple(steps)


def _step(steps: tuple[_Step, ...], moment: datetime) -> _Step | None:
    for step in reversed(steps):
        if step[0] <= moment:
            return step
    return None
