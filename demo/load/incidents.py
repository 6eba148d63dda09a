"""Incidents as they were written down, and their timelines as somebody put them together."""

from datetime import datetime, timedelta

from demo import facts
from demo.load.beside import tell_beside
from demo.load.decision_points import tell_decision_points
from demo.load.script import Deed, Script
from demo.people import PERSON, TEAM, ZONE
from secondsight.organisation.models import Account
from secondsight.record.actions import incidents, knowledge, timeline
from secondsight.record.actions.knowledge import Knowing

WRITTEN_DOWN_AFTER = timedelta(minutes=25)
REVIEWED_AFTER = timedelta(minutes=5)  # at the soonest
TIMELINE_AFTER = timedelta(minutes=45)  # after the review was opened, or the incident written down
FASTEST = timedelta(seconds=70)  # from one moment that is put on the timeline to the next
# Who opens an incident here, if they were in it.
OPENERS = ("incident_commander", "primary_responder", "responder")


def tell_incident(script: Script, incident: facts.Incident, review: facts.Review | None) -> None:
    """Let an incident be written down when it was over, and its moments once a review needs them."""
    start = script.started(incident)
    written = start + max(incident.milestones.values(), default=timedelta(0)) + WRITTEN_DOWN_AFTER
    told = written
    if review is not None:
        opened = script.instant(review.opened, review)
        written, told = min(written, opened - REVIEWED_AFTER), max(written, opened)
    script.add(written, lambda at: _open(script, incident, at))
    deeds: list[Deed] = [_telling(script, incident, event, review) for event in incident.events]
    script.add_series(told + TIMELINE_AFTER, deeds, apart=FASTEST)
    if review is not None and review.scribe:
        tell_beside(script, incident, review.scribe, told + TIMELINE_AFTER + (len(deeds) + 2) * FASTEST)
    tell_decision_points(script, incident, told + TIMELINE_AFTER + (len(deeds) + 1) * FASTEST)


def _open(script: Script, incident: facts.Incident, at: datetime) -> None:
    cast, start = script.cast, script.started(incident)
    opener = _opener(script, incident)
    row = incidents.open_incident(
        title=incident.title,
        severity=cast.severities[incident.severity],
        summary="\n\n".join(part for part in (incident.summary, incident.impact) if part),
        is_customer_facing=incident.is_customer_facing,
        time_zone=ZONE,
        services=[cast.services[slug] for slug in incident.services],
        teams=[cast.teams[slug] for slug in incident.teams],
        milestones={kind: start + offset for kind, offset in incident.milestones.items()},
        is_restricted=incident.is_restricted,
        by=opener,
        at=at,
    )
    cast.incidents[incident.slug] = row
    for one in incident.people:
        person = PERSON[one.person]
        team = cast.teams.get(person.team)
        incidents.add_participant(
            row, account=cast.people[one.person], team=team, part=one.part, by=opener, at=at
        )
    if incident.is_restricted:
        slugs = dict.fromkeys([*(one.person for one in incident.people), *incident.audience])
        accounts = [cast.people[slug] for slug in slugs]
        incidents.restrict_incident(row, accounts=accounts, teams=[], by=opener, at=at)


def _opener(script: Script, incident: facts.Incident) -> Account:
    by_part = {one.part: one.person for one in reversed(incident.people)}
    slug = next((by_part[part] for part in OPENERS if part in by_part), incident.people[0].person)
    return script.cast.people[slug]


def _telling(
    script: Script, incident: facts.Incident, event: facts.Event, review: facts.Review | None
) -> Deed:
    cast, start = script.cast, script.started(incident)

    def tell(at: datetime) -> None:
        teller = cast.people[review.scribe] if review and review.scribe else _opener(script, incident)
        account = cast.people.get(event.actor)
        row = timeline.add_event(
            cast.incidents[incident.slug],
            occurred_at=start + event.at,
            precision=event.precision,
            what=event.title,
            context=event.text,
            phase=event.phase,
            kind=event.kind,
            actor=account.name if account else event.actor,
            account=account,
            team=cast.teams.get(event.team),
            service=cast.services.get(event.service),
            # It becomes disputed by the second version, not by being called so.
            standing="reported" if event.versions else event.standing,
            items=[cast.items[incident.slug, key] for key in event.evidence],
            knowledge=[_knowing(script, start, known) for known in event.known],
            by=teller,
            at=at,
        )
        for version in event.versions:
            witness = cast.people.get(version.witness)
            name = witness.name if witness else version.witness
            knowledge.add_version(
                row, witness=name, account=witness, what=version.text, by=witness or teller, at=at
            )
        cast.events[incident.slug, event.key] = row

    return tell


def _knowing(script: Script, start: datetime, known: facts.Knowledge) -> Knowing:
    cast = script.cast
    return Knowing(
        known_at=start + known.at,
        account=cast.people.get(known.who),
        team=cast.teams[known.who] if known.who in TEAM else None,
        through=known.through,
        certainty=known.certainty,
        way=known.way,
        until_at=start + known.until if known.until is not None else None,
        turned_out=known.turned_out,
    )
