"""Threads at the reading desk: who opened one, all of one, and replies under the message they answer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from secondsight.record.models import EvidenceItem, Incident, IncidentItem
from secondsight.record.queries.marks import Mark, in_order

MOST_UNDER = 60  # replies that stand under one message; the thread's own page has them all


@dataclass(frozen=True)
class Opener:
    """The message that opened a thread."""

    id: int
    who: str
    words: str
    mark: Mark


@dataclass(frozen=True)
class Placed:
    """A row and where it stands: its own place, or its opener's where replies stand under it."""

    link: IncidentItem
    mark: Mark
    more: int = 0  # replies of its thread that stand nowhere here


def openers(incident: Incident, items: Sequence[EvidenceItem]) -> dict[str, Opener]:
    """Return the openers of the items' threads that belong to the incident, by thread; two statements."""
    threads = {item.thread for item in items if item.thread and item.thread != item.key}
    if not threads:
        return {}
    # Their ids first: in one statement SQLite goes through all rows of the incident.
    named = list(EvidenceItem.objects.filter(key__in=threads).values_list("pk", flat=True))
    links = IncidentItem.objects.filter(incident=incident, item__in=named)
    return {
        link.item.key: Opener(
            link.item_id,
            link.item.author_name or link.item.author_id or link.item.kind,
            link.item.text[:80],
            Mark(link.occurred_at, link.item_id),
        )
        for link in in_order(links)
    }


def thread_of(incident: Incident, item: EvidenceItem, most: int = 50) -> list[IncidentItem]:
    """Return the rows of a message's whole thread in their order; [] when it stands alone."""
    opener = item.thread or item.key
    told = list(
        EvidenceItem.objects.filter(Q(thread=opener) | Q(key=opener)).values_list("pk", flat=True)[:500]
    )
    found = list(in_order(IncidentItem.objects.filter(incident=incident, item__in=told))[:most])
    return found if len(found) > 1 else []


def opening(incident: Incident, rows: QuerySet[IncidentItem]) -> QuerySet[IncidentItem]:
    """Return those of the rows that answer no message of the incident: the others stand under one of them."""
    mine = IncidentItem.objects.filter(incident=incident, item__key=OuterRef("item__thread"))
    return rows.filter(Q(item__thread="") | Q(item__thread=F("item__key")) | ~Exists(mine))


def with_replies(incident: Incident, links: Sequence[IncidentItem]) -> list[Placed]:
    """Return rows that open threads, each with its replies under it in their order; two statements."""
    told: defaultdict[str, list[int]] = defaultdict(list)
    keys = [link.item.key for link in links]
    replies = EvidenceItem.objects.filter(thread__in=keys).exclude(thread="").exclude(key=F("thread"))
    here = IncidentItem.objects.filter(incident=incident)
    for thread, item in replies.order_by("occurred_at", "id").values_list("thread", "pk"):
        told[thread].append(item)
    wanted = [item for items in told.values() for item in items]
    rows = {row.item_id: row for row in in_order(here.filter(item__in=wanted[:5000]))} if wanted else {}
    placed: list[Placed] = []
    for link in links:
        mark = Mark(link.occurred_at, link.item_id)
        under = [rows[item] for item in told.get(link.item.key, ()) if item in rows]
        under.sort(key=lambda row: (row.occurred_at, row.item_id))
        placed += [Placed(link, mark), *(Placed(row, mark) for row in under[:MOST_UNDER])]
        if len(under) > MOST_UNDER:
            placed[-1] = Placed(placed[-1].link, mark, more=len(under) - MOST_UNDER)
    return placed


def places_of(incident: Incident, ids: Iterable[int], *, is_together: bool = False) -> dict[int, Mark]:
    """Return where the rows of items stand: at their own instant, or where their thread's opener does."""
    links = IncidentItem.objects.filter(incident=incident, item__in=set(ids))
    if not is_together:
        return {item: Mark(at, item) for item, at in links.values_list("item_id", "occurred_at")}
    found = list(links.select_related("item").defer("item__raw", "item__text", "item__details"))
    opened = openers(incident, [link.item for link in found])
    own = {link.item_id: Mark(link.occurred_at, link.item_id) for link in found}
    return {
        link.item_id: opened[link.item.thread].mark if link.item.thread in opened else own[link.item_id]
        for link in found
    }
