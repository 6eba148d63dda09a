"""Reckoning what the policy makes of incidents, one by one (R1.4)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.transaction import write
from secondsight.organisation.models import Tier
from secondsight.programme.models import Qualification
from secondsight.programme.queries.facts import facts_of, pages_of, with_facts
from secondsight.programme.queries.triggers import agreed_triggers
from secondsight.programme.rules.due import counted_from
from secondsight.programme.rules.qualifying import Setting, Trigger, proposed, qualify, what_is_missing
from secondsight.record.models import Incident

CHUNK = 1000  # an hour


def reckon_incident(
    incident_id: str, *, at: datetime, triggers: Mapping[Trigger, Setting] | None = None
) -> Qualification | None:
    """Look at an incident with the policy's eyes and return what it makes of it, None if it is gone.

    Running it again changes nothing that is still so. What an incident newly deserves, or no longer, is
    journalled on its page.
    """
    found = with_facts(Incident.objects.filter(pk=incident_id)).prefetch_related("milestones").first()
    if found is None:
        return None
    agreed = triggers or agreed_triggers()
    pages = pages_of(found)
    facts = facts_of(found, pages)
    reasons = qualify(facts, agreed.values())
    grade = proposed(reasons)
    reckoned: dict[str, Any] = {
        "tier": Tier.objects.get(slug=grade.slug) if grade else None,
        "reasons": [
            {"trigger": one.trigger.value, "sentence": one.sentence, "tier": one.tier.slug} for one in reasons
        ],
        "missing": what_is_missing(facts, agreed.values()),
        "most_pages": pages,
        "counted_from_at": counted_from(
            {row.kind: row.at for row in found.milestones.all()}, found.recorded_at
        ),
    }
    with write():
        before = Qualification.objects.filter(incident=found).select_related("tier").first()
        row, _ = Qualification.objects.update_or_create(
            incident=found,
            defaults={**reckoned, "reckoned_at": at},
            create_defaults={**reckoned, "reckoned_at": at, "recorded_at": at},
        )
        _tell(row, before, at=at)
    return row


def reckon_incidents(ids: Iterable[str], *, at: datetime) -> None:
    """Look at some incidents with the policy as it is, read once."""
    agreed = agreed_triggers()
    for id in ids:
        reckon_incident(id, at=at, triggers=agreed)


def reckon_those_never_looked_at(*, at: datetime) -> int:
    """Look at incidents that nobody's change brought up, such as those from before; return how many."""
    newest = Incident.objects.filter(qualification=None).order_by("-recorded_at", "-id")
    ids = list(newest.values_list("pk", flat=True)[:CHUNK])
    reckon_incidents(ids, at=at)
    return len(ids)


def all_incidents() -> list[str]:
    """Return the ids of all incidents, the newest first."""
    return list(Incident.objects.order_by("-listed_at", "-id").values_list("pk", flat=True))


def _tell(row: Qualification, before: Qualification | None, *, at: datetime) -> None:
    was, now = (before.tier if before else None), row.tier
    if was == now:
        return
    incident = row.incident
    told: dict[str, Any] = {"by": None, "subject": row, "at": at, "topic": incident.topic}
    if now is None:
        journal.record("qualification_ended", **told, what=incident.title, before=was.name if was else "")
    else:
        journal.record(
            "incident_qualified",
            **told,
            what=incident.title,
            before=was.name if was else "",
            after=now.name,
            triggers=[one["trigger"] for one in row.reasons],
        )
