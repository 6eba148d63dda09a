"""What is read of candidates; the viewer comes first (C12)."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from secondsight.base.errors import NotFound
from secondsight.organisation.models import Account
from secondsight.record.models import Candidate, EvidenceItem, Incident
from secondsight.record.queries.incidents import is_name

ORDER = ("occurred_at", "id")
PUT_FORWARD = Q(is_kept_back=False)
ORDERS = {"time": ORDER, "strongest": ("-score", "id")}
STATES = ("waiting", "weaker", "accepted", "merged", "dismissed", "all")


@dataclass(frozen=True)
class Progress:
    """How far a desk is: of those put forward, how many wait and what was made of the others.

    `weaker` ones wait too, but are kept back until somebody asks for them; `total` leaves them out.
    """

    total: int
    waiting: int
    weaker: int
    accepted: int
    merged: int
    dismissed: int

    @property
    def all(self) -> int:
        """How many there are, with those that are kept back."""
        return self.total + self.weaker

    @property
    def looked_at(self) -> int:
        """How many candidates somebody has answered."""
        return self.total - self.waiting


def candidates(
    viewer: Account, incident: Incident, state: str = "waiting", ids: Collection[str] | None = None
) -> QuerySet[Candidate]:
    """Return an incident's candidates in a state, or those with these ids, for `page(..., order=ORDER)`.

    Each has its evidence and the answer it was given. States: waiting (put forward), weaker (kept back, no
    answer either), accepted, merged, dismissed, all.
    """
    rows = _candidates(viewer).filter(incident=incident)
    if ids is not None:
        return rows.filter(pk__in=ids)
    if state in ("waiting", "weaker"):
        return rows.filter(answer=None, is_kept_back=state == "weaker")
    return rows if state == "all" else rows.filter(answer__verdict=state)


def candidate(viewer: Account, id: str) -> Candidate:
    """Return one candidate with its incident, evidence and answer. Raises NotFound."""
    found = _candidates(viewer).filter(pk=id).first() if is_name(id) else None
    if found is None:
        raise NotFound("There is no candidate here that you may see.")
    return found


def progress(incident: Incident) -> Progress:
    """Return how far the desk of an incident that the caller has found is; one statement."""
    counts = Candidate.objects.filter(incident=incident).aggregate(
        total=Count("pk", filter=PUT_FORWARD | Q(answer__isnull=False)),
        waiting=Count("pk", filter=PUT_FORWARD & Q(answer=None)),
        weaker=Count("pk", filter=~PUT_FORWARD & Q(answer=None)),
        **{
            verdict: Count("pk", filter=Q(answer__verdict=verdict))
            for verdict in ("accepted", "merged", "dismissed")
        },
    )
    return Progress(**counts)


def _candidates(viewer: Account) -> QuerySet[Candidate]:
    items = EvidenceItem.objects.order_by("occurred_at", "id").defer("raw")
    return (
        Candidate.objects.filter(incident__in=Incident.objects.visible_to(viewer))
        .select_related("incident", "answer__event", "answer__given_by")
        .prefetch_related(Prefetch("items", items))
    )
