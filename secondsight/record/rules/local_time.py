"""From a clock on a wall to an instant: the hour that came twice is asked about, never guessed (C13)."""

from datetime import UTC, datetime, tzinfo

from secondsight.record.rules.evidence import Ask, NeedsAnswer

FIRST, SECOND = "first", "second"


class NoSuchTime(ValueError):
    """A time that no clock showed there: clocks were put forward over it."""


def instant_of(local: datetime, zone: tzinfo, repeated_hour: str = "", *, file: str = "") -> datetime:
    """Return the instant, in UTC, at which clocks in a zone showed a time; an aware one only turns to UTC.

    Raises NeedsAnswer where they showed it twice and `repeated_hour` ("first" or "second") is not said,
    NoSuchTime where they never did, OverflowError at the ends of the calendar.
    """
    if local.tzinfo is not None:
        return local.astimezone(UTC)
    first = local.replace(tzinfo=zone, fold=0)
    second = local.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) != local:
        raise NoSuchTime(f"{local:%Y-%m-%d %H:%M} did not happen in {zone}: clocks were put forward over it")
    if repeated_hour not in (FIRST, SECOND):
        raise NeedsAnswer(
            file,
            Ask(
                "repeated_hour",
                f"{local:%Y-%m-%d %H:%M} happened twice in {zone}, when clocks were put back. "
                "Which of the two do such times mean: the first or the second?",
            ),
        )
    return (first if repeated_hour == FIRST else second).astimezone(UTC)
