"""What the record knows of those whom a talk could protect or bring to light (R2.5a)."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from secondsight.confidence.models import Interview, PassedOver
from secondsight.confidence.rules.interviewees import (
    Act,
    Involved,
    Suggestion,
    longest_alone,
    suggest_interviewees,
)
from secondsight.inquiry.models import Review, RoleHolder
from secondsight.inquiry.queries.reviews import incidents_of
from secondsight.inquiry.rules.vocabulary import Role
from secondsight.organisation.models import Account, Membership
from secondsight.record.models import DecisionPoint, Event, Incident, ItemQuestion, Knowledge, Participant
from secondsight.record.queries.presence import present
from secondsight.record.rules.vocabulary import EventKind, Part

MOST = 12
DEEDS = (
    EventKind.ACTION,
    EventKind.CHANGE,
    EventKind.DECISION,
    EventKind.ESCALATION,
    EventKind.COMMUNICATION,
    EventKind.OBSERVATION,
    EventKind.HYPOTHESIS,
    EventKind.HANDOFF,
)


@dataclass(frozen=True)
class Suggested:
    """Somebody to ask, and why."""

    account: Account
    reasons: tuple[str, ...]


def suggested_interviewees(viewer: Any, review: Review) -> list[Suggested]:
    """Return whom to talk to for a review that the viewer has found, in which order and why; at most 12.

    Without those who were asked already, passed over, or lead the talks themselves. The same number of
    statements for 5 people as for 500.
    """
    incidents = incidents_of(viewer, review)
    known = _involved(incidents)
    out = {viewer.pk}
    out |= set(
        RoleHolder.objects.filter(review=review, role=Role.FACILITATOR).values_list("account", flat=True)
    )
    out |= set(PassedOver.objects.filter(review=review).values_list("account", flat=True))
    asked = Interview.objects.filter(review=review, taken_back_at=None)
    out |= set(asked.values_list("interviewee", flat=True))
    found = suggest_interviewees(one for key, one in known.items() if key not in out)
    chosen: list[Suggestion] = found[:MOST]
    accounts = Account.objects.filter(is_active=True).in_bulk([one.key for one in chosen])
    return [Suggested(accounts[one.key], one.reasons) for one in chosen if one.key in accounts]


def _involved(incidents: list[Incident]) -> dict[str, Involved]:
    """Return what is known of everybody with an account who was in some incidents, or owns what it hit."""
    found: dict[str, Involved] = {}

    def of(account: Account) -> Involved:
        return found.setdefault(account.pk, Involved(account.pk, account.name))

    rows = Participant.objects.filter(incident__in=incidents, account__isnull=False)
    for row in rows.select_related("account"):
        one = of(row.account)
        found[one.key] = replace(one, parts=one.parts | {Part(row.part)})
    _count_events(incidents, of, found)
    for decision in DecisionPoint.objects.filter(
        event__incident__in=incidents, event__removed_at=None, removed_at=None, account__isnull=False
    ).select_related("account"):
        one = of(decision.account)
        found[one.key] = replace(one, decisions=one.decisions + 1)
    for question in ItemQuestion.objects.filter(
        incident__in=incidents, settled_at=None, of_account__isnull=False
    ).select_related("of_account"):
        one = of(question.of_account)
        found[one.key] = replace(one, questions=one.questions + 1)
    _count_known_alone(incidents, of, found)
    _tell_of_presence(incidents, of, found)
    _tell_of_owners(incidents, of, found)
    return found


def _count_events(incidents: list[Incident], of: Any, found: dict[str, Involved]) -> None:
    events = Event.objects.filter(incident__in=incidents, removed_at=None, account__isnull=False)
    acts: dict[str, list[Act]] = defaultdict(list)
    for event in events.select_related("account"):
        one = of(event.account)
        if event.kind == EventKind.CHANGE:
            one = replace(one, changes=one.changes + 1)
        elif event.kind == EventKind.ESCALATION:
            one = replace(one, calls_for_help=one.calls_for_help + 1)
        found[one.key] = one
        if event.occurred_at and event.kind in DEEDS:
            acts[event.incident_id].append(Act(one.key, event.occurred_at))
    for of_incident in acts.values():
        for key, lasted in longest_alone(of_incident).items():
            found[key] = replace(found[key], alone_for=max(found[key].alone_for, lasted))


def _count_known_alone(incidents: list[Incident], of: Any, found: dict[str, Involved]) -> None:
    rows = Knowledge.objects.filter(event__incident__in=incidents, event__removed_at=None, withdrawn_at=None)
    knowers: dict[str, set[Any]] = defaultdict(set)
    accounts: dict[str, Account] = {}
    for row in rows.select_related("account"):
        knowers[row.event_id].add(row.account_id or (row.team_id, row.name))
        if row.account:
            accounts[row.account_id] = row.account
    for only in knowers.values():
        key = next(iter(only))
        if len(only) == 1 and key in accounts:
            one = of(accounts[key])
            found[key] = replace(one, known_alone=one.known_alone + 1)


def _tell_of_presence(incidents: list[Incident], of: Any, found: dict[str, Involved]) -> None:
    people = [(one, one.person) for incident in incidents[:5] for one in present(incident) if one.person]
    wanted = {person.account_id for _, person in people if person.account_id}
    accounts = Account.objects.in_bulk(wanted)
    for one, person in people:
        if person.account_id not in accounts:
            continue
        known = of(accounts[person.account_id])
        there = one.first_at.date() - person.started_on if person.started_on else None
        found[known.key] = replace(
            known,
            is_on_shift={"": known.is_on_shift, "not on shift": False}.get(one.shift, True),
            been_there=there if there is not None and there >= timedelta() else known.been_there,
        )


def _tell_of_owners(incidents: list[Incident], of: Any, found: dict[str, Involved]) -> None:
    rows = Membership.objects.filter(team__services__incidents__in=incidents, account__is_active=True)
    for row in rows.values_list("account", "account__name", "team__services__name").distinct():
        key, name, service = row
        one = found.setdefault(key, Involved(key, name))
        found[key] = replace(one, owned=tuple(sorted({*one.owned, service})))
