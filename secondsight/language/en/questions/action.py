"""Something that was done: ask about other courses and about pressure."""

from collections.abc import Iterator

from secondsight.language.asking import Heard, Kind
from secondsight.language.en.subjects import subject_of
from secondsight.language.en.turning import phrase_after, turned
from secondsight.language.en.verbs import base_of, gerund_of
from secondsight.language.sentences import Sentence

_DID = frozenset(
    """restarted rebooted pushed reverted rolled disabled enabled scaled deployed killed drained deleted merged
    switched throttled blocked paused stopped patched ran cordoned""".split()
)


def hear(sentence: Sentence, at: int) -> Iterator[Heard]:
    """Yield a question for what else might have been done, and what pressed."""
    subject = subject_of(sentence, at)
    if subject.kind not in ("person", "team", "name") or subject.head == "who":
        return
    if sentence.at(at - 1) in ("was", "were", "been", "not"):
        return
    word = sentence.words[at]
    last = phrase_after(sentence, at + 1)
    rest = f" {turned(sentence, at + 1, last)}" if last > at else ""
    doing = gerund_of(base_of(word) or word)
    yield Heard(
        max(subject.first, 0),
        max(last, at),
        f"Which other courses were open before {doing}{rest}, and what pressed at that moment?",
    )


KIND = Kind(
    name="action",
    title="action",
    ask_about="alternatives and pressure",
    triggers=_DID,
    hear=hear,
    examples=(
        (
            "We rolled back the gateway.",
            "Which other courses were open before rolling back the gateway, and what pressed at that moment?",
        ),
        (
            "I restarted it.",
            "Which other courses were open before restarting it, and what pressed at that moment?",
        ),
    ),
    fine=("The pods restarted.", "The flag was disabled."),
)
