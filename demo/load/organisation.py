"""The shop, its people, teams and services."""

from datetime import datetime, timedelta

from demo import story
from demo.evidence.directory import people_table, shifts_table
from demo.facts import Person
from demo.load.script import Deed, Script
from demo.people import COUNTRY, PEOPLE, SERVICES, SHOP, TEAMS, ZONE
from secondsight.organisation import actions
from secondsight.organisation.actions.directory import bring_directory
from secondsight.organisation.models import Severity, Tier

AGE = timedelta(days=2000)
LISTED = timedelta(days=40)  # before the demo's present: when people and rota were brought in


def found_organisation(script: Script) -> None:
    """Let the organisation come into being, and its people join when they did."""
    cast = script.cast

    def found(at: datetime) -> None:
        actions.set_up_organisation(SHOP, time_zone=ZONE, holiday_country=COUNTRY, is_demo=True, at=at)
        cast.severities = {row.slug: row for row in Severity.objects.select_related("tier")}
        cast.tiers = {row.slug: row for row in Tier.objects.all()}
        for team in TEAMS:
            cast.teams[team.slug] = actions.create_team(team.name, slug=team.slug, by=None, at=at)
        for service in SERVICES:
            cast.services[service.slug] = actions.create_service(
                service.name, slug=service.slug, team=cast.teams[service.team], by=None, at=at
            )

    script.add(script.anchor - AGE, found)
    for person in PEOPLE:
        script.add(script.anchor - timedelta(days=person.tenure_days), _joining(script, person))
    for table in (people_table(script.anchor), shifts_table(script.started(story.INCIDENT))):
        script.add(script.anchor - LISTED, _listing(script, table))


def _listing(script: Script, table: bytes) -> Deed:
    def bring(at: datetime) -> None:
        receipt = bring_directory(table, by=script.cast.people["oona"], at=at)
        if receipt.left_out:
            raise RuntimeError(f"the demo's own table was not read: {receipt.left_out[0].reason}")

    return bring


def _joining(script: Script, person: Person) -> Deed:
    def join(at: datetime) -> None:
        account = actions.create_account(
            person.email, person.name, title=person.title, time_zone=person.time_zone, by=None, at=at
        )
        script.cast.people[person.slug] = account
        if person.team:
            actions.add_member(script.cast.teams[person.team], account, by=None, at=at)
        if person.is_administrator:
            actions.give_duty(account, "administrator", by=None, at=at)
        if person.is_programme_owner:
            actions.give_duty(account, "programme_owner", by=None, at=at)

    return join
