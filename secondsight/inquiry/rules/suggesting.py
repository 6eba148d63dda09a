"""Who to ask to facilitate or to write, and why: fit for it, trained, and not asked lately (R2.1, R2.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from secondsight.inquiry.rules.eligibility import Candidacy, Objection, judge
from secondsight.inquiry.rules.vocabulary import Role

Person = tuple[str, str, str]  # an account's id, name and e-mail address
LATELY = timedelta(days=60)
SHADOWED_ENOUGH = 2  # times beside somebody before one leads


@dataclass(frozen=True, slots=True)
class Experience:
    """How often somebody has had a role in reviews that were held, and when last.

    `shadowed` counts the times beside a facilitator; `waiting` the reviews in which they have it now.
    """

    held: int = 0
    shadowed: int = 0
    last_at: datetime | None = None
    waiting: int = 0

    def is_trained(self) -> bool:
        """Whether they have led before, or watched often enough to."""
        return self.held > 0 or self.shadowed >= SHADOWED_ENOUGH


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One person for a role: what speaks for them, and what against."""

    person: str  # the account's id
    name: str
    email: str
    reasons: tuple[str, ...]
    objections: tuple[Objection, ...]


def suggest(
    role: Role, people: Iterable[tuple[Person, Candidacy, Experience]], now: datetime
) -> list[Suggestion]:
    """Return everybody for a role, those who fit best first; each with the reasons in words.

    In the order: no hard objection, trained (for facilitating), fewer soft objections, less to do at the
    moment, longer not asked, by name. It proposes; it says nothing of how good anybody is.
    Source: R2.1, R2.2.
    """
    found = []
    for person, candidacy, experience in people:
        objections = tuple(judge(role, candidacy))
        reasons = tuple(_reasons(role, candidacy, experience, now))
        order = (
            sum(one.is_hard for one in objections),
            role is Role.FACILITATOR and not experience.is_trained(),
            len(objections),
            experience.waiting,
            experience.last_at is not None and now - experience.last_at < LATELY,
            experience.last_at.timestamp() if experience.last_at else 0.0,
            candidacy.name,
        )
        found.append((order, Suggestion(*person, reasons, objections)))
    return [suggestion for _, suggestion in sorted(found, key=lambda pair: pair[0])]


def _reasons(role: Role, candidacy: Candidacy, experience: Experience, now: datetime) -> list[str]:
    found = []
    if role in (Role.FACILITATOR, Role.CO_FACILITATOR):
        if not candidacy.parts and not candidacy.teams & candidacy.involved_teams:
            found.append("Had no part in the response, and is of another team.")
        found.append(_training(role, experience))
    elif role is Role.SCRIBE and candidacy.knows_systems:
        found.append("Knows the systems: is of a team that owns them.")
    elif role is Role.OWNER and candidacy.teams & candidacy.owning_teams:
        found.append("Is of a team that has authority over the services.")
    if experience.waiting:
        number = "one more review" if experience.waiting == 1 else f"{experience.waiting} more reviews"
        found.append(f"Has this role in {number} at the moment.")
    if experience.last_at is not None:
        found.append(f"Last did it {_ago(now - experience.last_at)}.")
    return [one for one in found if one]


def _training(role: Role, experience: Experience) -> str:
    if experience.held:
        return f"Has facilitated {_times(experience.held)}."
    if experience.shadowed >= SHADOWED_ENOUGH:
        return f"Has been beside a facilitator {_times(experience.shadowed)}, and can lead one now."
    if experience.shadowed:
        return "Has been beside a facilitator once; once more, or as co-facilitator, is good practice."
    if role is Role.CO_FACILITATOR:
        return "Has not facilitated yet: to be beside somebody is how one begins."
    return ""


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _ago(passed: timedelta) -> str:
    days = max(passed.days, 0)
    if days == 0:
        return "today"
    if days < 14:
        return "yesterday" if days == 1 else f"{days} days ago"
    if days < 60:
        return f"{days // 7} weeks ago"
    return f"{days // 30} months ago"
