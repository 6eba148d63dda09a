"""What waits for somebody after reviews, for their home page (R7.2)."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from secondsight.followup.models import Commitment, Decider, KnownRisk
from secondsight.followup.queries.agreed import Agreed, agreed
from secondsight.followup.queries.reviews import counted, progress_of
from secondsight.followup.queries.seen import visible
from secondsight.followup.rules.soak import is_soaking
from secondsight.followup.rules.stage import Stage, stage_of
from secondsight.followup.rules.vocabulary import CommitmentState
from secondsight.inquiry.models import Review, RoleHolder
from secondsight.inquiry.queries.needs import Need
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.models import Account
from secondsight.organisation.queries.prepared import Seen

MOST = 20
LATELY = timedelta(days=180)
AHEAD = timedelta(days=14)


def needs(viewer: Any, now: datetime, terms: Agreed | None = None) -> list[Need]:
    """Return what waits for the viewer: decisions, ideas at rest, commitments, risks. At most 20 of each.

    What waits for others most comes first: to accept, to decide, to verify, then to do, to look at
    again, and to think about. `terms` are what is agreed, where the caller has read it. Six statements.
    """
    terms = terms or agreed()
    found = [
        *_about_commitments(viewer, terms, now),
        *_about_reviews(viewer, terms, now),
        *_about_risks(viewer, terms, now),
    ]
    order = {"accept": 0, "decide": 1, "verify": 2, "do": 3, "look": 4, "think": 5}
    return [need for kind, need in sorted(found, key=lambda one: order[one[0]])]


def _about_reviews(viewer: Any, terms: Agreed, now: datetime) -> list[tuple[str, Need]]:
    found = []
    for row in _reviews.rows(viewer, since=now - LATELY):
        rest = terms.soak(row.met_at)
        resting = rest is not None and is_soaking(rest, now)
        stage = stage_of(progress_of(row, resting))
        url = reverse("commit", args=[row.pk])
        if stage is Stage.SOAKING and rest is not None and row.undecided_count:
            words = f"Look at the ideas of “{row.title}” while they rest"
            found.append(("think", Need(words, url, rest.ends_at, "You took part; you may comment and add.")))
        elif stage is Stage.DECIDING and (row.is_owner or row.is_decider):
            why = "You own the review." if row.is_owner else "The owner named you."
            found.append(("decide", Need(f"Decide about the ideas of “{row.title}”", url, None, why)))
    return found


def _about_commitments(viewer: Any, terms: Agreed, now: datetime) -> list[tuple[str, Need]]:
    found = []
    for row in _commitments.rows(viewer):
        url = reverse("commitment", args=[row.pk])
        due = _end_of(row.due_on, terms)
        if row.state == CommitmentState.OFFERED:
            asker = row.asker or "The review"
            words = f"Accept or decline “{row.what}”"
            found.append(("accept", Need(words, url, due, f"{asker} asks whether you would take it on.")))
        elif row.state == CommitmentState.ACCEPTED:
            found.append(("do", Need(f"“{row.what}”", url, due, "You accepted it.")))
        else:
            why = f"{row.doer} says that it is done."
            found.append(("verify", Need(f"Verify “{row.what}”", url, None, why)))
    return found


def _about_risks(viewer: Any, terms: Agreed, now: datetime) -> list[tuple[str, Need]]:
    rows = _risks.rows(viewer, until=terms.today(now) + AHEAD)
    return [
        (
            "look",
            Need(
                f"Look again at “{row.what}”",
                reverse("risk", args=[row.pk]),
                _end_of(row.look_again_on, terms),
                "It was accepted as a known risk.",
            ),
        )
        for row in rows
    ]


def _reviews_lately(viewer: Account, since: datetime) -> QuerySet[Review]:
    role = RoleHolder.objects.filter(review=OuterRef("pk"), account=viewer)
    decider = Decider.objects.filter(review=OuterRef("pk"), account=viewer)
    return (
        counted(Review.objects.visible_to(viewer).only("title", "met_at", "archived_at"))
        .filter(Exists(role) | Exists(decider), met_at__gt=since)
        .annotate(is_decider=Exists(decider), is_owner=Exists(role.filter(role=Role.OWNER)))
        .order_by("-met_at")[:MOST]
    )


def _commitments_of(viewer: Account) -> QuerySet[Commitment]:
    mine = Q(owner=viewer, state__in=(CommitmentState.OFFERED, CommitmentState.ACCEPTED))
    to_verify = Q(_decides(viewer), state=CommitmentState.DONE) & ~Q(owner=viewer)
    return (
        visible(Commitment.objects.only("what", "state", "due_on"), viewer)
        .filter(mine | to_verify)
        .annotate(doer=F("owner__name"), asker=F("offered_by__name"))
        .order_by("due_on", "id")[:MOST]
    )


def _risks_of(viewer: Account, until: date) -> QuerySet[KnownRisk]:
    return (
        visible(KnownRisk.objects.only("what", "look_again_on"), viewer)
        .filter(_decides(viewer) | Q(accepted_by=viewer), closed_at=None, look_again_on__lte=until)
        .order_by("look_again_on", "id")[:MOST]
    )


def _decides(viewer: Account) -> Exists | Q:
    here = {"review": OuterRef("review_id"), "account": viewer}
    return Exists(Decider.objects.filter(**here)) | Exists(RoleHolder.objects.filter(**here, role=Role.OWNER))


_reviews, _commitments, _risks = Seen(_reviews_lately), Seen(_commitments_of), Seen(_risks_of)


def _end_of(day: Any, terms: Agreed) -> datetime:
    zone = terms.calendar.zone if isinstance(terms.calendar.zone, ZoneInfo) else UTC
    return datetime.combine(day, time(23, 59), tzinfo=zone).astimezone(UTC)
