"""What changes about an incident's impact as it was measured (R3.6)."""

import math
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, StaleEdit
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.record.actions.guard import keep_facts, keep_within_veil
from secondsight.record.actions.words import fit, fit_id, fit_instant, fit_term
from secondsight.record.models import EvidenceItem, ImpactReading, Incident, IncidentItem
from secondsight.record.rules.impact import UNIT, Extent, Measure, Side, said_value

LARGEST = 1e12


def note_impact(
    incident: Incident,
    *,
    by: Account | None,
    at: datetime,
    items: Iterable[EvidenceItem] = (),
    once: str = "",
    **facts: Any,
) -> ImpactReading:
    """Note that something of the impact was read at an instant or held for a while, and return it (R3.6).

    `facts`: side, measure, from_at are needed; what, value, unit, extent, until_at, source may be given. A
    stretch without `until_at` ended when nobody knows. `once` is an id that a form was given: the same form
    sent twice notes one. Raises InvalidInput.
    """
    once = fit_id(once)
    told = {"what": "", "value": None, "unit": "", "extent": Extent.STRETCH, "until_at": None, "source": ""}
    row = ImpactReading(incident=incident, noted_by=by, recorded_at=at)
    _put(row, {**told, **facts})
    of = _items(incident, items)
    keep_within_veil(incident, row.from_at, by=by, field="from_at")
    keep_within_veil(incident, row.until_at, by=by, field="until_at")
    with write():
        if once and (there := ImpactReading.objects.filter(pk=once).first()):
            if there.incident_id != incident.pk:
                raise InvalidInput("This form was used before. Load the page again.", field="once")
            return there
        row.id = once or new_id()
        row.save(force_insert=True)
        row.items.set(of)
        _tell("impact_noted", row, by=by, at=at)
    return row


def edit_impact(
    reading: ImpactReading,
    *,
    by: Account,
    at: datetime,
    edition: int | None = None,
    items: Iterable[EvidenceItem] | None = None,
    **facts: Any,
) -> ImpactReading:
    """Correct a reading and return it; what is not named stays.

    `edition` is the one that was read; without it, the newest is changed. Raises StaleEdit when somebody
    changed it since, InvalidInput, Refused for who walks along: how it ended is veiled for them.
    """
    keep_facts(reading.incident, by=by)
    with write():
        row = ImpactReading.objects.select_related("incident").get(pk=reading.pk)
        if edition is not None and edition != row.edition:
            raise StaleEdit(
                "Somebody changed this reading while you wrote. Your words are kept here: look at theirs, "
                "then save again.",
                newer=row,
            )
        before = {name: getattr(row, name) for name in _FITS}
        _put(row, {**before, **facts})
        changes = {
            name: [_said(was), _said(getattr(row, name))]
            for name, was in before.items()
            if was != getattr(row, name)
        }
        if items is not None:
            of = _items(row.incident, items)
            had = {item.pk for item in row.items.all()}
            if had != {item.pk for item in of}:
                row.items.set(of)
                changes["items"] = [len(had), len(of)]
        if changes:
            row.edition += 1
            row.save()
            _tell("impact_edited", row, by=by, at=at, changes=changes)
    return row


def withdraw_impact(reading: ImpactReading, *, by: Account, at: datetime) -> ImpactReading:
    """Take a reading back and return it; it is kept and no longer counts."""
    with write():
        row = ImpactReading.objects.select_related("incident").get(pk=reading.pk)
        if row.withdrawn_at is None:
            row.withdrawn_at = at
            row.edition += 1
            row.save(update_fields=["withdrawn_at", "edition"])
            _tell("impact_withdrawn", row, by=by, at=at)
    return row


_FITS: dict[str, Any] = {
    "side": lambda value: fit_term(Side, value, field="side"),
    "measure": lambda value: fit_term(Measure, value, field="measure"),
    "what": lambda value: fit(value, field="what", most=200),
    "value": lambda value: _number(value),
    "unit": lambda value: fit(value, field="unit", most=30),
    "extent": lambda value: fit_term(Extent, value, field="extent"),
    "from_at": lambda value: fit_instant(value, field="from_at"),
    "until_at": lambda value: fit_instant(value, field="until_at"),
    "source": lambda value: fit(value, field="source", most=300),
}


def _put(row: ImpactReading, facts: dict[str, Any]) -> None:
    """Set a row's facts, fitted and checked against each other."""
    for name, fits in _FITS.items():
        setattr(row, name, fits(facts.get(name)))
    if row.from_at is None:
        raise InvalidInput("Say when it was read, or since when it held.", field="from_at")
    if row.measure == Measure.OTHER and not row.what:
        raise InvalidInput("Say in your own words what was measured.", field="what")
    if row.extent == Extent.INSTANT:
        if row.value is None:
            raise InvalidInput("A reading at an instant needs its number.", field="value")
        row.until_at = None
    elif row.until_at is not None and row.until_at <= row.from_at:
        raise InvalidInput("It would have ended before it began. Check the two times.", field="until_at")
    row.unit = row.unit or UNIT.get(Measure(row.measure), "")
    if row.unit == "%" and row.value is not None and not 0 <= row.value <= 100:
        raise InvalidInput("A share lies between 0 and 100 percent.", field="value")


def _number(value: float | None) -> float | None:
    if value is None:
        return None
    number = float(value)
    if not math.isfinite(number) or abs(number) > LARGEST:
        raise InvalidInput("This is not a number that can be meant.", field="value")
    return round(number, 3)


def _items(incident: Incident, items: Iterable[EvidenceItem]) -> list[EvidenceItem]:
    of = list(items)
    rows = IncidentItem.objects.filter(incident=incident, item__in=of)
    missing = {item.pk for item in of} - set(rows.values_list("item_id", flat=True))
    if missing:
        raise InvalidInput(f"Item {min(missing)} is not evidence of this incident.", field="items")
    return of


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, float | int) else str(value)


def _tell(verb: str, row: ImpactReading, **more: Any) -> None:
    name = row.what or Measure(row.measure).label
    what = f"{name} {said_value(row.value, row.unit)}".strip()
    journal.record(verb, subject=row, topic=row.incident.topic, what=what, **more)
