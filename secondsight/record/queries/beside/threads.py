"""Hypotheses as threads: raised, tried, dropped or confirmed, and who had heard of it by when (R3.7b)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from secondsight.organisation.models import Account
from secondsight.record.models import Hypothesis, Incident, Knowledge, StepKnowledge
from secondsight.record.queries.findings import HYPOTHESIS_ORDER, hypotheses, life
from secondsight.record.queries.knowing import ROOM_KEY, holder_key, whose_names
from secondsight.record.rules.hypotheses import HypothesisState
from secondsight.record.rules.hypothesis_lives import HeardFact, Stance, StepFact, heard_since, stances
from secondsight.record.rules.knowing import Vantage

ENDS = frozenset({HypothesisState.DROPPED, HypothesisState.CONFIRMED})


@dataclass(frozen=True)
class Heard:
    """That somebody had heard of a step: noted by a person, or known of the event that tells of it."""

    id: str  # of the row; empty where the event's knowledge says so
    key: str  # "person:ID", "name:NAME", "team:SLUG", "room" for everybody
    who: str
    known_at: datetime | None
    way: str  # a word of `Way`, or empty
    how: str  # in free words
    is_of_event: bool = False


@dataclass(frozen=True)
class ThreadStep:
    """One step on both clocks."""

    id: str
    state: HypothesisState
    at: datetime | None
    who: str
    team: str  # slug, "" for none
    team_name: str
    words: str
    event_id: str
    item_id: int | None
    heard: tuple[Heard, ...]


@dataclass(frozen=True)
class HeardBy:
    """By when a team had heard that it was raised, and that it came to its end; None where nobody says."""

    key: str
    name: str
    raised_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class Thread:
    """A hypothesis from raised to its end; `ended_at` is None while it is open or its end has no time."""

    id: str
    what: str
    state: HypothesisState
    raised_at: datetime | None
    ended_at: datetime | None
    steps: tuple[ThreadStep, ...]
    teams: tuple[HeardBy, ...]
    signals: tuple[int, ...]


@dataclass(frozen=True)
class HypothesisFacts:
    """What the rule of lives reads of an incident."""

    steps: tuple[StepFact, ...]
    heard: tuple[HeardFact, ...]


def hypothesis_threads(viewer: Account, incident: Incident) -> list[Thread]:
    """Return the hypotheses of an incident that the viewer has found, the earliest raised first.

    Those without a time come last. Six statements, however many there are.
    """
    told = _told(viewer, incident)
    threads = [_thread(row, told) for row in told.rows]
    return sorted(threads, key=lambda thread: (thread.raised_at is None, thread.raised_at or 0))


def hypothesis_facts(viewer: Account, incident: Incident) -> HypothesisFacts:
    """Return the facts of `rules.hypothesis_lives` for an incident that the viewer has found."""
    told = _told(viewer, incident)
    return HypothesisFacts(tuple(told.steps.values()), tuple(told.facts))


def hypothesis_stances(
    viewer: Account, incident: Incident, vantage: Vantage, moment: datetime
) -> list[tuple[Hypothesis, Stance]]:
    """Return how each hypothesis stood at a moment for those at a vantage, in the order they were noted."""
    told = _told(viewer, incident)
    by_id = {row.pk: row for row in told.rows}
    found = stances(tuple(told.steps.values()), told.facts, vantage, moment)
    return [(by_id[stance.hypothesis_id], stance) for stance in found]


@dataclass(frozen=True)
class _Told:
    rows: list[Hypothesis]
    whose: dict[str, str]  # name -> account
    teams: dict[str, str]  # key -> name, as they come in
    steps: dict[str, StepFact]  # by the step's id
    facts: list[HeardFact]
    heard: dict[str, list[Heard]]  # by the step's id


def _told(viewer: Account, incident: Incident) -> _Told:
    rows = list(hypotheses(viewer, incident).order_by(*HYPOTHESIS_ORDER))
    told = _Told(rows, whose_names(incident), {}, {}, [], defaultdict(list))
    by_event: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        for number, step in enumerate(life(row).steps):
            told.steps[step.pk] = StepFact(
                row.pk,
                step.pk,
                HypothesisState(step.state),
                step.occurred_at,
                number,
                makers=tuple(_makers(told, step)),
            )
            if step.event_id:
                by_event[step.event_id].append(step.pk)
    said = StepKnowledge.objects.filter(step__in=list(told.steps), withdrawn_at=None)
    for each in said.select_related("account", "team").order_by("known_at", "id"):
        _hear(told, each.step_id, each)
    known = Knowledge.objects.filter(event__in=list(by_event), withdrawn_at=None)
    for each in known.select_related("account", "team").order_by("known_at", "id"):
        for step_id in by_event[each.event_id]:
            _hear(told, step_id, each)
    return told


def _hear(told: _Told, step_id: str, row: Any) -> None:
    account = row.account_id or told.whose.get(row.name)
    key = holder_key(account, row.team.slug if row.team else None, row.name)
    if row.team:
        told.teams.setdefault(key, row.team.name)
    told.facts.append(HeardFact(step_id, row.known_at, key))
    is_of_event = isinstance(row, Knowledge)
    told.heard[step_id].append(
        Heard(
            id="" if is_of_event else row.pk,
            key=key or ROOM_KEY,
            who=row.account.name if row.account else row.team.name if row.team else row.name or "Everybody",
            known_at=row.known_at,
            way=row.way,
            how=row.through,
            is_of_event=is_of_event,
        )
    )


def _makers(told: _Told, step: Any) -> Iterator[str]:
    if step.who:
        yield holder_key(told.whose.get(step.who), None, step.who)
    if step.team:
        key = holder_key(None, step.team.slug, "")
        told.teams.setdefault(key, step.team.name)
        yield key


def _thread(row: Hypothesis, told: _Told) -> Thread:
    lived = life(row)
    last = lived.steps[-1]
    steps = tuple(
        ThreadStep(
            id=step.pk,
            state=HypothesisState(step.state),
            at=step.occurred_at,
            who=step.who,
            team=step.team.slug if step.team else "",
            team_name=step.team.name if step.team else "",
            words=step.words,
            event_id=step.event_id or "",
            item_id=step.item_id,
            heard=tuple(told.heard[step.pk]),
        )
        for step in lived.steps
    )
    return Thread(
        id=row.pk,
        what=row.what,
        state=lived.state,
        raised_at=lived.raised.occurred_at,
        ended_at=last.occurred_at if lived.state in ENDS else None,
        steps=steps,
        teams=tuple(_heard_by(row, told, steps)),
        signals=tuple(sorted(item.pk for item in row.signals.all())),
    )


def _heard_by(row: Hypothesis, told: _Told, steps: tuple[ThreadStep, ...]) -> list[HeardBy]:
    """The teams that had heard of any of it."""
    found = []
    for key, name in told.teams.items():
        vantage = Vantage(team=key)
        since = [heard_since(told.steps[step.id], told.facts, vantage) for step in steps]
        heard = [at for at in since if at is not None]
        if heard:
            ended = since[-1] if steps[-1].state in ENDS else None
            found.append(HeardBy(key, name, min(heard), ended))
    return found
