"""When somebody works, by the clock on their own wall."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from secondsight.base.errors import InvalidInput

Interval = tuple[datetime, datetime]  # half-open, in UTC

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The hours that somebody works, local to them; those that end before they begin go over midnight.

    `weekdays` count from 0 for Monday and name the day on which the hours begin.
    Raises InvalidInput for hours of no length, or no weekday.
    """

    zone: tzinfo
    starts: time = time(9)
    ends: time = time(17)
    weekdays: frozenset[int] = frozenset(range(5))
    closed_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if self.starts == self.ends:
            raise InvalidInput("Working hours end at another time than they begin.", field="works_until")
        if not self.weekdays & set(range(7)):
            raise InvalidInput("Choose at least one day of the week.", field="weekdays")

    def is_working_day(self, day: date) -> bool:
        """Return whether they work on that day."""
        return day.weekday() in self.weekdays and day not in self.closed_days

    def on_day(self, day: date) -> Interval:
        """Return the hours of a day, worked or not, in UTC; they are as on the wall."""
        last = day if self.starts < self.ends else day + A_DAY
        begins = datetime.combine(day, self.starts, tzinfo=self.zone)
        ends = datetime.combine(last, self.ends, tzinfo=self.zone)
        return begins.astimezone(UTC), ends.astimezone(UTC)

    def between(self, from_at: datetime, to_at: datetime) -> Iterator[Interval]:
        """Yield the intervals worked that touch a window, oldest first, in UTC, not cut to it."""
        day = from_at.astimezone(self.zone).date() - A_DAY
        last = to_at.astimezone(self.zone).date()
        while day <= last:
            if self.is_working_day(day):
                begins, ends = self.on_day(day)
                if ends > from_at and begins < to_at:
                    yield begins, ends
            day += A_DAY


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the same times with those that overlap or touch made one, in order; empty ones are dropped."""
    found: list[Interval] = []
    for begins, ends in sorted(one for one in intervals if one[0] < one[1]):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found
