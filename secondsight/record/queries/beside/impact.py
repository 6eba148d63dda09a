"""Impact beside the events: what was noted, and what the evidence counts (R3.6)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account
from secondsight.record.models import EvidenceItem, ImpactReading, Incident, IncidentItem
from secondsight.record.queries.incidents import is_name, milestones_of
from secondsight.record.rules.counting import CountedItem, Series, count
from secondsight.record.rules.impact import Extent, Measure, Side, said_value
from secondsight.record.rules.vocabulary import MilestoneKind

IMPACT_ORDER = ("from_at", "id")
MOST_IN_PASSING = 20_000  # items of an incident; beyond, counting them would keep a picture waiting
MOST_COUNTED = 20_000  # tickets, pages and alerts that are counted; beyond, the earliest


@dataclass(frozen=True)
class Stretch:
    """Impact as a ribbon draws it. An instant has no `until_at`; a stretch without one has an unknown end."""

    id: str  # of the reading; empty where the milestones tell it
    side: Side
    name: str  # "Failed requests"
    label: str  # "Failed requests: 62%"
    from_at: datetime
    until_at: datetime | None
    is_instant: bool
    measure: Measure | None = None
    value: float | None = None
    unit: str = ""
    source: str = ""


@dataclass(frozen=True)
class Ribbons:
    """What runs beneath the lanes, each in the order of its beginning."""

    customer: tuple[Stretch, ...]
    internal: tuple[Stretch, ...]
    counted: tuple[Series, ...]

    def __bool__(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.customer or self.internal or self.counted)


def ribbons(viewer: Account, incident: Incident) -> Ribbons:
    """Return the impact beside an incident that the viewer has found; five statements.

    What the evidence counts is left out where there is more of it than can be counted in passing.

    Without a reading that tells how long customers felt it, the milestones tell: from the start of the
    impact until it was mitigated.
    """
    stretches = [stretch_of(row) for row in impact_readings(viewer, incident).order_by(*IMPACT_ORDER)]
    customer = [each for each in stretches if each.side is Side.CUSTOMER]
    if all(each.is_instant for each in customer):
        customer = [*_by_milestones(incident), *customer]
    return Ribbons(
        customer=tuple(customer),
        internal=tuple(each for each in stretches if each.side is Side.INTERNAL),
        counted=tuple(counted(viewer, incident)) if _is_countable(incident) else (),
    )


def impact_readings(viewer: Account, incident: Incident) -> QuerySet[ImpactReading]:
    """Return the readings of an incident that stand, for `page(..., order=IMPACT_ORDER)`."""
    return _readings(viewer).filter(incident=incident, withdrawn_at=None)


def impact_reading(viewer: Account, id: str) -> ImpactReading:
    """Return one reading with its incident and items, taken back or not. Raises NotFound."""
    rows = _readings(viewer).select_related("incident")
    found = rows.filter(pk=id).first() if is_name(id) else None
    if found is None:
        raise NotFound("There is no reading of impact here that you may see.")
    return found


def counted(viewer: Account, incident: Incident) -> list[Series]:
    """Return what the evidence of an incident that the viewer has found counts; one statement."""
    rows = IncidentItem.objects.filter(incident=incident, item__kind__in=("ticket", "page", "alert"))
    told = rows.order_by("occurred_at", "item_id").values_list(
        "item_id", "item__kind", "item__key", "occurred_at", "item__text", "item__details"
    )
    return count(
        CountedItem(
            id,
            kind,
            key,
            at,
            text if kind == "alert" else "",
            state=str(details.get("state") or ""),
            to=str(details.get("to") or ""),
            name=str(details.get("name") or ""),
        )
        for id, kind, key, at, text, details in told[:MOST_COUNTED]
    )


def stretch_of(row: ImpactReading) -> Stretch:
    """Return a reading as a ribbon draws it."""
    measure = Measure(row.measure)
    name = row.what or measure.label
    value = said_value(row.value, row.unit)
    return Stretch(
        row.pk,
        Side(row.side),
        name,
        f"{name}: {value}" if value else name,
        row.from_at,
        row.until_at,
        row.extent == Extent.INSTANT,
        measure,
        row.value,
        row.unit,
        row.source,
    )


def _is_countable(incident: Incident) -> bool:
    rows = IncidentItem.objects.filter(incident=incident).order_by()
    return 0 < rows[: MOST_IN_PASSING + 1].count() <= MOST_IN_PASSING


def _readings(viewer: Account) -> QuerySet[ImpactReading]:
    items = EvidenceItem.objects.defer("raw").order_by("occurred_at", "id")
    rows = ImpactReading.objects.filter(incident__in=Incident.objects.visible_to(viewer))
    return rows.select_related("noted_by").prefetch_related(Prefetch("items", items))


def _by_milestones(incident: Incident) -> list[Stretch]:
    points = milestones_of(incident)
    start = points[MilestoneKind.IMPACT_START]
    if start is None:
        return []
    ended = (
        points[MilestoneKind.MITIGATED]
        or points[MilestoneKind.RESOLVED]
        or points[MilestoneKind.FULLY_RECOVERED]
    )
    if ended is not None and ended <= start:
        return []
    return [Stretch("", Side.CUSTOMER, "Customer impact", "Customer impact", start, ended, False)]
