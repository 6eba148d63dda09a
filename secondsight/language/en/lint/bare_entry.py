"""Entries of a timeline that say neither when nor, shortly, anything that was seen."""

import re
from collections.abc import Iterator

from secondsight.language.findings import Example, Mark, Rule
from secondsight.language.sentences import CODE, Sentence

_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday morning evening noon midnight".split()
)
_STAMP = re.compile(
    r"\d{1,2}[:.h]\d{2}|\d{4}-\d{2}|\d{1,2}/\d{1,2}|t\+|\d{1,2}:\?\?|hh:mm|yyyy|20xx|\d{1,2} ?[ap]m\b|\+\d|\d+ ?min",
    re.IGNORECASE,
)


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark for an entry of a timeline without a time; entries under another one are left alone."""
    if not sentence.is_entry or sentence.kind not in ("item", "entry"):
        return
    text = sentence.text
    lead = len(text) - len(text.lstrip())
    is_nested = lead > 4 and sentence.kind == "item"
    if is_nested or sentence.starts[0] > lead + 2 or len(sentence) < 3:
        return
    stamp = _STAMP.search(text[: sentence.ends[min(len(sentence) - 1, 14)]])
    if stamp or _DAYS & set(sentence.words) or CODE in sentence.words[:2] or sentence.words[-1] == ":":
        return
    yield Mark(
        0,
        min(3, len(sentence) - 1),
        0.6,
        "When was this, as near as anybody can tell, and from which clock or message?",
    )


RULE = Rule(
    name="bare-entry",
    label="telling",
    title="When was it?",
    message="This entry of the timeline has no time.",
    why="Order is what a timeline tells. Without a time the reader cannot say what was known when this happened.",
    triggers=frozenset({"*"}),
    look=look,
    is_once=True,
    flagged=(
        Example("The queue began to grow.", "item", "timeline"),
        Example("Bo restarted the importer.", "item", "timeline"),
    ),
    fine=(
        Example("14:02 The queue began to grow.", "item", "timeline"),
        Example("The queue began to grow.", "item", "what we saw"),
        Example("14:02 | The queue began to grow.", "entry"),
    ),
)
