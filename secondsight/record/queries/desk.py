"""An incident's evidence as the reading desk reads it: windows of rows on one clock, and where rows stand.

A row's mark ("2026-03-11T12:00:30+00:00~512") names its place in the order: its instant and its item's id.
Windows begin at a mark, so that the 900th costs what the first costs; the map gives every so-manieth row's.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Mod, RowNumber

from secondsight.base.errors import InvalidInput, NotFound
from secondsight.organisation.models import Account
from secondsight.record.models import ITEM_WORDS, EvidenceItem, Incident, IncidentItem, ItemTag

WINDOW = 50  # rows that come at a time
FEW = 10_000  # up to so many rows the map is finer
FINE, COARSE = 10, 50


@dataclass(frozen=True)
class DeskFilters:
    """Which rows the desk shows; an empty field leaves nothing out. `tag` is a tag's id."""

    person: str = ""
    tag: str = ""
    source: str = ""
    channel: str = ""
    q: str = ""

    def asked(self) -> dict[str, str]:
        """Return what narrows the rows, as an address says it."""
        return {name: value for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class Mark:
    """A place in the order of an incident's evidence."""

    at: datetime
    item: int

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC).isoformat()}~{self.item}"


@dataclass(frozen=True)
class RowMap:
    """How many rows there are, and the mark of every `step`th, beginning with the first."""

    total: int
    step: int
    marks: list[Mark]


def read_mark(text: str) -> Mark:
    """Return the place that a mark names. Raises InvalidInput (field "from")."""
    at, _, item = text.replace(" ", "+").partition("~")  # a "+" that was not escaped arrives as a blank
    try:
        moment = datetime.fromisoformat(at)
        number = int(item or 0)
    except ValueError:
        moment, number = None, 0
    if moment is None or moment.tzinfo is None or not 1900 < moment.year < 2200 or not 0 <= number < 2**63:
        raise InvalidInput(
            "This is no place in the evidence: 2026-03-11T14:02:00+01:00 is one.", field="from"
        )
    return Mark(moment, number)


def rows(viewer: Account, incident: Incident, filters: DeskFilters) -> QuerySet[IncidentItem]:
    """Return the rows of an incident that the viewer has found, each with its `item`, in no order yet.

    Raises InvalidInput (field "q") for words that are none.
    """
    found = IncidentItem.objects.filter(incident=incident)
    if filters.person:
        who = _clean(filters.person)
        found = found.filter(Q(item__author_name=who) | Q(item__author_name="", item__author_id=who))
    if filters.channel:
        found = found.filter(item__channel=_clean(filters.channel))
    if filters.source:
        found = found.filter(item__source=_clean(filters.source))
    if filters.tag:
        tagged = ItemTag.objects.filter(incident=incident, tag=_clean(filters.tag), unset_at=None)
        found = found.filter(item__in=tagged.values("item"))
    if filters.q:
        found = found.filter(item_id__in=ITEM_WORDS.ids(filters.q))
    return found


def window(
    found: QuerySet[IncidentItem], start: Mark | None = None, size: int = WINDOW
) -> list[IncidentItem]:
    """Return up to `size` rows from a place on, in order, each with its item; one statement."""
    if start is not None:
        found = found.filter(
            Q(occurred_at__gt=start.at) | Q(occurred_at=start.at, item_id__gte=start.item),
            occurred_at__gte=start.at,  # alone it lets the index skip to the place
        )
    return list(_in_order(found)[:size])


def before(found: QuerySet[IncidentItem], start: Mark, size: int = WINDOW) -> Mark | None:
    """Return where the window that ends before a place begins; None at the beginning."""
    earlier = found.filter(
        Q(occurred_at__lt=start.at) | Q(occurred_at=start.at, item_id__lt=start.item),
        occurred_at__lte=start.at,
    )
    marks = earlier.order_by("-occurred_at", "-item_id").values_list("occurred_at", "item_id")[:size]
    return Mark(*list(marks)[-1]) if marks else None


def row_map(found: QuerySet[IncidentItem]) -> RowMap:
    """Return where rows stand; two statements, however many rows there are."""
    total = found.count()
    step = FINE if total <= FEW else COARSE
    numbered = found.annotate(
        place=Window(RowNumber(), order_by=[F("occurred_at").asc(), F("item_id").asc()])
    )
    marks = (
        numbered.annotate(rest=Mod(F("place"), step))
        .filter(rest=1 % step)
        .order_by("occurred_at", "item_id")
        .values_list("occurred_at", "item_id")
    )
    return RowMap(total, step, [Mark(*mark) for mark in marks])


def links_of(incident: Incident, ids: Iterable[int]) -> list[IncidentItem]:
    """Return the rows of those items that belong to the incident, in their order."""
    wanted = [id for id in ids if 0 < id < 2**63]
    return list(_in_order(IncidentItem.objects.filter(incident=incident, item__in=wanted))) if wanted else []


def tagged_places(incident: Incident, most: int) -> list[Mark]:
    """Return the places of the rows that have a tag, in their order."""
    tagged = ItemTag.objects.filter(incident=incident, unset_at=None).values("item")
    rows = IncidentItem.objects.filter(incident=incident, item__in=tagged).order_by("occurred_at", "item_id")
    return [Mark(*mark) for mark in rows.values_list("occurred_at", "item_id")[:most]]


def items_of(incident: Incident, ids: Iterable[int]) -> list[EvidenceItem]:
    """Return items that belong to an incident, in their order. Raises InvalidInput naming another."""
    wanted = set(ids)
    found = [link.item for link in links_of(incident, wanted)]
    if missing := wanted - {item.pk for item in found}:
        raise InvalidInput(f"There is no item {min(missing)} in this incident.", field="items")
    return found


def row_of(incident: Incident, id: str) -> IncidentItem:
    """Return the row of one item, with its `item`. Raises NotFound."""
    if id.isascii() and id.isdigit() and len(id) < 19:
        links = IncidentItem.objects.filter(incident=incident, item=int(id))
        if found := links.select_related("item").defer("item__raw").first():
            return found
    raise NotFound("There is no such message in this incident.")


@dataclass(frozen=True)
class Opener:
    """The message that opened a thread."""

    id: int
    who: str
    words: str
    mark: Mark


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
        for link in _in_order(links)
    }


def thread_of(incident: Incident, item: EvidenceItem, most: int = 50) -> list[IncidentItem]:
    """Return the rows of a message's whole thread in their order; [] when it stands alone."""
    opener = item.thread or item.key
    told = list(
        EvidenceItem.objects.filter(Q(thread=opener) | Q(key=opener)).values_list("pk", flat=True)[:500]
    )
    found = list(_in_order(IncidentItem.objects.filter(incident=incident, item__in=told))[:most])
    return found if len(found) > 1 else []


@dataclass
class Choices:
    """What the desk can be narrowed by, each with how many rows it leaves; the most first."""

    people: list[tuple[str, int]] = field(default_factory=list)
    channels: list[tuple[str, int]] = field(default_factory=list)
    sources: list[tuple[str, int]] = field(default_factory=list)


def choices(incident: Incident, most: int = 500) -> Choices:
    """Return the people, channels and sources of an incident's evidence; one statement."""
    grouped = (
        EvidenceItem.objects.filter(incident_items__incident=incident)
        .order_by()
        .values_list("author_name", "channel", "source")
        .annotate(count=Count("pk"))
    )
    people: defaultdict[str, int] = defaultdict(int)
    channels: defaultdict[str, int] = defaultdict(int)
    sources: defaultdict[str, int] = defaultdict(int)
    for author, channel, source, count in grouped:
        for counted, name in ((people, author), (channels, channel), (sources, source)):
            counted[name] += count
    return Choices(*(_busiest(counted, most) for counted in (people, channels, sources)))


def _in_order(links: QuerySet[IncidentItem]) -> QuerySet[IncidentItem]:
    return links.select_related("item").defer("item__raw").order_by("occurred_at", "item_id")


def _busiest(counted: dict[str, int], most: int) -> list[tuple[str, int]]:
    named = [(name, count) for name, count in counted.items() if name]
    return sorted(named, key=lambda pair: (-pair[1], pair[0]))[:most]


def _clean(value: str) -> str:
    return value.replace("\0", "\ufffd")[:200]
