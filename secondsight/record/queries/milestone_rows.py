"""Milestones on both clocks, said in words for a page (R1.1, R3.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from secondsight.record.models import Incident
from secondsight.record.queries.beside import KnownTo, MilestoneBeside
from secondsight.record.queries.timeline_rows import both_zones, said_time, time_of
from secondsight.record.rules.vocabulary import Certainty, Precision


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone on both clocks, in words; times in the reader's zone."""

    milestone: MilestoneBeside
    when: str
    title: str
    rests_on: str  # "an event and 2 items of evidence"
    first_known: str  # "12:03:41, 4 min 41 s after, by Meera Rao"
    commander: str


def milestone_rows(
    milestones: Iterable[MilestoneBeside], incident: Incident, reader: tzinfo
) -> list[MilestoneRow]:
    """Return milestones in words: the known ones in the order of their time, then the unknown ones."""
    zone = ZoneInfo(incident.time_zone)
    found = list(milestones)
    places = {row.kind: place for place, row in enumerate(found)}
    reached = [(row.at, places[row.kind], row) for row in found if row.at is not None]
    ordered = [row for *_, row in sorted(reached)] + [row for row in found if row.at is None]
    return [
        MilestoneRow(
            row,
            said_point(row.at, row.precision, reader),
            both_zones(row.at, zone),
            _rests_on(row),
            known_words(row.room, row.at, reader) if row.room else "",
            "; ".join(
                f"{each.name} {known_words(each, row.at, reader)}"
                for each in row.known
                if each.kind == "commander"
            ),
        )
        for row in ordered
    ]


def known_words(known: KnownTo, at: datetime | None, reader: tzinfo) -> str:
    """Return since when a milestone was known somewhere: "12:03:41, 4 min 41 s after, by Meera Rao"."""
    if known.since_at is None:
        return "nobody says"
    verb = "believed " if known.certainty == Certainty.BELIEVED else ""
    by = f"by {', '.join(known.brought_by)}" if known.brought_by else ""
    after = f"{known.after} after" if known.after else ""
    return ", ".join(filter(None, (f"{verb}{time_of(known.since_at, reader, at)}", after, by)))


def said_point(at: datetime | None, precision: Precision, reader: tzinfo) -> str:
    """Return when a milestone was reached, as closely as it is known: "11 Mar, about 12:04"."""
    if at is None:
        return "not known"
    return f"{at.astimezone(reader):%-d %b}, {said_time(at, precision, reader)}"


def _rests_on(row: MilestoneBeside) -> str:
    parts = ((len(row.events), "event", "events"), (len(row.items), "item", "items"))
    return " and ".join(f"{n} {one if n == 1 else more}" for n, one, more in parts if n)
