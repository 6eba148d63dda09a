"""What belongs to an incident."""

from datetime import datetime

from django.db.models import CharField, QuerySet, Value

from secondsight.base import bulk, journal
from secondsight.base.transaction import write
from secondsight.organisation.models import Account
from secondsight.record.actions.clocks import keep_right
from secondsight.record.models import EvidenceItem, Incident, IncidentItem
from secondsight.record.queries.evidence import items, selected
from secondsight.record.rules.selection import Selection, check


def add_evidence(incident: Incident, selection: Selection, *, by: Account, at: datetime) -> int:
    """Let the evidence in a window and its channels belong to an incident; return how much was new to it.

    Only what the actor may see. Doing it again adds nothing. Raises InvalidInput.
    """
    selection = check(selection)
    with write():
        added = link(incident, items(by), selection)
        if added:
            tell_added(incident, selection, added, by=by, at=at)
    return added


def link(incident: Incident, found: QuerySet[EvidenceItem], selection: Selection) -> int:
    """Link what a query finds inside a selection, in the open transaction; return how much was new."""
    rows = (
        selected(found, selection)
        .annotate(of=Value(incident.pk, output_field=CharField()))
        .order_by("occurred_at", "id")
        .values_list("of", "pk", "occurred_at")
    )
    added = bulk.insert_found(IncidentItem._meta.db_table, ("incident_id", "item_id", "occurred_at"), rows)
    if added:
        keep_right(incident)
    return added


def tell_added(
    incident: Incident, selection: Selection, added: int, *, by: Account | None, at: datetime
) -> None:
    """Journal that evidence was added to an incident; candidates are proposed from it later."""
    journal.record(
        "evidence_added",
        by=by,
        subject=incident,
        at=at,
        topic=incident.topic,
        what=f"{added:,} items",
        items=added,
        from_at=selection.from_at.isoformat() if selection.from_at else "",
        to_at=selection.to_at.isoformat() if selection.to_at else "",
        channels=list(selection.channels)[:50],
    )
