"""Agreeing on what asks for a review (R1.4). What was agreed before stays."""

from collections.abc import Mapping
from datetime import datetime

from secondsight.base import journal
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Severity, Tier
from secondsight.organisation.rules.duties import must_set_policy
from secondsight.programme.models import TriggerSetting
from secondsight.programme.queries.triggers import agreed_triggers
from secondsight.programme.rules.agreeing import Change, changed, told
from secondsight.programme.rules.qualifying import Setting, Trigger

TOPIC = "programme:policy"


def set_triggers(
    changes: Mapping[Trigger, Change], *, by: Account | None, at: datetime
) -> dict[Trigger, Setting]:
    """Agree on some triggers, all or none, and return what is agreed about each.

    Only what differs is set. Incidents are looked at again by a job. Raises InvalidInput, Forbidden.
    """
    must_set_policy(by)
    with write():
        before, after = agreed_triggers(), would_set(changes)
        for trigger, wanted in after.items():
            if wanted != before[trigger]:
                _keep(before[trigger], wanted, by, at)
    return after


def would_set(changes: Mapping[Trigger, Change]) -> dict[Trigger, Setting]:
    """Return what would be agreed about each trigger with some changes; nothing is stored.

    Raises InvalidInput.
    """
    severities = {row.slug: (row.rank, row.name) for row in Severity.objects.all()}
    tiers = {row.slug: (row.rank, row.name) for row in Tier.objects.all()}
    agreed = agreed_triggers()
    for trigger, change in changes.items():
        agreed[trigger] = changed(agreed[trigger], change, severities=severities, tiers=tiers)
    return agreed


def _keep(before: Setting, wanted: Setting, by: Account | None, at: datetime) -> None:
    row = TriggerSetting.objects.create(
        trigger=wanted.trigger.value,
        is_on=wanted.is_on,
        threshold=wanted.threshold,
        window_days=wanted.window_days,
        severity=Severity.objects.filter(slug=wanted.severity_slug).first(),
        tier=Tier.objects.filter(slug=wanted.tier.slug).first() if wanted.tier else None,
        set_by=by,
        recorded_at=at,
    )
    journal.record(
        "trigger_set",
        by=by,
        subject=row,
        at=at,
        topic=TOPIC,
        what=wanted.trigger.label,
        before=told(before),
        after=told(wanted),
    )
