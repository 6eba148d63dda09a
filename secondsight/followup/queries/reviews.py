"""Reviews as a list: how far each has come and what happens next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from secondsight.base.errors import InvalidInput
from secondsight.followup.models import Commitment, Decision, KnownRisk, NothingToCommit
from secondsight.followup.queries.agreed import LONGEST_SOAK, Agreed, agreed
from secondsight.followup.rules.commitment import OPEN_STATES
from secondsight.followup.rules.soak import is_soaking
from secondsight.followup.rules.stage import Progress, Stage, stage_of, what_next
from secondsight.followup.rules.vocabulary import CommitmentState, Verdict
from secondsight.inquiry.models import Idea, Review, ReviewIncident, RoleHolder

ORDER = ("-recorded_at", "-id")


@dataclass(frozen=True)
class ReviewRow:
    """A review in a list."""

    id: str
    title: str
    tier: str
    incidents: int
    is_restricted: bool
    opened_at: datetime
    met_at: datetime | None
    soaks_until: datetime | None
    stage: Stage
    next: str


def reviews(
    viewer: Any, *, terms: Agreed, now: datetime, stage: str = "", whose: str = ""
) -> QuerySet[Review]:
    """Return the reviews that the viewer may see, to be paged by `ORDER` and told by `row_of`.

    `stage` is a word of `Stage` or empty; `whose` is "mine" for those in which the viewer has a role.
    Raises InvalidInput for any other word.
    """
    rows = counted(Review.objects.visible_to(viewer).select_related("tier"))
    if whose == "mine":
        mine = RoleHolder.objects.filter(review=OuterRef("pk"), account=viewer)
        rows = rows.filter(Q(opened_by=viewer) | Exists(mine))
    elif whose:
        raise InvalidInput("“whose” is “mine” or left out.", field="whose")
    if not stage:
        return rows
    if stage not in set(Stage):
        raise InvalidInput(f"“{stage[:40]}” is not one of: {', '.join(Stage)}.", field="stage")
    return _in_stage(rows, Stage(stage), terms.cutoff(now))


def row_of(review: Any, *, terms: Agreed, now: datetime, zone: ZoneInfo) -> ReviewRow:
    """Return a counted review as a list shows it; times in words are in the reader's zone."""
    rest = terms.soak(review.met_at) if review.met_at and review.met_at > now - LONGEST_SOAK else None
    resting = rest is not None and is_soaking(rest, now)
    progress = progress_of(review, resting)
    stage = stage_of(progress)
    until = f"{rest.ends_at.astimezone(zone):%a %-d %b, %H:%M}" if rest else ""
    return ReviewRow(
        id=review.pk,
        title=review.title,
        tier=review.tier.name,
        incidents=review.incident_count,
        is_restricted=review.is_restricted,
        opened_at=review.recorded_at,
        met_at=review.met_at,
        soaks_until=rest.ends_at if rest and resting else None,
        stage=stage,
        next=what_next(stage, progress, until),
    )


def rail_facts(review: Review, now: datetime, zone: ZoneInfo) -> dict[str, str]:
    """Return short words for the stages after the meeting: {"commit": "soaks until Thu 14:00"}.

    `next` is what comes next, once it was held. One statement, and three more for a review that was held
    lately. Empty words where nothing is to say.
    """
    if review.met_at is None:
        return {"commit": "", "next": ""}
    row = counted(Review.objects.filter(pk=review.pk)).get()
    rest = agreed().soak(review.met_at) if review.met_at > now - LONGEST_SOAK else None
    resting = rest is not None and is_soaking(rest, now)
    progress = progress_of(row, resting)
    stage = stage_of(progress)
    until = f"{rest.ends_at.astimezone(zone):%a %H:%M}" if rest is not None else ""
    return {
        "commit": _standing(stage, progress, until),
        "next": what_next(stage, progress, until),
    }


def _standing(stage: Stage, progress: Progress, until: str) -> str:
    if stage is Stage.SOAKING:
        return f"soaks until {until}"
    if stage is Stage.DECIDING:
        waiting = progress.undecided_ideas + progress.declined
        return f"{waiting} to decide" if waiting else "to decide"
    if not progress.taken_on:
        return "nothing to commit"
    return f"{progress.taken_on} commitment{'s' if progress.taken_on > 1 else ''}"


def counted(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return reviews with the counts that their stage follows from, each by its own index."""
    here = {"review": OuterRef("pk")}
    return rows.annotate(
        incident_count=_count(ReviewIncident.objects.filter(**here)),
        undecided_count=_count(Idea.objects.filter(**here, removed_at=None, decision=None)),
        declined_count=_count(Commitment.objects.filter(**here, state=CommitmentState.DECLINED)),
        open_count=_count(Commitment.objects.filter(**here, state__in=OPEN_STATES)),
        commitment_count=_count(Commitment.objects.filter(**here)),
        risk_count=_count(KnownRisk.objects.filter(**here)),
        let_go_count=_count(Decision.objects.filter(idea__review=OuterRef("pk"), verdict=Verdict.LET_GO)),
        is_nothing_said=Exists(NothingToCommit.objects.filter(**here)),
    )


def progress_of(review: Any, is_resting: bool) -> Progress:
    """Return what the stage of a counted review follows from."""
    return Progress(
        is_held=review.met_at is not None,
        is_soaking=is_resting,
        undecided_ideas=review.undecided_count,
        declined=review.declined_count,
        open_commitments=review.open_count,
        taken_on=review.commitment_count,
        known_risks=review.risk_count,
        let_go=review.let_go_count,
        is_nothing_said=review.is_nothing_said,
        is_archived=review.archived_at is not None,
    )


def _in_stage(rows: QuerySet[Any], stage: Stage, cutoff: datetime) -> QuerySet[Any]:
    if stage is Stage.PREPARING:
        return rows.filter(met_at=None, archived_at=None)
    if stage is Stage.ARCHIVED:
        return rows.filter(met_at=None, archived_at__isnull=False)
    if stage is Stage.SOAKING:
        return rows.filter(met_at__gt=cutoff)
    soaked = rows.filter(met_at__lte=cutoff)
    is_answered = Q(is_nothing_said=True)
    for made in ("commitment_count", "risk_count", "let_go_count"):
        is_answered |= Q(**{f"{made}__gt": 0})
    is_decided = Q(undecided_count=0, declined_count=0) & is_answered
    if stage is Stage.DECIDING:
        return soaked.exclude(is_decided)
    has_open = Q(open_count__gt=0)
    return soaked.filter(is_decided, has_open if stage is Stage.FOLLOWING else ~has_open)


def _count(rows: QuerySet[Any]) -> Subquery:
    number = Func(F("pk"), function="Count", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(n=number).values("n"))
