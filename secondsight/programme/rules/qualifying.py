"""Which review an incident deserves by itself, and why, in words (R1.3, R1.4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from secondsight.organisation.rules.term import Term


class Trigger(Term):
    """What of an incident asks for a review."""

    SEVERITY = "severity", "Severity", "It was that bad or worse. The severity says which review."
    BUDGET_BURNT = "budget_burnt", "Error budget burnt", "It used up so much of what may fail."
    SEVERAL_TEAMS = (
        "several_teams",
        "Several teams",
        "So many teams took part; how they worked together counts.",
    )
    PAGING_STORM = "paging_storm", "Paging storm", "One person was paged so often within an hour."
    NEAR_MISS = "near_miss", "Near miss", "Nothing broke, and it could have."
    PATTERN = "pattern", "Pattern", "So many small ones with the same service, or that failed alike."


@dataclass(frozen=True, slots=True)
class Grade:
    """A tier as far as the choice needs it. Rank 1 asks for the most."""

    rank: int
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What is agreed about one trigger.

    `threshold`: percent of the budget, teams, pages an hour, or incidents of a pattern. `rank` and
    `severity`: the mildest severity that is reviewed by itself, the worst that a pattern counts.
    `tier` is None for the trigger of severity, for each severity has its own.
    """

    trigger: Trigger
    is_on: bool
    threshold: int = 0
    window_days: int = 0
    rank: int = 0
    severity: str = ""  # its name
    severity_slug: str = ""
    tier: Grade | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the triggers look at in one incident; what nobody knows is None."""

    severity: str
    rank: int  # 1 is the worst
    tier: Grade  # that the severity asks for
    is_near_miss: bool = False
    budget_burnt_percent: float | None = None
    teams: tuple[str, ...] = ()
    most_pages: int | None = None  # that one person got within an hour


@dataclass(frozen=True, slots=True)
class Reason:
    """That a trigger asks for a review, in words, and for which."""

    trigger: Trigger
    sentence: str
    tier: Grade


def qualify(facts: Facts, settings: Iterable[Setting]) -> list[Reason]:
    """Return why an incident deserves a review by itself, the most demanding reason first; else nothing."""
    found = [reason for one in settings if one.is_on and (reason := _reason(facts, one))]
    return sorted(found, key=lambda reason: reason.tier.rank)


def proposed(reasons: Iterable[Reason]) -> Grade | None:
    """Return the most demanding tier that some reasons ask for, None without a reason."""
    return min((reason.tier for reason in reasons), key=lambda tier: tier.rank, default=None)


def what_is_missing(facts: Facts, settings: Iterable[Setting]) -> list[str]:
    """Return, for each trigger that could have asked for a review and did not, how things stand."""
    said = []
    for one in settings:
        if not one.is_on or _reason(facts, one):
            continue
        if one.trigger is Trigger.SEVERITY:
            said.append(f"It was {facts.severity}; your policy reviews {one.severity} and worse.")
        elif one.trigger is Trigger.BUDGET_BURNT and facts.budget_burnt_percent is None:
            said.append("Nobody has said yet how much of the error budget it burnt.")
        elif one.trigger is Trigger.BUDGET_BURNT:
            burnt = _percent(facts.budget_burnt_percent or 0)
            said.append(
                f"It burnt {burnt} of the error budget; your policy reviews from {one.threshold}% on."
            )
        elif one.trigger is Trigger.SEVERAL_TEAMS:
            there = "No team is named" if not facts.teams else _took_part(facts.teams)
            said.append(f"{there}; your policy reviews incidents with {word(one.threshold)} or more.")
        elif one.trigger is Trigger.PAGING_STORM and facts.most_pages:
            said.append(
                f"Nobody was paged more than {times(facts.most_pages)} within an hour; "
                f"your policy reviews {one.threshold} or more."
            )
    return said


def word(number: int) -> str:
    """Return a small number as a word, a larger one in figures."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}"


def times(number: int) -> str:
    """Return how often: "once", "twice", "seven times"."""
    return {1: "once", 2: "twice"}.get(number, f"{word(number)} times")


_WORDS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def _reason(facts: Facts, one: Setting) -> Reason | None:
    if one.trigger is Trigger.SEVERITY:
        if facts.rank > one.rank:
            return None
        reviewed = one.severity if facts.rank == one.rank else f"{one.severity} and worse"
        return Reason(one.trigger, f"It was {facts.severity}; your policy reviews {reviewed}.", facts.tier)
    sentence = _SENTENCES[one.trigger](facts, one) if one.trigger in _SENTENCES else ""
    return Reason(one.trigger, sentence, one.tier) if sentence and one.tier else None


def _burnt(facts: Facts, one: Setting) -> str:
    burnt = facts.budget_burnt_percent
    if burnt is None or burnt < one.threshold:
        return ""
    return f"It burnt {_percent(burnt)} of the error budget; your policy reviews from {one.threshold}% on."


def _teams(facts: Facts, one: Setting) -> str:
    if len(facts.teams) < one.threshold:
        return ""
    return f"{_took_part(facts.teams)}; your policy reviews incidents with {word(one.threshold)} or more."


def _paged(facts: Facts, one: Setting) -> str:
    if facts.most_pages is None or facts.most_pages < one.threshold:
        return ""
    return (
        f"One person was paged {times(facts.most_pages)} within an hour; "
        f"your policy reviews {word(one.threshold)} or more."
    )


def _near(facts: Facts, one: Setting) -> str:
    if not facts.is_near_miss:
        return ""
    return "It was a near miss; your policy reviews those, for they show what could have happened."


_SENTENCES = {
    Trigger.BUDGET_BURNT: _burnt,
    Trigger.SEVERAL_TEAMS: _teams,
    Trigger.PAGING_STORM: _paged,
    Trigger.NEAR_MISS: _near,
}


def _took_part(teams: tuple[str, ...]) -> str:
    noun = "team" if len(teams) == 1 else "teams"
    return f"{word(len(teams)).capitalize()} {noun} took part: {', '.join(teams)}"


def _percent(share: float) -> str:
    return f"{share:,.1f}".rstrip("0").rstrip(".") + "%"
