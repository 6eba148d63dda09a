"""What is read of reconstructions: the walk's history and who walks along; the viewer comes first (C12)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account
from secondsight.organisation.queries import account
from secondsight.record.models import Incident, Lead, Reconstruction, Walker
from secondsight.record.queries.incidents import is_name


@dataclass(frozen=True)
class WalkStep:
    """One line of a walk's history: who did what when; `from_at` and `to_at` only of a move."""

    at: datetime
    who: str
    what: (
        str  # "moved", "went back", "took the lead", "was given the lead", "joined", "was brought in", "left"
    )
    from_at: datetime | None = None
    to_at: datetime | None = None


def reconstruction(viewer: Account, id: str) -> Reconstruction:
    """Return one reconstruction, open or closed, with its incident and leader. Raises NotFound."""
    rows = _reconstructions(viewer)
    found = rows.filter(pk=id).first() if is_name(id) else None
    if found is None:
        raise NotFound("There is no reconstruction here that you may see.")
    return found


def open_reconstruction_of(viewer: Account, incident: Incident) -> Reconstruction | None:
    """Return the reconstruction that is on in an incident, None if none is."""
    return _reconstructions(viewer).filter(incident=incident, closed_at=None).first()


def newest_reconstruction(viewer: Account, incident: Incident) -> Reconstruction:
    """Return the reconstruction that is on in an incident, else the one that ended last. Raises NotFound."""
    rows = _reconstructions(viewer).filter(incident=incident)
    found = open_reconstruction_of(viewer, incident) or rows.order_by("-closed_at").first()
    if found is None:
        raise NotFound("This incident was not gone through again yet.")
    return found


def somebody(viewer: Account, id: str) -> Account | None:
    """Return the person that a form names, None for an empty one. Raises NotFound."""
    return account(viewer, id, is_active=True) if id else None


def walkers(of: Reconstruction) -> list[Walker]:
    """Return who walks along, in the order in which they came."""
    return list(of.walkers.filter(left_at=None).select_related("account"))


def walk(viewer: Account, of: Reconstruction) -> list[WalkStep]:
    """Return the history of a walk, oldest first."""
    with_moves = [
        WalkStep(
            step.recorded_at,
            _name(step.moved_by),
            "moved" if step.to_at > step.from_at else "went back",
            step.from_at,
            step.to_at,
        )
        for step in of.steps.select_related("moved_by")
    ]
    joined = Walker.objects.filter(reconstruction=of).select_related("account", "invited_by")
    people = [
        WalkStep(row.recorded_at, row.account.name, "was brought in" if row.invited_by else "joined")
        for row in joined
    ]
    gone = [WalkStep(row.left_at, row.account.name, "left") for row in joined if row.left_at is not None]
    led = [
        WalkStep(
            row.recorded_at,
            _name(row.account),
            "took the lead" if row.given_by_id == row.account_id else "was given the lead",
        )
        for row in Lead.objects.filter(reconstruction=of).select_related("account")
    ]
    return sorted([*led, *people, *with_moves, *gone], key=lambda one: one.at)


def _reconstructions(viewer: Account) -> Any:
    rows = Reconstruction.objects.filter(incident__in=Incident.objects.visible_to(viewer))
    return rows.select_related("incident__severity", "led_by", "opened_by", "closed_by")


def _name(account: Account | None) -> str:
    return account.name if account else "the program"
