"""From what stands before an entry to an instant: the day, the year and the zone that the document set."""

from datetime import UTC, date, datetime, time, timedelta

from secondsight.integrations.postmortem import zones
from secondsight.integrations.postmortem.stamps import Stamp
from secondsight.integrations.postmortem.zones import Zone
from secondsight.record.rules.vocabulary import Precision

# A clock that is put back by this much between two entries has passed midnight.
ROLLED_OVER = timedelta(hours=6)
EARLIEST, LATEST = 1950, 2200


class Calendar:
    """Follows a timeline from entry to entry; what had to be decided on the way is in `notes`."""

    def __init__(self, *, day: date | None, zone: Zone | None, default: Zone, day_first: bool | None) -> None:
        self.document_day = day
        self.day = day
        self.zone = zone
        self.notes: dict[str, None] = {}
        self.is_assumed = False  # whether a time was read in a zone that nobody named
        self._behind: dict[str, Zone] = {}  # zones that stood behind times
        self._default = default
        self._day_first = day_first
        self._last: datetime | None = None

    @property
    def used(self) -> Zone:
        """The zone in which times without one are read."""
        return self.zone or self._default

    @property
    def named(self) -> Zone | None:
        """The zone that the document names: for all its times, or behind each of them alike."""
        if self.zone or self.is_assumed or len(self._behind) != 1:
            return self.zone
        return next(iter(self._behind.values()))

    def set_day(self, stamp: Stamp) -> bool:
        """Let a day begin, and return whether the stamp named one that can be known."""
        day = self.day_of(stamp)
        if day is None:
            return False
        self.day, self._last = day, None
        return True

    def day_of(self, stamp: Stamp) -> date | None:
        """Return the day that a stamp names, None if it names none or it cannot be known which."""
        if stamp.day:
            return stamp.day if EARLIEST < stamp.day.year < LATEST else None
        if stamp.first:
            return self._of_two_numbers(stamp)
        if stamp.month:
            return self._near(stamp.month, stamp.day_of_month)
        if stamp.weekday is not None and self.day:
            return self.day + timedelta(days=(stamp.weekday - self.day.weekday()) % 7)
        return None

    def place(self, stamp: Stamp) -> tuple[datetime | None, Precision]:
        """Return the instant of an entry, None if it cannot be known, and how closely it is known."""
        named = self.day_of(stamp)
        if (stamp.has_date or stamp.weekday is not None) and named is None:
            return None, Precision.MINUTE
        if named:
            self.day, self._last = named, None
        if self.day is None:
            self._note("The day is nowhere in the document, so times of day alone could not be placed.")
            return None, Precision.MINUTE
        if stamp.clock is None:
            at = self._instant(datetime.combine(self.day, time()), stamp.zone)
            return at, Precision.DAY
        local = datetime.combine(self.day, stamp.clock)
        if self._last and self._last - local >= ROLLED_OVER:
            self._note(f"“{stamp.words}” follows a later hour, so it was read as the next day.")
            self.day += timedelta(days=1)
            local += timedelta(days=1)
        self._last = local
        if stamp.zone:
            self._behind[stamp.zone.words] = stamp.zone
        elif self.zone is None:
            self.is_assumed = True
        return self._instant(local, stamp.zone), _precision(stamp)

    def _instant(self, local: datetime, zone: Zone | None) -> datetime | None:
        zone = zone or self.used
        if doubt := zone.doubt(local.month):
            self._note(doubt)
        first, second = (local.replace(tzinfo=zone.tz, fold=fold) for fold in (0, 1))
        try:
            if first.utcoffset() != second.utcoffset():
                self._note(
                    f"{local:%Y-%m-%d %H:%M} came twice or never in {zone.words}; the first was taken."
                )
            return first.astimezone(UTC)
        except OverflowError:
            return None

    def _of_two_numbers(self, stamp: Stamp) -> date | None:
        ways = {}
        for day_first in (True, False):
            day, month = (stamp.first, stamp.second) if day_first else (stamp.second, stamp.first)
            found = _date(stamp.year, month, day) if stamp.year else self._near(month, day)
            if found:
                ways[day_first] = found
        if len(set(ways.values())) == 1:
            return next(iter(ways.values()))
        if self._day_first is not None and ways:
            return ways.get(self._day_first)
        near = self.document_day
        close = [one for one in ways.values() if near and abs((one - near).days) <= 7]
        if len(close) == 1:
            return close[0]
        if ways:
            self._note(
                f"“{stamp.words}” may be read with the day or the month first, so such dates stayed unknown; "
                "bring the archive in again and say which."
            )
        return None

    def _near(self, month: int, day: int) -> date | None:
        near = self.day or self.document_day
        if near is None:
            self._note("The year is nowhere in the document, so dates without one could not be placed.")
            return None
        ways = [
            found for year in (near.year - 1, near.year, near.year + 1) if (found := _date(year, month, day))
        ]
        return min(ways, key=lambda one: abs((one - near).days), default=None)

    def _note(self, words: str) -> None:
        if len(self.notes) < 20:
            self.notes[words] = None


def default_zone(name: str) -> Zone:
    """Return the zone for times that name none: the one a person gave, else UTC."""
    return zones.zone_of(name) or zones.UTC


def _precision(stamp: Stamp) -> Precision:
    if stamp.is_about:
        return Precision.ABOUT
    if stamp.is_hour_only:
        return Precision.HOUR
    return Precision.SECOND if stamp.has_seconds else Precision.MINUTE


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
