"""Judging from afterwards in so many words: "in hindsight", "it was obvious"."""

from collections.abc import Iterator

from secondsight.language.en.words import FIRST_PERSON
from secondsight.language.findings import Mark, Rule
from secondsight.language.sentences import Sentence

_JUDGING = frozenset(
    """should could would ought obvious obviously clear clearly wrong mistake better wise unwise wiser
    underestimated overlooked missed naive sensible bad poor optimistic evident risky""".split()
)
_OPENERS = ("in hindsight", "in retrospect", "with hindsight", "looking back", "the benefit of hindsight")


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark for hindsight that judges people, and for what is called obvious after the event."""
    words = sentence.words
    word = words[at]
    if word in ("hindsight", "retrospect", "looking"):
        if word == "looking" and sentence.at(at + 1) != "back":
            return
        if word == "hindsight" and (sentence.at(at + 1) in ("bias", "is", "guard") or at == 0):
            return
        if word != "looking" and sentence.at(at - 1) not in ("in", "with", "of", "by"):
            return
        around = set(words[at:] if word == "looking" else words)
        if word == "looking" and sentence.at(at + 2) in ("to", "into", "for"):
            return
        if around & _JUDGING or (around & FIRST_PERSON and not around & {"found", "noticed", "saw", "see"}):
            first = at - 1 if word != "looking" else at
            yield _marked(sentence, first, at + (word == "looking"))
    elif word == "obvious" and sentence.at(at - 1) not in ("no", "not", "an", "more", "most", "less", "any"):
        before = sentence.skip(at - 1, frozenset("so pretty quite very fairly all too been".split()), -1)
        if sentence.at(before) in ("was", "is", "were", "seems", "have") and sentence.at(at + 1) in (
            "that", "to", "in", "now", "from", ".", ",", "",
        ):  # fmt: skip
            if "not" in words[max(0, before - 2) : at] or sentence.at(at + 1) == "to" and "no" in words[:at]:
                return
            yield Mark(
                at, at, 0.65, "To whom was it plain at that moment, and from what? What did the others see?"
            )
    elif word in ("avoidable", "preventable"):
        if {"was", "were", "been"} & set(words[max(0, at - 3) : at]) and not {"not", "if", "whether"} & set(
            words[:at]
        ):
            yield Mark(
                at,
                at,
                0.65,
                "What did it look like to those who were in it, and which of these signals stood out then?",
            )
    elif word == "wish":
        if sentence.at(at - 1) in FIRST_PERSON and "had" in words[at + 1 : at + 4]:
            yield Mark(at, at, 0.75, "What would have led you there, with what you saw at that moment?")


def _marked(sentence: Sentence, first: int, last: int) -> Mark:
    comma = last + 1 if sentence.at(last + 1) == "," else -1
    ask = "Tell it from that moment: what was seen, what was expected, what was not known yet?"
    if first == 0 and comma > 0 and comma + 1 < len(sentence):
        opening = sentence.original(comma + 1)
        return Mark(first, comma + 1, 0.8, ask, opening[:1].upper() + opening[1:])
    return Mark(first, last, 0.8, ask)


RULE = Rule(
    name="hindsight",
    label="hindsight_counterfactual",
    title="In hindsight",
    message="This judges by what is known now, not by what was known then.",
    why="Everything looks plain once the outcome is known. The reader needs what it looked like before.",
    triggers=frozenset("hindsight retrospect looking obvious avoidable preventable wish".split()),
    look=look,
    flagged=(
        "In hindsight, we were too optimistic about the migration.",
        "With hindsight the rollout plan was a bad idea.",
        "The loss of the messages was entirely avoidable.",
        "We wish we had known of the limit.",
        "It was obvious that the disk would fill.",
    ),
    fine=(
        "In hindsight, the memory was taken by the sidecar's cache.",
        "Hindsight is not a way to judge people.",
        "There was no obvious error message in the log.",
        "We are looking back to the years before the merger.",
    ),
)
