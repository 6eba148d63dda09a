"""A meeting that was agreed on, and who is asked to it (R2.3)."""

from dataclasses import dataclass
from datetime import datetime

from secondsight.organisation.rules.term import Term


class Purpose(Term):
    """What a date is for; a review has one of each."""

    REVIEW = "review", "The review"
    DECISION = "decision", "The decision after the soak"


class Answer(Term):
    """What somebody answered to an invitation."""

    ACCEPTED = "accepted", "Comes"
    TENTATIVE = "tentative", "Perhaps"
    DECLINED = "declined", "Cannot come"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as an invitation tells it. `uid` stays the same for good; `sequence` grows."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    words: str = ""
    url: str = ""
    is_cancelled: bool = False
    is_restricted: bool = False


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is asked, with what they answered so far, "" for nothing yet."""

    name: str
    email: str
    answer: str = ""
