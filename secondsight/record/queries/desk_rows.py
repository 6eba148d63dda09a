"""The rows of the reading desk, everything said in words before the page is drawn."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from secondsight.organisation.models import Account
from secondsight.record.models import Candidate, Event, EventItem, Incident, IncidentItem
from secondsight.record.queries.evidence import proposed
from secondsight.record.queries.findings import Findings, findings
from secondsight.record.queries.marks import Mark
from secondsight.record.queries.threads import Opener, Placed, openers, places_of
from secondsight.record.queries.timeline import ORDER, events
from secondsight.record.queries.timeline_rows import both_zones, said_time
from secondsight.record.rules.vocabulary import EventKind

LONGEST = 2000  # characters of a message that a row shows; the rest is on its own page
NEARBY = 25  # events each way that stand beside the conversation
REACTIONS = 12


@dataclass(frozen=True)
class DeskRow:
    """One message, alert or deploy as the desk shows it; times are in the reader's zone."""

    id: str
    mark: str
    time: str
    iso: str
    title: str
    who: str
    is_bot: bool
    channel: str
    source: str
    words: str
    is_cut: bool
    reply: Opener | None
    is_reply: bool
    reactions: str
    found: Findings
    candidates: list[Candidate]
    day: str = ""  # said where a new day begins
    more: int = 0  # replies of its thread that are not shown under it

    @property
    def has_chips(self) -> bool:
        """Whether anybody, or the program, made something of it."""
        return bool(self.candidates or any(vars(self.found).values()))


@dataclass(frozen=True)
class BesideEvent:
    """An event as it stands beside the conversation."""

    event: Event
    time: str
    title: str
    icon: str
    kind: str
    mark: str  # where the conversation tells of it: its first item, else its own instant
    items: list[int] = field(default_factory=list)


def desk_rows(
    incident: Incident,
    rows: Sequence[IncidentItem | Placed],
    *,
    reader: tzinfo,
    before: datetime | None = None,
) -> list[DeskRow]:
    """Return the rows of what comes in order with its items; `before` is when the row above happened.

    Seven statements, however many rows.
    """
    placed = [
        row if isinstance(row, Placed) else Placed(row, Mark(row.occurred_at, row.item_id)) for row in rows
    ]
    ids = [row.link.item_id for row in placed]
    threads, found = openers(incident, [row.link.item for row in placed]), findings(incident, ids)
    waiting = proposed(incident, ids)
    zone, told = ZoneInfo(incident.time_zone), []
    for row in placed:
        at = row.link.occurred_at
        told.append(_row(row, threads, found, waiting, reader, zone, _day(at, before, reader)))
        before = at
    return told


@dataclass(frozen=True)
class Beside:
    """The events around an instant, oldest first; and which way there are further ones."""

    events: list[BesideEvent]
    further: str  # "earlier", "later", both with a blank between, or ""


def beside_events(
    viewer: Account,
    incident: Incident,
    *,
    reader: tzinfo,
    at: datetime | None = None,
    is_together: bool = False,
) -> Beside:
    """Return the events around an instant, at most 25 each way; without one the first 50.

    Each knows where the conversation tells of it; `is_together` as the rows stand there. Three statements,
    two more where replies stand under what they answer.
    """
    items = Prefetch("event_items", EventItem.objects.all(), to_attr="fed")
    rows = events(viewer, incident).prefetch_related(items)
    earlier: list[Event] = []
    if at is None:
        later = list(rows.order_by(*ORDER)[: 2 * NEARBY + 1])
        found = later[: 2 * NEARBY]
    else:
        earlier = list(rows.filter(occurred_at__lt=at).order_by("-occurred_at", "-id")[: NEARBY + 1])
        later = list(rows.filter(occurred_at__gte=at).order_by(*ORDER)[: NEARBY + 1])
        found = [*reversed(earlier[:NEARBY]), *later[:NEARBY]]
    further = [
        *(["earlier"] if len(earlier) > NEARBY else []),
        *(["later"] if len(earlier[:NEARBY]) + len(later) > len(found) else []),
    ]
    zone = ZoneInfo(incident.time_zone)
    ids = [link.item_id for event in found for link in event.fed]  # type: ignore[attr-defined]
    placed = places_of(incident, ids, is_together=is_together)
    return Beside([_beside(event, placed, reader, zone) for event in found], " ".join(further))


def _beside(event: Any, placed: dict[int, Mark], reader: tzinfo, zone: ZoneInfo) -> BesideEvent:
    fed = [link.item_id for link in event.fed if link.item_id in placed]
    fed.sort(key=lambda item: (placed[item].at, placed[item].item, item))
    first = placed[fed[0]] if fed else Mark(event.occurred_at, 0)
    kind = EventKind(event.kind)
    return BesideEvent(
        event=event,
        time=said_time(event.occurred_at, event.precision, reader),
        title=both_zones(event.occurred_at, zone),
        icon=f"kind-{kind.value}",
        kind=kind.label.lower(),
        mark=str(first),
        items=fed,
    )


def _row(
    placed: Placed,
    threads: dict[str, Opener],
    found: dict[int, Findings],
    waiting: dict[int, list[Candidate]],
    reader: tzinfo,
    zone: ZoneInfo,
    day: str,
) -> DeskRow:
    link, item = placed.link, placed.link.item
    words = item.text or item.title
    is_reply = bool(item.thread) and item.thread != item.key
    return DeskRow(
        id=str(link.item_id),
        mark=str(placed.mark),
        time=said_time(link.occurred_at, item.precision, reader),
        iso=link.occurred_at.astimezone(reader).isoformat(),
        title=both_zones(link.occurred_at, zone),
        who=item.author_name or item.author_id or item.kind.replace("_", " "),
        is_bot=item.is_bot,
        channel=item.channel,
        source=item.source if item.kind != "message" else "",
        words=words[:LONGEST],
        is_cut=len(words) > LONGEST,
        reply=threads.get(item.thread) if is_reply else None,
        is_reply=is_reply,
        reactions=_reactions(item.details),
        found=found.get(link.item_id, Findings()),
        candidates=waiting.get(link.item_id, []),
        day=day,
        more=placed.more,
    )


def _reactions(details: Any) -> str:
    found = details.get("reactions") if isinstance(details, dict) else None
    if not isinstance(found, dict):
        return ""
    counted: defaultdict[str, int] = defaultdict(int)
    for name, who in list(found.items())[:REACTIONS]:
        counted[str(name)] += len(who) if isinstance(who, list) else 1
    return "  ".join(f":{name}: {count}" for name, count in counted.items())


def _day(at: datetime, before: datetime | None, reader: tzinfo) -> str:
    local = at.astimezone(reader)
    if before is not None and before.astimezone(reader).date() == local.date():
        return ""
    return f"{local:%A}, {local:%-d} {local:%B} {local:%Y}"
