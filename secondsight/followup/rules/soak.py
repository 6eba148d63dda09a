"""The rest between the meeting and the decision, in which nobody can commit (R6.1, S4)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from secondsight.base.errors import Refused
from secondsight.organisation.rules.calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Soak:
    """From the end of the meeting (included) to the instant from which may be decided (excluded)."""

    started_at: datetime
    ends_at: datetime


class NotHeldYet(Refused):
    """A decision was asked for before the review was held."""

    def __init__(self) -> None:
        super().__init__(
            "This review has not been held yet, so its ideas have not begun to soak. Ideas can be noted and "
            "are kept; once the review is marked as held, the soak begins and the decision opens after it."
        )


class StillSoaking(Refused):
    """A decision was asked for during the soak; `soak` says how long it lasts."""

    def __init__(self, soak: Soak, zone: tzinfo) -> None:
        super().__init__(
            f"The ideas of this review soak until {_spoken(soak.ends_at, zone)}; nothing can be committed "
            "before. Everything noted so far is kept. Until then everybody may comment on ideas and add more."
        )
        self.soak = soak


def soak(held_at: datetime, days: int, calendar: WorkingCalendar) -> Soak:
    """Return the soak that follows a review held at an instant, both ends in UTC.

    `days` are working days of the calendar. Zero is allowed: the soak is over as it begins, and all
    other rules on commitments stay (S4).

    Raises ValueError if `held_at` has no time zone or `days` is negative.
    Source: R6.1.
    """
    return Soak(held_at.astimezone(UTC), calendar.add_working_days(held_at, days))


def is_soaking(soak: Soak, now: datetime) -> bool:
    """Return whether the ideas still rest; at the very end they no longer do."""
    return soak.started_at <= now < soak.ends_at


def time_left(soak: Soak, now: datetime) -> timedelta:
    """Return how long until the decision opens; zero once it is open."""
    return max(soak.ends_at - now, timedelta(0))


def require_soaked(soak: Soak | None, now: datetime, zone: tzinfo = UTC) -> None:
    """Let a decision pass once the soak is over. `zone` is where the person who asks reads the clock.

    Raises NotHeldYet if there is no soak yet or it lies ahead, StillSoaking while it lasts.
    Source: R6.1.
    """
    if soak is None or now < soak.started_at:
        raise NotHeldYet
    if is_soaking(soak, now):
        raise StillSoaking(soak, zone)


def _spoken(instant: datetime, zone: tzinfo) -> str:
    local = instant.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M} ({local.tzname()})"
