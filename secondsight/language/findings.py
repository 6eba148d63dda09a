"""What a rule is, and what it says of a text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from secondsight.language.sentences import Sentence

Severity = Literal["error", "advice"]
DOCS = "docs/rules.md"


class Mark(NamedTuple):
    """What a rule saw in one sentence: words `first` to `last` inclusive, by index.

    `confidence` lies between 0 and 1. `suggestion` is a better wording or a question made for the sentence.
    `replacement` stands in for exactly the marked characters where that is safe, None elsewhere.
    """

    first: int
    last: int
    confidence: float
    suggestion: str = ""
    replacement: str | None = None
    message: str = ""


Look = Callable[["Sentence", int], Iterator[Mark]]


@dataclass(frozen=True)
class Example:
    """A sentence that shows a rule; `kind` is the sort of block that it stands in, `section` its heading."""

    text: str
    kind: str = "line"
    section: str = ""


@dataclass(frozen=True)
class Rule:
    """One thing to hear. `look` is called at each word of `triggers`, or once a sentence where `is_once`.

    `label` is the name under which several rules count together. A rule with `is_asked_for` speaks only
    when it is selected. Rules of one label do not repeat each other on the same words.
    """

    name: str
    label: str
    title: str
    message: str
    why: str
    triggers: frozenset[str]
    look: Look
    flagged: tuple[Example | str, ...]
    fine: tuple[Example | str, ...]
    is_once: bool = False
    is_asked_for: bool = False
    # A block in which this is not found is passed by.
    needs: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Finding:
    """A span of a text, what was heard there and what may be better. Offsets count code points.

    `line` and `column` begin at 1 and tell where `start` is.
    """

    rule: str
    label: str
    start: int
    end: int
    confidence: float
    message: str
    suggestion: str
    severity: Severity = "advice"
    replacement: str | None = None
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    excerpt: str = ""

    @property
    def page(self) -> str:
        """Where its rule is explained."""
        return f"{DOCS}#{self.rule}"


def example(given: Example | str) -> Example:
    """Return an example whose kind is told, a bare sentence being a line."""
    return given if isinstance(given, Example) else Example(given)
