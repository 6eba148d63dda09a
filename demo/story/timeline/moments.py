"""Short ways to say who had an event in view, by the clock of the worked incident."""

from demo.chat import offset
from demo.facts import Knowledge


def knew(who: str, clock: str, through: str) -> Knowledge:
    """Return that somebody knew since a clock time (UTC)."""
    return Knowledge(who, offset(clock), through)


def believed(who: str, clock: str, through: str) -> Knowledge:
    """Return that somebody took it to be so since a clock time (UTC)."""
    return Knowledge(who, offset(clock), through, "believed")
