"""How things usually are: ask about normal work."""

from collections.abc import Iterator

from secondsight.language.asking import Heard, Kind
from secondsight.language.en.turning import lowered, turned
from secondsight.language.sentences import Sentence

_STOPS = frozenset(". , ; ? ! ( ) but because so".split())


def hear(sentence: Sentence, at: int) -> Iterator[Heard]:
    """Yield a question for when it is so and when otherwise."""
    word = sentence.words[at]
    if word == "supposed" and sentence.at(at + 1) != "to":
        return
    first = at
    while first > 0 and sentence.words[first - 1] not in _STOPS and at - first < 8:
        first -= 1
    last = at
    while last + 1 < len(sentence) and sentence.words[last + 1] not in _STOPS and last - at < 8:
        last += 1
    if last - first < 2:
        return
    what = lowered(turned(sentence, first, last))
    yield Heard(
        first, last, f"When is it otherwise than “{what}”, and what comes just before and just after?"
    )


KIND = Kind(
    name="normal-work",
    title="model of normal work",
    ask_about="normal work",
    triggers=frozenset("usually normally always typically supposed generally".split()),
    hear=hear,
    examples=(
        (
            "We usually drain the node first.",
            "When is it otherwise than “you usually drain the node first”, and what comes just before and just after?",
        ),
    ),
    fine=("The node was drained.",),
)
