"""The people and places of an organisation of any size; they are few."""

from datetime import datetime, timedelta

from demo.people import COUNTRY, PEOPLE, SERVICES, SHOP, TEAMS, ZONE
from secondsight.organisation import actions
from secondsight.organisation.models import Severity, Tier


class Shop:
    """The people and places, made by the actions as anybody's."""

    def __init__(self, anchor: datetime) -> None:
        self.anchor = anchor
        at = anchor - timedelta(days=2500)
        actions.set_up_organisation(SHOP, time_zone=ZONE, holiday_country=COUNTRY, at=at)
        self.severities = {row.slug: row.pk for row in Severity.objects.all()}
        self.tiers = {row.slug: row.pk for row in Tier.objects.all()}
        teams = {one.slug: actions.create_team(one.name, slug=one.slug, by=None, at=at) for one in TEAMS}
        self.teams = {slug: team.pk for slug, team in teams.items()}
        self.services = {
            one.slug: actions.create_service(one.name, slug=one.slug, team=teams[one.team], by=None, at=at).pk
            for one in SERVICES
        }
        self.people = {}
        for one in PEOPLE:
            account = actions.create_account(one.email, one.name, time_zone=one.time_zone, by=None, at=at)
            self.people[one.slug] = account.pk
            if one.team:
                actions.add_member(teams[one.team], account, by=None, at=at)
            if one.is_programme_owner:
                actions.give_duty(account, "programme_owner", by=None, at=at)
                self.reader = account.email
