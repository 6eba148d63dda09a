"""Telling what went on in somebody else's head."""

from collections.abc import Iterator

from secondsight.language.en.subjects import subject_of
from secondsight.language.findings import Mark, Rule
from secondsight.language.sentences import Sentence

_THOUGHT = frozenset(
    "thought assumed believed known felt wanted forgotten misread misunderstood panicked".split()
)
_STATES = frozenset(
    "tired distracted confused stressed overconfident impatient nervous panicked bored lazy".split()
)
_GUESSES = frozenset("probably clearly obviously presumably apparently surely".split())


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark for a guess at the thoughts or the state of somebody who is not the writer."""
    words = sentence.words
    word = words[at]
    subject = subject_of(sentence, at)
    if (
        subject.is_first_person
        or subject.kind not in ("person", "name", "team")
        or subject.head in ("you", "who")
    ):
        return
    if word == "must":
        if sentence.at(at + 1) == "have" and sentence.at(at + 2) in _THOUGHT | {"been"}:
            if sentence.at(at + 2) != "been" or sentence.at(at + 3) in _STATES:
                yield _mark(at, at + 2)
        return
    if sentence.at(at + 1) in _THOUGHT - {"known", "forgotten"}:
        yield _mark(at, at + 1)
    elif sentence.at(at + 1) in _STATES and sentence.at(at - 1) in ("was", "were"):
        yield _mark(at - 1, at + 1)
    elif sentence.at(at + 1) in ("did", "do") and words[at + 2 : at + 4] == ["not", "care"]:
        yield _mark(at, at + 3)


def _mark(first: int, last: int) -> Mark:
    return Mark(first, last, 0.7, "Ask them: what did you take it for at that moment, and from what?")


RULE = Rule(
    name="mind-reading",
    label="mind_reading",
    title="What they must have thought",
    message="This guesses at what went on in somebody else.",
    why="Only they can say. A guess that fits the outcome takes the place of an account that may surprise.",
    triggers=_GUESSES | {"must"},
    look=look,
    flagged=(
        "The operator must have thought that the copy was done.",
        "He was clearly distracted.",
        "They probably assumed that the backup was running.",
    ),
    fine=(
        "I must have thought of the other cluster.",
        "The engineer said that she had assumed the backup was running.",
        "The job must have been restarted by the scheduler.",
        "The cache was probably full.",
    ),
)
