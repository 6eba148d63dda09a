"""Short ways to write the smaller incidents down."""

from datetime import timedelta

from demo.facts import Event, Knowledge


def at(minutes: float) -> timedelta:
    """Return an offset of so many minutes."""
    return timedelta(minutes=minutes)


def marks(**minutes: float) -> dict[str, timedelta]:
    """Return milestones given in minutes from the start."""
    return {name: at(length) for name, length in minutes.items()}


def event(
    key: str, minutes: float, title: str, where: str, actor: str, team: str, text: str = "", *known: Knowledge
) -> Event:
    """Return an event. `where` is its phase and kind, as in "triage observation"."""
    phase, kind = where.split()
    return Event(key, at(minutes), title, phase, kind, actor, team, "reported", text, "minute", known)


def knew(who: str, minutes: float, through: str) -> Knowledge:
    """Return that somebody knew since so many minutes from the start."""
    return Knowledge(who, at(minutes), through)


def believed(who: str, minutes: float, through: str) -> Knowledge:
    """Return that somebody took it to be so since so many minutes from the start."""
    return Knowledge(who, at(minutes), through, "believed")
