"""Whom to remind of which reviews (R1.5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from secondsight.organisation.models import Account
from secondsight.programme.models import ReviewReminder
from secondsight.programme.queries.due import placed_facts, qualified
from secondsight.programme.queries.triggers import terms
from secondsight.programme.rules.due import Terms, time_left

LATELY = timedelta(days=14)  # what passed earlier is in the queue; nobody is written to about the past
LINES = 20


@dataclass(frozen=True)
class DueLetter:
    """What one person is to be told: the passed stages, by qualification, and a line for each."""

    to: Account
    passed: list[tuple[str, str]]  # (qualification's id, "target" or "limit")
    lines: list[str]


def due_letters(now: datetime) -> list[DueLetter]:
    """Return what programme owners are to be told and were not told yet.

    Of each review the stage that it is in: one that is past its limit is not also past its target. Nobody
    is told of an incident that they may not see.
    """
    agreed = terms()
    owners = Account.objects.filter(duty__kind="programme_owner", duty__ended_at=None, is_active=True)
    letters = [_letter(owner, agreed, now) for owner in owners.distinct().order_by("id")]
    return [letter for letter in letters if letter.passed]


def _letter(owner: Account, agreed: Terms, now: datetime) -> DueLetter:
    told = set(ReviewReminder.objects.filter(account=owner).values_list("qualification_id", "stage"))
    rows = (
        qualified(owner)
        .annotate(**placed_facts())
        .filter(is_reviewed=False, counted_from_at__lt=now - agreed.target)
        .exclude(is_declined=True, is_prepared=False)
        .filter(counted_from_at__gte=now - agreed.limit - LATELY)
        .select_related("incident", "tier")
        .order_by("counted_from_at", "id")
    )
    passed, lines = [], []
    for row in rows:
        stage = "limit" if now - row.counted_from_at > agreed.limit else "target"
        if (row.pk, stage) not in told:
            passed.append((row.pk, stage))
            lines.append(f"{row.incident.title} ({row.tier.name}): {_clock(row, agreed, now)}")
    return DueLetter(owner, passed, lines)


def _clock(row: object, agreed: Terms, now: datetime) -> str:
    return time_left(row.counted_from_at, now, agreed)  # type: ignore[attr-defined]
