"""Who may hold a talk, what the two may do in it, and how long notes are kept (R2.5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from secondsight.base.errors import InvalidInput, Refused

NEVER_HELD = timedelta(days=180)  # after the talk, where the review was not held at all


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who might talk, as the rule reads them."""

    interviewer: str
    interviewee: str
    manager: str = ""  # whom the directory names as the interviewee's manager
    was_central: tuple[str, ...] = ()  # the parts that the interviewer played, in words


def check_pair(pair: Pair, reason: str) -> None:
    """Let two people talk unless one has a say over the other.

    Who answered the incident themselves needs a reason, which the invitation shows.
    Raises Refused, InvalidInput at "reason". Source: R2.5, R2.1.
    """
    if pair.manager and pair.manager.casefold() == pair.interviewer.casefold():
        raise Refused(
            f"{pair.interviewer} is {pair.interviewee}'s manager. Nobody speaks freely to who decides about "
            "them, whatever both intend: let somebody else hold this talk. Nobody was asked."
        )
    if pair.was_central and not reason:
        raise InvalidInput(
            f"{pair.interviewer} was {' and '.join(pair.was_central)}, and has a view of their own. "
            f"Let somebody else hold this talk, or say in a sentence why not; {pair.interviewee} reads it.",
            field="reason",
        )


def delete_at(*, ended_at: datetime, met_at: datetime | None, days: int) -> datetime:
    """Return when the notes of a talk are deleted: some days after the review was held.

    Where it never was, half a year after the talk.
    """
    if met_at is None:
        return ended_at + NEVER_HELD
    return max(met_at, ended_at) + timedelta(days=days)
