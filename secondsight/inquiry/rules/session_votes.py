"""Whether a room gives a topic more time: one voice each, changeable until the vote is closed (R4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

CHOICES = (3, 5)  # minutes that can be asked for


@dataclass(frozen=True, slots=True)
class Tally:
    """What a vote has come to."""

    is_for: int
    against: int

    @property
    def is_carried(self) -> bool:
        """Whether more are for it than against; a tie leaves the plan as it is."""
        return self.is_for > self.against


def count_votes(said: Mapping[str, bool]) -> Tally:
    """Return the tally of who said what, by person: the last word of each."""
    is_for = sum(said.values())
    return Tally(is_for, len(said) - is_for)
