"""Which days an organisation works on, and what so many working days from an instant is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice, takewhile

from secondsight.base.errors import InvalidInput

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of one place. Monday is weekday 0; `closed_days` are holidays and the like.

    Raises InvalidInput if no weekday is worked on, for then no working day would ever come.
    """

    working_weekdays: frozenset[int]
    closed_days: frozenset[date]
    zone: tzinfo

    def __post_init__(self) -> None:
        if not self.working_weekdays & set(range(7)):
            raise InvalidInput(
                "A calendar needs at least one working weekday, from 0 for Monday to 6 for Sunday; "
                "nothing was changed.",
                field="working_weekdays",
            )

    def is_working_day(self, day: date) -> bool:
        """Return whether people are expected to work on that day."""
        return day.weekday() in self.working_weekdays and day not in self.closed_days

    def local_day(self, instant: datetime) -> date:
        """Return the day that it is here at an instant."""
        return _aware(instant).astimezone(self.zone).date()

    def add_working_days(self, start: datetime, days: int) -> datetime:
        """Return the instant, in UTC, at which so many working days have passed since the start.

        On a working day the clock on the wall counts: two days from Friday 15:00 is Tuesday 15:00,
        also when the clocks change in between. From a day off, counting begins when the next working
        day does: two days from any time on Saturday is Wednesday 0:00. Zero days is the start itself.
        A time of day that the clocks skip becomes the same time by the old clock.

        Raises ValueError if `start` has no time zone or `days` is negative.
        Source: R6.1.
        """
        if days < 0:
            raise ValueError(f"days is {days}: pass 0 or more")
        if days == 0:
            return _aware(start).astimezone(UTC)
        return next(islice(self._ends(start), days - 1, None))

    def working_days_between(self, start: datetime, end: datetime) -> int:
        """Return how many whole working days have passed from start to end, counted as they are added.

        0 when the end is not after the start. Raises ValueError if either has no time zone.
        """
        _aware(end)
        return sum(1 for _ in takewhile(lambda passed: passed <= end, self._ends(start)))

    def _ends(self, start: datetime) -> Iterator[datetime]:
        """Yield when the first, second... working day since the start has passed."""
        local = _aware(start).astimezone(self.zone)
        day, at = local.date(), local.time()
        if not self.is_working_day(day):
            day, at = self._next_working_day(day), time(0)
        while True:
            day = self._next_working_day(day)
            yield datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC)

    def _next_working_day(self, day: date) -> date:
        day += A_DAY
        while not self.is_working_day(day):
            day += A_DAY
        return day


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("the instant has no time zone: pass an aware one")
    return instant
