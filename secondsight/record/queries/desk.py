"""An incident's evidence as the reading desk reads it: windows of rows on one clock, and where rows stand.

A row's mark ("2026-03-11T12:00:30+00:00~512") names its place in the order: its instant and its item's id.
Windows begin at a mark, so that the 900th costs what the first costs; the map gives every so-manieth row's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import Mod, RowNumber

from secondsight.base.errors import InvalidInput, NotFound
from secondsight.organisation.models import Account
from secondsight.record.models import ITEM_WORDS, EvidenceItem, Incident, IncidentItem, ItemTag
from secondsight.record.queries.marks import Mark, in_order
from secondsight.record.queries.named import by_person
from secondsight.record.queries.threads import opening, places_of

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
    threads: str = ""  # "together": replies stand under the message they answer

    @property
    def is_together(self) -> bool:
        """Whether replies stand under what they answer: not while single messages are looked for."""
        return self.threads == "together" and not (self.person or self.tag or self.q)

    def asked(self) -> dict[str, str]:
        """Return what narrows the rows, as an address says it."""
        return {name: value for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class RowMap:
    """How many rows there are, and the mark of every `step`th, beginning with the first."""

    total: int
    step: int
    marks: list[Mark]


def rows(viewer: Account, incident: Incident, filters: DeskFilters) -> QuerySet[IncidentItem]:
    """Return the rows of an incident that the viewer has found, each with its `item`, in no order yet.

    Raises InvalidInput (field "q") for words that are none.
    """
    found = IncidentItem.objects.filter(incident=incident)
    if filters.person:
        found = found.filter(by_person(_clean(filters.person)))
    if filters.channel:
        found = found.filter(item__channel=_clean(filters.channel))
    if filters.source:
        found = found.filter(item__source=_clean(filters.source))
    if filters.tag:
        tagged = ItemTag.objects.filter(incident=incident, tag=_clean(filters.tag), unset_at=None)
        found = found.filter(item__in=tagged.values("item"))
    if filters.q:
        found = found.filter(item_id__in=ITEM_WORDS.ids(filters.q))
    return opening(incident, found) if filters.is_together else found


def window(
    found: QuerySet[IncidentItem], start: Mark | None = None, size: int = WINDOW
) -> list[IncidentItem]:
    """Return up to `size` rows from a place on, in order, each with its item; one statement."""
    if start is not None:
        found = found.filter(
            Q(occurred_at__gt=start.at) | Q(occurred_at=start.at, item_id__gte=start.item),
            occurred_at__gte=start.at,  # alone it lets the index skip to the place
        )
    return list(in_order(found)[:size])


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
    return list(in_order(IncidentItem.objects.filter(incident=incident, item__in=wanted))) if wanted else []


def tagged_places(incident: Incident, most: int, *, is_together: bool = False) -> list[Mark]:
    """Return the places of the rows that have a tag, in their order, each once."""
    tagged = ItemTag.objects.filter(incident=incident, unset_at=None).values("item")
    rows = IncidentItem.objects.filter(incident=incident, item__in=tagged).order_by("occurred_at", "item_id")
    marks = [Mark(at, item) for at, item in rows.values_list("occurred_at", "item_id")[:most]]
    if not is_together:
        return marks
    places = places_of(incident, [mark.item for mark in marks], is_together=True)
    return sorted(set(places.values()), key=lambda mark: (mark.at, mark.item))


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


def _clean(value: str) -> str:
    return value.replace("\0", "\ufffd")[:200]
