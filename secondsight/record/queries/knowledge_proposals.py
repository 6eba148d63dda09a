"""What is read of proposed knowings; the viewer comes first (C12)."""

from collections.abc import Collection

from django.db.models import F, Prefetch, QuerySet

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account
from secondsight.record.models import Event, EvidenceItem, Incident, KnowledgeProposal
from secondsight.record.queries.incidents import is_name


def knowledge_proposals(
    viewer: Account, incident: Incident, event: Event | None = None, ids: Collection[str] = ()
) -> QuerySet[KnowledgeProposal]:
    """Return the proposals that wait for a person, by event in time's order, then by when they knew.

    Of one event, or of the whole timeline. With `ids`, these whatever was made of them. Each with its event,
    knower, answer and evidence.
    """
    rows = _proposals(viewer).filter(event__incident=incident, event__removed_at=None)
    rows = rows.filter(event=event) if event else rows
    rows = rows.filter(pk__in=ids) if ids else rows.filter(answer=None)
    return rows.order_by(
        F("event__occurred_at").asc(nulls_last=True), "event_id", F("known_at").asc(nulls_last=True), "id"
    )


def knowledge_proposal(viewer: Account, id: str) -> KnowledgeProposal:
    """Return one proposal with its event, knower, evidence and answer. Raises NotFound."""
    found = _proposals(viewer).filter(pk=id).first() if is_name(id) else None
    if found is None:
        raise NotFound("There is no such proposal here that you may see.")
    return found


def count_waiting_knowledge(incident: Incident, event: Event | None = None, *, sure: bool = False) -> int:
    """Return how many proposals wait in an incident, or at an event, that the caller has found."""
    rows = KnowledgeProposal.objects.filter(event__incident=incident, event__removed_at=None, answer=None)
    rows = rows.filter(event=event) if event else rows
    return (rows.filter(is_sure=True) if sure else rows).count()


def _proposals(viewer: Account) -> QuerySet[KnowledgeProposal]:
    items = EvidenceItem.objects.order_by("occurred_at", "id").defer("raw")
    return (
        KnowledgeProposal.objects.filter(event__incident__in=Incident.objects.visible_to(viewer))
        .select_related("event__incident", "account", "team", "answer__given_by")
        .prefetch_related(Prefetch("items", items))
    )
