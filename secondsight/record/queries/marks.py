"""Where a row of an incident's evidence stands: its mark, "2026-03-11T12:00:30+00:00~512"."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import QuerySet

from secondsight.base.errors import InvalidInput
from secondsight.record.models import IncidentItem


@dataclass(frozen=True)
class Mark:
    """A place in the order of an incident's evidence."""

    at: datetime
    item: int

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC).isoformat()}~{self.item}"


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


def in_order(links: QuerySet[IncidentItem]) -> QuerySet[IncidentItem]:
    """Return rows in their order, each with its `item`, whose own JSON is left where it is."""
    return links.select_related("item").defer("item__raw").order_by("occurred_at", "item_id")
