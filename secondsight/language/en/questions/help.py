"""Somebody was asked for help: ask about the moment and about whom."""

from collections.abc import Iterator

from secondsight.language.asking import Heard, Kind
from secondsight.language.en.subjects import subject_of
from secondsight.language.en.turning import turned
from secondsight.language.en.verbs import base_of
from secondsight.language.sentences import Sentence

_STOPS = frozenset(
    ". , ; ? ! ( ) and but so because when who which to for at about on in after before".split()
)


def hear(sentence: Sentence, at: int) -> Iterator[Heard]:
    """Yield a question for what made it the moment, and how one knew whom."""
    subject = subject_of(sentence, at)
    if subject.kind not in ("person", "team", "name") or sentence.at(at - 1) in ("was", "were", "been"):
        return
    word = sentence.words[at]
    begin = at + 2 if word == "escalated" and sentence.at(at + 1) == "to" else at + 1
    last = begin - 1
    while last + 1 < len(sentence) and sentence.words[last + 1] not in _STOPS and last - begin < 6:
        last += 1
    if word in ("asked", "called") and (
        last < begin or sentence.at(begin) in ("it", "that", "this", "whether", "if")
    ):
        return
    whom = turned(sentence, begin, last) if last >= begin else ""
    base = {"pinged": "ping", "messaged": "message"}.get(word) or base_of(word) or word
    if word == "escalated":
        base = "escalate to" if whom else "escalate"
    yield Heard(
        max(subject.first, 0),
        max(last, at),
        f"What made that the moment to {f'{base} {whom}'.strip()}, and how did you know whom to turn to?",
    )


KIND = Kind(
    name="help",
    title="asking for help",
    ask_about="the moment and the choice of person",
    triggers=frozenset("paged pinged escalated called asked messaged contacted".split()),
    hear=hear,
    examples=(
        (
            "Then I paged the database team.",
            "What made that the moment to page the database team, and how did you know whom to turn to?",
        ),
        (
            "We escalated to the vendor.",
            "What made that the moment to escalate to the vendor, and how did you know whom to turn to?",
        ),
    ),
    fine=("The function called the endpoint.",),
)
