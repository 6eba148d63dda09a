"""What a person typed, made fit to store, or refused by the name of its field (R11.6)."""

from datetime import datetime
from typing import TypeVar

from secondsight.base import words
from secondsight.base.errors import InvalidInput
from secondsight.base.ids import ALPHABET, LENGTH
from secondsight.organisation.rules.term import Term

Word = TypeVar("Word", bound=Term)
EARLIEST, LATEST = 1900, 2200  # years that a computer's incident may lie between


def fit(text: str, *, field: str, most: int, is_needed: bool = False) -> str:
    """Return the text without blanks around it; a line of at most 500 characters stays on one line.

    Raises InvalidInput when it is longer than `most` characters, holds a NUL, or is empty though needed.
    """
    if most <= 500:
        text = " ".join((text or "").split())
    return words.text(text or "", field=field, most=most, is_required=is_needed)


def fit_term(vocabulary: type[Word], word: str, *, field: str) -> Word:
    """Return the vocabulary's word. Raises InvalidInput that names the words there are."""
    try:
        return vocabulary(word)
    except ValueError:
        there_are = ", ".join(term.value for term in vocabulary)
        raise InvalidInput(f"“{str(word)[:40]}” is not one of: {there_are}.", field=field) from None


def fit_instant(at: datetime | None, *, field: str) -> datetime | None:
    """Return the instant. Raises InvalidInput for one without a zone, or of another century (C13)."""
    if at is None:
        return None
    if at.tzinfo is None:
        raise InvalidInput("This time has no zone: 2026-03-11T14:02:00+01:00 has one.", field=field)
    if not EARLIEST < at.year < LATEST:
        raise InvalidInput(f"The year {at.year} cannot be meant.", field=field)
    return at


def fit_id(value: str, *, field: str = "once") -> str:
    """Return an id that a form was given before its row existed, so that sending twice makes one row.

    Raises InvalidInput when it does not have the shape of an id.
    """
    if value and (len(value) != LENGTH or any(sign not in ALPHABET for sign in value)):
        raise InvalidInput("This form is not one that we gave out. Load the page again.", field=field)
    return value
