"""What a person typed, made fit to store, or refused by the name of its field (R11.6)."""

from datetime import datetime
from functools import cache
from typing import TypeVar
from zoneinfo import available_timezones

from secondsight.base.errors import InvalidInput
from secondsight.base.ids import ALPHABET, LENGTH
from secondsight.organisation.rules.term import Term

Word = TypeVar("Word", bound=Term)


def fit(text: str, *, field: str, most: int, is_needed: bool = False) -> str:
    """Return the text without blanks around it.

    Raises InvalidInput when it is longer than `most` characters, holds a NUL, or is empty though needed.
    """
    text = (text or "").strip()
    if "\0" in text:
        raise InvalidInput("This holds a NUL character, which cannot be stored. Take it out.", field=field)
    if len(text) > most:
        raise InvalidInput(f"This has {len(text)} characters; {most} fit.", field=field)
    if is_needed and not text:
        raise InvalidInput("This cannot be empty.", field=field)
    return text


def fit_term(vocabulary: type[Word], word: str, *, field: str) -> Word:
    """Return the vocabulary's word. Raises InvalidInput that names the words there are."""
    try:
        return vocabulary(word)
    except ValueError:
        there_are = ", ".join(term.value for term in vocabulary)
        raise InvalidInput(f"“{str(word)[:40]}” is not one of: {there_are}.", field=field) from None


def fit_instant(at: datetime | None, *, field: str) -> datetime | None:
    """Return the instant. Raises InvalidInput for one without a zone (C13)."""
    if at is not None and at.tzinfo is None:
        raise InvalidInput("This time has no zone: 2026-03-11T14:02:00+01:00 has one.", field=field)
    return at


def fit_zone(name: str, *, field: str = "time_zone") -> str:
    """Return the name of a time zone. Raises InvalidInput for one that nobody knows."""
    if name not in _zones():
        raise InvalidInput("Not a time zone. Europe/Berlin is one, UTC another.", field=field)
    return name


def fit_id(value: str, *, field: str = "once") -> str:
    """Return an id that a form was given before its row existed, so that sending twice makes one row.

    Raises InvalidInput when it does not have the shape of an id.
    """
    if value and (len(value) != LENGTH or any(sign not in ALPHABET for sign in value)):
        raise InvalidInput("This form is not one that we gave out. Load the page again.", field=field)
    return value


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
