"""What waits for somebody after reviews, for their home page (R7.2)."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
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

MOST = 20
LATELY = timedelta(days=180)
AHEAD = timedelta(days=14)


def needs(viewer: Any, now: datetime) -> list[Need]:
    """Return what waits for the viewer: decisions, ideas at rest, commitments, risks. At most 20 of each.

    What waits for others most comes first: to accept, to decide, to verify, then to do, to look at
    again, and to think about. Six statements.
    """
    terms = agreed()
    found = [
        *_about_commitments(viewer, terms, now),
        *_about_reviews(viewer, terms, now),
        *_about_risks(viewer, terms, now),
    ]
    order = {"accept": 0, "decide": 1, "verify": 2, "do": 3, "look": 4, "think": 5}
    return [need for kind, need in sorted(found, key=lambda one: order[one[0]])]


def _about_reviews(viewer: Any, terms: Agreed, now: datetime) -> list[tuple[str, Need]]:
    role = RoleHolder.objects.filter(review=OuterRef("pk"), account=viewer)
    decider = Decider.objects.filter(review=OuterRef("pk"), account=viewer)
    rows = (
        counted(Review.objects.visible_to(viewer))
        .filter(met_at__gt=now - LATELY)
        .annotate(
            has_role=Exists(role), is_decider=Exists(decider), is_owner=Exists(role.filter(role=Role.OWNER))
        )
        .filter(Q(has_role=True) | Q(is_decider=True))
        .order_by("-met_at")[:MOST]
    )
    found = []
    for row in rows:
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
    mine = Q(owner=viewer, state__in=(CommitmentState.OFFERED, CommitmentState.ACCEPTED))
    to_verify = Q(state=CommitmentState.DONE, is_deciding=True) & ~Q(owner=viewer)
    rows = (
        visible(Commitment.objects.select_related("owner", "offered_by"), viewer)
        .annotate(is_deciding=_decides(viewer))
        .filter(mine | to_verify)
        .order_by("due_on", "id")[:MOST]
    )
    found = []
    for row in rows:
        url = reverse("commitment", args=[row.pk])
        due = _end_of(row.due_on, terms)
        if row.state == CommitmentState.OFFERED:
            asker = row.offered_by.name if row.offered_by else "The review"
            words = f"Accept or decline “{row.what}”"
            found.append(("accept", Need(words, url, due, f"{asker} asks whether you would take it on.")))
        elif row.state == CommitmentState.ACCEPTED:
            found.append(("do", Need(f"“{row.what}”", url, due, "You accepted it.")))
        else:
            why = f"{row.owner.name} says that it is done."
            found.append(("verify", Need(f"Verify “{row.what}”", url, None, why)))
    return found


def _about_risks(viewer: Any, terms: Agreed, now: datetime) -> list[tuple[str, Need]]:
    rows = (
        visible(KnownRisk.objects.all(), viewer)
        .annotate(is_deciding=_decides(viewer))
        .filter(Q(is_deciding=True) | Q(accepted_by=viewer))
        .filter(closed_at=None, look_again_on__lte=terms.today(now) + AHEAD)
        .order_by("look_again_on", "id")[:MOST]
    )
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


def _decides(viewer: Any) -> Exists | Q:
    here = {"review": OuterRef("review_id"), "account": viewer}
    return Exists(Decider.objects.filter(**here)) | Exists(RoleHolder.objects.filter(**here, role=Role.OWNER))


def _end_of(day: Any, terms: Agreed) -> datetime:
    zone = terms.calendar.zone if isinstance(terms.calendar.zone, ZoneInfo) else UTC
    return datetime.combine(day, time(23, 59), tzinfo=zone).astimezone(UTC)
