"""What an independent account says of a moment, as plain values (R2.6)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from secondsight.organisation.rules.term import Term
from secondsight.record.rules.vocabulary import Precision

TIMELINE = ""  # who tells where nobody does: the timeline itself

# How far the truth may lie to either side of a time that somebody gave, coarser always wider.
TOLERANCE: dict[Precision, timedelta] = {
    Precision.SECOND: timedelta(seconds=1),
    Precision.MINUTE: timedelta(minutes=1),
    Precision.ABOUT: timedelta(minutes=5),
    Precision.HOUR: timedelta(hours=1),
    Precision.DAY: timedelta(days=1),
}


class Belief(Term):
    """How an author stood to what they tell, at that moment."""

    KNOWN = "known", "Knew it", "They saw it, did it, or were told."
    BELIEVED = "believed", "Believed it", "They took it to be so."
    OTHERWISE = "otherwise", "Believed otherwise", "They took it to be different at the time."


@dataclass(frozen=True, slots=True)
class Telling:
    """One moment as one teller has it: an author's, or an event as the timeline has it.

    `linked` is what a person said about the event it is of: its id, "" for none of them, None where
    nobody said. `actors` are names that mean who acted, any of them.
    """

    id: str
    teller: str
    what: str
    occurred_at: datetime | None = None
    precision: Precision = Precision.MINUTE
    actors: tuple[str, ...] = ()
    belief: str = ""
    place: int = 0
    linked: str | None = None

    @property
    def tolerance(self) -> timedelta:
        """How far the truth may lie to either side of its time."""
        return TOLERANCE[self.precision]
