"""A state of mind: ask what else was going on."""

from collections.abc import Iterator

from secondsight.language.asking import Heard, Kind
from secondsight.language.sentences import Sentence

_FEELINGS = frozenset(
    """frustrating frustrated worried worrying panicked panicking relieved relief confused confusing stressful
    stressed scared scary overwhelmed overwhelming nervous anxious annoyed annoying exhausted exhausting
    embarrassed embarrassing surprised afraid lost tired""".split()
)


def hear(sentence: Sentence, at: int) -> Iterator[Heard]:
    """Yield a question for what else played a part."""
    word = sentence.words[at]
    near = sentence.words[max(0, at - 5) : at]
    if not {"i", "we", "me", "us", "it", "that", "was", "felt", "my", "our"} & set(near):
        return
    if word in ("lost", "tired") and not {"i", "felt", "was", "were"} & set(near[-3:]):
        return
    if word == "lost" and sentence.at(at + 1) not in (".", ",", "", "in"):
        return
    yield Heard(
        at, at, f"What else was going on when it was “{sentence.original(at)}”, and when did that begin?"
    )


KIND = Kind(
    name="feeling",
    title="state of mind",
    ask_about="what else was going on",
    triggers=_FEELINGS,
    hear=hear,
    examples=(
        (
            "I was worried about the weekend.",
            "What else was going on when it was “worried”, and when did that begin?",
        ),
    ),
    fine=("We lost packets.",),
)
