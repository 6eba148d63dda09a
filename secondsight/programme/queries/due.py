"""The reviews that the policy asks for, and where each stands (R1.5). The viewer comes first (C12)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)

from secondsight.base.errors import InvalidInput, NotFound
from secondsight.base.paging import Page, page
from secondsight.inquiry.models import Review, ReviewIncident
from secondsight.organisation.models import Account, Membership, Service
from secondsight.programme.models import DeclinedReview, Pattern, Qualification
from secondsight.programme.queries.triggers import terms
from secondsight.programme.rules.due import Standing, Terms, standing_of, time_left, what_decays
from secondsight.record.models import Incident
from secondsight.record.queries.incidents import is_name

SIZE = 50
OPEN = "open"  # everything that waits for somebody
ORDER = ("pressing", "tier__rank", "counted_from_at", "id")
ENDED_ORDER = ("-counted_from_at", "-id")
STATES = (OPEN, *(standing.value for standing in Standing))


@dataclass(frozen=True)
class Due:
    """A review that the policy asks for, as a list and the incident's page show it."""

    incident: Incident
    tier: str  # its slug
    tier_name: str
    reasons: list[str]
    standing: Standing
    counted_from_at: datetime
    target_at: datetime
    limit_at: datetime
    clock: str  # how the time stands, in words; empty once it has ended
    decays: str  # what waiting costs, empty once it has ended
    reviews: list[Review]  # of the incident, that the viewer may see
    declined: DeclinedReview | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return self.standing not in (Standing.REVIEWED, Standing.DECLINED)


@dataclass(frozen=True)
class Queue:
    """A page of reviews that are asked for, and how many there are in each state."""

    page: Page
    rows: list[Due]
    counts: dict[str, int]


def queue(viewer: Any, now: datetime, *, state: str = OPEN, cursor: str = "") -> Queue:
    """Return a page of the reviews that are asked for, the most pressing first; four statements and policy.

    What is past its limit comes first, then what is past its target; the more demanding the review the
    earlier, then the longer it waits. What has ended: the newest first.
    Raises InvalidInput for a state that does not exist, or a foreign cursor.
    """
    if state not in STATES:
        raise InvalidInput(f"The states are: {', '.join(STATES)}.", field="state")
    agreed = terms()
    rows = _placed(qualified(viewer), now, agreed)
    is_ended = state in (Standing.REVIEWED, Standing.DECLINED)
    wanted = _with_everything(rows.filter(_in(state)), viewer)
    found = page(wanted, order=ENDED_ORDER if is_ended else ORDER, size=SIZE, cursor=cursor)
    return Queue(found, [_due(row, now, agreed) for row in found.rows], _counts(rows))


def due_of(viewer: Any, incident: Incident, now: datetime) -> Due | None:
    """Return the review that the policy asks for of an incident that the viewer has found, None for none."""
    agreed = terms()
    rows = _placed(qualified(viewer).filter(incident=incident), now, agreed)
    row = _with_everything(rows, viewer).first()
    return _due(row, now, agreed) if row else None


def missing_of(viewer: Any, incident: Incident) -> list[str]:
    """Return what could have asked for a review of an incident that the viewer has found, and did not."""
    row = Qualification.objects.filter(incident=incident).only("missing").first()
    return list(row.missing) if row else []


def qualified(viewer: Any) -> QuerySet[Qualification]:
    """Return what the policy asks for, of incidents that the viewer may know of."""
    seen = Incident.objects.visible_to(viewer).filter(pk=OuterRef("incident"))
    return Qualification.objects.filter(Exists(seen), tier__isnull=False)


def qualification_of(viewer: Any, incident_id: str) -> Qualification:
    """Return what the policy makes of an incident, with the incident. Raises NotFound."""
    seen = Incident.objects.visible_to(viewer)
    rows = Qualification.objects.filter(incident__in=seen).select_related("incident", "tier")
    found = rows.filter(incident=incident_id).first() if is_name(incident_id) else None
    if found is None:
        raise NotFound("The policy says nothing here of an incident that you may see.")
    return found


def may_decide(account: Account, due: Qualification | Pattern) -> bool:
    """Return whether somebody may say that an incident, or a pattern, gets no review.

    That is the programme owner, who recorded an incident, and those in a team that took part in one or
    owns a service of one.
    """
    if account.is_programme_owner:
        return True
    of = Q(pattern_members__pattern=due) if isinstance(due, Pattern) else Q(qualification=due)
    mine = Q(opened_by=account) | Q(teams__membership__account=account)
    return Incident.objects.filter(of).filter(mine | Q(services__team__membership__account=account)).exists()


def owns_service(account: Any) -> Exists:
    """Return the question whether a service of the row's incident belongs to a team of somebody's."""
    through = Incident.services.through.objects.filter(incident=OuterRef("incident"))
    teams = Membership.objects.filter(account=account).values("team")
    return Exists(through.filter(service__in=Service.objects.filter(team__in=teams).values("pk")))


def placed_facts() -> dict[str, Exists]:
    """Return what a row's standing depends on, as questions of a statement."""
    covered = ReviewIncident.objects.filter(incident=OuterRef("incident"))
    held = Q(review__met_at__isnull=False) | Q(review__archived_at__isnull=False)
    return {
        "is_reviewed": Exists(covered.filter(held)),
        "is_prepared": Exists(covered),
        "is_declined": Exists(DeclinedReview.objects.filter(qualification=OuterRef("pk"), undone_at=None)),
    }


def _placed(rows: QuerySet[Qualification], now: datetime, agreed: Terms) -> QuerySet[Qualification]:
    pressing = Case(
        When(counted_from_at__lt=now - agreed.limit, then=Value(0)),
        When(counted_from_at__lt=now - agreed.target, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.annotate(**placed_facts(), pressing=pressing)


def _in(state: str) -> Q:
    reviewed, declined = Q(is_reviewed=True), Q(is_reviewed=False, is_declined=True, is_prepared=False)
    waiting = Q(is_reviewed=False) & (Q(is_declined=False) | Q(is_prepared=True))
    return {
        OPEN: waiting,
        Standing.REVIEWED.value: reviewed,
        Standing.DECLINED.value: declined,
        Standing.OVERDUE.value: waiting & Q(pressing=0),
        Standing.PREPARING.value: waiting & Q(is_prepared=True, pressing__gt=0),
        Standing.DUE.value: waiting & Q(is_prepared=False, pressing__gt=0),
    }[state]


def _counts(rows: QuerySet[Qualification]) -> dict[str, int]:
    counted: dict[str, int] = rows.aggregate(
        **{f"n_{name}": Count("pk", filter=_in(name)) for name in STATES}
    )
    return {name: counted[f"n_{name}"] for name in STATES}


def _with_everything(rows: QuerySet[Qualification], viewer: Any) -> QuerySet[Qualification]:
    reviews = (
        Review.objects.visible_to(viewer).only("title", "met_at", "recorded_at").order_by("-recorded_at")
    )
    declined = DeclinedReview.objects.filter(undone_at=None).select_related("declined_by")
    return rows.select_related("tier", "incident__severity").prefetch_related(
        Prefetch("incident__reviews", reviews, to_attr="seen_reviews"),
        Prefetch("declined", declined, to_attr="standing_decline"),
    )


def _due(row: Any, now: datetime, agreed: Terms) -> Due:
    standing = standing_of(
        row.counted_from_at,
        now,
        agreed,
        is_reviewed=bool(row.is_reviewed),
        is_prepared=bool(row.is_prepared),
        is_declined=bool(row.is_declined),
    )
    is_open = standing not in (Standing.REVIEWED, Standing.DECLINED)
    return Due(
        incident=row.incident,
        tier=row.tier.slug,
        tier_name=row.tier.name,
        reasons=[one["sentence"] for one in row.reasons],
        standing=standing,
        counted_from_at=row.counted_from_at,
        target_at=row.counted_from_at + agreed.target,
        limit_at=row.counted_from_at + agreed.limit,
        clock=time_left(row.counted_from_at, now, agreed) if is_open else "",
        decays=what_decays(now - row.counted_from_at, agreed) if is_open else "",
        reviews=row.incident.seen_reviews,
        declined=next(iter(row.standing_decline), None) if standing is Standing.DECLINED else None,
    )
