"""Who of the organisation somebody in the evidence may be, by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from secondsight.organisation.models import Account, Team
from secondsight.record.models import Incident, KnownAs, Participant


@dataclass(frozen=True)
class Person:
    """Whom a name in the evidence stands for, as far as it can be told. A guess until confirmed (S9)."""

    account: Account | None
    team: Team | None


def people_named(incident: Incident, names: Iterable[str]) -> dict[str, Person]:
    """Return whom the names stand for: those in the incident first, then accounts by name or e-mail.

    What somebody said of a name in a system comes before what it looks like. A name that fits two
    accounts is nobody's. Names that nobody has are left out. Four statements.
    """
    wanted = {name for name in names if name}
    if not wanted:
        return {}
    found: dict[str, Person] = {}
    accounts = list(Account.objects.filter(is_active=True).prefetch_related("teams"))
    teams = {account.pk: next(iter(account.teams.all()), None) for account in accounts}
    for name in wanted:
        key = name.casefold().lstrip("@")
        fits = [a for a in accounts if key in (a.name.casefold(), a.email.casefold(), _handle(a))]
        if len(fits) == 1:
            found[name] = Person(fits[0], teams[fits[0].pk])
    for said in _said(wanted):
        account = said.person.account
        if account is not None and account.is_active:
            for name in wanted & {said.name, said.author}:
                found[name] = Person(account, teams.get(account.pk))
    for row in Participant.objects.filter(incident=incident, name__in=wanted).select_related(
        "account", "team"
    ):
        known = found.get(row.name)
        account = row.account or (known.account if known else None)
        found[row.name] = Person(account, row.team or (teams.get(account.pk) if account else None))
    return found


def account_in(incident: Incident, name: str) -> Account | None:
    """Return whose account somebody of that name in the incident has, as a person has said; else None."""
    rows = Participant.objects.filter(incident=incident, name=name, account__isnull=False)
    found = rows.select_related("account").first()
    return found.account if found else None


def _said(names: set[str]) -> Iterable[KnownAs]:
    """What people said of these names: it counts for more than what they look like."""
    rows = KnownAs.objects.filter(is_same=True, ended_at=None).select_related("person__account")
    return rows.filter(Q(name__in=names) | Q(author__in=names)).order_by("recorded_at")


def _handle(account: Account) -> str:
    return account.email.casefold().partition("@")[0]
