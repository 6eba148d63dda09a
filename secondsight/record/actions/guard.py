"""What somebody who walks along may not write: beyond the veil, or over what they cannot see (R3.3)."""

from datetime import datetime

from secondsight.base.errors import InvalidInput, Refused
from secondsight.organisation.models import Account
from secondsight.record.models import Event, EventItem, EvidenceItem, Incident
from secondsight.record.queries.veil import horizon_for, later_items, veil_at


def keep_within_veil(
    incident: Incident | str,
    instant: datetime | None,
    *,
    by: Account | None,
    field: str = "occurred_at",
    can_wait: bool = False,
) -> None:
    """Raise InvalidInput for a time beyond the veil of who writes.

    `can_wait` says that the form offers to note it for later.
    """
    if by is None or instant is None:
        return
    moment = veil_at(by, incident)
    if moment is None or instant <= moment:
        return
    offer = "note it for later, and you see it when the room gets there" if can_wait else "keep it until then"
    raise InvalidInput(
        f"This is later than where the room is, so it is veiled. Your words are kept here: {offer}; "
        "or correct the time.",
        field=field,
    )


def keep_facts(incident: Incident, *, by: Account | None) -> None:
    """Raise Refused for somebody who walks along: they would write over facts that are veiled."""
    if by is not None and veil_at(by, incident) is not None:
        raise Refused(
            "While you walk along, what is said of the whole incident is veiled, so you cannot change it. "
            "Leave the reconstruction first, or wait until it is closed."
        )


def with_unseen_items(event: Event, items: list[EvidenceItem], *, by: Account) -> list[EvidenceItem]:
    """Return what an event is to rest on: what its editor says, and what is veiled for them and so stays."""
    horizon = horizon_for(by)
    if not horizon:
        return items
    there = EventItem.objects.filter(later_items(horizon, "item"), event=event).select_related("item")
    return [*items, *(row.item for row in there)]
