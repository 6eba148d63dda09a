"""The timeline as a list: one row an event, everything said in words before the page is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from secondsight.record.models import Event, EventItem, Knowledge, Milestone
from secondsight.record.queries.decisions import OnTimeline
from secondsight.record.rules.lengths import spoken
from secondsight.record.rules.vocabulary import EventKind, MilestoneKind, Phase, Precision, Standing

AT_ONCE = 3  # statements of who knew that a row shows before it is asked for more
QUIET = timedelta(minutes=5)  # a silence that a reader should notice
_FORMATS = {
    Precision.SECOND: "%H:%M:%S",
    Precision.MINUTE: "%H:%M",
    Precision.HOUR: "%H h",
    Precision.DAY: "",
}


@dataclass(frozen=True)
class Reached:
    """A milestone at its place in the list."""

    kind: str
    label: str
    time: str
    title: str


@dataclass(frozen=True)
class Knew:
    """That somebody knew, in words, and since when: what they came to know later is not told from inside."""

    words: str
    iso: str  # "" where nobody knows since when


@dataclass(frozen=True)
class EventRow:
    """One event as the list shows it; times are in the reader's zone, their titles in the incident's."""

    event: Event
    time: str
    iso: str
    title: str
    kind: str
    icon: str
    standing: str
    who: str
    known: list[Knew]  # the first who knew, those of one instant together
    known_further: list[Knew]  # those after, for whoever asks
    item_count: int
    question: str  # what an outcome without context leaves open (R3.9)
    day: str = ""  # said where a new day begins
    phase: str = ""  # said where a new phase begins
    gap: str = ""  # said where nothing was recorded for a while before
    decision: str = ""  # the id of its decision point, where it is told as one (R3.4)
    milestones: tuple[Reached, ...] = ()  # that rest on it
    before: tuple[Reached, ...] = ()  # reached since the row before, resting on no event that is shown
    knowing: str = ""  # "known", "believed" or "unknown" to whom the reader asked about


def with_item_count(rows: QuerySet[Event]) -> QuerySet[Event]:
    """Return events with `item_count`: on how many items of evidence each rests."""
    mine = EventItem.objects.filter(event=OuterRef("pk")).order_by().values("event")
    return rows.annotate(item_count=Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0))


def event_rows(
    events: Iterable[Event],
    *,
    reader: tzinfo,
    incident_zone: str,
    told: OnTimeline,
    knowing: dict[str, str] | None = None,
    until: datetime | None = None,
) -> list[EventRow]:
    """Return the rows of events that come in order, with `known` and `item_count` loaded.

    `told` says which are decisions and which lack their context; `knowing` says per event id how the one
    whom the reader asked about stood to it. What somebody came to know after `until` is not told.
    """
    zone = ZoneInfo(incident_zone)
    rows: list[EventRow] = []
    before: Event | None = None
    for event in events:
        rows.append(_row(event, before, reader, zone, told, (knowing or {}).get(event.pk, ""), until))
        before = event
    return rows


def with_milestones(
    rows: list[EventRow],
    milestones: Iterable[Milestone],
    *,
    reader: tzinfo,
    incident_zone: str,
    is_start: bool = True,
    is_end: bool = True,
) -> tuple[list[EventRow], list[Reached]]:
    """Return the rows of one window with the milestones at their places, and those after its last row.

    A milestone stands with the event that it rests on; one that rests on none of those shown stands between
    the two between which it was reached. `is_start` and `is_end` say whether the window holds the ends.
    """
    zone = ZoneInfo(incident_zone)
    found = list(milestones)
    resting: dict[str, list[Reached]] = {}
    alone: list[tuple[datetime, Reached]] = []
    for row in found:
        label = MilestoneKind(row.kind).label
        mark = Reached(row.kind, label, said_time(row.at, row.precision, reader), both_zones(row.at, zone))
        events = [event.pk for event in row.events.all() if event.removed_at is None]
        for event in events:
            resting.setdefault(event, []).append(mark)
        if not events:
            alone.append((row.at, mark))
    placed: list[EventRow] = []
    earlier = None if is_start else (rows[0].event.occurred_at if rows else None)
    for row in rows:
        at = row.event.occurred_at
        between = [mark for when, mark in alone if at and when < at and (earlier is None or when >= earlier)]
        marks = tuple(resting.get(row.event.pk, ()))
        placed.append(replace(row, milestones=marks, before=tuple(between)))
        earlier = at or earlier
    after = [mark for when, mark in alone if is_end and (earlier is None or when >= earlier)]
    return placed, after


def said_time(at: datetime | None, precision: str, zone: tzinfo) -> str:
    """Return the time of day as closely as it is known: "14:02:07", "14:02", "about 14:02"."""
    if at is None:
        return "time unknown"
    local = at.astimezone(zone)
    if precision == Precision.ABOUT:
        return f"about {local:%H:%M}"
    return local.strftime(_FORMATS.get(Precision(precision), "%H:%M:%S")) or "that day"


def time_of(at: datetime, zone: tzinfo, after: datetime | None = None) -> str:
    """Return the time of day in a zone, with its day where that is another than of the instant before."""
    local = at.astimezone(zone)
    is_other_day = after is not None and after.astimezone(zone).date() != local.date()
    return f"{local:%-d %b, %H:%M:%S}" if is_other_day else f"{local:%H:%M:%S}"


def both_zones(at: datetime | None, zone: ZoneInfo) -> str:
    """Return an instant in the incident's zone and in UTC, as a time's title says it; "" for none."""
    if at is None:
        return ""
    here = at.astimezone(zone)
    return f"{here:%-d %b %Y, %H:%M:%S} in {zone.key} · {at.astimezone(UTC):%-d %b %Y, %H:%M:%S} UTC"


def _row(
    event: Event,
    before: Event | None,
    reader: tzinfo,
    zone: ZoneInfo,
    told: OnTimeline,
    knowing: str,
    until: datetime | None,
) -> EventRow:
    kind = EventKind(event.kind)
    at, earlier = event.occurred_at, before.occurred_at if before else None
    there = [
        row
        for row in event.known  # type: ignore[attr-defined]
        if until is None or row.known_at is None or row.known_at <= until
    ]
    knew = _knowings(there, at, reader)
    first = len(knew) if len(knew) <= AT_ONCE + 1 else AT_ONCE
    return EventRow(
        event=event,
        time=said_time(at, event.precision, reader),
        iso=at.isoformat() if at else "",
        title=both_zones(at, zone),
        kind=kind.label.lower(),
        icon=f"kind-{kind.value}",
        standing=Standing(event.standing).label.lower(),
        who=event.account.name if event.account else event.actor,
        known=knew[:first],
        known_further=knew[first:],
        item_count=event.item_count,  # type: ignore[attr-defined]
        question=told.lacks.get(event.pk, ""),
        decision=told.decisions.get(event.pk, ""),
        day=_day(at, earlier, reader),
        phase=_phase(event, before),
        gap=spoken(at - earlier) if at and earlier and at - earlier > QUIET else "",
        knowing=knowing,
    )


def _knowings(rows: Iterable[Knowledge], occurred_at: datetime | None, reader: tzinfo) -> list[Knew]:
    """Who knew, earliest first; who learnt it at one instant in one way stand together."""
    together: dict[tuple[object, ...], list[Knowledge]] = {}
    for row in rows:
        together.setdefault((row.known_at, row.certainty, row.through), []).append(row)
    return [_knew(ones, occurred_at, reader) for ones in together.values()]


def _knew(rows: list[Knowledge], occurred_at: datetime | None, reader: tzinfo) -> Knew:
    row = rows[0]
    who = ", ".join(dict.fromkeys(_who(one) for one in rows))
    verb = "believed it" if row.certainty == "believed" else "knew"
    since = f" since {row.known_at.astimezone(reader):%H:%M:%S}" if row.known_at else ""
    later = row.known_at - occurred_at if row.known_at and occurred_at else timedelta()
    after = f", {spoken(later)} after" if later >= timedelta(minutes=1) else ""
    through = f" ({row.through})" if row.through else ""
    return Knew(f"{who} {verb}{since}{after}{through}", row.known_at.isoformat() if row.known_at else "")


def _who(row: Knowledge) -> str:
    return row.account.name if row.account else (row.team.name if row.team else row.name or "everybody")


def _day(at: datetime | None, earlier: datetime | None, zone: tzinfo) -> str:
    if at is None:
        return ""
    local = at.astimezone(zone)
    if earlier is not None and earlier.astimezone(zone).date() == local.date():
        return ""
    return f"{local:%A}, {local:%-d} {local:%B} {local:%Y}"


def _phase(event: Event, before: Event | None) -> str:
    if before is not None and before.phase == event.phase:
        return ""
    return Phase(event.phase).label if event.phase else "Phase not said"
