"""The organisation itself, its teams, services, severities and tiers."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account, Organisation, Service, Severity, Team, Tier

Found = TypeVar("Found", bound=Model)


def organisation() -> Organisation | None:
    """Return the organisation, None before the first run is through."""
    return Organisation.objects.first()


def teams(viewer: Account) -> QuerySet[Team]:
    """Return the teams by name."""
    return Team.objects.order_by("name")


def team(viewer: Account, name: str) -> Team:
    """Return a team by its id or slug. Raises NotFound."""
    return _one(teams(viewer), name, "team")


def services(viewer: Account) -> QuerySet[Service]:
    """Return the services by name, each with its team."""
    return Service.objects.select_related("team").order_by("name")


def service(viewer: Account, name: str) -> Service:
    """Return a service by its id or slug. Raises NotFound."""
    return _one(services(viewer), name, "service")


def severities(viewer: Account) -> QuerySet[Severity]:
    """Return the severities, the worst first, each with its tier."""
    return Severity.objects.select_related("tier").order_by("rank", "id")


def severity(viewer: Account, name: str) -> Severity:
    """Return a severity by its id or slug. Raises NotFound."""
    return _one(severities(viewer), name, "severity")


def tiers(viewer: Account) -> QuerySet[Tier]:
    """Return the tiers, the fullest first."""
    return Tier.objects.order_by("rank", "id")


def tier(viewer: Account, name: str) -> Tier:
    """Return a tier by its id or slug. Raises NotFound."""
    return _one(tiers(viewer), name, "tier")


def _one(rows: QuerySet[Any, Found], name: str, what: str) -> Found:
    # A slug is older than an id in people's minds: "checkout" is what they write on the command line.
    found = rows.filter(Q(pk=name) | Q(slug=name)).first() if "\0" not in name else None
    if found is None:
        raise NotFound(f"There is no {what} “{name[:60]}” here.")
    return found
