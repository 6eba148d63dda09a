"""What a hook's rule makes of the items that it brought: an incident opened, an open one fed (S9)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from secondsight.base import journal
from secondsight.organisation.models import Service, Severity
from secondsight.record.actions.evidence import link
from secondsight.record.actions.incidents import open_incident
from secondsight.record.models import EvidenceItem, Hook, HookOpening, Incident, Milestone
from secondsight.record.queries.hooks import rule_of
from secondsight.record.rules.hooks import (
    Arrival,
    Feeding,
    HookRule,
    OpenIncident,
    in_words,
    incident_for,
    is_history,
    may_open,
    plain,
    subject,
)
from secondsight.record.rules.selection import EVERYTHING
from secondsight.record.rules.vocabulary import MilestoneKind

OVER = (MilestoneKind.RESOLVED, MilestoneKind.FULLY_RECOVERED)
TITLE = 300


def answer_arrivals(
    hook: Hook, arrived: Iterable[tuple[EvidenceItem, datetime, bool]], *, at: datetime
) -> None:
    """Do what the hook's rule says with items, in the transaction that is open.

    Each comes with the instant at which it was received and whether it is new to the record: what was
    there before feeds an incident but opens none.
    """
    rule = rule_of(hook)
    if not rule.opens and rule.feeds == Feeding.NEVER:
        return
    arrived = list(arrived)
    services = _services()
    there = _open_incidents(rule, min((received_at for _, received_at, _ in arrived), default=at))
    opened: dict[str, Incident] = {}
    fed: defaultdict[str, list[int]] = defaultdict(list)
    for item, received_at, is_new in arrived:
        arrival = _arrival(item)
        if is_history(rule, arrival, received_at):
            continue
        found = incident_for(rule, arrival, there, received_at, services)
        if found is None and is_new and may_open(rule, arrival):
            incident, found = _open(hook, rule, arrival, item, services, at)
            opened[incident.pk] = incident
            there.append(found)
            fed[found.id].append(item.pk)
        elif found is not None and rule.feeds != Feeding.NEVER:
            fed[found.id].append(item.pk)
    for id, items in fed.items():
        _feed(hook, opened.get(id) or Incident.objects.get(pk=id), items, at)


def _open(
    hook: Hook,
    rule: HookRule,
    arrival: Arrival,
    item: EvidenceItem,
    services: Mapping[str, Service],
    at: datetime,
) -> tuple[Incident, OpenIncident]:
    name = subject(arrival, services)
    service = services.get(name)
    because = in_words(rule, arrival)[:2000]
    incident = open_incident(
        title=_title(arrival),
        severity=Severity.objects.get(slug=rule.severity),
        by=None,
        at=at,
        services=[service] if service else [],
        # What the alert tells is that there was a signal; when the impact began is for people to say.
        milestones={MilestoneKind.FIRST_SIGNAL.value: arrival.occurred_at},
    )
    HookOpening.objects.create(
        hook=hook, incident=incident, item=item, subject=name[:200], because=because, recorded_at=at
    )
    journal.record(
        "incident_opened_by_hook",
        by=None,
        subject=incident,
        at=at,
        topic=incident.topic,
        what=incident.title,
        hook=hook.name,
        because=because,
    )
    return incident, OpenIncident(incident.pk, incident.listed_at, frozenset({name} - {""}), True)


def _feed(hook: Hook, incident: Incident, items: list[int], at: datetime) -> None:
    added = link(incident, EvidenceItem.objects.filter(pk__in=items), EVERYTHING)
    if added:
        journal.record(
            "evidence_added",
            by=None,
            subject=incident,
            at=at,
            topic=incident.topic,
            what=f"{added:,} item{'' if added == 1 else 's'} from the hook “{hook.name}”",
            items=added,
            hook=hook.name,
        )


def _open_incidents(rule: HookRule, at: datetime) -> list[OpenIncident]:
    over = Milestone.objects.filter(incident=OuterRef("pk"), kind__in=OVER)
    rows = (
        Incident.objects.filter(~Exists(over), listed_at__gte=at - timedelta(hours=rule.open_hours))
        .select_related("hook_opening")
        .prefetch_related("services")
    )
    found = []
    for incident in rows:
        names = {plain(name) for row in incident.services.all() for name in (row.slug, row.name)}
        opening = getattr(incident, "hook_opening", None)
        names |= {opening.subject} if opening and opening.subject else set()
        found.append(
            OpenIncident(incident.pk, incident.listed_at, frozenset(names), is_of_a_hook=opening is not None)
        )
    return found


def _services() -> dict[str, Service]:
    return {plain(name): row for row in Service.objects.all() for name in (row.slug, row.name)}


def _arrival(item: EvidenceItem) -> Arrival:
    def said(*names: str) -> str:
        return next((str(v) for name in names if (v := item.details.get(name)) not in (None, "")), "")

    return Arrival(
        kind=item.kind,
        occurred_at=item.occurred_at,
        title=said("name") or item.title or item.text.partition("\n")[0],
        state=said("state", "status"),
        severity=said("severity", "priority", "urgency"),
        service=said("service"),
        channel=item.channel,
    )


def _title(arrival: Arrival) -> str:
    title = " ".join(arrival.title.split()) or "An alert without a name"
    about = arrival.service
    if about and plain(about) not in plain(title):
        title = f"{about}: {title}"
    return title if len(title) <= TITLE else title[: TITLE - 1] + "…"
