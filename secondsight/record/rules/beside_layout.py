"""What stands beneath the lanes: hypotheses as threads, impact as ribbons, counts (R3.6, R3.7b, R3.8).

Plain shapes in pixels, drawn as they are. What lies outside the picture's stretch of time is cut at its ends,
what lies ahead of the moment is left out, and nothing that lies within is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from secondsight.record.rules.hypotheses import HypothesisState
from secondsight.record.rules.impact import Side
from secondsight.record.rules.lane_packing import text_width
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.picture import DEFAULT_STYLE
from secondsight.record.rules.time_axis import Scale

HEADING, THREAD, STRIP, GRAPH = 20.0, 30.0, 30.0, 34.0  # heights of rows
LONGEST = 46  # letters of a label


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a thread that has a time."""

    at: datetime
    state: HypothesisState
    said: str  # "raised 12:14:30 by Ilse"


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """A hypothesis to draw. `late_at` is when `late`, the last team, heard of its end; None for no such."""

    what: str
    steps: tuple[Step, ...]
    late: str = ""
    late_at: datetime | None = None
    is_late_still: bool = False  # at the moment that is drawn they had not heard

    @property
    def title(self) -> str:
        """Its life in words."""
        return f"hypothesis “{self.what}”, {', '.join(step.said for step in self.steps)}"

    @property
    def late_title(self) -> str:
        """How late the last team heard of its end, in words."""
        if self.late_at is None:
            return ""
        if self.is_late_still:
            return f"{self.late} had not heard of that yet"
        return f"{self.late} heard of that {spoken(self.late_at - self.steps[-1].at)} later"

    @property
    def end(self) -> Step | None:
        """The step that it ended with, None while it is open."""
        last = self.steps[-1]
        return last if last.state in (HypothesisState.DROPPED, HypothesisState.CONFIRMED) else None


@dataclass(frozen=True, slots=True)
class Strip:
    """Impact to draw; a stretch with neither an end nor `is_instant` ended when nobody knows.

    `name` is its label without what was known only in the end.
    """

    side: Side
    name: str
    label: str
    title: str
    from_at: datetime
    until_at: datetime | None = None
    is_instant: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """A counted series to draw, as steps from the first reading on."""

    label: str
    readings: tuple[tuple[datetime, float], ...]
    is_by_stretch: bool = False  # each is a count of its own, not a level that lasts


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path with a class, and a title for who points at it."""

    path: str
    style: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Words beneath the lanes."""

    x: float
    y: float
    text: str
    style: str
    is_left: bool = False  # they end there instead of beginning


@dataclass
class BesideDrawn:
    """Everything beneath the lanes; `bottom` is where it ends."""

    bottom: float
    strokes: list[Stroke] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


def lay_beside(
    scale: Scale,
    width: float,
    top: float,
    threads: Sequence[ThreadLine],
    strips: Sequence[Strip],
    graphs: Sequence[Graph],
    moment: datetime | None = None,
) -> BesideDrawn:
    """Return what stands beneath the lanes from `top` on; with a moment, as it stood then."""
    drawn = BesideDrawn(top)
    lines = [_until(line, moment) for line in threads]
    shown = [line for line in lines if line is not None and _is_in(line, scale)]
    _threads(drawn, scale, width, shown, scale.right if moment is None else scale.x(moment))
    within = [
        _so_far(strip, moment)
        for strip in strips
        if (moment is None or strip.from_at <= moment)
        and strip.from_at <= scale.end
        and not (strip.until_at and strip.until_at < scale.start)
        and not (strip.is_instant and strip.from_at < scale.start)
    ]
    for side, name in ((Side.CUSTOMER, "Customers"), (Side.INTERNAL, "Inside")):
        _strips(drawn, scale, width, name, [strip for strip in within if strip.side is side])
    for graph in graphs:
        _graph(drawn, scale, width, graph, moment)
    return drawn


def _until(line: ThreadLine, moment: datetime | None) -> ThreadLine | None:
    """A thread as it stood at a moment, None before it was raised."""
    if moment is None:
        return line
    steps = tuple(step for step in line.steps if step.at <= moment)
    if not steps:
        return None
    if len(steps) < len(line.steps) or line.late_at is None:
        return ThreadLine(line.what, steps)
    return replace(line, late_at=min(line.late_at, moment), is_late_still=moment < line.late_at)


def _is_in(line: ThreadLine, scale: Scale) -> bool:
    ended = max(line.steps[-1].at, line.late_at or line.steps[-1].at)
    return line.steps[0].at <= scale.end and (line.end is None or ended >= scale.start)


def _threads(drawn: BesideDrawn, scale: Scale, width: float, lines: list[ThreadLine], edge: float) -> None:
    if not lines:
        return
    drawn.labels.append(Label(12, drawn.bottom + 20, "Hypotheses", "lane-label"))
    ends: list[float] = []
    for line in lines:
        start = scale.x(line.steps[0].at)
        words = _short(line.what)
        reach = max(scale.x(line.late_at) if line.late_at else 0.0, _end_of(line, scale, edge), start + 14)
        wide = text_width(words, DEFAULT_STYLE.glyph) + 10
        is_left = start + wide > width - DEFAULT_STYLE.margin
        begins, ending = (start - wide, reach) if is_left else (start, max(reach, start + wide))
        row = next((n for n, end in enumerate(ends) if begins >= end), len(ends))
        ends[row : row + 1] = [ending + 16]
        y = drawn.bottom + row * THREAD
        _thread(drawn, scale, line, y + 24, edge)
        drawn.labels.append(Label(round(start - 5, 1), round(y + 14, 1), words, "thread-label", is_left))
    drawn.bottom += len(ends) * THREAD + 10


def _end_of(line: ThreadLine, scale: Scale, edge: float) -> float:
    return scale.x(line.end.at) if line.end else edge


def _thread(drawn: BesideDrawn, scale: Scale, line: ThreadLine, y: float, edge: float) -> None:
    start, end = scale.x(line.steps[0].at), _end_of(line, scale, edge)
    style = "thread" if line.end else "thread thread--open"
    drawn.strokes.append(Stroke(f"M{start:.1f} {y:.1f}H{max(end, start + 1):.1f}", style, line.title))
    if line.late_at is not None and line.end is not None and scale.x(line.late_at) > end:
        late = f"M{end:.1f} {y:.1f}H{scale.x(line.late_at):.1f}m0 -4v8"
        drawn.strokes.append(Stroke(late, "thread thread--late", line.late_title))
    for step in line.steps:
        if scale.start <= step.at <= scale.end:
            path = _MARKS[step.state].format(x=f"{scale.x(step.at):.1f}", y=f"{y:.1f}")
            title = f"{step.said}: {line.what}"
            drawn.strokes.append(Stroke(path, f"thread-mark thread-mark--{step.state.value}", title))


_MARKS = {
    HypothesisState.RAISED: "M{x} {y}m-5 0a5 5 0 1 1 10 0a5 5 0 1 1 -10 0Z",
    HypothesisState.SUPPORTED: "M{x} {y}m0 -5v10",
    HypothesisState.DROPPED: "M{x} {y}m-4 -4l8 8m0 -8l-8 8",
    HypothesisState.CONFIRMED: "M{x} {y}m-5 0l4 4l7 -9",
}


def _so_far(strip: Strip, moment: datetime | None) -> Strip:
    """A stretch that still went on at the moment, without what was known only in the end."""
    if moment is None or strip.is_instant or (strip.until_at and strip.until_at <= moment):
        return strip
    words = f"{strip.name}, {spoken(moment - strip.from_at)} so far"
    return replace(strip, label=words, title=words, until_at=moment)


def _strips(drawn: BesideDrawn, scale: Scale, width: float, name: str, strips: list[Strip]) -> None:
    if not strips:
        return
    kind = "impact" if strips[0].side is Side.CUSTOMER else "inside"
    drawn.labels.append(Label(12, drawn.bottom + 20, name, "lane-label"))
    ends: list[float] = []
    for strip in strips:
        start = scale.x(strip.from_at)
        until = strip.from_at if strip.is_instant else strip.until_at
        end = scale.x(until) if until else scale.right
        wide = text_width(strip.label, DEFAULT_STYLE.glyph) + 12
        is_left = start + wide > width - DEFAULT_STYLE.margin
        begins, ending = (start - wide, end) if is_left else (start, max(end, start + wide))
        row = next((n for n, last in enumerate(ends) if begins >= last), len(ends))
        ends[row : row + 1] = [ending + 10]
        y = drawn.bottom + row * STRIP + 8
        if strip.is_instant:
            path = f"M{start:.1f} {y:.1f}m0 -1l5 5l-5 5l-5 -5Z"
        else:
            path = f"M{start:.1f} {y:.1f}H{max(end, start + 2):.1f}v8H{start:.1f}Z"
        is_open = until is None
        style = (
            f"{kind}-mark" if strip.is_instant else f"{kind}-area{f' {kind}-area--open' if is_open else ''}"
        )
        drawn.strokes.append(Stroke(path, style, strip.title))
        drawn.labels.append(Label(round(start, 1), round(y + 20, 1), strip.label, f"{kind}-label", is_left))
    drawn.bottom += len(ends) * STRIP + 10


def _graph(drawn: BesideDrawn, scale: Scale, width: float, graph: Graph, moment: datetime | None) -> None:
    told = [
        (at, value) for at, value in graph.readings if at <= scale.end and (moment is None or at <= moment)
    ]
    if not told:
        return
    most = max(abs(value) for _, value in told) or 1.0
    base = drawn.bottom + 24
    last = scale.x(moment) if moment is not None and moment < scale.end else scale.right
    if graph.is_by_stretch:
        path = "".join(
            f"M{scale.x(at):.1f} {base:.1f}v{-abs(value) / most * 18:.1f}"
            for at, value in told
            if at >= scale.start
        )
    else:
        path = f"M{scale.x(told[0][0]):.1f} {base:.1f}"
        path += "".join(f"H{scale.x(at):.1f}V{base - abs(value) / most * 18:.1f}" for at, value in told)
        path += f"H{last:.1f}"
    drawn.labels.append(Label(12, round(base - 4, 1), _short(graph.label, 20), "lane-note"))
    if path:
        title = f"{graph.label}, at most {most:,.10g}"
        drawn.strokes.append(Stroke(path, "counted", title))
    drawn.labels.append(
        Label(
            round(width - DEFAULT_STYLE.margin, 1),
            round(base - 22, 1),
            f"at most {most:,.10g}",
            "lane-note",
            True,
        )
    )
    drawn.bottom += GRAPH


def _short(words: str, most: int = LONGEST) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def describe(drawn: BesideDrawn) -> str:
    """Return in words what stands beneath the lanes, for who does not see it; "" for nothing."""
    said = [stroke.title for stroke in drawn.strokes if stroke.title and "-mark--" not in stroke.style]
    return f" Beneath the lanes: {'; '.join(said)}." if said else ""
