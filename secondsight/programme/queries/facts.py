"""What the triggers look at in incidents (C7)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from secondsight.programme.queries.triggers import grade
from secondsight.programme.rules.paging import most_pages
from secondsight.programme.rules.qualifying import Facts
from secondsight.record.models import Incident, IncidentItem

# Of what happened to a page: that it reached somebody. Tools that do not tell each notification tell at
# least to whom it was given.
REACHED, GIVEN = ("notified", "paged"), ("assigned", "reassigned", "escalated", "requested", "delegated")


def with_facts(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    """Return incidents with everything that `facts_of` reads; three statements more, however many."""
    return rows.select_related("severity__tier").prefetch_related("teams", "services", "participants__team")


def facts_of(incident: Incident, pages: int | None) -> Facts:
    """Return the facts of an incident that `with_facts` brought."""
    named = [team.name for team in incident.teams.all()]
    theirs = [one.team.name for one in incident.participants.all() if one.team is not None]
    return Facts(
        severity=incident.severity.name,
        rank=incident.severity.rank,
        tier=grade(incident.severity.tier),
        is_near_miss=incident.is_near_miss,
        budget_burnt_percent=incident.budget_burnt_percent,
        teams=tuple(dict.fromkeys([*named, *theirs])),
        most_pages=pages,
    )


def pages_of(incident: Incident) -> int | None:
    """Return the most pages that one person got within an hour, None where no evidence tells of pages."""
    rows = IncidentItem.objects.filter(incident=incident, item__kind="page").order_by()
    told = list(rows.values_list("occurred_at", "item__details"))
    pages = _to_whom(told, REACHED) or _to_whom(told, GIVEN)
    return most_pages(pages) if pages else None


def shared_keys(incident: Incident) -> dict[str, str]:
    """Return what an incident may share with others, as keys with words: its services, how it failed."""
    keys = {f"service:{one.pk}": one.name for one in incident.services.all()}
    if mode := " ".join(incident.failure_mode.casefold().split()):
        keys[f"failure:{mode}"] = f"“{incident.failure_mode}”"
    return keys


def _to_whom(
    told: Iterable[tuple[datetime, dict[str, Any]]], states: tuple[str, ...]
) -> set[tuple[str, datetime]]:
    """Return who was paged when; by telephone and by message within the same minute is once."""
    return {
        (name.strip(), at.replace(second=0, microsecond=0))
        for at, details in told
        if details.get("state") in states
        for name in str(details.get("to") or "").casefold().split(",")
        if name.strip()
    }
