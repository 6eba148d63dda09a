"""The arithmetic of the timeline's picture: what stands where (R3.8).

One row of marks is a row of labels too, so that each event can be read where it stands. Where there is
no room for a label the mark stands alone, and where there is none for a mark, events are counted
together in a cluster: none is left out.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import groupby, pairwise
from statistics import median

from secondsight.record.rules.lane_packing import Lane, text_width
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.picture import (
    DEFAULT_STYLE,
    Cluster,
    Gap,
    LaneBand,
    Mark,
    PhaseBand,
    Picture,
    PictureEvent,
    Style,
)
from secondsight.record.rules.time_axis import Scale, find_ticks, make_scale

QUIET_SHARE = 0.12  # of the whole picture, from which a stretch without events is pointed out
QUIET_TIMES = 4  # as long as the usual pause, likewise


def lay_out(
    events: Iterable[PictureEvent],
    lanes: Sequence[str],
    start: datetime,
    end: datetime,
    width: float,
    *,
    zone: tzinfo = UTC,
    style: Style = DEFAULT_STYLE,
) -> Picture:
    """Return where everything stands in a picture of this width; its height is what the lanes need.

    Lanes stand in the order given; those that only events name come after them. An event before the
    start or after the end stands at that end.

    Raises ValueError if the end is before the start or the width leaves no room.
    Source: R3.8.
    """
    ordered = sorted(events, key=lambda event: (event.at, event.id))
    names = list(dict.fromkeys([*lanes, *(event.lane for event in ordered)]))
    left = min(style.gutter, width / 4) + style.margin
    scale = make_scale(start, end, left, width - style.margin)
    by_lane: dict[str, list[PictureEvent]] = {name: [] for name in names}
    for event in ordered:
        by_lane[event.lane].append(event)
    y = style.axis
    bands: list[LaneBand] = []
    marks: list[Mark] = []
    clusters: list[Cluster] = []
    for name in names:
        lane = Lane(scale, style, y, width)
        for event in by_lane[name]:
            lane.place(event)
        bands.append(LaneBand(name, y, lane.height))
        marks += lane.marks
        clusters += lane.finished_clusters()
        y += lane.height
    return Picture(
        width=width,
        height=y + style.margin,
        scale=scale,
        ticks=tuple(find_ticks(scale, zone)),
        lanes=tuple(bands),
        marks=tuple(marks),
        clusters=tuple(clusters),
        phases=tuple(_phases(ordered, scale, style)),
        gaps=tuple(_gaps(ordered, scale, style)),
    )


def _phases(ordered: Sequence[PictureEvent], scale: Scale, style: Style) -> list[PhaseBand]:
    """Each run of events of one phase reaches to where the next begins; the last to its last event."""
    runs = [
        (phase, list(run))
        for phase, run in groupby((event for event in ordered if event.phase), lambda event: event.phase)
    ]
    bands = []
    for number, (phase, run) in enumerate(runs):
        ending = runs[number + 1][1][0] if number + 1 < len(runs) else run[-1]
        x, end = scale.x(run[0].at), scale.x(ending.at)
        if phase is not None and end - x >= 1:
            has_room = text_width(phase.label, style.glyph) + style.space <= end - x
            bands.append(PhaseBand(phase, x, end - x, phase.label if has_room else ""))
    return bands


def _gaps(ordered: Sequence[PictureEvent], scale: Scale, style: Style) -> list[Gap]:
    shown = [event.at for event in ordered if scale.start <= event.at <= scale.end]
    pauses = [(one, other, other - one) for one, other in pairwise(shown)]
    if len(pauses) < 3:
        return []
    usual = timedelta(seconds=median(length.total_seconds() for _, _, length in pauses))
    shortest = max((scale.end - scale.start) * QUIET_SHARE, usual * QUIET_TIMES, timedelta(minutes=1))
    return [
        _gap(scale.x(one), scale.x(other), length, style)
        for one, other, length in pauses
        if length >= shortest
    ]


def _gap(x: float, end: float, length: timedelta, style: Style) -> Gap:
    """A gap says as much as it has room for."""
    ways = (f"{spoken(length)} without an event", spoken(length), "")
    label = next(way for way in ways if text_width(way, style.glyph) + style.space <= end - x or not way)
    return Gap(x, end - x, length, label)
