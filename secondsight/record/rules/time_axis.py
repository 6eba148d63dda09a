"""The arithmetic of a time axis: from instants to places, and where its ticks stand (R3.8)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_STEPS = tuple(
    timedelta(seconds=seconds)
    for seconds in (
        *(1, 2, 5, 10, 15, 30),
        *(60 * minutes for minutes in (1, 2, 5, 10, 15, 30)),
        *(3_600 * hours for hours in (1, 2, 3, 6, 12)),
        *(86_400 * days for days in (1, 2, 7, 14, 28, 56, 112, 364)),
    )
)
_A_MINUTE, _A_DAY = timedelta(minutes=1), timedelta(days=1)
_SHORTEST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from time to place. Without `left` and `right` a place is a share from 0 to 1."""

    start: datetime
    end: datetime
    left: float = 0.0
    right: float = 1.0

    def x(self, at: datetime) -> float:
        """Return the place of an instant; one beyond an end stands at that end."""
        share = (at - self.start) / (self.end - self.start)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def at(self, x: float) -> datetime:
        """Return the instant of a place, to the microsecond."""
        return self.start + (self.end - self.start) * ((x - self.left) / (self.right - self.left))


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis with the time of day, or the day, on the reader's clock."""

    x: float
    at: datetime
    label: str  # "14:05", "14:05:30", "16 Mar"
    day: str = ""  # the day, where it begins or is first told


def make_scale(start: datetime, end: datetime, left: float = 0.0, right: float = 1.0) -> Scale:
    """Return the scale of a stretch of time; one shorter than a minute is widened to it, kept in the middle.

    Raises ValueError if the end is before the start, an instant has no zone, or there is no room.
    """
    if start.tzinfo is None or end.tzinfo is None:
        raise ValueError("start or end has no time zone: pass aware instants")
    if end < start:
        raise ValueError(f"the end, {end}, is before the start, {start}")
    if right <= left:
        raise ValueError(f"no room from {left} to {right}")
    missing = max(_SHORTEST - (end - start), timedelta(0))
    return Scale(start - missing / 2, end + missing / 2, left, right)


def find_ticks(scale: Scale, zone: tzinfo = UTC, closest: float = 64.0) -> list[Tick]:
    """Return ticks at round times of the zone's clock, in time order, at least `closest` apart.

    Steps are those that people read at a glance, from one second to a year.
    """
    span = scale.end - scale.start
    most = max(int((scale.right - scale.left) / closest), 1)
    step = next((step for step in _STEPS if span / step <= most), _STEPS[-1])
    ticks: list[Tick] = []
    last: date | None = None
    for at in _round_times(scale, step, zone):
        x = scale.x(at)
        if ticks and x - ticks[-1].x < closest * 0.9:
            continue  # a clock that was put back would set two ticks on each other
        local = at.astimezone(zone)
        ticks.append(Tick(x, at, _label(local, step), "" if local.date() == last else _day(local)))
        last = local.date()
    return ticks


def _round_times(scale: Scale, step: timedelta, zone: tzinfo) -> list[datetime]:
    """The instants within the scale at which the zone's clock shows a multiple of the step."""
    first = scale.start.astimezone(zone).date()
    times = []
    if step >= _A_DAY:
        day = first
        while (at := _midnight(day, zone)) <= scale.end:
            if at >= scale.start:
                times.append(at)
            day += step
        return times
    day = first
    while (midnight := _midnight(day, zone)) <= scale.end:
        at, next_day = midnight, _midnight(day + _A_DAY, zone)
        at += step * max((scale.start - midnight) // step, 0)
        while at < next_day and at <= scale.end:
            if at >= scale.start:
                times.append(at)
            at += step
        day += _A_DAY
    return times


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)


def _label(local: datetime, step: timedelta) -> str:
    if step >= _A_DAY:
        return _day(local)
    return f"{local:%H:%M:%S}" if step < _A_MINUTE else f"{local:%H:%M}"


def _day(local: datetime) -> str:
    return f"{local.day} {local:%b}"
