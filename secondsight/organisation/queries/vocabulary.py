"""The organisation's own names, for those who listen to words."""

from dataclasses import dataclass

from django.db.models import Value

from secondsight.organisation.models import Account
from secondsight.organisation.queries.accounts import accounts
from secondsight.organisation.queries.places import services, teams

_LEAST = 3  # letters: shorter names are also words


@dataclass(frozen=True)
class Vocabulary:
    """Single words of names, in small letters, by what they name."""

    people: frozenset[str]
    teams: frozenset[str]
    services: frozenset[str]


def vocabulary(viewer: Account) -> Vocabulary:
    """Return the words of the names of people, teams and services; one statement whatever their number."""
    people, ours, run = (
        rows.order_by().annotate(sort=Value(sort)).values_list("sort", "name")
        for sort, rows in (
            ("people", accounts(viewer)),
            ("teams", teams(viewer)),
            ("services", services(viewer)),
        )
    )
    found: dict[str, set[str]] = {"people": set(), "teams": set(), "services": set()}
    for sort, name in people.union(ours, run, all=True):
        found[sort].update(word for word in name.lower().split() if len(word) >= _LEAST and word.isalpha())
    return Vocabulary(**{sort: frozenset(words) for sort, words in found.items()})
