"""All that was ever known from one vantage, laid out so that any moment of it is read off."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from secondsight.record.rules.knowing.facts import MatteredFact
from secondsight.record.rules.knowing.holding import Holding, Span, hold
from secondsight.record.rules.knowing.state import State, Stood
from secondsight.record.rules.knowing.vantage import Vantage
from secondsight.record.rules.vocabulary import Certainty, TurnedOut

_KNOWN, _BELIEVED, _OTHERWISE, _UNKNOWN, _LET_GO = range(5)
_Step = tuple[datetime, int, Stood]  # from when on, how it stood, and the row that says so


@dataclass(frozen=True, slots=True)
class Ground:
    """The facts of an incident by the place of an event in the order of occurrence, timeless ones last."""

    ids: Sequence[str]
    occurred: Sequence[datetime | None]
    happened: Sequence[datetime | None]  # by when it had happened, as far as can be told
    spans: Mapping[str, Sequence[tuple[int, Span]]]  # by holder
    undated: Mapping[str, Sequence[int]]  # by holder
    mattered: Mapping[int, Sequence[MatteredFact]]
    mitigated_at: datetime | None


class Look:
    """What a vantage held: made in one pass over the facts that reach it."""

    def __init__(self, ground: Ground, vantage: Vantage) -> None:
        spans = _reaching(ground, vantage)
        undated = {
            place
            for holder, places in ground.undated.items()
            if vantage.listens_to(holder)
            for place in places
        }
        held = {place: hold(mine) for place, mine in spans.items()}
        self._happened = ground.happened
        self._times = [at for at in ground.occurred if at is not None]
        self._unknown = [
            Stood(id, at, is_undated=place in undated)
            for place, (id, at) in enumerate(zip(ground.ids, ground.occurred, strict=True))
        ]
        self._steps: list[tuple[_Step, ...]] = [()] * len(ground.ids)
        for place, holdings in held.items():
            self._steps[place] = _steps(self._unknown[place], holdings)
        # What was known or believed before it happened, or whose time nobody knows: the order of occurrence
        # does not find these.
        timed = len(self._times)
        self._apart = [
            place
            for place in range(len(ground.ids))
            if place >= timed
            or (place in held and held[place] and held[place][0].since_at < self._times[place])
        ]
        self._late = _late(ground, vantage, held)
        self.holdings = {ground.ids[place]: held[place] for place in sorted(held)}
        self.learnings = tuple(sorted({span.since_at for mine in spans.values() for span in mine}))

    def state(self, moment: datetime) -> State:
        """Return what was held at a moment. Raises ValueError if it has no time zone."""
        if moment.tzinfo is None:
            raise ValueError("the moment has no time zone: pass an aware instant")
        stood: tuple[list[Stood], ...] = ([], [], [], [], [])
        missed = stood[_UNKNOWN]
        happened = bisect_right(self._times, moment)
        rows = self._unknown
        for place, steps in enumerate(self._steps[:happened]):
            if not steps or steps[0][0] > moment:
                missed.append(rows[place])
            else:
                _, how, row = steps[0] if len(steps) == 1 else _step(steps, moment)
                stood[how].append(row)
        for place in self._apart[bisect_right(self._apart, happened - 1) :]:
            steps = self._steps[place]
            by_at = self._happened[place]
            if steps and steps[0][0] <= moment:
                _, how, row = _step(steps, moment)
                if how != _UNKNOWN or (by_at is not None and by_at <= moment):
                    stood[how].append(row)
            elif by_at is not None and by_at <= moment:
                missed.append(rows[place])
        late = [row for row in self._late if row.since_at is not None and row.since_at <= moment]
        known, believed, otherwise, unknown = (tuple(found) for found in stood[:_LET_GO])
        return State(known, believed, otherwise, unknown, tuple(late))


def _reaching(ground: Ground, vantage: Vantage) -> dict[int, list[Span]]:
    """What was learnt at a vantage, by event."""
    found: dict[int, list[Span]] = defaultdict(list)
    for holder, said in ground.spans.items():
        if not vantage.listens_to(holder):
            continue
        is_always = vantage.is_room or holder in ("", vantage.person, vantage.team)
        for place, span in said:
            if is_always or vantage.shares(holder, span.since_at):
                found[place].append(span)
    return found


def _steps(unknown: Stood, holdings: tuple[Holding, ...]) -> tuple[_Step, ...]:
    """How an event stood from when on; before the first it was unknown."""
    steps: list[_Step] = []
    for holding in holdings:
        is_otherwise = holding.turned_out == TurnedOut.OTHERWISE
        how = _KNOWN if holding.certainty is Certainty.KNOWN else _OTHERWISE if is_otherwise else _BELIEVED
        if steps and steps[-1][0] == holding.since_at:
            steps.pop()
        steps.append((holding.since_at, how, Stood(unknown.event_id, unknown.occurred_at, holding.since_at)))
        if holding.until_at is not None:
            steps.append((holding.until_at, _LET_GO if is_otherwise else _UNKNOWN, unknown))
    return tuple(steps)


def _step(steps: tuple[_Step, ...], moment: datetime) -> _Step:
    return next(step for step in reversed(steps) if step[0] <= moment)


def _late(ground: Ground, vantage: Vantage, held: Mapping[int, tuple[Holding, ...]]) -> list[Stood]:
    """What reached a vantage only after the moment by which it mattered there, in order of occurrence."""
    found = []
    for place, holdings in sorted(held.items()):
        since = holdings[0].since_at
        happened = ground.happened[place]
        decisions = [
            fact.at for fact in ground.mattered.get(place, ()) if vantage.shares(fact.holder, fact.at)
        ]
        by_at = min(decisions) if decisions else ground.mitigated_at
        if by_at is None or since <= by_at:
            continue
        if happened <= by_at if happened is not None else decisions:
            found.append(Stood(ground.ids[place], ground.occurred[place], since, by_at))
    return found
