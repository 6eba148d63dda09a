"""From the rows of a review to what its edition tells."""

from collections import defaultdict
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Prefetch, Q, QuerySet

from secondsight.base.sight import is_narrowed
from secondsight.followup.models import Commitment, KnownRisk, MovedDate, NothingToCommit, PutRight, Step
from secondsight.followup.rules.vocabulary import CommitmentState, IntendedOutcome, Verdict
from secondsight.inquiry.models import Idea, Review
from secondsight.inquiry.queries import findings, holders, moments_of
from secondsight.inquiry.queries.categories import categories
from secondsight.inquiry.queries.veil import keep_veiled
from secondsight.inquiry.rules.vocabulary import LearningSubject, MeetingMode, Role
from secondsight.publication.queries.deciding import read_deciding
from secondsight.publication.queries.editions import standing_edition
from secondsight.publication.queries.moments import read_moments
from secondsight.publication.rules import edition as tell
from secondsight.publication.rules.hindsight import choices
from secondsight.publication.rules.times import day_of
from secondsight.record.models import EventItem, Incident, Milestone, Participant
from secondsight.record.rules.durations import Point as DurationPoint
from secondsight.record.rules.durations import measure
from secondsight.record.rules.vocabulary import MilestoneKind, Part, Precision


def telling(viewer: Any, review: Review, zone: tzinfo | None = None) -> tell.Telling:
    """Return all that an edition of a review tells, as far as the viewer may see it (R8.1).

    Times are to be said in `zone`; without one, in the zone of the review's first incident. The number of
    statements does not grow with the review. Raises NotFound while it is veiled for the viewer (R3.3).
    """
    keep_veiled(viewer, review)
    incidents = _incidents(viewer, review)
    zone_name = str(zone) if zone else (incidents[0].time_zone if incidents else "UTC")
    moments = read_moments(incidents)
    by_id = {moment.id: moment for moment in moments}
    found = findings(viewer, review)
    labels = dict(categories())
    edition = standing_edition(review)
    nothing = NothingToCommit.objects.filter(review=review).first()
    let_go, undecided = _ideas(review)
    return tell.Telling(
        id=review.pk,
        title=review.title,
        tier=review.tier.name,
        narrative=review.narrative,
        zone=zone or ZoneInfo(zone_name),
        zone_name=zone_name,
        is_restricted=review.is_restricted,
        opened_at=review.recorded_at,
        met_at=review.met_at,
        is_archived=review.archived_at is not None,
        met_mode=MeetingMode(review.met_mode).label,
        published_at=edition.published_at if edition else None,
        incidents=tuple(_incident(row) for row in incidents),
        moments=moments,
        choices=choices(moments, read_deciding(viewer, incidents)),
        factors=tuple(_finding(row, by_id, labels.get(row.category, row.category)) for row in found.factors),
        strengths=tuple(_finding(row, by_id) for row in found.strengths),
        learning_points=tuple(
            _finding(row, by_id, LearningSubject(row.subject).label if row.subject else "")
            for row in found.learning_points
        ),
        promises=_promises(review),
        put_right=tuple(
            tell.Mended(row.what, row.note, row.url, row.done_on)
            for row in PutRight.objects.filter(review=review)
        ),
        risks=tuple(
            tell.Risk(row.what, row.reason, row.look_again_on, _name(row.accepted_by), row.closed_note)
            for row in KnownRisk.objects.filter(review=review)
            .select_related("accepted_by")
            .order_by("recorded_at", "id")
        ),
        let_go=let_go,
        undecided=undecided,
        nothing_to_commit=nothing.words if nothing else None,
        parts=tuple(_part(row) for row in holders(review)),
        sources=_sources(incidents),
    )


def _incidents(viewer: Any, review: Review) -> list[Incident]:
    rows = Incident.objects.visible_to(viewer).filter(review_incidents__review=review)
    return list(
        rows.select_related("severity")
        .prefetch_related(
            "services",
            "teams",
            Prefetch("milestones", _milestones()),
            Prefetch(
                "participants", Participant.objects.select_related("team").order_by("recorded_at", "id")
            ),
        )
        .order_by("listed_at", "id")
    )


def _incident(row: Any) -> tell.Incident:
    reached = {MilestoneKind(milestone.kind): milestone for milestone in row.milestones.all()}
    points = {
        kind: DurationPoint(milestone.at, Precision(milestone.precision))
        for kind, milestone in reached.items()
    }
    parts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in row.participants.all():
        parts[one.name, one.team.name if one.team else ""].append(Part(one.part).label)
    return tell.Incident(
        id=row.pk,
        title=row.title,
        severity=row.severity.name,
        severity_slug=row.severity.slug,
        severity_rank=row.severity.rank,
        summary=row.summary,
        time_zone=row.time_zone,
        is_near_miss=row.is_near_miss,
        is_customer_facing=row.is_customer_facing,
        started_at=row.listed_at,
        services=tuple(service.name for service in row.services.all()),
        teams=tuple(team.name for team in row.teams.all()),
        points=tuple(
            tell.Point(
                kind.label,
                reached[kind].at,
                reached[kind].precision,
                None if is_narrowed() else _known_at(reached[kind]),
            )
            for kind in MilestoneKind
            if kind in reached
        ),
        # What has neither end says nothing; what lacks one, or contradicts, is said.
        lengths=tuple(
            tell.Length(each.name.label, each.words) for each in measure(points) if len(each.unknown) < 2
        ),
        people=tuple(tell.Person(name, tuple(played), team) for (name, team), played in parts.items()),
    )


def _milestones() -> QuerySet[Milestone]:
    """In the order of time, with since when anybody is said to have known of what they rest on."""
    stands = Q(events__removed_at=None)
    return Milestone.objects.order_by("at", "id").annotate(
        first_said=Min(
            "events__knowledge__known_at", filter=stands & Q(events__knowledge__withdrawn_at=None)
        ),
        first_acted=Min("events__occurred_at", filter=stands & Q(events__account__isnull=False)),
    )


def _known_at(row: Any) -> datetime | None:
    """Since when anybody knew; who acted in an event knew of it when it happened."""
    return min(filter(None, (row.first_said, row.first_acted)), default=None)


def _finding(row: Any, by_id: dict[str, tell.Moment], kind: str = "") -> tell.Finding:
    moments = tuple(by_id[event.pk] for event in moments_of(row) if event.pk in by_id)
    context = row.why_it_could if hasattr(row, "why_it_could") else row.context
    return tell.Finding(row.what, context, kind, moments, row.pk)


def _promises(review: Review) -> tuple[tell.Promise, ...]:
    steps = Step.objects.select_related("taken_by").order_by("recorded_at", "id")
    rows = (
        Commitment.objects.filter(review=review)
        .select_related("owner")
        .prefetch_related(
            Prefetch("steps", steps),
            Prefetch("moved_dates", MovedDate.objects.order_by("recorded_at", "id")),
            "factors",
        )
        .order_by("recorded_at", "id")
    )
    return tuple(_promise(row) for row in rows if row.state != CommitmentState.DECLINED)


def _promise(row: Commitment) -> tell.Promise:
    return tell.Promise(
        id=row.pk,
        what=row.what,
        owner=row.owner.name,
        due_on=row.due_on,
        done_means=row.done_means,
        outcome=IntendedOutcome(row.intended_outcome).label,
        state=row.state,
        state_label=CommitmentState(row.state).label,
        factors=tuple(factor.what for factor in row.factors.all()),
        tracker_url=row.tracker_url,
        beyond_reason=row.beyond_reason,
        stages=tuple(
            tell.Stage(CommitmentState(s.state).label, s.recorded_at, _name(s.taken_by), s.note, s.url)
            for s in row.steps.all()
        ),
        moved=tuple(
            f"Moved from {day_of(m.from_on)} to {day_of(m.to_on)}: {m.reason}" for m in row.moved_dates.all()
        ),
    )


def _ideas(review: Review) -> tuple[tuple[tell.Resting, ...], tuple[tell.Resting, ...]]:
    rows = Idea.objects.filter(review=review, removed_at=None).select_related("decision")
    let_go, undecided = [], []
    for row in rows.order_by("recorded_at", "id"):
        decision = getattr(row, "decision", None)
        if decision is None:
            undecided.append(tell.Resting(row.what))
        elif decision.verdict == Verdict.LET_GO:
            let_go.append(tell.Resting(row.what, decision.reason))
    return tuple(let_go), tuple(undecided)


def _part(row: Any) -> tell.Part:
    said = tuple(one if isinstance(one, str) else str(one.get("sentence", "")) for one in row.objections)
    return tell.Part(Role(row.role).label, row.account.name, row.section, said, row.reason)


def _sources(incidents: list[Incident]) -> tuple[tell.Source, ...]:
    rows = (
        EventItem.objects.filter(event__incident__in=incidents, event__removed_at=None)
        .values("item__file__name", "item__file__format", "item__file__stored_id")
        .annotate(moments=Count("event", distinct=True))
        .order_by("item__file__name", "item__file__stored_id")
    )
    return tuple(
        tell.Source(
            row["item__file__name"],
            row["item__file__format"],
            row["item__file__stored_id"][:12],
            row["moments"],
        )
        for row in rows
    )


def _name(account: Any) -> str:
    return account.name if account else ""
