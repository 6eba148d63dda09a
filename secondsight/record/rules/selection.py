"""Which evidence belongs to an incident: a time window and channels (R1.1)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from secondsight.base.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Selection:
    """A half-open window, either end open if None, and the channels in it; no channel named: all."""

    from_at: datetime | None = None
    to_at: datetime | None = None
    channels: tuple[str, ...] = ()


EVERYTHING = Selection()


MOST_CHANNELS = 500
LONGEST_CHANNEL = 200
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


def check(selection: Selection) -> Selection:
    """Return the selection, its times in UTC.

    Raises InvalidInput for times without a zone or beyond the years 1970 to 2200, a window that ends before
    it begins, and channels that cannot be the name of one.
    """
    start, end = _instant(selection.from_at, "from_at"), _instant(selection.to_at, "to_at")
    if start and end and end <= start:
        raise InvalidInput("The window ends before it begins. Give a later end.", field="to_at")
    if len(selection.channels) > MOST_CHANNELS:
        raise InvalidInput(f"Name at most {MOST_CHANNELS} channels, or none for all.", field="channels")
    for name in selection.channels:
        if len(name) > LONGEST_CHANNEL or "\0" in name:
            raise InvalidInput(f"“{name[:40]}” is not the name of a channel.", field="channels")
    return Selection(start, end, tuple(selection.channels))


def _instant(at: datetime | None, field: str) -> datetime | None:
    if at is None:
        return None
    if at.tzinfo is None:
        raise InvalidInput("This time has no zone: 2026-03-11T14:02:00+01:00 has one.", field=field)
    try:
        at = at.astimezone(UTC)
    except OverflowError:
        at = LATEST
    if not EARLIEST <= at < LATEST:
        raise InvalidInput("Expected a time between 1970 and 2200.", field=field)
    return at
