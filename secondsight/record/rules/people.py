"""Which names in the evidence are one person: suggested with a reason, confirmed by people (R2.4b, S9)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from zoneinfo import ZoneInfo

ALIKE = 0.86  # of two spellings; "Jon Smith" and "John Smith" are at 0.95
_WORD = re.compile(r"[a-z0-9]+")
NIGHT = range(6)


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody as a system calls them."""

    source: str
    author: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the directory."""

    id: str
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """That a name may be a person; `why` is a sentence, `strength` from 0 to 1."""

    name: Name
    person: Known
    why: str
    strength: float


def suggest(
    names: Iterable[Name], people: Iterable[Known], refused: Iterable[tuple[str, str, str]] = ()
) -> list[Suggestion]:
    """Return for each name the person it most likely is; a name that two people fit alike gets none.

    `refused` are (source, author, person's id) that somebody said are not the same.
    """
    people, never = list(people), set(refused)
    found = []
    for name in names:
        fits = [
            suggestion
            for person in people
            if (name.source, name.author, person.id) not in never and (suggestion := _fit(name, person))
        ]
        fits.sort(key=lambda fit: -fit.strength)
        if fits and (len(fits) == 1 or fits[0].strength > fits[1].strength):
            found.append(fits[0])
    return found


def _fit(name: Name, person: Known) -> Suggestion | None:
    login, local = _plain(name.author), _plain(person.email.partition("@")[0])
    shown, called = _words(name.name or name.author), _words(person.name)
    if name.email and person.email and name.email.casefold() == person.email.casefold():
        return Suggestion(name, person, f"Both have the e-mail address {person.email}.", 1.0)
    if "@" in name.author and person.email and name.author.casefold() == person.email.casefold():
        return Suggestion(name, person, f"{name.source} knows them by {person.email}.", 1.0)
    if called and shown == called:
        return Suggestion(name, person, f"Both are called {person.name}.", 0.9)
    if len(local) > 2 and local in (login, _plain(name.name)):
        return Suggestion(name, person, f"The login is the beginning of {person.email}.", 0.8)
    if len(called) > 1 and {_plain(name.author), _plain(name.name)} & _short_forms(called):
        return Suggestion(
            name, person, f"“{name.name or name.author}” is a short form of {person.name}.", 0.6
        )
    alike = SequenceMatcher(None, " ".join(sorted(shown)), " ".join(sorted(called))).ratio()
    if len(called) > 1 and len(shown) > 1 and alike >= ALIKE:
        return Suggestion(name, person, f"“{name.name}” is spelt much like {person.name}.", 0.5 * alike)
    return None


def _short_forms(called: frozenset[str]) -> set[str]:
    """How logins are made of two names: ida.moreau, imoreau, idam, moreaui."""
    return {
        form
        for first in called
        for last in called
        if first != last
        for form in (first + last, first[0] + last, first + last[0])
        if len(form) > 3
    }


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_folded(text)))


def _plain(text: str) -> str:
    return "".join(_WORD.findall(_folded(text)))


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def tenure(started_on: date | None, on: date) -> str:
    """Return how long somebody had been there on a day, in words; "" if it is not known."""
    if started_on is None:
        return ""
    days = (on - started_on).days
    if days < 0:
        return "not there yet"
    if days < 14:
        return f"day {days + 1}"
    if days < 90:
        return f"{days // 7} weeks"
    months = (on.year - started_on.year) * 12 + on.month - started_on.month - (on.day < started_on.day)
    years, rest = divmod(months, 12)
    parts = [f"{years} year{'s' * (years != 1)}"] if years else []
    return " ".join([*parts, *([f"{rest} month{'s' * (rest != 1)}"] if rest else [])])


def local_hour(at: datetime, zone: str) -> str:
    """Return what a clock on somebody's wall showed, "03:12, at night"; "" where the zone is not known."""
    if not zone:
        return ""
    local = at.astimezone(ZoneInfo(zone))
    when = "at night" if local.hour in NIGHT else "on a weekend" if local.weekday() >= 5 else ""
    return f"{local:%H:%M}{', ' if when else ''}{when}"
