"""The same lanes once for each vantage, beneath each other on one axis, to be compared (R3.8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from secondsight.record.rules.picture import DEFAULT_STYLE, LaneBand, Mark, Picture, Style

HEAD = 26.0  # the height of a pane's heading


@dataclass(frozen=True, slots=True)
class Pane:
    """One vantage's part of a picture: its heading stands above its lanes."""

    name: str
    y: float  # of the heading's upper edge
    lanes: tuple[LaneBand, ...]
    marks: tuple[Mark, ...]
    shift: float  # how much lower it all is than in the picture it was made of


def in_panes(
    layout: Picture, names: Sequence[str], style: Style = DEFAULT_STYLE
) -> tuple[Picture, tuple[Pane, ...]]:
    """Return the picture high enough for a pane a name, and the panes from the top down.

    Every pane has every mark, each at the same place across.
    Source: R3.8.
    """
    lanes_height = sum(lane.height for lane in layout.lanes)
    panes = tuple(
        _pane(
            layout,
            name,
            style.axis + number * (lanes_height + HEAD),
            number * lanes_height + (number + 1) * HEAD,
        )
        for number, name in enumerate(names)
    )
    grown = len(panes) * HEAD + max(len(panes) - 1, 0) * lanes_height
    return replace(layout, height=layout.height + grown), panes


def find_differences(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    """Return the events that two vantages stood to differently, by id.

    Both map an event to "known", "believed" or "unknown"; what one of them lacks is unknown to it.
    """
    return {
        event
        for event in one.keys() | other.keys()
        if one.get(event, "unknown") != other.get(event, "unknown")
    }


def _pane(layout: Picture, name: str, y: float, shift: float) -> Pane:
    return Pane(
        name=name,
        y=y,
        lanes=tuple(replace(lane, y=lane.y + shift) for lane in layout.lanes),
        marks=tuple(replace(mark, y=mark.y + shift) for mark in layout.marks),
        shift=shift,
    )
