"""Entries of a timeline that tell a choice without anybody who made it."""

from collections.abc import Iterator

from secondsight.language.en.subjects import subject_of
from secondsight.language.en.words import ADVERBS
from secondsight.language.findings import Example, Mark, Rule
from secondsight.language.sentences import Sentence

_CHOICES = frozenset(
    """decided escalated paged declared rolled reverted restarted rebooted disabled paused drained killed deleted
    scaled throttled switched blocked isolated cordoned""".split()
)
_OWN = frozenset("killed restarted rebooted isolated".split())
_WAS = frozenset("was were been is are got".split())
_DOERS = frozenset("by from via automatically".split())


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark for "the importer was restarted" in a timeline: whose choice, and on whose word?"""
    if not sentence.is_entry or _DOERS & set(sentence.words):
        return
    word = sentence.words[at]
    if word == "rolled" and sentence.at(at + 1) != "back":
        return
    before = sentence.skip(at - 1, ADVERBS, -1)
    is_passive = sentence.at(before) in _WAS
    has_none = before < 0 or not sentence.words[before][0].isalpha()
    subject = subject_of(sentence, at)
    if word in _OWN and subject.kind == "software":
        return  # "the pod was killed"
    if is_passive and not subject.is_people or has_none:
        last = at + (word == "rolled")
        yield Mark(at, last, 0.55, "Whose choice was it, who else was in on it, and who was told?")


RULE = Rule(
    name="no-actor",
    label="telling",
    title="Who did it?",
    message="This tells a choice, without anybody who made it.",
    why="People stand in a timeline as witnesses: what they saw is what led to the choice (R3.2). Where nobody acts, "
    "nobody can be asked.",
    triggers=_CHOICES,
    look=look,
    is_once=True,
    flagged=(
        Example("14:20 The importer was restarted after the second alert.", "item", "timeline"),
        Example("14:31 | Escalated to the database team because the queue grew", "entry"),
    ),
    fine=(
        Example("14:20 Bo restarted the importer after the second alert.", "item", "timeline"),
        Example("14:31 The pods were restarted by the scheduler.", "item", "timeline"),
        Example("14:31 The page was escalated automatically.", "item", "timeline"),
        "The importer was restarted.",
    ),
)
