"""Something looked, seemed or was noticed: ask for the cues."""

from collections.abc import Iterator

from secondsight.language.asking import Heard, Kind
from secondsight.language.en.subjects import subject_of
from secondsight.language.en.turning import lowered, phrase_after, turned
from secondsight.language.sentences import Sentence

_LOOKED = {"looked": "look", "seemed": "seem", "appeared": "appear", "sounded": "sound"}
_SAW = frozenset("noticed saw spotted observed".split())


def hear(sentence: Sentence, at: int) -> Iterator[Heard]:
    """Yield a question for what it was in the observation that stood out."""
    word = sentence.words[at]
    subject = subject_of(sentence, at)
    if word in _LOOKED:
        if (
            subject.is_people
            or subject.first < 0
            or sentence.at(at + 1) in ("at", "into", "for", "up", "like", "")
        ):
            return
        last = phrase_after(sentence, at + 1)
        what = lowered(turned(sentence, subject.first, subject.last))
        if last > at:
            yield Heard(
                subject.first, last, f"What made {what} {_LOOKED[word]} {turned(sentence, at + 1, last)}?"
            )
    elif subject.is_people or subject.kind == "name":
        begin = at + 2 if sentence.at(at + 1) == "that" else at + 1
        last = phrase_after(sentence, begin)
        if last >= begin:
            who = "you" if subject.is_first_person else turned(sentence, subject.first, subject.last)
            what = turned(sentence, begin, last)
            yield Heard(subject.first, last, f"What exactly stood out, and where were {who} looking: “{what}”?"
                        if who == "you" else f"What exactly stood out to {who}, and on which screen: “{what}”?")  # fmt: skip


KIND = Kind(
    name="observation",
    title="observation",
    ask_about="the cues",
    triggers=frozenset(_LOOKED) | _SAW,
    hear=hear,
    examples=(
        ("The latency graph looked off.", "What made the latency graph look off?"),
        (
            "I noticed that the queue was growing.",
            "What exactly stood out, and where were you looking: “the queue was growing”?",
        ),
    ),
    fine=("We looked at the graph.", "The queue grew."),
)
