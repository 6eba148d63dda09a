"""Holding the event off: it could not have happened to us."""

from collections.abc import Iterator

from secondsight.language.findings import Mark, Rule
from secondsight.language.sentences import Sentence

_OURS = frozenset("we us our ourselves".split())


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark for "we would never", "our process protects us from that"."""
    words = sentence.words
    word = words[at]
    ask = "What of this is the same with us: the same tools, the same pressure, the same signals?"
    if word == "never":
        before = words[max(0, at - 3) : at]
        after = words[at + 1 : at + 8]
        if "would" in before and _OURS & set(before) and after[:1] not in (["have"], ["be"], ["know"]):
            yield Mark(at - 1, at, 0.75, ask)
        elif {"could", "can", "would"} & set(before) and "happen" in after and {"here", "us"} & set(after):
            yield Mark(at, at + 1 + after.index("happen"), 0.8, ask)
    elif word in ("protects", "prevents", "saves", "shields", "keeps"):
        before = words[max(0, at - 4) : at]
        if "our" in before and "us" in words[at + 1 : at + 3] and "from" in words[at + 1 : at + 5]:
            yield Mark(at, at, 0.7, ask)
    elif word == "happen" and "not" in words[max(0, at - 4) : at]:
        could = {"could", "can", "would"} & set(words[max(0, at - 4) : at])
        if could and words[at + 1 : at + 3] in (["to", "us"], ["here", "."], ["here"], ["with", "us"]):
            yield Mark(at, at + 1, 0.75, ask)


RULE = Rule(
    name="distancing",
    label="distancing",
    title="Not with us",
    message="This holds the event off, as if it could not happen here.",
    why="Who finds what is different learns nothing. What is the same is what there is to learn from.",
    triggers=frozenset("never protects prevents saves shields keeps happen".split()),
    look=look,
    flagged=(
        "We would never push on a Friday.",
        "That could never happen to us.",
        "Our process protects us from that kind of change.",
    ),
    fine=(
        "The proxy never answered.",
        "We would never have guessed that the clock was wrong.",
        "The limit prevents the importer from taking all connections.",
    ),
)
