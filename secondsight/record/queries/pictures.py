"""The timeline as a picture: what is drawn where, ready for a template (R3.8)."""

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from secondsight.organisation.models import Account
from secondsight.record.models import Event, Incident
from secondsight.record.queries.facts import milestones_of
from secondsight.record.rules.lane_packing import text_width
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.picture import DEFAULT_STYLE, Mark, Picture, PictureEvent
from secondsight.record.rules.shapes import PATHS, SHAPE_OF, SIZE
from secondsight.record.rules.timeline_layout import lay_out
from secondsight.record.rules.vocabulary import EventKind, MilestoneKind, Phase, Standing

SYSTEMS, NOBODY = "Systems", "No team named"
OF_SYSTEMS = frozenset({EventKind.SIGNAL, EventKind.IMPACT})
NARROW, WIDE, MANY = 1120, 1680, 80
CROWD = 300  # events from which marks stand in few rows and the rest is counted
CROWDED = replace(DEFAULT_STYLE, rows=2)
ROW = 18.0


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
class Ribbon:
    """When customers felt it, as far as the milestones say."""

    x: float
    width: float
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
class TimelinePicture:
    """Everything that the picture's template draws, in pixels."""

    title: str
    description: str
    zone: str
    width: float
    height: float
    bottom: float  # of the lanes; milestones and the ribbon are beneath
    ticks: list[Words]
    phases: list[Words]  # each in its band
    lanes: list[Words]  # `y` is the name's, `width` the lane's lower edge
    gaps: list[Words]  # `x` is the middle
    events: list[DrawnEvent]
    clusters: list[DrawnCluster]
    milestones: list[DrawnMilestone]
    ribbon: Ribbon | None
    ribbon_y: float
    legend: list[tuple[str, str, str]]  # (kind, label, path) of the kinds that are there


def timeline_picture(
    viewer: Account, incident: Incident, *, zone: tzinfo, is_windowed: bool = False, width: float = 0
) -> TimelinePicture | None:
    """Return the picture of an incident's timeline, None while it has no event with a time; two statements.

    `zone` is the reader's. With `is_windowed` the list beneath shows a part at a time, so that each mark
    leads to the part that holds its event. The picture's size grows with the room, not with the events.
    """
    rows = list(
        Event.objects.filter(
            incident__in=Incident.objects.visible_to(viewer),
            incident=incident,
            removed_at=None,
            occurred_at__isnull=False,
        )
        .order_by("occurred_at", "id")
        .values_list("id", "occurred_at", "what", "kind", "phase", "team__name", "standing")
    )
    if not rows:
        return None
    points = milestones_of(incident)
    instants = [row[1] for row in rows] + [at for at in points.values() if at]
    events = [
        PictureEvent(id, at, team or _lane(EventKind(kind)), what, EventKind(kind), _phase(phase))
        for id, at, what, kind, phase, team, _ in rows
    ]
    width = width or (WIDE if len(rows) > MANY else NARROW)
    style = CROWDED if len(rows) > CROWD else DEFAULT_STYLE
    layout = lay_out(events, _lanes(events), min(instants), max(instants), width, zone=zone, style=style)
    disputed = {row[0] for row in rows if row[6] == Standing.DISPUTED}
    return _drawn(incident, events, layout, points, zone, disputed, is_windowed)


def _drawn(
    incident: Incident,
    events: list[PictureEvent],
    layout: Picture,
    points: dict[MilestoneKind, datetime | None],
    zone: tzinfo,
    disputed: set[str],
    is_windowed: bool,
) -> TimelinePicture:
    by_id = {event.id: event for event in events}
    bottom = layout.height - DEFAULT_STYLE.margin
    milestones, ribbon_y = _milestones(layout, points, bottom + 16)
    ribbon = _ribbon(layout, points)
    first, last = events[0].at, max(event.at for event in events)
    return TimelinePicture(
        title=f"Timeline of {incident.title}",
        description=(
            f"{len(events)} events from {first.astimezone(zone):%-d %B %Y, %H:%M:%S} to "
            f"{last.astimezone(zone):%-d %B, %H:%M:%S} ({zone}), {spoken(last - first)} in all, "
            f"in {len(layout.lanes)} lanes. The list says the same in words."
        ),
        zone=str(zone),
        width=layout.width,
        height=ribbon_y + (ROW + 14 if ribbon else 0),
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
            for lane in layout.lanes
        ],
        gaps=[Words(round(gap.x + gap.width / 2, 1), 50, gap.label) for gap in layout.gaps if gap.label],
        events=[_event(mark, by_id, zone, disputed, is_windowed) for mark in layout.marks],
        clusters=[
            DrawnCluster(
                href=_href(by_id[cluster.event_ids[0]], is_windowed),
                x=round(cluster.x, 1),
                y=round(cluster.y - 9, 1),
                width=round(cluster.width, 1),
                label=cluster.label,
                name=f"{len(cluster.event_ids)} events close together, the first: "
                f"{by_id[cluster.event_ids[0]].label}",
            )
            for cluster in layout.clusters
        ],
        milestones=milestones,
        ribbon=ribbon,
        ribbon_y=ribbon_y,
        legend=[
            (kind.value, kind.label, PATHS[SHAPE_OF[kind]])
            for kind in EventKind
            if any(event.kind is kind for event in events)
        ],
    )


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


def _lane(kind: EventKind) -> str:
    return SYSTEMS if kind in OF_SYSTEMS else NOBODY


def _lanes(events: list[PictureEvent]) -> list[str]:
    """Systems first, then teams in the order in which they come in, then what names no team."""
    there = dict.fromkeys(event.lane for event in events)
    teams = [name for name in there if name not in (SYSTEMS, NOBODY)]
    return [name for name in (SYSTEMS, *teams, NOBODY) if name in there]


def _phase(value: str) -> Phase | None:
    return Phase(value) if value else None


def _milestones(
    layout: Picture, points: dict[MilestoneKind, datetime | None], top: float
) -> tuple[list[DrawnMilestone], float]:
    """Name the milestones beneath the lanes, each in the first row with room; return them and the bottom."""
    known = sorted((at, list(MilestoneKind).index(kind), kind) for kind, at in points.items() if at)
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


def _ribbon(layout: Picture, points: dict[MilestoneKind, datetime | None]) -> Ribbon | None:
    start = points[MilestoneKind.IMPACT_START]
    if start is None:
        return None
    ended = points[MilestoneKind.MITIGATED] or points[MilestoneKind.RESOLVED]
    end = ended or points[MilestoneKind.FULLY_RECOVERED] or layout.scale.end
    if end <= start:
        return None
    x = layout.scale.x(start)
    length = f", {spoken(end - start)}" if ended else ", its end not known"
    return Ribbon(
        round(x, 1), round(layout.scale.x(end) - x, 1), f"Customer impact{length}", x > layout.width - 240
    )


@dataclass(frozen=True)
class LegendMark:
    """One kind in the legend of the picture's file."""

    x: float
    y: float
    label: str
    path: str


def picture_file(picture: TimelinePicture) -> dict[str, Any]:
    """Return what the template "record/timeline.svg" needs: the picture, and a legend beneath it."""
    legend = []
    x, y = 20.0, picture.height + 16
    for _, label, path in picture.legend:
        wide = text_width(label, DEFAULT_STYLE.glyph) + 34
        if x + wide > picture.width:
            x, y = 20.0, y + ROW
        legend.append(LegendMark(round(x, 1), round(y, 1), label.lower(), path))
        x += wide
    return {"picture": picture, "legend": legend, "full_height": round(y + 46, 1)}
