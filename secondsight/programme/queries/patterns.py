"""Small incidents that the policy puts together, as those see them who may (R1.2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from secondsight.base.errors import NotFound
from secondsight.programme.models import DeclinedReview, Pattern
from secondsight.programme.rules.qualifying import word
from secondsight.record.models import Incident
from secondsight.record.queries.incidents import is_name

MOST = 50


@dataclass(frozen=True)
class PatternRow:
    """A pattern with the incidents of it that the viewer may know of, oldest first."""

    id: str
    shared: str
    sentence: str
    tier: str  # its slug
    tier_name: str
    found_at: datetime
    incidents: list[Incident]
    review_id: str
    is_lapsed: bool
    declined: DeclinedReview | None

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for an answer."""
        return not (self.review_id or self.is_lapsed or self.declined)


def waiting_patterns(viewer: Any) -> list[PatternRow]:
    """Return the patterns that wait for an answer, the oldest first, at most 50. Three statements.

    One of which the viewer may see fewer incidents than make a pattern is not there for them.
    """
    return _rows(Pattern.objects.waiting(), viewer)


def declined_patterns(viewer: Any) -> list[PatternRow]:
    """Return the patterns that were declined, the newest first, at most 50."""
    rows = Pattern.objects.filter(declined__undone_at=None, declined__isnull=False, review=None)
    return _rows(rows.order_by("-recorded_at", "-id"), viewer)


def patterns_of(viewer: Any, incident: Incident) -> list[PatternRow]:
    """Return the patterns that wait for an answer and have an incident in them."""
    return _rows(Pattern.objects.waiting().filter(members__incident=incident), viewer)


def pattern(viewer: Any, id: str) -> Pattern:
    """Return a pattern that the viewer may see. Raises NotFound."""
    found = Pattern.objects.filter(pk=id) if is_name(id) else Pattern.objects.none()
    if not _rows(found, viewer):
        raise NotFound("There is no pattern here that you may see.")
    return found.select_related("review").get()


def pattern_row(viewer: Any, id: str) -> PatternRow:
    """Return a pattern that the viewer may see, as lists show it. Raises NotFound."""
    [found] = _rows(Pattern.objects.filter(pk=pattern(viewer, id).pk), viewer)
    return found


def _rows(rows: QuerySet[Pattern], viewer: Any) -> list[PatternRow]:
    seen = Incident.objects.visible_to(viewer).filter(is_restricted=False)
    standing = DeclinedReview.objects.filter(undone_at=None).select_related("declined_by")
    found = rows.select_related("tier").prefetch_related(
        Prefetch(
            "incidents", seen.select_related("severity").order_by("listed_at", "id"), to_attr="seen_incidents"
        ),
        Prefetch("declined", standing, to_attr="standing_decline"),
    )[:MOST]
    return [_row(one) for one in found if len(one.seen_incidents) >= max(2, one.least)]


def _row(row: Any) -> PatternRow:
    incidents: list[Incident] = row.seen_incidents
    days = (incidents[-1].listed_at - incidents[0].listed_at).days + 1
    within = "one day" if days == 1 else f"{word(days)} days"
    policy = f"{word(row.least)} or more within {row.window_days} days"
    return PatternRow(
        id=row.pk,
        shared=row.shared,
        sentence=f"{word(len(incidents)).capitalize()} small incidents share {row.shared}, all within "
        f"{within}; your policy looks at {policy} together.",
        tier=row.tier.slug,
        tier_name=row.tier.name,
        found_at=row.recorded_at,
        incidents=incidents,
        review_id=row.review_id or "",
        is_lapsed=row.lapsed_at is not None,
        declined=next(iter(row.standing_decline), None),
    )
