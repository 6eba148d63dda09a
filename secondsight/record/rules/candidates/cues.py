"""What a cue is: words that mark a turning point in a chat (R3.7). The words are in `english.py`."""

import re
from dataclasses import dataclass

from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.vocabulary import EventKind, Phase

_SIGNS = {
    EventKind.SIGNAL: Sign.ALERT_FIRED,
    EventKind.OBSERVATION: Sign.SEEN,
    EventKind.HYPOTHESIS: Sign.SUSPECTED,
    EventKind.ACTION: Sign.ACTED,
    EventKind.CHANGE: Sign.CHANGED,
    EventKind.COMMUNICATION: Sign.TOLD,
    EventKind.ESCALATION: Sign.HELP_ASKED,
    EventKind.DECISION: Sign.DECIDED,
    EventKind.IMPACT: Sign.IMPACT_TOLD,
    EventKind.STATUS_UPDATE: Sign.STATUS_TOLD,
    EventKind.HANDOFF: Sign.HANDED_OFF,
}


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing that people say when something turns, in the ways in which they say it.

    `weight` runs from 1 (a hint) to 4 (unmistakable). `reads_like` completes "which reads like ...".
    """

    kind: EventKind
    reads_like: str
    weight: float
    pattern: re.Pattern[str]
    phase: Phase | None = None
    then: Phase | None = None  # the phase that the incident is in from then on
    needs_system: bool = False  # means nothing without a word about a system beside it
    needs_fact: bool = False  # void in a question, or after "could", "should", "if", "not yet"...
    special: Sign | None = None  # the sign, where it says more than its kind does

    @property
    def sign(self) -> Sign:
        """Return the sign that it is."""
        return self.special or _SIGNS[self.kind]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that the search needs of one language."""

    cues: tuple[Cue, ...]
    not_a_fact: re.Pattern[str]  # stands before a doing that was not done
    small_talk: re.Pattern[str]
    system_words: re.Pattern[str]


def ways(text: str, **blocks: str) -> re.Pattern[str]:
    """Return one pattern for many ways of saying a thing in small letters, one regular expression a line.

    A space stands for any white space, an apostrophe may be curly or left out, each way is bounded by
    the ends of words, and `{name}` stands for the alternatives of a block.
    """
    # Text is made small once: to ignore case at each place costs half as much again.
    return re.compile(alternatives(text, **blocks))


def alternatives(text: str, **blocks: str) -> str:
    """Return the regular expression behind `ways`, to be built into another."""
    lines = [line.strip() for line in text.strip().splitlines()]
    for name, block in blocks.items():
        lines = [line.replace(f"{{{name}}}", f"(?:{block})") for line in lines]
    # The ends of words stand outside: most places in a text are ruled out before any way is tried.
    return rf"(?<!\w)(?:{'|'.join(_loosen(line) for line in lines)})(?!\w)"


def _loosen(line: str) -> str:
    return line.replace(" ", r"\s+").replace("'", "['’]?")
