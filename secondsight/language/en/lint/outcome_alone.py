"""Outcomes without what was seen before and what else was weighed."""

from collections.abc import Iterator

from secondsight.language.en.subjects import subject_of
from secondsight.language.en.verbs import base_of, gerund_of
from secondsight.language.findings import Example, Mark, Rule
from secondsight.language.sentences import Sentence

_CHOSEN = frozenset(
    """rolled reverted restarted rebooted drained killed paused disabled scaled blocked throttled switched failed
    stopped cordoned terminated isolated""".split()
)
_REASONS = frozenset(
    """because since as after to so due when for seeing saw noticed noticing based given hoping suspecting
    suspected while following instead in_order believing thinking""".split()
)
# What software does to itself as well.
_OWN = frozenset("killed restarted rebooted terminated stopped failed".split())
_LONGEST = 10


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark for a short entry of a timeline that tells a choice and nothing of what led to it."""
    if not sentence.is_entry:
        return
    words = [word for word in sentence.words if word.isalpha()]
    if len(words) > _LONGEST or (_REASONS - {"as"}) & set(words):
        return
    word = sentence.words[at]
    after = sentence.at(at + 1)
    if word == "rolled" and after != "back" or word == "failed" and after != "over":
        return
    if sentence.at(at - 1) in ("automatically", "been") or "automatically" in words:
        return
    if word in _OWN and subject_of(sentence, at).kind == "software" or "by" in sentence.words[at : at + 3]:
        return  # "the pod was killed"
    doing = gerund_of(base_of(word) or word) + (f" {after}" if word in ("rolled", "failed") else "")
    ask = f"What was seen before {doing}, what else was weighed, and what made this the right call then?"
    yield Mark(at, at + (word in ("rolled", "failed")), 0.6, ask)


RULE = Rule(
    name="outcome-alone",
    label="telling",
    title="What led to it?",
    message="This tells what was done, without what was seen and what else was weighed.",
    why="A reader who was not there learns from how the choice was made, not from that it was (R3.9).",
    triggers=_CHOSEN,
    look=look,
    is_once=True,
    flagged=(
        Example("14:20 Rolled back.", "item", "timeline"),
        Example("14:31 Bo restarted the importer.", "item", "timeline"),
    ),
    fine=(
        Example("14:20 Bo rolled back after the error rate had doubled.", "item", "timeline"),
        Example("14:31 The pods were automatically restarted.", "item", "timeline"),
        "Bo restarted the importer.",
    ),
)
