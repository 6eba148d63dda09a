"""Impact beside the events, said in words for a page (R3.6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from zoneinfo import ZoneInfo

from secondsight.record.models import ImpactReading, Incident
from secondsight.record.queries.beside import Stretch, stretch_of
from secondsight.record.queries.timeline_rows import both_zones, time_of
from secondsight.record.rules.counting import Series
from secondsight.record.rules.impact import said_value
from secondsight.record.rules.lengths import spoken

MOST_READINGS = 200  # of a series, on a page


@dataclass(frozen=True)
class ImpactRow:
    """A reading in words; `when` is in the reader's zone, `title` in the incident's."""

    reading: ImpactReading
    stretch: Stretch
    side: str
    when: str
    title: str


@dataclass(frozen=True)
class SeriesRow:
    """A counted series in words."""

    series: Series
    how: str
    readings: list[tuple[str, str, str, str]]  # (time, its title, value, id of the first item)
    left_out: int


def impact_rows(rows: Iterable[ImpactReading], incident: Incident, reader: tzinfo) -> list[ImpactRow]:
    """Return readings in words, in the order given."""
    zone = ZoneInfo(incident.time_zone)
    found = []
    for row in rows:
        stretch = stretch_of(row)
        when = said_stretch(stretch, reader)
        found.append(ImpactRow(row, stretch, stretch.side.label, when, both_zones(row.from_at, zone)))
    return found


def said_stretch(stretch: Stretch, zone: tzinfo) -> str:
    """Return when a stretch of impact held: "12:02:20", "11:59:00 to 12:48:05, 49 min"."""
    since = time_of(stretch.from_at, zone)
    if stretch.is_instant:
        return since
    if stretch.until_at is None:
        return f"from {since}, its end not known"
    length = spoken(stretch.until_at - stretch.from_at)
    return f"{since} to {time_of(stretch.until_at, zone, stretch.from_at)}, {length}"


def series_rows(series: Sequence[Series], incident: Incident, reader: tzinfo) -> list[SeriesRow]:
    """Return counted series in words."""
    zone = ZoneInfo(incident.time_zone)
    return [
        SeriesRow(
            each,
            f"counted by {_step(each.step)}" if each.step else "as the evidence tells it",
            [
                (
                    time_of(reading.at, reader),
                    both_zones(reading.at, zone),
                    said_value(reading.value, each.unit),
                    str(reading.items[0]),
                )
                for reading in each.readings[:MOST_READINGS]
            ],
            max(0, len(each.readings) - MOST_READINGS),
        )
        for each in series
    ]


def _step(step: timedelta) -> str:
    return {60: "the minute", 3600: "the hour", 86400: "the day"}.get(int(step.total_seconds()), spoken(step))
