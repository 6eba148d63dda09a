"""What has to be said before somebody is asked to own a commitment (S5, R6.3)."""

import re
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from secondsight.base.errors import InvalidInput
from secondsight.followup.rules.vocabulary import IntendedOutcome

FEWEST_WORDS = 3
# Phrases of three words and more that still say only "done".
_EMPTY_DONE = re.compile(
    r"(it|this|everything|the (work|task|change|fix)) (is|works|has been|was)"
    r"( (all|complete|completed|deployed|done|finished|fixed|implemented|live|merged|now|shipped))+"
    r"|to be (agreed|decided|defined|determined|discussed)"
    r"|(when|once) (it is|it's|it has been|we are) (complete|completed|done|finished|fixed)"
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A commitment as it is put to its owner; a field that was left open is empty or None."""

    title: str
    owner: Hashable | None
    due_on: date | None
    done_means: str
    outcome: IntendedOutcome | None


@dataclass(frozen=True, slots=True)
class Problem:
    """One field of an offer that cannot stand as it is."""

    field: str
    sentence: str


class InvalidOffer(InvalidInput):
    """An offer that is not yet a commitment anybody could keep; `problems` has every field."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        said = " ".join(problem.sentence for problem in problems)
        super().__init__(f"{said} The idea is kept as it was.", field=problems[0].field)
        self.problems = problems


def find_problems(offer: Offer, today: date) -> list[Problem]:
    """Return what is missing or cannot be used, in the order of the fields; empty if the offer can be made.

    `today` is the organisation's day.
    Source: S5, R6.3.
    """
    found = []
    if not offer.title.strip():
        found.append(Problem("what", "Say what will be done, in one line."))
    if offer.owner is None:
        found.append(Problem("owner", "Name one person who will be asked to own it; a team cannot accept."))
    if offer.due_on is None:
        found.append(Problem("due_on", "Give a date of its own; without one it is still an idea."))
    elif offer.due_on <= today:
        found.append(
            Problem(
                "due_on",
                f"The date, {offer.due_on.isoformat()}, is not after today, {today.isoformat()}. What was "
                "put right already is recorded as done, not committed again.",
            )
        )
    if sentence := _unclear_done(offer):
        found.append(Problem("done_means", sentence))
    if offer.outcome is None:
        found.append(
            Problem("intended_outcome", "Choose what it is for, so that it can be seen whether it helped.")
        )
    return found


def check_offer(offer: Offer, *, today: date) -> None:
    """Let an offer pass that names an owner, a date of its own, a checkable done and an outcome.

    Raises InvalidOffer with every problem found.
    Source: S5, R6.3.
    """
    if problems := find_problems(offer, today):
        raise InvalidOffer(tuple(problems))


def _unclear_done(offer: Offer) -> str:
    done = _bare(offer.done_means)
    if not done:
        return "Say how somebody else can tell that it is done: what would they look at?"
    if len(done.split()) < FEWEST_WORDS or _EMPTY_DONE.fullmatch(done):
        return (
            f"“{offer.done_means.strip()}” cannot be checked by somebody else. Say what they would look at "
            "and see: a test that passes, an alert that fires in staging, a page that two people have tried."
        )
    if done == _bare(offer.title):
        return "“Done” repeats the title. Say what somebody else would see once it is done."
    return ""


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().rstrip(".!").casefold()
