"""Which day a time of day belongs to, as a text goes on."""

from datetime import date, datetime, timedelta, tzinfo

from secondsight.integrations.chatlog.stamps import Stamp


class Calendar:
    """Puts times of day on days, one after the other: time that goes back has passed midnight."""

    _DISORDER = timedelta(minutes=5)

    def __init__(self, day: date | None, zone: tzinfo | None) -> None:
        self.day = day
        self._zone = zone
        self._last: datetime | None = None

    def turn_to(self, day: date) -> None:
        """Go on at a day that the text names."""
        self.day, self._last = day, None

    def turn_to_part(self, year: int | None, month: int, day: int) -> None:
        """Go on at a day that is named without its year, where the year can be known.

        Raises ValueError for the 29th of February of other years.
        """
        if year is None and self.day is not None:
            year = self.day.year
            # A day half a year back is one of the next year.
            if date(year, month, day) < self.day - timedelta(days=180):
                year += 1
        if year is not None:
            self.turn_to(date(year, month, day))

    def next_day(self) -> None:
        """Go on a day later."""
        if self.day is not None and self.day < date.max:
            self.turn_to(self.day + timedelta(days=1))

    def place(self, stamp: Stamp) -> datetime | None:
        """Return the local time of a stamp, aware where it names its zone; None while no day is known.

        Raises ValueError as `turn_to_part` does.
        """
        if stamp.month and stamp.day:
            last = self._last
            self.turn_to_part(stamp.year, stamp.month, stamp.day)
            self._last = last if last and last.date() == self.day else None
        if self.day is None:
            return None
        at = datetime.combine(self.day, stamp.clock)
        if self._last and not stamp.day and at < self._last - self._DISORDER and not self._is_twice(at):
            self.next_day()
            at = datetime.combine(self.day, stamp.clock)
        self._last = at
        return at.replace(tzinfo=stamp.zone) if stamp.zone else at

    def _is_twice(self, at: datetime) -> bool:
        """Return whether clocks were put back to a time that is told again, so that it is no new day."""
        if self._last is None or self._zone is None or self._last - at > timedelta(hours=1):
            return False
        first, second = (at.replace(tzinfo=self._zone, fold=fold).utcoffset() for fold in (0, 1))
        return first != second
