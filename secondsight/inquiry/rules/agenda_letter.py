"""The agenda as a letter: whole for who is there throughout, one section for a guest (R2.2, R2.7)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterSection:
    """A section as a letter tells it; `starts_after` in minutes from the beginning."""

    title: str
    minutes: int
    starts_after: int
    guests: tuple[str, ...] = ()  # names


@dataclass(frozen=True, slots=True)
class AgendaFact:
    """What all letters of one agenda tell alike; `starts` is when, in the reader's words, or empty."""

    review: str
    minutes: int
    sections: tuple[LetterSection, ...]
    guardrails: tuple[str, ...]
    url: str
    starts: str = ""


def whole_letter(name: str, agenda: AgendaFact) -> str:
    """Return the letter for somebody who is there from the first to the last minute."""
    when = f", {agenda.starts}" if agenda.starts else ""
    head = f"Hello {name},\n\nthis is how we go about “{agenda.review}”{when}"
    length = f" ({agenda.minutes} minutes)" if agenda.minutes else ", in writing"
    rows = "\n".join(_line(one) for one in agenda.sections)
    return f"{head}{length}:\n\n{rows}\n\n{_guardrails(agenda.guardrails)}{_more(agenda.url)}"


def guest_letter(name: str, own: Sequence[LetterSection], agenda: AgendaFact) -> str:
    """Return the letter for a guest: when their own sections begin, and nothing of the others."""
    when = f", {agenda.starts}" if agenda.starts else ""
    head = f"Hello {name},\n\nthank you for joining “{agenda.review}”{when}, for this part of it:\n\n"
    rows = "\n".join(f"  {one.title}: {_when(one)}" for one in own)
    ask = "\n\nYou need not be there for the rest, and may be.\n\n"
    return f"{head}{rows}{ask}{_guardrails(agenda.guardrails)}{_more(agenda.url)}"


def say_minute(minutes: int) -> str:
    """Return a length from the beginning as hours and minutes: 0:05, 1:20."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def _line(one: LetterSection) -> str:
    joined = f" (with {', '.join(one.guests)})" if one.guests else ""
    length = f", {one.minutes} min" if one.minutes else ""
    clock = f"  {say_minute(one.starts_after)}  " if one.minutes else "  - "
    return f"{clock}{one.title}{length}{joined}"


def _when(one: LetterSection) -> str:
    if not one.minutes:
        return "in writing"
    begins = f"about {one.starts_after} minutes in" if one.starts_after else "from the beginning"
    return f"{begins}, for {one.minutes} minutes"


def _guardrails(words: Sequence[str]) -> str:
    if not words:
        return ""
    return "What holds in the room:\n" + "\n".join(f"  - {one}" for one in words) + "\n\n"


def _more(url: str) -> str:
    return f"Is something missing? Say so beforehand, so that nothing surprises anybody:\n{url}\n"
