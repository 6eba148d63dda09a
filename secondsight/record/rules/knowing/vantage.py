"""From where one looks: a person, a team, or the whole room."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """That somebody was in a team, half-open; without a beginning or an end, as far as anybody knows."""

    team: str
    since_at: datetime | None = None
    until_at: datetime | None = None

    def covers(self, at: datetime) -> bool:
        """Return whether they were in the team at an instant."""
        return (self.since_at is None or self.since_at <= at) and (
            self.until_at is None or at < self.until_at
        )


@dataclass(frozen=True, slots=True)
class Vantage:
    """A person with the teams they were in, or a team, or with nothing given the whole room.

    `person` and `team` are holders as `KnowledgeFact` has them.
    """

    person: str = ""
    team: str = ""
    stays: tuple[Stay, ...] = ()

    @property
    def is_room(self) -> bool:
        """Return whether this is everybody's: what anybody knew was known here."""
        return not self.person and not self.team

    def shares(self, holder: str, at: datetime) -> bool:
        """Return whether what a holder learnt at an instant was learnt here."""
        if not holder or self.is_room or holder in (self.person, self.team):
            return True
        return any(stay.team == holder and stay.covers(at) for stay in self.stays)

    def listens_to(self, holder: str) -> bool:
        """Return whether anything that a holder learnt, whenever that was, can have been learnt here."""
        return (
            not holder
            or self.is_room
            or holder in (self.person, self.team)
            or any(stay.team == holder for stay in self.stays)
        )


ROOM = Vantage()
