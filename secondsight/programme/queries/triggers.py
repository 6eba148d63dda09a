"""What is agreed about the triggers, now and before (R1.4)."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from secondsight.organisation.models import Severity, Tier
from secondsight.organisation.queries import policies
from secondsight.programme.models import TriggerSetting
from secondsight.programme.rules.due import Terms
from secondsight.programme.rules.qualifying import Grade, Setting, Trigger

# What an organisation starts with: (threshold, days, severity by its slug, tier by its slug).
FIRST: dict[Trigger, tuple[int, int, str, str]] = {
    Trigger.SEVERITY: (0, 0, "sev-2", ""),
    Trigger.BUDGET_BURNT: (20, 0, "", "light"),
    Trigger.SEVERAL_TEAMS: (2, 0, "", "light"),
    Trigger.PAGING_STORM: (6, 0, "", "light"),
    Trigger.NEAR_MISS: (0, 0, "", "near-miss"),
    Trigger.PATTERN: (3, 30, "sev-3", "pattern"),
}


def grade(tier: Tier) -> Grade:
    """Return a tier as the rules take it."""
    return Grade(tier.rank, tier.slug, tier.name)


def agreed_triggers() -> dict[Trigger, Setting]:
    """Return what is agreed about each trigger, in their order; three statements."""
    severities = list(Severity.objects.order_by("rank", "id"))
    tiers = list(Tier.objects.order_by("rank", "id"))
    newest = {row.trigger: row for row in TriggerSetting.objects.all()}  # in the order they were set
    return {trigger: _setting(trigger, newest.get(trigger.value), severities, tiers) for trigger in Trigger}


def trigger_history(viewer: Any) -> QuerySet[TriggerSetting]:
    """Return everything that was ever agreed about triggers, newest first, with who set it."""
    return TriggerSetting.objects.select_related("set_by", "tier", "severity").order_by("-recorded_at", "-id")


def terms() -> Terms:
    """Return how soon a review is to be held, and at the latest (R1.5). One statement."""
    values = policies()
    return Terms(
        timedelta(hours=values["review_target_hours"]), timedelta(hours=values["review_limit_hours"])
    )


def _setting(
    trigger: Trigger, row: TriggerSetting | None, severities: list[Severity], tiers: list[Tier]
) -> Setting:
    threshold, days, worst, slug = FIRST[trigger]
    is_on = True
    severity = _named(severities, worst) if worst else None
    tier = _named(tiers, slug) if slug else None
    if row is not None:
        is_on, threshold, days = row.is_on, row.threshold, row.window_days
        severity = next((one for one in severities if one.pk == row.severity_id), severity)
        tier = next((one for one in tiers if one.pk == row.tier_id), tier)
    return Setting(
        trigger,
        is_on,
        threshold=threshold,
        window_days=days,
        rank=severity.rank if severity else 0,
        severity=severity.name if severity else "",
        severity_slug=severity.slug if severity else "",
        tier=grade(tier) if tier else None,
    )


def _named(rows: list[Any], slug: str) -> Any:
    """Return the row of that slug; where an organisation named its own, the mildest."""
    return next((one for one in rows if one.slug == slug), rows[-1] if rows else None)
