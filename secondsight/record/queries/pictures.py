"""The timeline as a picture: what is drawn where, ready for a template (R3.8)."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from secondsight.organisation.models import Account
from secondsight.record.models import Incident
from secondsight.record.queries.incidents import milestones_of
from secondsight.record.queries.picture_beside import BesideLines, beside_lines
from secondsight.record.queries.picture_rows import Chosen, chosen_events
from secondsight.record.rules.beside_layout import BesideDrawn, describe, lay_beside
from secondsight.record.rules.lane_packing import text_width
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.panes import Pane, find_differences, in_panes
from secondsight.record.rules.picture import DEFAULT_STYLE, Mark, Picture, PictureEvent
from secondsight.record.rules.picture_view import WHOLE, PictureView
from secondsight.record.rules.shapes import PATHS, SHAPE_OF, SIZE
from secondsight.record.rules.timeline_layout import lay_out
from secondsight.record.rules.vocabulary import EventKind, MilestoneKind

NARROW, WIDE, MANY = 1120, 1680, 80
CROWD = 300  # events from which marks stand in few rows and the rest is counted
CROWDED = replace(DEFAULT_STYLE, rows=2)
STATES = {"known": "known then", "believed": "believed then", "unknown": "had not reached them"}
ROW = 18.0
VEILED = 0.12  # of what is shown, beyond the moment
FLAG = 58.0  # the width of the flag that says the moment


@dataclass(frozen=True)
class DrawnEvent:
    """One event: where it stands, what it is called, and where the list tells of it."""

    id: str
    href: str
    x: float
    y: float
    path: str
    kind: str
    is_disputed: bool
    name: str
    label: str
    label_x: float
    label_y: float
    is_label_left: bool
    focus_x: float
    focus_width: float
    state: str = ""  # "known", "believed" or "unknown" to the pane's vantage; "" as known afterwards
    is_lit: bool = False  # the two vantages stood to it differently


@dataclass(frozen=True)
class DrawnCluster:
    """Events that stand too close to be told apart."""

    href: str
    x: float
    y: float
    width: float
    label: str
    name: str


@dataclass(frozen=True)
class DrawnMilestone:
    """A milestone: a line down the picture, and its name beneath."""

    x: float
    y: float
    label: str
    is_label_left: bool


@dataclass(frozen=True)
class Words:
    """A word or two in the picture; `width` is of the band that they stand in, 0 for none."""

    x: float
    y: float
    text: str
    width: float = 0.0
    name: str = ""


@dataclass(frozen=True)
class Veil:
    """Over what lies ahead of the moment; `label` is the moment, in a flag at its edge."""

    x: float
    width: float
    height: float
    flag_x: float
    label: str


@dataclass(frozen=True)
class TimelinePicture:
    """Everything that the picture's template draws, in pixels."""

    title: str
    description: str
    zone: str
    width: float
    height: float
    bottom: float  # of the lanes; milestones and what runs beside the events are beneath
    ticks: list[Words]
    phases: list[Words]  # each in its band
    lanes: list[Words]  # `y` is the name's, `width` the lane's lower edge
    gaps: list[Words]  # `x` is the middle
    events: list[DrawnEvent]
    clusters: list[DrawnCluster]
    milestones: list[DrawnMilestone]
    beside: BesideDrawn  # hypotheses, impact and counted series
    legend: list[tuple[str, str, str]]  # (kind, label, path) of the kinds that are there
    panes: list[Words]  # a heading for each vantage, if any
    veil: Veil | None = None
    key: str = "picture"  # what its names in a page begin with


def timeline_picture(
    viewer: Account,
    incident: Incident,
    *,
    zone: tzinfo,
    is_windowed: bool = False,
    width: float = 0,
    view: PictureView = WHOLE,
    key: str = "picture",
) -> TimelinePicture | None:
    """Return the picture of an incident's timeline, None while it has no event with a time there.

    `zone` is the reader's. With `is_windowed` the list beneath shows a part at a time, so that each mark
    leads to the part that holds its event. The picture's size grows with the room, not with the events.
    Some ten statements; more for a view from inside, never more for more events.
    Raises NotFound for a vantage that is not there.
    """
    chosen = chosen_events(viewer, incident, view)
    if not chosen.events:
        return None
    points = milestones_of(incident)
    shown = [at for at in points.values() if at and chosen.view.covers(at)]
    events = chosen.events
    instants = [event.at for event in events] + shown
    width = width or (WIDE if len(events) > MANY else NARROW)
    style = CROWDED if len(events) > CROWD else DEFAULT_STYLE
    start, end = _window(view, instants)
    layout = lay_out(events, chosen.lanes, start, end, width, zone=zone, style=style)
    layout, panes = in_panes(layout, [name for name, _ in chosen.stances], style)
    beside = beside_lines(viewer, incident, zone)
    return _drawn(incident, chosen, layout, panes, points, beside, zone, is_windowed, key)


def _window(view: PictureView, instants: list[datetime]) -> tuple[datetime, datetime]:
    """From where to where; ahead of a moment there is room for the veil, which says nothing of how much."""
    start = view.start or min(instants)
    if view.end or not view.at:
        return start, view.end or max(instants)
    return start, view.at + max((view.at - start) * VEILED, timedelta(minutes=1))


def _drawn(
    incident: Incident,
    chosen: Chosen,
    layout: Picture,
    panes: tuple[Pane, ...],
    points: dict[MilestoneKind, datetime | None],
    beside: BesideLines,
    zone: tzinfo,
    is_windowed: bool,
    key: str,
) -> TimelinePicture:
    events = chosen.events
    by_id = {event.id: event for event in events}
    bottom = layout.height - DEFAULT_STYLE.margin
    reached = {kind: at for kind, at in points.items() if at and chosen.view.covers(at)}
    milestones, top = _milestones(layout, reached, bottom + 16)
    below = lay_beside(layout.scale, layout.width, top, *beside, moment=chosen.view.at)
    lanes = [lane for pane in panes for lane in pane.lanes] or list(layout.lanes)
    return TimelinePicture(
        title=f"Timeline of {incident.title}",
        description=_description(chosen, len(layout.lanes), zone) + describe(below),
        zone=str(zone),
        width=layout.width,
        height=below.bottom,
        bottom=bottom,
        ticks=[
            Words(round(tick.x, 1), 14, f"{tick.day}, {tick.label}" if tick.day and n else tick.label)
            for n, tick in enumerate(layout.ticks)
        ],
        phases=[
            Words(round(band.x, 1), 20, band.label, round(band.width, 1), band.phase.label)
            for band in layout.phases
        ],
        lanes=[
            Words(12, round(lane.y + 22, 1), lane.name[:18], round(lane.y + lane.height, 1), lane.name)
            for lane in lanes
        ],
        gaps=[
            Words(round(gap.x + gap.width / 2, 1), 50, gap.label)
            for gap in layout.gaps
            if gap.label and not panes
        ],
        events=_events(layout, panes, chosen, by_id, zone, is_windowed),
        clusters=[
            DrawnCluster(
                href=_href(by_id[cluster.event_ids[0]], is_windowed),
                x=round(cluster.x, 1),
                y=round(cluster.y - 9 + shift, 1),
                width=round(cluster.width, 1),
                label=cluster.label,
                name=f"{len(cluster.event_ids)} events close together, the first: "
                f"{by_id[cluster.event_ids[0]].label}",
            )
            for shift in [pane.shift for pane in panes] or [0.0]
            for cluster in layout.clusters
        ],
        milestones=milestones,
        beside=below,
        legend=[
            (kind.value, kind.label, PATHS[SHAPE_OF[kind]])
            for kind in EventKind
            if any(event.kind is kind for event in events)
        ],
        panes=[Words(12, round(pane.y + 18, 1), pane.name, layout.width) for pane in panes],
        veil=_veil(layout, chosen, zone),
        key=key,
    )


def _description(chosen: Chosen, lanes: int, zone: tzinfo) -> str:
    events = chosen.events
    first, last = events[0].at, events[-1].at
    counted_events = f"{len(events)} event{'' if len(events) == 1 else 's'}"
    said = (
        f"{counted_events} from {first.astimezone(zone):%-d %B %Y, %H:%M:%S} to "
        f"{last.astimezone(zone):%-d %B, %H:%M:%S} ({zone}), {spoken(last - first)} in all, "
        f"in {lanes} lane{'' if lanes == 1 else 's'}. "
    )
    for name, states in chosen.stances:
        counted = Counter(states.get(event.id, "unknown") for event in events)
        said += (
            f"{name}: {counted['known']} known, {counted['believed']} believed, "
            f"{counted['unknown']} had happened and had not reached them. "
        )
    if chosen.beyond:
        said += f"{chosen.beyond} more {'lies' if chosen.beyond == 1 else 'lie'} outside this window. "
    return said + "The list says the same in words."


def _veil(layout: Picture, chosen: Chosen, zone: tzinfo) -> Veil | None:
    at, scale = chosen.view.at, layout.scale
    if at is None or not scale.start <= at <= scale.end:
        return None
    x = scale.x(at)
    return Veil(
        x=round(x, 1),
        width=round(layout.width - DEFAULT_STYLE.margin - x, 1),
        height=round(layout.height - DEFAULT_STYLE.margin - 38, 1),
        flag_x=round(min(max(x - FLAG / 2, 0), layout.width - FLAG), 1),
        label=f"{at.astimezone(zone):%H:%M:%S}",
    )


def _events(
    layout: Picture,
    panes: tuple[Pane, ...],
    chosen: Chosen,
    by_id: dict[str, PictureEvent],
    zone: tzinfo,
    is_windowed: bool,
) -> list[DrawnEvent]:
    if not panes:
        return [_event(mark, by_id, zone, chosen.disputed, is_windowed) for mark in layout.marks]
    lit = find_differences(chosen.stances[0][1], chosen.stances[1][1]) if len(panes) > 1 else set()
    return [
        _stood(
            _event(mark, by_id, zone, chosen.disputed, is_windowed),
            states.get(mark.event_id, "unknown"),
            is_lit=mark.event_id in lit,
        )
        for pane, (_, states) in zip(panes, chosen.stances, strict=True)
        for mark in pane.marks
    ]


def _stood(event: DrawnEvent, state: str, *, is_lit: bool) -> DrawnEvent:
    return replace(event, state=state, is_lit=is_lit, name=f"{event.name}; {STATES[state]}")


def _event(
    mark: Mark,
    by_id: dict[str, PictureEvent],
    zone: tzinfo,
    disputed: set[str],
    is_windowed: bool,
) -> DrawnEvent:
    event = by_id[mark.event_id]
    is_left = mark.label_side == "left"
    half, wide = SIZE / 2, mark.label_width if mark.label else 0.0
    x, y = mark.x, mark.y
    return DrawnEvent(
        id=event.id,
        href=_href(event, is_windowed),
        x=round(x, 1),
        y=round(y, 1),
        path=PATHS[mark.shape],
        kind=event.kind.value,
        is_disputed=event.id in disputed,
        name=f"{event.at.astimezone(zone):%H:%M:%S} {event.kind.label.lower()}: {event.label}",
        label=mark.label,
        label_x=round(x - half - DEFAULT_STYLE.space if is_left else mark.label_x, 1),
        label_y=round(y + 4, 1),
        is_label_left=is_left,
        focus_x=round(x - half - 4 - (wide if is_left else 0.0), 1),
        focus_width=round(SIZE + 8 + wide, 1),
    )


def _href(event: PictureEvent, is_windowed: bool) -> str:
    since = event.at.isoformat().replace("+", "%2B")
    return f"?from={since}#event-{event.id}" if is_windowed else f"#event-{event.id}"


def _milestones(
    layout: Picture, points: dict[MilestoneKind, datetime], top: float
) -> tuple[list[DrawnMilestone], float]:
    """Name the milestones beneath the lanes, each in the first row with room; return them and the bottom."""
    known = sorted((at, list(MilestoneKind).index(kind), kind) for kind, at in points.items())
    ends: list[float] = []
    drawn = []
    for at, _, kind in known:
        x = layout.scale.x(at)
        wide = text_width(kind.label, DEFAULT_STYLE.glyph) + 10
        is_left = x + wide > layout.width - DEFAULT_STYLE.margin
        begins = x - wide if is_left else x
        row = next((n for n, end in enumerate(ends) if begins >= end), len(ends))
        ends[row : row + 1] = [begins + wide]
        drawn.append(
            DrawnMilestone(
                x=round(x, 1), y=round(top + row * ROW, 1), label=kind.label, is_label_left=is_left
            )
        )
    return drawn, top + len(ends) * ROW
