"""Severities and the kinds of review that they ask for (R1.3)."""

from datetime import datetime

from secondsight.base import journal, words
from secondsight.base.errors import InvalidInput
from secondsight.base.transaction import write
from secondsight.organisation.actions.places import check_slug, insert, update
from secondsight.organisation.models import Account, Severity, Tier
from secondsight.organisation.rules.duties import must_set_policy
from secondsight.organisation.rules.tiers import FIRST_SEVERITIES, FIRST_TIERS

TOPIC = "organisation:tiers"
LONGEST_MEETING = 480
MOST_COMMITMENTS = 50


def add_first_tiers() -> None:
    """Add the severities and tiers that an organisation starts with, where there are none at all."""
    with write():
        if Tier.objects.exists() or Severity.objects.exists():
            return
        tiers = {}
        for rank, first in enumerate(FIRST_TIERS, start=1):
            tiers[first.slug] = Tier.objects.create(
                slug=first.slug,
                name=first.name,
                summary=first.summary,
                minutes_from=first.minutes_from,
                minutes_to=first.minutes_to,
                most_commitments=first.most_commitments,
                rank=rank,
            )
        for rank, severity in enumerate(FIRST_SEVERITIES, start=1):
            Severity.objects.create(
                slug=severity.slug,
                name=severity.name,
                summary=severity.summary,
                tier=tiers[severity.tier],
                rank=rank,
            )


def create_tier(
    name: str,
    *,
    slug: str = "",
    summary: str = "",
    minutes_from: int,
    minutes_to: int,
    most_commitments: int,
    by: Account | None,
    at: datetime,
) -> Tier:
    """Add a kind of review, after the others, and return it."""
    must_set_policy(by)
    tier = Tier(slug=check_slug(slug or name, is_given=bool(slug)))
    _fill(tier, name, summary, minutes_from, minutes_to, most_commitments)
    with write():
        tier.rank = Tier.objects.count() + 1
        insert(tier, "A tier of that name is here already.")
        journal.record("tier_created", by=by, subject=tier, at=at, topic=TOPIC, what=tier.name)
    return tier


def change_tier(
    tier: Tier,
    *,
    name: str,
    summary: str,
    minutes_from: int,
    minutes_to: int,
    most_commitments: int,
    by: Account | None,
    at: datetime,
) -> Tier:
    """Change a kind of review; reviews of that kind follow it."""
    must_set_policy(by)
    before = f"{tier.name}, {tier.minutes_from}-{tier.minutes_to} min, {tier.most_commitments} commitments"
    _fill(tier, name, summary, minutes_from, minutes_to, most_commitments)
    with write():
        update(
            tier,
            ["name", "summary", "minutes_from", "minutes_to", "most_commitments"],
            "A tier of that name is here already.",
        )
        journal.record("tier_changed", by=by, subject=tier, at=at, topic=TOPIC, what=tier.name, before=before)
    return tier


def create_severity(
    name: str, *, slug: str = "", summary: str = "", tier: Tier, by: Account | None, at: datetime
) -> Severity:
    """Add a severity, milder than the others, and return it."""
    must_set_policy(by)
    severity = Severity(
        slug=check_slug(slug or name, is_given=bool(slug)),
        name=words.line(name, field="name", most=40),
        summary=words.line(summary, field="summary", most=300, is_required=False),
        tier=tier,
    )
    with write():
        severity.rank = Severity.objects.count() + 1
        insert(severity, "A severity of that name is here already.")
        journal.record("severity_created", by=by, subject=severity, at=at, topic=TOPIC, what=severity.name)
    return severity


def change_severity(
    severity: Severity, *, name: str, summary: str, tier: Tier, by: Account | None, at: datetime
) -> Severity:
    """Change what a severity is called and which review it asks for; reviews that are open keep theirs."""
    must_set_policy(by)
    before = f"{severity.name}, {severity.tier.name}"
    severity.name = words.line(name, field="name", most=40)
    severity.summary = words.line(summary, field="summary", most=300, is_required=False)
    severity.tier = tier
    with write():
        update(severity, ["name", "summary", "tier"], "A severity of that name is here already.")
        journal.record(
            "severity_changed", by=by, subject=severity, at=at, topic=TOPIC, what=severity.name, before=before
        )
    return severity


def _fill(tier: Tier, name: str, summary: str, minutes_from: int, minutes_to: int, most: int) -> None:
    if not 0 <= minutes_from <= minutes_to <= LONGEST_MEETING:
        raise InvalidInput(
            f"From {minutes_from} to {minutes_to} minutes cannot be planned: 0 to {LONGEST_MEETING}, "
            "and the first not above the second.",
            field="minutes_to",
        )
    if not 0 <= most <= MOST_COMMITMENTS:
        raise InvalidInput(f"From 0 to {MOST_COMMITMENTS} commitments.", field="most_commitments")
    tier.name = words.line(name, field="name", most=100)
    tier.summary = words.line(summary, field="summary", most=300, is_required=False)
    tier.minutes_from, tier.minutes_to, tier.most_commitments = minutes_from, minutes_to, most
