"""The draft before the meeting: which passages concern whom, and where each stands (R2.8)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from secondsight.organisation.rules.term import Term


class PassageVerdict(Term):
    """What somebody says of a passage of the draft."""

    CONFIRMED = "confirmed", "That is how it was"
    CORRECTED = "corrected", "It was otherwise"
    ADDED = "added", "Something is missing"


class PassageOutcome(Term):
    """What became of a correction or an addition; none of them changes the timeline by itself."""

    VERSION = "version", "Kept as a version", "Beside the timeline's own telling, with its witness."
    PUT_RIGHT = "put_right", "Put right on the timeline", "Somebody changed the timeline by hand."
    LEFT = "left", "Left to the meeting", "The room looks at it."


@dataclass(frozen=True, slots=True)
class PassageFact:
    """An event of the draft, and what ties people to it, each by the id of their account."""

    id: str
    actors: frozenset[str] = frozenset()
    deciders: frozenset[str] = frozenset()
    witnesses: frozenset[str] = frozenset()
    tellers: frozenset[str] = frozenset()  # whose opened account tells of it
    knowers: frozenset[str] = frozenset()


REASONS = (
    ("actors", "you acted"),
    ("deciders", "your decision"),
    ("witnesses", "you told it"),
    ("tellers", "your account tells of it"),
    ("knowers", "you knew of it"),
)


def why_it_concerns(passage: PassageFact, account: str) -> list[str]:
    """Return in words why a passage concerns somebody; empty where it does not."""
    return [words for name, words in REASONS if account in getattr(passage, name)]


def concerned(passage: PassageFact) -> frozenset[str]:
    """Return whom a passage concerns."""
    return frozenset().union(*(getattr(passage, name) for name, _ in REASONS))


def own_first(passages: Sequence[PassageFact], account: str) -> tuple[list[str], list[str]]:
    """Return the ids of the passages that concern somebody and those that do not, each in their order."""
    own = [one.id for one in passages if why_it_concerns(one, account)]
    return own, [one.id for one in passages if one.id not in set(own)]


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """What somebody said of a passage, and whether its words changed since."""

    account: str
    verdict: PassageVerdict
    is_outdated: bool = False
    is_settled: bool = False


def standing(readers: Collection[str], answers: Iterable[AnswerFact]) -> str:
    """Return where a passage stands: corrected, confirmed, unconfirmed, or nobody's.

    `readers` are those who are asked and whom it concerns. A correction stands until it is settled. It is
    confirmed once somebody whom it concerns says so of its present words; who was not there confirms nothing.
    """
    said = list(answers)
    if any(one.verdict is not PassageVerdict.CONFIRMED and not one.is_settled for one in said):
        return "corrected"
    confirmed = {
        one.account for one in said if one.verdict is PassageVerdict.CONFIRMED and not one.is_outdated
    }
    if confirmed & set(readers):
        return "confirmed"
    return "unconfirmed" if readers else "nobodys"


def count_votes(themes: Sequence[str], votes: Iterable[str]) -> list[tuple[str, int]]:
    """Return the themes with their votes, the most wanted first; equals stay in their order."""
    counts = dict.fromkeys(themes, 0)
    for theme in votes:
        if theme in counts:
            counts[theme] += 1
    return sorted(counts.items(), key=lambda one: -one[1])
