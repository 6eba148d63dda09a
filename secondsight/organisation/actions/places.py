"""Teams, who is in them, and the services that they run."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.text import slugify

from secondsight.base import journal, words
from secondsight.base.errors import InvalidInput, Refused
from secondsight.base.ids import new_id
from secondsight.base.transaction import write
from secondsight.organisation.models import Account, Membership, Service, Team
from secondsight.organisation.rules.duties import must_administer

TOPIC = "organisation:teams"


def create_team(name: str, *, slug: str = "", by: Account | None, at: datetime) -> Team:
    """Add a team and return it. Without a slug one is made of the name."""
    must_administer(by)
    team = Team(
        name=words.line(name, field="name", most=100), slug=check_slug(slug or name, is_given=bool(slug))
    )
    with write():
        insert(team, "A team of that name is here already.")
        journal.record("team_created", by=by, subject=team, at=at, topic=TOPIC, what=team.name)
    return team


def rename_team(team: Team, name: str, *, by: Account | None, at: datetime) -> Team:
    """Give a team another name; its slug, which scripts use, stays."""
    must_administer(by)
    before, team.name = team.name, words.line(name, field="name", most=100)
    with write():
        update(team, ["name"], "A team of that name is here already.")
        journal.record("team_renamed", by=by, subject=team, at=at, topic=TOPIC, what=team.name, before=before)
    return team


def delete_team(team: Team, *, by: Account | None, at: datetime) -> None:
    """Delete a team. Its people and services stay. Raises Refused while something rests on it."""
    must_administer(by)
    _delete(team, "team_deleted", by=by, at=at)


def add_member(team: Team, account: Account, *, by: Account | None, at: datetime) -> Membership:
    """Put a person into a team; who is in it stays in it."""
    must_administer(by)
    with write():
        membership, is_new = Membership.objects.get_or_create(team=team, account=account)
        if is_new:
            journal.record(
                "member_added", by=by, subject=team, at=at, topic=TOPIC, what=team.name, who=account.name
            )
    return membership


def remove_member(team: Team, account: Account, *, by: Account | None, at: datetime) -> None:
    """Take a person out of a team."""
    must_administer(by)
    with write():
        gone, _ = Membership.objects.filter(team=team, account=account).delete()
        if gone:
            journal.record(
                "member_removed", by=by, subject=team, at=at, topic=TOPIC, what=team.name, who=account.name
            )


def create_service(
    name: str, *, slug: str = "", team: Team | None = None, by: Account | None, at: datetime
) -> Service:
    """Add a service, with the team that has authority over it, and return it."""
    must_administer(by)
    service = Service(
        name=words.line(name, field="name", most=100),
        slug=check_slug(slug or name, is_given=bool(slug)),
        team=team,
    )
    with write():
        insert(service, "A service of that name is here already.")
        journal.record("service_created", by=by, subject=service, at=at, topic=TOPIC, what=service.name)
    return service


def change_service(
    service: Service, *, name: str, team: Team | None, by: Account | None, at: datetime
) -> Service:
    """Change a service's name and team; its slug, which scripts use, stays."""
    must_administer(by)
    service.name, service.team = words.line(name, field="name", most=100), team
    with write():
        update(service, ["name", "team"], "A service of that name is here already.")
        journal.record(
            "service_changed",
            by=by,
            subject=service,
            at=at,
            topic=TOPIC,
            what=service.name,
            team=team.name if team else "",
        )
    return service


def delete_service(service: Service, *, by: Account | None, at: datetime) -> None:
    """Delete a service; incidents lose its mention. Raises Refused while something rests on it."""
    must_administer(by)
    _delete(service, "service_deleted", by=by, at=at)


def check_slug(value: str, *, is_given: bool, most: int = 50) -> str:
    """Return a slug: as given, or made of a name. Raises InvalidInput for one that cannot be used."""
    slug = slugify(value)[:most].strip("-")
    if is_given and slug != value:
        raise InvalidInput(
            f"“{value[:60]}” cannot be used: small letters, digits and hyphens, at most {most}.", field="slug"
        )
    # A name without any Latin letter has no slug of its own.
    return slug or new_id()


def insert(row: Any, taken: str) -> None:
    """Store a new row. Raises InvalidInput with `taken` when its name is used already."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise InvalidInput(taken, field="name") from None


def update(row: Any, fields: list[str], taken: str) -> None:
    """Store some columns of a row. Raises InvalidInput with `taken` when its name is used already."""
    try:
        with transaction.atomic():
            row.save(update_fields=fields)
    except IntegrityError:
        raise InvalidInput(taken, field="name") from None


def _delete(row: Any, verb: str, *, by: Account | None, at: datetime) -> None:
    with write():
        journal.record(verb, by=by, subject=row, at=at, topic=TOPIC, what=row.name)
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            raise Refused(
                f"Something rests on {row.name}, so it stays. Give it another name instead."
            ) from None
