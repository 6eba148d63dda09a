"""Who had heard of a hypothesis by when, said in words for a page (R3.7b)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from secondsight.record.models import Hypothesis, Incident
from secondsight.record.queries.beside import Heard, HeardBy, Thread, ThreadStep
from secondsight.record.queries.hearings import Proposed
from secondsight.record.queries.timeline_rows import both_zones, time_of
from secondsight.record.rules.hypotheses import HypothesisState
from secondsight.record.rules.hypothesis_lives import Stance
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.vocabulary import Way


@dataclass(frozen=True)
class HeardRow:
    """Somebody who had heard of a step, in words."""

    heard: Heard
    words: str  # "since 12:26:10, 14 min after, told in the call"
    title: str


@dataclass(frozen=True)
class StepRow:
    """A step of a hypothesis with who had heard of it, and who seems to have."""

    step: ThreadStep
    label: str
    time: str
    title: str
    heard: list[HeardRow]
    proposed: list[tuple[Proposed, str]]  # with its time in the reader's zone


def step_rows(
    thread: Thread, proposed: Mapping[str, Sequence[Proposed]], incident: Incident, reader: tzinfo
) -> list[StepRow]:
    """Return a hypothesis' steps in words, as they happened."""
    zone = ZoneInfo(incident.time_zone)
    return [
        StepRow(
            step,
            step.state.label,
            time_of(step.at, reader) if step.at else "time unknown",
            both_zones(step.at, zone),
            [
                HeardRow(heard, _heard(heard, step.at, reader), both_zones(heard.known_at, zone))
                for heard in step.heard
            ],
            [(one, time_of(one.known_at, reader)) for one in proposed.get(step.id, ())],
        )
        for step in thread.steps
    ]


def lag_lines(thread: Thread, reader: tzinfo) -> list[str]:
    """Return by when each team had heard of a hypothesis, and of its end, one sentence a team."""
    return [_lag(thread, team, reader) for team in thread.teams]


def _lag(thread: Thread, team: HeardBy, reader: tzinfo) -> str:
    first = (
        f"{team.name} had heard of it by {time_of(team.raised_at, reader)}" if team.raised_at else team.name
    )
    if thread.ended_at is None:
        return f"{first}."
    end = "dropped" if thread.state is HypothesisState.DROPPED else "confirmed"
    if team.ended_at is None:
        return f"{first}; nobody says when, if ever, they heard that it was {end}."
    late = team.ended_at - thread.ended_at
    if late < timedelta(seconds=1):
        return f"{first}, and knew at once that it was {end}."
    if team.raised_at is not None and team.raised_at >= thread.ended_at:
        return f"{first}, {spoken(late)} after it was {end}."
    meant = "believed" if end == "dropped" else "doubted"
    return (
        f"{first}, and that it was {end} at {time_of(team.ended_at, reader)}, {spoken(late)} late: until "
        f"then it could still be {meant} there."
    )


def _heard(heard: Heard, at: datetime | None, reader: tzinfo) -> str:
    if heard.known_at is None:
        return "since when is not known"
    late = heard.known_at - at if at else timedelta()
    way = Way(heard.way).label.lower() if heard.way else ""
    said = (
        f"since {time_of(heard.known_at, reader)}",
        f"{spoken(late)} after" if late >= timedelta(seconds=1) else "",
        way,
        heard.how,
    )
    return ", ".join(filter(None, said))


@dataclass(frozen=True)
class StanceRow:
    """How a hypothesis stood at a moment for those at a vantage, in words."""

    hypothesis: Hypothesis
    words: str
    is_behind: bool  # what had become of it had not reached them


def stance_rows(found: Sequence[tuple[Hypothesis, Stance]], name: str) -> list[StanceRow]:
    """Return how hypotheses stood, in words; those that nobody had raised by then are left out."""
    return [
        StanceRow(row, _stood(stance, name), stance.is_dropped_unheard or stance.is_confirmed_unheard)
        for row, stance in found
        if stance.actual is not None
    ]


def _stood(stance: Stance, name: str) -> str:
    actual = stance.actual.label.lower() if stance.actual else ""
    if stance.heard is None:
        return f"{actual} by then; {name} had not heard of it"
    if stance.is_dropped_unheard:
        return f"still believed by {name} ({stance.heard.label.lower()}), although it had been dropped"
    if stance.is_confirmed_unheard:
        return f"confirmed by then; {name} had heard only that it was {stance.heard.label.lower()}"
    if stance.heard is not stance.actual:
        return f"{actual} by then; {name} had heard that it was {stance.heard.label.lower()}"
    return f"{actual}, and {name} knew"
