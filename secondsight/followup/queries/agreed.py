"""What the organisation agreed on, as the rules of this room read it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from secondsight.base.clock import now
from secondsight.followup.rules.decision import DecisionPolicy
from secondsight.followup.rules.reminders import ReminderPolicy
from secondsight.followup.rules.soak import Soak, soak
from secondsight.inquiry.models import Review
from secondsight.organisation.queries import agreement_version, policies, working_calendar
from secondsight.organisation.rules.calendar import WorkingCalendar

LONGEST_SOAK = timedelta(days=120)  # thirty working days, with holidays between


@dataclass(frozen=True)
class Agreed:
    """The working calendar and the numbers, read once and used for many rows."""

    calendar: WorkingCalendar
    values: dict[str, Any]

    def today(self, now: datetime) -> date:
        """Return the organisation's day."""
        return self.calendar.local_day(now)

    def soak(self, held_at: datetime | None) -> Soak | None:
        """Return the soak of a review held at an instant, None before it was (R6.1)."""
        if held_at is None:
            return None
        return soak(held_at, self.values["soak_working_days"], self.calendar)

    def cutoff(self, now: datetime) -> datetime:
        """Return the instant such that whatever was held until then has soaked, to the second.

        The later a review was held the later its soak ends, so that the instant can be closed in on,
        and a list can be asked for in one statement.
        """
        if self.soak(now).ends_at <= now:  # type: ignore[union-attr]
            return now
        early, late = now - LONGEST_SOAK, now
        while late - early > timedelta(seconds=1):
            middle = early + (late - early) / 2
            is_over = self.soak(middle).ends_at <= now  # type: ignore[union-attr]
            early, late = (middle, late) if is_over else (early, middle)
        return early

    def decision_policy(self, review: Review) -> DecisionPolicy:
        """Return how few decide, and how much a review of its tier takes on (R1.3, R6.4)."""
        return DecisionPolicy(
            deciders_minimum=self.values["deciders_least"],
            deciders_maximum=self.values["deciders_most"],
            commitments_maximum=min(self.values["most_commitments"], review.tier.most_commitments),
        )

    def reminder_policy(self) -> ReminderPolicy:
        """Return when to remind (R7.2)."""
        return ReminderPolicy(
            calendar=self.calendar,
            days_before=(self.values["remind_days_before"],) if self.values["remind_days_before"] else (),
            days_after=(self.values["remind_after_days"],),
            stuck_after_days=self.values["stuck_after_days"],
            unaccepted_after_working_days=self.values["acceptance_reminder_working_days"],
            unverified_after_working_days=self.values["verification_reminder_working_days"],
        )


def agreed() -> Agreed:
    """Return what is agreed now. One statement, and three more whenever it has changed."""
    return _agreed(agreement_version(), now().year)


@lru_cache(maxsize=4)
def _agreed(version: tuple[int, str], year: int) -> Agreed:
    return Agreed(working_calendar(), policies())


def forget() -> None:
    """Read the agreement anew the next time; for when a database was put in another's place."""
    _agreed.cache_clear()
