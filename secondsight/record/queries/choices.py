"""What a filter offers to choose from."""

from dataclasses import dataclass

from django.db.models import Value

from secondsight.organisation.models import Account, Service, Severity, Team


@dataclass(frozen=True)
class Choices:
    """(slug, name) pairs, severities the worst first, the others by name."""

    severities: list[tuple[str, str]]
    services: list[tuple[str, str]]
    teams: list[tuple[str, str]]


def filter_choices(viewer: Account) -> Choices:
    """Return what incidents can be narrowed by, in one statement for all three."""
    rows = [
        model.objects.order_by().values_list(Value(name), Value(0), "slug", "name")
        for name, model in (("service", Service), ("team", Team))
    ]
    severities = Severity.objects.order_by().values_list(Value("severity"), "rank", "slug", "name")
    found = sorted(severities.union(*rows, all=True), key=lambda row: (row[1], row[3].casefold()))
    return Choices(
        severities=[(slug, name) for kind, _, slug, name in found if kind == "severity"],
        services=[(slug, name) for kind, _, slug, name in found if kind == "service"],
        teams=[(slug, name) for kind, _, slug, name in found if kind == "team"],
    )
