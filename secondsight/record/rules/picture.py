"""What the timeline's picture is made of: plain shapes in pixels, to be drawn as they are (R3.8)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from secondsight.record.rules.shapes import Shape
from secondsight.record.rules.time_axis import Scale, Tick
from secondsight.record.rules.vocabulary import EventKind, Phase


@dataclass(frozen=True, slots=True)
class PictureEvent:
    """What the picture needs of one event whose time is known."""

    id: str
    at: datetime
    lane: str
    label: str
    kind: EventKind
    phase: Phase | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes, in pixels."""

    gutter: float = 128.0  # at the left, for the lanes' names; at most a quarter of the width
    margin: float = 12.0
    axis: float = 40.0  # at the top, for ticks and phases
    row: float = 22.0
    padding: float = 8.0  # above and below a lane's rows
    glyph: float = 6.3  # the average width of a letter at the labels' size
    longest_label: int = 34  # letters
    rows: int = 6  # of marks in a lane, before events are counted together
    cluster: float = 34.0
    space: float = 6.0  # between a mark and its label, and between neighbours


DEFAULT_STYLE = Style()


@dataclass(frozen=True, slots=True)
class LaneBand:
    """A team's lane."""

    name: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """One event. Where the label found no room it is empty; `x` is the mark's middle."""

    event_id: str
    x: float
    y: float
    shape: Shape
    kind: EventKind
    label: str
    label_x: float
    label_side: str  # "right" of the mark, or "left" where the picture ends
    label_width: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Events of a lane that stand too close to be told apart, from `x` on `width` wide."""

    event_ids: tuple[str, ...]
    x: float
    y: float
    width: float
    label: str  # "+12"


@dataclass(frozen=True, slots=True)
class PhaseBand:
    """A stretch in which the events belonged to one phase; the label is empty where it is too narrow."""

    phase: Phase
    x: float
    width: float
    label: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without any event; the label says as much as it has room for."""

    x: float
    width: float
    length: timedelta
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything to draw, all of it within width and height."""

    width: float
    height: float
    scale: Scale
    ticks: tuple[Tick, ...]
    lanes: tuple[LaneBand, ...]
    marks: tuple[Mark, ...]
    clusters: tuple[Cluster, ...]
    phases: tuple[PhaseBand, ...]
    gaps: tuple[Gap, ...]
