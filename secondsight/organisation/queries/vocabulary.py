"""The organisation's own names, for those who listen to words."""

from dataclasses import dataclass

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
    """Return the words of the names of people, teams and services; three statements whatever their number."""
    return Vocabulary(
        people=_words(accounts(viewer).values_list("name", flat=True)),
        teams=_words(teams(viewer).values_list("name", flat=True)),
        services=_words(services(viewer).values_list("name", flat=True)),
    )


def _words(names: object) -> frozenset[str]:
    return frozenset(
        word
        for name in names  # type: ignore[attr-defined]
        for word in name.lower().split()
        if len(word) >= _LEAST and word.isalpha()
    )
