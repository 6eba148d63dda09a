"""Fault and character laid on somebody."""

from collections.abc import Iterator

from secondsight.language.en.subjects import kind_of, subject_of
from secondsight.language.en.words import ADVERBS
from secondsight.language.findings import Mark, Rule
from secondsight.language.sentences import Sentence

_CHARACTER = frozenset(
    """careless carelessly sloppy sloppily negligent negligently reckless recklessly incompetent lazy lazily
    irresponsible irresponsibly inattentive complacent unprofessional thoughtless clueless ignorant inept
    amateurish dumb stupid stupidly hasty hastily culprit""".split()
)
_ALSO_OF_SOFTWARE = frozenset("lazy lazily dumb ignorant hasty hastily reckless".split())
_HARMS = frozenset(
    "outage incident failure problem issue disruption downtime error mistake damage breach loss crash mess".split()
)


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark for blame in so many words and for words of character said of people."""
    word, words = sentence.words[at], sentence.words
    ask = "What did the situation look like to them, and what made this the sensible thing to do?"
    if word in _CHARACTER:
        if sentence.at(at + 1) == "-" or any(
            denied in words[max(0, at - 3) : at] for denied in ("not", "never", "no")
        ):
            return
        subject = subject_of(sentence, at)
        after = kind_of(sentence.at(at + 1), "", sentence.lexicon) if at + 1 < len(words) else "none"
        if word == "culprit":
            who = {kind_of(one, one, sentence.lexicon) for one in words if one != "culprit"}
            if "person" in who and "software" not in who:
                yield Mark(at, at, 0.6, ask)
            return
        if subject.kind in ("software",) and after not in ("person", "team"):
            return
        if word in _ALSO_OF_SOFTWARE and after not in ("person", "team"):
            if not subject.is_people or subject.head == "who":
                return
        yield Mark(at, at, 0.75, ask)
    elif word in ("blame", "blamed"):
        if _is_laid(sentence, at):
            yield Mark(at, at, 0.75, ask)
    elif word == "fault":
        before = sentence.at(at - 1)
        owner = sentence.at(at - 2) if before == "s" else before
        if before in ("his", "her", "their", "my", "our", "your", "nobody") or before.endswith("'s"):
            owner = before.removesuffix("'s")
            if before in ("his", "her", "their", "my", "our", "your") or kind_of(
                owner, sentence.original(at - 1), sentence.lexicon
            ) in ("person", "team", "name"):
                if {"not", "no", "nobody"} & set(words[:at]):
                    return
                yield Mark(at - 1, at, 0.8, ask)
        elif before == "at" and subject_of(sentence, at - 1).is_people and "not" not in words[:at]:
            yield Mark(at - 1, at, 0.8, ask)
    elif word == "responsible":
        verb = sentence.skip(at - 1, ADVERBS, -1)
        subject = subject_of(sentence, at)
        is_past = sentence.at(verb) in ("was", "were")
        if (
            sentence.at(at + 1) == "for"
            and is_past
            and subject.is_people
            and _HARMS & set(words[at : at + 6])
        ):
            yield Mark(at, at + 1, 0.8, ask)
        elif sentence.at(at + 1) == "person" and _HARMS & set(words):
            yield Mark(at, at + 1, 0.65, ask)
    elif word == "wrong":
        verb = sentence.skip(at - 1, ADVERBS, -1)
        subject = subject_of(sentence, at)
        if subject.is_first_person and sentence.at(verb) in ("was", "were", "am", "are"):
            if not {"if", "not", "what", "prove", "whether"} & set(words[:at]):
                yield Mark(verb, at, 0.65, ask)
    elif word == "attention" and sentence.at(at - 1) == "paying" and "not" in words[max(0, at - 4) : at]:
        yield Mark(at - 1, at, 0.8, ask)


def _is_laid(sentence: Sentence, at: int) -> bool:
    """Tell whether blame is laid on somebody: not "blameless", "no blame", "to assign blame is not"."""
    words = sentence.words
    if {"not", "no", "never", "without", "rather", "instead", "blameless", "avoid", "nobody"} & set(words):
        return False
    if words[at] == "blamed":
        return subject_of(sentence, at).kind in ("person", "team", "name") or "on" in words[at : at + 6]
    if sentence.at(at - 1) == "to":
        return subject_of(sentence, at - 1).kind in ("person", "team", "name")
    return sentence.at(at + 1) in ("lies", "rests", "falls", "goes", "belongs")


RULE = Rule(
    name="fault",
    label="blame_person",
    title="Fault and character",
    message="This lays the event on somebody's fault or character.",
    why="A person's character is no condition that anybody can change, and the next person will meet the same "
    "situation. What the situation was like is what can be learnt from.",
    triggers=_CHARACTER | frozenset({"blame", "blamed", "fault", "responsible", "attention", "wrong"}),
    look=look,
    flagged=(
        "A careless engineer ran the script twice.",
        "The network team is to blame for the delay.",
        "It was the vendor's fault.",
        "The intern was responsible for the outage.",
        "The shift lead was sloppy with the labels.",
        "We were wrong to restart both at once.",
    ),
    fine=(
        "The scheduler is responsible for placing pods.",
        "The platform team is responsible for the gateway.",
        "We do not look for anybody to blame.",
        "The page fault rate doubled.",
        "Lazy loading of the rows was turned off.",
        "The numbers on our page were wrong.",
        "This review is blameless.",
    ),
)
