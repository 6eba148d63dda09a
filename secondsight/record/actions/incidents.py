"""What changes about an incident: its facts, milestones, people and audience."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from secondsight.base import journal
from secondsight.base.errors import InvalidInput, Refused, StaleEdit
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Service, Severity, Team
from secondsight.organisation.rules.zones import check_time_zone
from secondsight.record.actions.guard import keep_facts, keep_within_veil
from secondsight.record.actions.words import fit, fit_id, fit_instant, fit_term
from secondsight.record.models import Incident, IncidentSeat, Milestone, Participant
from secondsight.record.queries.veil import veil_at
from secondsight.record.rules.vocabulary import MilestoneKind, Part, Precision

MOST_BURNT = 10_000  # percent: a hundred budgets


def open_incident(
    *,
    title: str,
    severity: Severity,
    by: Account | None,
    at: datetime,
    summary: str = "",
    is_near_miss: bool = False,
    is_customer_facing: bool = False,
    budget_burnt_percent: float | None = None,
    failure_mode: str = "",
    time_zone: str = "UTC",
    services: Iterable[Service] = (),
    teams: Iterable[Team] = (),
    started_at: datetime | None = None,
    milestones: Mapping[str, datetime] | None = None,
    is_restricted: bool = False,
    once: str = "",
) -> Incident:
    """Record that something happened, and return it (R1.1).

    `started_at` is kept as the start of the impact, for a near miss as the first signal. `once` is an id
    that a form was given: the same form sent twice opens one incident. The severity "near-miss" makes it
    one. A restricted incident starts with
    its opener as its whole audience.
    Raises InvalidInput.
    """
    once = fit_id(once)
    is_near_miss = is_near_miss or severity.slug == "near-miss"
    points = {fit_term(MilestoneKind, k, field="milestones"): v for k, v in (milestones or {}).items()}
    if started_at is not None:
        start = MilestoneKind.FIRST_SIGNAL if is_near_miss else MilestoneKind.IMPACT_START
        points.setdefault(start, started_at)
    for instant in points.values():
        fit_instant(instant, field="started_at")
    with write():
        if once and (there := Incident.objects.filter(pk=once, opened_by=by).first()):
            return there
        incident = Incident.objects.create(
            id=_unused(once),
            title=fit(title, field="title", most=300, is_needed=True),
            summary=fit(summary, field="summary", most=20_000),
            severity=severity,
            is_near_miss=is_near_miss,
            is_customer_facing=is_customer_facing,
            budget_burnt_percent=_fit_share(budget_burnt_percent),
            failure_mode=fit(failure_mode, field="failure_mode", most=120),
            time_zone=check_time_zone(time_zone),
            listed_at=min(points.values(), default=at),
            is_restricted=is_restricted,
            opened_by=by,
            recorded_at=at,
        )
        incident.services.set(services)
        incident.teams.set(teams)
        Milestone.objects.bulk_create(
            Milestone(incident=incident, kind=kind, at=instant, recorded_at=at)
            for kind, instant in points.items()
        )
        if is_restricted and by is not None:
            IncidentSeat.objects.create(incident=incident, account=by, given_by=by, recorded_at=at)
        _tell("incident_opened", incident, by=by, at=at)
    return incident


def edit_incident(
    incident: Incident,
    *,
    by: Account,
    at: datetime,
    edition: int | None = None,
    services: Iterable[Service] | None = None,
    teams: Iterable[Team] | None = None,
    **facts: Any,
) -> Incident:
    """Change what was said of an incident and return it; what is not named stays.

    `facts`: title, summary, severity, is_near_miss, is_customer_facing, budget_burnt_percent, failure_mode,
    time_zone. `edition` is the one that was read; without it, the newest is changed.
    Raises StaleEdit when somebody changed it since, InvalidInput, Refused for who walks along.
    """
    fitted = _fit_facts(facts)
    keep_facts(incident, by=by)
    with write():
        incident = Incident.objects.select_related("severity").get(pk=incident.pk)
        if edition is not None and edition != incident.edition:
            raise StaleEdit(
                "Somebody changed this incident while you wrote. Your words are kept here: look at theirs, "
                "then save again.",
                newer=incident,
            )
        changes = _change(incident, fitted)
        changes |= _reset(incident, "services", services) | _reset(incident, "teams", teams)
        if not changes:
            return incident
        incident.edition += 1
        incident.save()
        _tell("incident_edited", incident, by=by, at=at, changes=changes)
    return incident


def set_milestones(
    incident: Incident,
    points: Mapping[str, datetime | None],
    *,
    by: Account | None,
    at: datetime,
    precisions: Mapping[str, str] | None = None,
) -> Incident:
    """Say when an incident reached some points; None says that it is not known (R1.1).

    Points not named stay as they are. `precisions` says how closely some are known; a point that gets
    another time and is not named there is known to the second. An order that cannot be is kept: it is a
    fact to settle, not an error. Raises InvalidInput.
    """
    wanted = {
        fit_term(MilestoneKind, kind, field="kind"): fit_instant(instant, field=str(kind))
        for kind, instant in points.items()
    }
    closely = {
        fit_term(MilestoneKind, kind, field="kind"): fit_term(Precision, word, field="precision")
        for kind, word in (precisions or {}).items()
    }
    moment = veil_at(by, incident) if by is not None else None
    for kind, instant in wanted.items():
        keep_within_veil(incident, instant, by=by, field=kind.value)
    with write():
        there = {row.kind: row for row in Milestone.objects.filter(incident=incident)}
        if moment is not None:  # a field that is empty because its milestone is veiled says nothing
            wanted = {k: at for k, at in wanted.items() if k not in there or there[k].at <= moment}
        changes = {}
        for kind, instant in wanted.items():
            row = there.get(kind)
            is_same = instant == (row.at if row else None)
            precision = closely.get(kind, row.precision if row and is_same else Precision.SECOND)
            if is_same and (row is None or precision == row.precision):
                continue
            changes[kind.value] = [_point(row), _point(Milestone(at=instant, precision=precision))]
            if instant is None:
                Milestone.objects.filter(incident=incident, kind=kind).delete()
            else:
                facts = {"at": instant, "precision": precision}
                Milestone.objects.update_or_create(
                    incident=incident,
                    kind=kind,
                    defaults=facts,
                    create_defaults={**facts, "recorded_at": at},
                )
        if changes:
            list_again(incident)
            _tell("milestones_set", incident, by=by, at=at, changes=changes)
    return incident


def set_milestone(
    incident: Incident, kind: str, instant: datetime | None, *, by: Account | None, at: datetime
) -> Incident:
    """Say when an incident reached one point, None for not known. Raises InvalidInput."""
    return set_milestones(incident, {kind: instant}, by=by, at=at)


def add_participant(
    incident: Incident,
    *,
    by: Account | None,
    at: datetime,
    account: Account | None = None,
    name: str = "",
    team: Team | None = None,
    part: str = Part.RESPONDER,
) -> Participant:
    """Say that somebody was in the incident, with the part they played, and return that (R1.1).

    The same person in the same part is there once; one person may play several parts.
    Raises InvalidInput.
    """
    name = fit(name or (account.name if account else ""), field="name", most=200, is_needed=True)
    part = fit_term(Part, part, field="part")
    with write():
        participant, is_new = Participant.objects.get_or_create(
            incident=incident,
            name=name,
            part=part,
            defaults={"account": account, "team": team, "recorded_at": at},
        )
        if is_new:
            _tell("participant_added", incident, by=by, at=at, name=name, part=part.value)
    return participant


def remove_participant(participant: Participant, *, by: Account, at: datetime) -> None:
    """Say that somebody was not in the incident, or not in that part."""
    with write():
        participant.delete()
        _tell(
            "participant_removed",
            participant.incident,
            by=by,
            at=at,
            name=participant.name,
            part=participant.part,
        )


def restrict_incident(
    incident: Incident,
    *,
    accounts: Iterable[Account],
    teams: Iterable[Team],
    by: Account,
    at: datetime,
) -> Incident:
    """Let only some people and teams know of an incident, and return it (R11.4).

    Whoever restricts it, and whoever opened it, keep their seats, so that nobody shuts themselves out.
    Raises Refused for somebody who neither opened it, nor was in it, nor owns the programme.
    """
    with write():
        incident = Incident.objects.get(pk=incident.pk)
        _check_may_restrict(incident, by)
        people = {account.pk: account for account in [*accounts, by]}
        if incident.opened_by_id:
            people.setdefault(incident.opened_by_id, incident.opened_by)
        IncidentSeat.objects.filter(incident=incident).delete()
        IncidentSeat.objects.bulk_create(
            [
                *(IncidentSeat(incident=incident, account=a, given_by=by) for a in people.values()),
                *(IncidentSeat(incident=incident, team=t, given_by=by) for t in set(teams)),
            ]
        )
        incident.is_restricted = True
        incident.save(update_fields=["is_restricted"])
        _tell("incident_restricted", incident, by=by, at=at, audience=_audience(incident))
    return incident


def open_to_all(incident: Incident, *, by: Account, at: datetime) -> Incident:
    """Let everybody in the organisation know of an incident, and return it. Raises Refused."""
    with write():
        incident = Incident.objects.get(pk=incident.pk)
        _check_may_restrict(incident, by)
        if not incident.is_restricted:
            return incident
        incident.is_restricted = False
        incident.save(update_fields=["is_restricted"])
        IncidentSeat.objects.filter(incident=incident).delete()
        _tell("incident_opened_to_all", incident, by=by, at=at)
    return incident


def may_restrict(incident: Incident, account: Account) -> bool:
    """Return whether somebody may say who knows of an incident."""
    return (
        incident.opened_by_id in (None, account.pk)
        or account.is_programme_owner
        or Participant.objects.filter(incident=incident, account=account).exists()
    )


def list_again(incident: Incident) -> None:
    """Put an incident where lists have it by its earliest milestone, inside the caller's transaction."""
    first = Milestone.objects.filter(incident=incident).order_by("at").values_list("at", flat=True).first()
    Incident.objects.filter(pk=incident.pk).update(listed_at=first or incident.recorded_at)


def _check_may_restrict(incident: Incident, by: Account) -> None:
    if not may_restrict(incident, by):
        raise Refused(
            "Who opened the incident, who was in it and the programme owner say who may know of it. "
            "Ask one of them."
        )


def _unused(once: str) -> str:
    if once and Incident.objects.filter(pk=once).exists():
        raise InvalidInput("This form was used before. Load the page again.", field="once")
    return once or new_id()


def _fit_facts(facts: dict[str, Any]) -> dict[str, Any]:
    fits = {
        "title": lambda value: fit(value, field="title", most=300, is_needed=True),
        "summary": lambda value: fit(value, field="summary", most=20_000),
        "time_zone": check_time_zone,
        "severity": lambda value: value,
        "is_near_miss": bool,
        "is_customer_facing": bool,
        "budget_burnt_percent": _fit_share,
        "failure_mode": lambda value: fit(value, field="failure_mode", most=120),
    }
    return {name: fits[name](value) for name, value in facts.items()}


def _fit_share(value: float | None) -> float | None:
    if value is not None and not 0 <= value <= MOST_BURNT:  # what is no number is in no range
        raise InvalidInput(
            f"The share of the error budget is from 0 to {MOST_BURNT:,} percent.",
            field="budget_burnt_percent",
        )
    return value


def _change(row: Any, facts: dict[str, Any]) -> dict[str, list[Any]]:
    changes = {}
    for name, value in facts.items():
        before = getattr(row, name)
        if before != value:
            changes[name] = [_said(before), _said(value)]
            setattr(row, name, value)
    return changes


def _reset(incident: Incident, relation: str, rows: Iterable[Any] | None) -> dict[str, list[Any]]:
    if rows is None:
        return {}
    related, wanted = getattr(incident, relation), list(rows)
    before, after = {str(row) for row in related.all()}, {str(row) for row in wanted}
    if before == after:
        return {}
    related.set(wanted)
    return {relation: [", ".join(sorted(before)), ", ".join(sorted(after))]}


def _point(row: Milestone | None) -> str | None:
    if row is None or row.at is None:
        return None
    closely = "" if row.precision == Precision.SECOND else f", {Precision(row.precision).label.lower()}"
    return row.at.isoformat() + closely


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _audience(incident: Incident) -> list[str]:
    seats = IncidentSeat.objects.filter(incident=incident).select_related("account", "team")
    return sorted(str(seat) for seat in seats)


def _tell(verb: str, incident: Incident, *, by: Account | None, at: datetime, **particulars: Any) -> None:
    particulars.setdefault("what", incident.title)
    journal.record(verb, by=by, subject=incident, at=at, topic=incident.topic, **particulars)
