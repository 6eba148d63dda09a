"""What the console of a live session offers to whoever leads it: questions for this phase and these words,
the next decisions with what was known and what had not arrived, and where the agenda stands (R4.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from secondsight.inquiry.models import Capture, LiveSession, SectionRun
from secondsight.inquiry.queries.agenda import SectionRow
from secondsight.inquiry.queries.captures import lines
from secondsight.inquiry.queries.session_sections import is_running, sections_for
from secondsight.inquiry.queries.sessions import clock_of
from secondsight.inquiry.rules.captures import CaptureKind
from secondsight.language.asking import prompts, questions
from secondsight.language.en.prompts import ZOOM_IN, ZOOM_OUT
from secondsight.record.models import Event
from secondsight.record.queries.decision_pairs import PairRow, decision_list, sides

NEXT = 3  # decision points that are shown ahead
ROWS = 4  # what was known, and what had not arrived, of each


@dataclass(frozen=True)
class Heard:
    """What the last captured line calls for: the kind of statement, the question made for it, a probe."""

    words: str
    title: str
    ask: str
    probe: str


@dataclass(frozen=True)
class Ahead:
    """A decision that the room comes to, from inside."""

    event: Event
    question: str
    decider: str
    held: list[PairRow]
    unreached: list[PairRow]


@dataclass(frozen=True)
class Prompts:
    """Questions to choose from; none of them has to be asked."""

    phase: str
    by_phase: Sequence[str]
    heard: Heard | None
    zoom_in: str = ZOOM_IN
    zoom_out: str = ZOOM_OUT


@dataclass(frozen=True)
class Passed:
    """A section of the agenda in a running session. Lengths are in minutes."""

    row: SectionRow
    had: int
    is_running: bool


def prompts_for(viewer: Any, session: LiveSession) -> Prompts:
    """Return the prompts that fit the phase on screen and what was said last."""
    event = Event.objects.filter(pk=session.event_id).first()
    said = [line for line in lines(viewer, session) if line.words]
    return Prompts(
        event.get_phase_display() if event and event.phase else "",
        prompts(event.phase) if event else (),
        _heard(said[-1]) if said else None,
    )


def decisions_ahead(viewer: Any, session: LiveSession, *, reader: tzinfo) -> list[Ahead]:
    """Return the decision on screen and those that the room comes to next, in their order.

    For who leads: with the guard up, the others see none of it yet.
    """
    if session.incident is None:
        return []
    found = decision_list(viewer, [session.incident]).told
    ahead = []
    for told, pair in found:
        at = told.event.occurred_at
        if at is None or (session.moment is not None and at < session.moment):
            continue
        both = sides(pair, reader=reader)
        ahead.append(
            Ahead(told.event, told.decision.question, told.decider, both.held[-ROWS:], both.unreached[-ROWS:])
        )
    return ahead[:NEXT]


def agenda_passed(viewer: Any, session: LiveSession, at: datetime) -> list[Passed]:
    """Return the sections of the agenda with what each has had so far."""
    rows = sections_for(viewer, session.review)
    runs = list(SectionRun.objects.filter(session=session))
    current = runs[-1]
    return [
        Passed(
            row,
            _had([run for run in runs if run.section == row.id], at),
            is_running(row, section=current.section, kind=current.kind, rows=rows),
        )
        for row in rows
    ]


def parked(viewer: Any, session: LiveSession) -> list[Capture]:
    """Return what was put into the parking lot, in its order."""
    return [
        line for line in lines(viewer, session) if line.kind == CaptureKind.PARKED and line.removed_at is None
    ]


def _had(runs: list[SectionRun], at: datetime) -> int:
    return round(clock_of(runs, at).had.total_seconds() / 60) if runs else 0


def _heard(line: Capture) -> Heard | None:
    found = next(iter(questions([line.words])), None)
    return Heard(line.words, found.title, found.ask, found.probe) if found else None
