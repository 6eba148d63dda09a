"""The rows of incidents and their timelines."""

from datetime import datetime, timedelta

from demo import facts
from demo.bulk.shop import Shop
from demo.bulk.tables import Tables
from demo.people import PERSON, ZONE
from secondsight.base.models import JournalEntry
from secondsight.record.models import Event, Incident, Knowledge, Milestone, Participant


def tell_incident(
    tables: Tables, shop: Shop, incident: facts.Incident, start: datetime
) -> tuple[str, dict[str, str]]:
    """Add the rows of an incident; return its id, and those of its moments by their keys."""
    pk = _incident(tables, shop, incident, start)
    return pk, {event.key: _event(tables, shop, pk, event, start) for event in incident.events}


def _incident(tables: Tables, shop: Shop, incident: facts.Incident, start: datetime) -> str:
    written = start + max(incident.milestones.values())
    opener = shop.people[incident.people[0].person]
    pk: str = tables.add(
        Incident,
        title=incident.title,
        summary=f"{incident.summary}\n\n{incident.impact}",
        severity_id=shop.severities[incident.severity],
        is_near_miss=incident.severity == "near-miss",
        is_customer_facing=incident.is_customer_facing,
        time_zone=ZONE,
        listed_at=start + min(incident.milestones.values()),
        opened_by_id=opener,
        recorded_at=written,
    )
    for slug in incident.services:
        tables.add(Incident.services.through, incident_id=pk, service_id=shop.services[slug])
    for slug in incident.teams:
        tables.add(Incident.teams.through, incident_id=pk, team_id=shop.teams[slug])
    for kind, offset in incident.milestones.items():
        tables.add(Milestone, incident_id=pk, kind=kind, at=start + offset, recorded_at=written)
    for one in incident.people:
        person = PERSON[one.person]
        tables.add(
            Participant,
            incident_id=pk,
            account_id=shop.people[one.person],
            name=person.name,
            team_id=shop.teams.get(person.team),
            part=one.part,
            recorded_at=written,
        )
    note(tables, "incident_opened", "incident", pk, f"incident:{pk}", incident.title, opener, written)
    return pk


def _event(tables: Tables, shop: Shop, incident: str, event: facts.Event, start: datetime) -> str:
    account = shop.people.get(event.actor)
    pk: str = tables.add(
        Event,
        incident_id=incident,
        occurred_at=start + event.at,
        precision=event.precision,
        what=event.title,
        phase=event.phase,
        kind=event.kind,
        actor=PERSON[event.actor].name if account else event.actor,
        account_id=account,
        team_id=shop.teams.get(event.team),
        service_id=shop.services.get(event.service),
        standing=event.standing,
        recorded_at=start + event.at + timedelta(hours=20),
    )
    for known in event.known:
        tables.add(
            Knowledge,
            event_id=pk,
            account_id=shop.people.get(known.who),
            team_id=shop.teams.get(known.who),
            known_at=start + known.at,
            through=known.through,
            certainty=known.certainty,
            way=known.way,
            until_at=start + known.until if known.until is not None else None,
            turned_out=known.turned_out,
            recorded_at=start + event.at + timedelta(hours=20),
        )
    return pk


def note(tables: Tables, verb: str, kind: str, pk: str, topic: str, what: str, by: str, at: datetime) -> None:
    """Add the journal's line."""
    tables.add(
        JournalEntry,
        verb=verb,
        actor=by,
        actor_name="",
        subject_kind=kind,
        subject=pk,
        topic=topic,
        particulars={"what": what},
        at=at,
    )
