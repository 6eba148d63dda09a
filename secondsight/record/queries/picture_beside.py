"""What the picture draws beneath its lanes: hypotheses, impact, what the evidence counts (R3.8)."""

from datetime import datetime, tzinfo
from typing import NamedTuple

from secondsight.organisation.models import Account
from secondsight.record.models import Incident
from secondsight.record.queries.beside import Stretch, Thread, ThreadStep, hypothesis_threads, ribbons
from secondsight.record.queries.impact_rows import said_stretch
from secondsight.record.queries.timeline_rows import time_of
from secondsight.record.rules.beside_layout import Graph, Step, Strip, ThreadLine
from secondsight.record.rules.counting import Series
from secondsight.record.rules.hypotheses import HypothesisState
from secondsight.record.rules.lengths import spoken

MOST_GRAPHS = 4


class BesideLines(NamedTuple):
    """What is to be drawn, in the order in which it is laid out."""

    threads: list[ThreadLine]
    strips: list[Strip]
    graphs: list[Graph]


def beside_lines(viewer: Account, incident: Incident, zone: tzinfo) -> BesideLines:
    """Return what runs beside the events of an incident that the viewer has found; times are in `zone`.

    Hypotheses that were raised when nobody knows have no place in time and are left to their page. A fixed
    number of statements.
    """
    found = ribbons(viewer, incident)
    threads = [line for each in hypothesis_threads(viewer, incident) if (line := _line(each, zone))]
    strips = [_strip(each, zone) for each in (*found.customer, *found.internal)]
    return BesideLines(threads, strips, [_graph(each) for each in found.counted[:MOST_GRAPHS]])


def _line(thread: Thread, zone: tzinfo) -> ThreadLine | None:
    steps = tuple(
        Step(step.at, step.state, _said(step, step.at, zone)) for step in thread.steps if step.at is not None
    )
    if not steps or steps[0].state is not HypothesisState.RAISED:
        return None
    ended = thread.ended_at
    late = [(team.ended_at, team.name) for team in thread.teams if team.ended_at and team.raised_at]
    at, name = max(late, default=(None, ""))
    if ended is None or at is None or at <= ended:
        return ThreadLine(thread.what, steps)
    return ThreadLine(thread.what, steps, name, at)


def _said(step: ThreadStep, at: datetime, zone: tzinfo) -> str:
    who = step.who or step.team_name
    return f"{step.state.label.lower()} {time_of(at, zone)}{f' by {who}' if who else ''}"


def _strip(stretch: Stretch, zone: tzinfo) -> Strip:
    label = stretch.label
    if not stretch.id and not stretch.is_instant:
        ended = stretch.until_at
        label += f", {spoken(ended - stretch.from_at)}" if ended else ", its end not known"
    return Strip(
        stretch.side,
        stretch.name,
        label,
        f"{stretch.label}, {said_stretch(stretch, zone)}",
        stretch.from_at,
        stretch.until_at,
        stretch.is_instant,
    )


def _graph(series: Series) -> Graph:
    readings = tuple((reading.at, reading.value) for reading in series.readings)
    return Graph(series.label, readings, is_by_stretch=series.step is not None)
