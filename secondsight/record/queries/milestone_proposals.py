"""What is read of proposed milestones; the viewer comes first (C12)."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account
from secondsight.record.models import EvidenceItem, Incident, Milestone, MilestoneProposal
from secondsight.record.queries.incidents import is_name
from secondsight.record.rules.vocabulary import MilestoneKind

_ORDER = {kind.value: place for place, kind in enumerate(MilestoneKind)}


def milestone_proposals(
    viewer: Account, incident: Incident, ids: Collection[str] | None = None
) -> list[MilestoneProposal]:
    """Return the proposals that wait for a person, in the order of the milestones, with their evidence.

    A milestone that somebody has set needs none. With `ids`, those are returned whatever was made of them.
    """
    rows = _proposals(viewer).filter(incident=incident)
    rows = rows.filter(pk__in=ids) if ids is not None else _waiting(rows)
    return sorted(rows, key=lambda row: (_ORDER[row.kind], row.at))


def milestone_proposal(viewer: Account, id: str) -> MilestoneProposal:
    """Return one proposal with its incident, evidence and answer. Raises NotFound."""
    found = _proposals(viewer).filter(pk=id).first() if is_name(id) else None
    if found is None:
        raise NotFound("There is no proposed milestone here that you may see.")
    return found


def count_waiting_milestones(incident: Incident) -> int:
    """Return how many proposals wait at an incident that the caller has found; one statement."""
    return _waiting(MilestoneProposal.objects.filter(incident=incident)).count()


def _waiting(rows: QuerySet[MilestoneProposal]) -> QuerySet[MilestoneProposal]:
    known = Milestone.objects.filter(incident=OuterRef("incident"), kind=OuterRef("kind"))
    return rows.filter(~Exists(known), answer=None)


def _proposals(viewer: Account) -> QuerySet[MilestoneProposal]:
    items = EvidenceItem.objects.order_by("occurred_at", "id").defer("raw")
    return (
        MilestoneProposal.objects.filter(incident__in=Incident.objects.visible_to(viewer))
        .select_related("incident", "answer__given_by")
        .prefetch_related(Prefetch("items", items))
    )
