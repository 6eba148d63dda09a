"""Short ways to say who had an event in view, by the clock of the worked incident."""

from demo.chat import offset
from demo.facts import Knowledge


def knew(who: str, clock: str, through: str) -> Knowledge:
    """Return that somebody knew since a clock time (UTC)."""
    return Knowledge(who, offset(clock), through)


def shared(clock: str, through: str, *teams: str) -> tuple[Knowledge, ...]:
    """Return that teams knew since a clock time (UTC), where it was told to all of them."""
    return tuple(Knowledge(team, offset(clock), through, way="read") for team in teams)


def believed(who: str, clock: str, through: str, until: str = "") -> Knowledge:
    """Return that somebody took it to be so since a clock time (UTC).

    With `until`, it was given up then, and had been otherwise.
    """
    if not until:
        return Knowledge(who, offset(clock), through, "believed")
    return Knowledge(who, offset(clock), through, "believed", until=offset(until), turned_out="otherwise")
