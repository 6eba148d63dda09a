"""Events narrowed to what a search on the timeline asks for (R3.8)."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from secondsight.record.models import Event, EventItem
from secondsight.record.rules.narrowing import parse_narrowing

MOST = 12  # words and values that are looked at


def narrow(rows: QuerySet[Event], query: str) -> QuerySet[Event]:
    """Return those of the events that a query means; all where it asks for nothing."""
    asked = parse_narrowing(query.replace("\0", "")[:200])
    for word in asked.words[:MOST]:
        rows = rows.filter(
            Q(what__icontains=word)
            | Q(account__name__icontains=word)
            | Q(account=None, actor__icontains=word)
            | Q(team__name__icontains=word)
            | Q(service__name__icontains=word)
        )
    for field, values in asked.fields.items():
        meant = Q()
        for value in values[:MOST]:
            meant |= _is(field, value)
        rows = rows.filter(meant)
    return rows


def _is(field: str, value: str) -> Q:
    if field in ("team", "service"):
        return Q(**{f"{field}__name__iexact": value})
    if field == "person":
        return Q(account__name__iexact=value) | Q(account=None, actor__iexact=value)
    if field == "source":
        told = EventItem.objects.filter(event=OuterRef("pk"))
        by_kind = Q(item__source="", item__kind__iexact=value)
        return Q(Exists(told.filter(Q(item__source__iexact=value) | by_kind)))
    return Q(**{f"{field}__iexact": value})
