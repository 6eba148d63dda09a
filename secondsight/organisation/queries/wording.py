"""What is heard in a text of this organisation: the rules, less what its people left as it is."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.utils.crypto import salted_hmac

from secondsight.base import journal
from secondsight.base.errors import NotFound
from secondsight.base.live.access import may_listen
from secondsight.language.check import Checker
from secondsight.language.findings import Finding
from secondsight.language.lexicon import lexicon
from secondsight.organisation.models import Account, OwnWord, WordingDismissal
from secondsight.organisation.queries.vocabulary import vocabulary
from secondsight.organisation.rules.wording import own, sentence_at

WORD_ORDER = ("words", "rule", "id")
# What a form asks for in a field of its own: a moment's time stands beside its words.
_BESIDE = frozenset({"bare-entry"})


class Heard(NamedTuple):
    """A finding, and the key by which it is left as it is in this text ("" where no place was told)."""

    finding: Finding
    key: str


@dataclass(frozen=True)
class Coach:
    """Listens to any number of texts of one place without asking the database again."""

    checker: Checker
    own_words: frozenset[tuple[str, str]]
    place: str
    left: frozenset[str]

    def hear(self, text: str, *, kind: str = "", section: str = "", field: str = "") -> list[Heard]:
        """Return what is heard in a text, in order of its place."""
        heard = []
        for one in self.checker.check(text, kind=kind, section=section):
            if (one.rule, own(one.excerpt)) in self.own_words or (field and one.rule in _BESIDE):
                continue
            key = key_of(self.place, field, one.rule, text, one.start) if self.place else ""
            if key not in self.left:
                heard.append(Heard(one, key))
        return heard


def coach(
    viewer: Account, place: str = "", *, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> Coach:
    """Return a coach for a place ("review:ID"), "" for nowhere in particular.

    Raises as `coaches`.
    """
    return coaches(viewer, {place}, select=select, ignore=ignore)[place]


def coaches(
    viewer: Account, places: set[str], *, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> dict[str, Coach]:
    """Return a coach for each of some places.

    Two statements; more where something was left as it is, and when names have changed.
    Raises ValueError for a rule that is none.
    """
    checker, words = _ears(_Asking(viewer, _version()), select, ignore)
    left: dict[str, set[str]] = {place: set() for place in places}
    asked = [place for place in places if place and "\0" not in place]
    if asked:
        for place, key in WordingDismissal.objects.filter(place__in=asked).values_list("place", "key"):
            left[place].add(key)
    hidden = {place for place, keys in left.items() if keys and not may_listen(viewer, place)}
    return {
        place: Coach(checker, words, place, frozenset() if place in hidden else frozenset(keys))
        for place, keys in left.items()
    }


def key_of(place: str, field: str, rule: str, text: str, start: int) -> str:
    """Return what stands for a finding in one text: nobody can read the sentence from it."""
    told = "\n".join((place, field, rule, sentence_at(text, start)))
    return salted_hmac("secondsight.wording", told, algorithm="sha256").hexdigest()


def own_words(viewer: Account) -> QuerySet[OwnWord]:
    """Return the words that rules leave alone here, each with who added it."""
    if not viewer.is_active:
        return OwnWord.objects.none()
    return OwnWord.objects.filter(removed_at=None).select_related("added_by")


def own_word(viewer: Account, id: str) -> OwnWord:
    """Return one word that a rule leaves alone. Raises NotFound."""
    found = own_words(viewer).filter(pk=id).first() if "\0" not in id else None
    if found is None:
        raise NotFound("There is no such word here.")
    return found


def wording_dismissal(viewer: Account, id: str) -> WordingDismissal:
    """Return one finding that is left as it is. Raises NotFound, also where its place is hidden."""
    found = WordingDismissal.objects.filter(pk=id).first() if "\0" not in id else None
    if found is None or not may_listen(viewer, found.place):
        raise NotFound("There is nothing here that was left as it is.")
    return found


def left_by_rule(viewer: Account) -> list[tuple[str, int]]:
    """Return how often each rule's findings were left as they are, the most often first."""
    if not viewer.is_active:
        return []
    counted = WordingDismissal.objects.order_by().values_list("rule").annotate(times=Count("id"))
    return sorted(counted, key=lambda row: (-row[1], row[0]))


def forget() -> None:
    """Read the names and own words anew the next time; for when a database was put in another's place."""
    _ears.cache_clear()


# What names and own words are journalled under.
_TOPICS = ("organisation:people", "organisation:teams", "organisation:words")


@dataclass(frozen=True)
class _Asking:
    """Somebody who asks, and how new the names are: all who may ask are told the same."""

    viewer: Account = field(compare=False)
    version: tuple[int, str]


def _version() -> tuple[int, str]:
    newest = journal.history(*_TOPICS).values_list("id", "at").first()
    return (newest[0], newest[1].isoformat()) if newest else (0, "")


@lru_cache(maxsize=16)
def _ears(
    asking: _Asking, select: tuple[str, ...], ignore: tuple[str, ...]
) -> tuple[Checker, frozenset[tuple[str, str]]]:
    """Return a checker that knows the organisation's names, and its own words; making it takes a while."""
    names = vocabulary(asking.viewer)
    known = lexicon().extended(people=names.people, teams=names.teams, software=names.services)
    own_ones = frozenset(own_words(asking.viewer).values_list("rule", "words"))
    return Checker(select=select, ignore=ignore, known=known), own_ones
