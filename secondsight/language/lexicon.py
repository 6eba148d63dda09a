"""Who and what words name, by language: the sets that a language's folder brings, and an organisation's own."""

from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module


@dataclass(frozen=True)
class Lexicon:
    """Words in small letters. `people` are those who work on the system, `customers` those who use it."""

    language: str
    people: frozenset[str]
    customers: frozenset[str]
    teams: frozenset[str]
    software: frozenset[str]
    papers: frozenset[str]
    # What is found in the headings above lists of actions, and above timelines.
    action_headings: tuple[str, ...]
    timeline_headings: tuple[str, ...]

    def extended(
        self,
        *,
        people: frozenset[str] = frozenset(),
        teams: frozenset[str] = frozenset(),
        software: frozenset[str] = frozenset(),
    ) -> "Lexicon":
        """Return the lexicon with an organisation's people, teams and services. What it names wins."""
        small = [frozenset(word.lower() for word in words) for words in (people, teams, software)]
        return replace(
            self,
            people=(self.people | small[0]) - small[2],
            teams=(self.teams | small[1]) - small[2],
            software=(self.software | small[2]) - small[0] - small[1],
        )


@cache
def lexicon(language: str = "en") -> Lexicon:
    """Return a language's own words. Raises ModuleNotFoundError for a language without a folder."""
    words = import_module(f"secondsight.language.{language}.words")
    return Lexicon(
        language,
        words.PEOPLE,
        words.CUSTOMERS,
        words.TEAMS,
        words.SOFTWARE,
        words.PAPERS,
        words.ACTION_HEADINGS,
        words.TIMELINE_HEADINGS,
    )
