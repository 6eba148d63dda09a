"""By when a review is due, where it stands, and what is lost by waiting (R1.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from secondsight.organisation.rules.term import Term

# What a review is counted from: the first of these that is known.
ENDS = ("resolved", "fully_recovered", "mitigated")
LONG_AGO = timedelta(days=14)


class Standing(Term):
    """Where a review that an incident deserves stands."""

    DUE = "due", "Due", "Nobody has opened a review yet."
    PREPARING = "preparing", "Being prepared", "A review is open and was not held yet."
    OVERDUE = "overdue", "Overdue", "The limit has passed without a review."
    REVIEWED = "reviewed", "Reviewed", "A review was held."
    DECLINED = "declined", "Declined", "Somebody decided against one, and said why."


@dataclass(frozen=True, slots=True)
class Terms:
    """How soon a review is to be held, and at the latest."""

    target: timedelta
    limit: timedelta


def counted_from(milestones: Mapping[str, datetime], recorded_at: datetime) -> datetime:
    """Return the instant from which the time to a review runs.

    That is when the incident was over, as far as anybody says; where nobody does, when it was recorded: an
    incident whose times are unknown is not forgotten.
    """
    return next((milestones[kind] for kind in ENDS if kind in milestones), recorded_at)


def standing_of(
    from_at: datetime,
    now: datetime,
    terms: Terms,
    *,
    is_reviewed: bool = False,
    is_prepared: bool = False,
    is_declined: bool = False,
) -> Standing:
    """Return where a review stands.

    One that was opened after all is no longer declined, and one that is prepared beyond the limit is
    overdue. The limit itself is still in time.
    """
    if is_reviewed:
        return Standing.REVIEWED
    if is_declined and not is_prepared:
        return Standing.DECLINED
    if now - from_at > terms.limit:
        return Standing.OVERDUE
    return Standing.PREPARING if is_prepared else Standing.DUE


def what_decays(age: timedelta, terms: Terms) -> str:
    """Return what waiting costs, for an incident that was over so long ago (R1.5)."""
    if age <= terms.target:
        return "People still know what they saw, in which order, and what they took it for."
    if age <= terms.limit:
        return "The order of things and the reasons for them are fading; each retelling smooths them."
    if age <= LONG_AGO:
        return (
            "What people tell now is partly hindsight. Ask those closest one by one, and rest the timeline "
            "on evidence."
        )
    return (
        "Memory has become a story by now, and tools may be deleting chats, graphs and logs: bring the "
        "evidence in first."
    )


def time_left(from_at: datetime, now: datetime, terms: Terms) -> str:
    """Return how the clock stands, in words: "5 h to the target", "3 days past the limit"."""
    age = now - from_at
    if age <= terms.target:
        return f"{_spoken(terms.target - age)} to the target"
    if age <= terms.limit:
        return f"past the target, {_spoken(terms.limit - age)} to the limit"
    return f"{_spoken(age - terms.limit)} past the limit"


def _spoken(length: timedelta) -> str:
    hours = length // timedelta(hours=1)
    if hours < 1:
        return "less than an hour"
    if hours < 72:
        return f"{hours} h"
    return f"{hours // 24} days"
