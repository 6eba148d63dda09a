"""What may be agreed about a trigger (R1.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from secondsight.base.errors import InvalidInput
from secondsight.programme.rules.qualifying import Grade, Setting, Trigger, word

# What a threshold counts, and its limits, both allowed. A trigger without one has none.
LIMITS: dict[Trigger, tuple[str, int, int]] = {
    Trigger.BUDGET_BURNT: ("percent", 1, 10_000),
    Trigger.SEVERAL_TEAMS: ("teams", 1, 50),
    Trigger.PAGING_STORM: ("pages", 1, 1_000),
    Trigger.PATTERN: ("incidents", 2, 100),
}
LONGEST_WINDOW = 365  # days
GRADED = (Trigger.SEVERITY, Trigger.PATTERN)  # these take a severity


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be agreed anew about a trigger; None stays. Severity and tier go by their slugs."""

    is_on: bool | None = None
    threshold: int | None = None
    window_days: int | None = None
    severity: str | None = None
    tier: str | None = None


def changed(
    before: Setting,
    change: Change,
    *,
    severities: Mapping[str, tuple[int, str]],
    tiers: Mapping[str, tuple[int, str]],
) -> Setting:
    """Return a setting with a change made. `severities` and `tiers`: rank and name by slug.

    What a trigger does not have is passed over. Raises InvalidInput, whose field is `trigger-name`.
    """
    trigger, after = before.trigger, before
    if change.is_on is not None:
        after = replace(after, is_on=change.is_on)
    if change.threshold is not None and trigger in LIMITS:
        counted, least, most = LIMITS[trigger]
        after = replace(
            after, threshold=_within(trigger, "threshold", change.threshold, least, most, counted)
        )
    if change.window_days is not None and trigger is Trigger.PATTERN:
        days = _within(trigger, "window_days", change.window_days, 1, LONGEST_WINDOW, "days")
        after = replace(after, window_days=days)
    if change.severity is not None and trigger in GRADED:
        rank, name = _known(trigger, "severity", change.severity, severities)
        after = replace(after, rank=rank, severity=name, severity_slug=change.severity)
    if change.tier is not None and trigger is not Trigger.SEVERITY:
        rank, name = _known(trigger, "tier", change.tier, tiers)
        after = replace(after, tier=Grade(rank, change.tier, name))
    return after


def told(setting: Setting) -> str:
    """Return what is agreed about a trigger in a few words, for a history line."""
    if not setting.is_on:
        return "off"
    parts = {
        Trigger.SEVERITY: f"{setting.severity} and worse",
        Trigger.BUDGET_BURNT: f"from {setting.threshold}% on",
        Trigger.SEVERAL_TEAMS: f"{word(setting.threshold)} teams or more",
        Trigger.PAGING_STORM: f"{setting.threshold} pages an hour or more",
        Trigger.NEAR_MISS: "every one",
        Trigger.PATTERN: f"{word(setting.threshold)} of {setting.severity} or milder within "
        f"{setting.window_days} days",
    }
    tier = f": {setting.tier.name}" if setting.tier else ""
    return parts[setting.trigger] + tier


def _within(trigger: Trigger, name: str, value: int, least: int, most: int, counted: str) -> int:
    if isinstance(value, bool) or not least <= value <= most:
        raise InvalidInput(
            f"“{trigger.label}” takes from {least} to {most:,} {counted}; nothing was changed.",
            field=f"{trigger.value}-{name}",
        )
    return value


def _known(trigger: Trigger, name: str, slug: str, there: Mapping[str, tuple[int, str]]) -> tuple[int, str]:
    if slug not in there:
        raise InvalidInput(f"There is no {name} “{slug[:50]}”.", field=f"{trigger.value}-{name}")
    return there[slug]
