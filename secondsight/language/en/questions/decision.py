"""A choice: ask what brought it about and which others were there."""

from collections.abc import Iterator

from secondsight.language.asking import Heard, Kind
from secondsight.language.en.subjects import subject_of
from secondsight.language.en.turning import phrase_after, turned
from secondsight.language.en.verbs import base_of, gerund_of
from secondsight.language.sentences import Sentence


def hear(sentence: Sentence, at: int) -> Iterator[Heard]:
    """Yield a question for what led to a choice."""
    word = sentence.words[at]
    if word == "went" and sentence.at(at + 1) != "with":
        return
    subject = subject_of(sentence, at)
    if subject.kind not in ("person", "team", "name"):
        return
    who = "you" if subject.is_first_person else "them"
    begin = at + 2 if sentence.at(at + 1) in ("to", "with", "for", "on") else at + 1
    last = phrase_after(sentence, begin)
    first = max(subject.first, 0)
    again = (
        "Had you done so before, and would you ever not?"
        if who == "you"
        else "Which other ways were weighed?"
    )
    if sentence.at(at + 1) == "to" and base_of(sentence.at(begin)):
        doing = gerund_of(base_of(sentence.at(begin)))
        rest = f" {turned(sentence, begin + 1, last)}" if last > begin else ""
        yield Heard(first, last, f"What brought {who} to {doing}{rest}? {again}")
    elif last >= begin and sentence.at(at + 1) not in ("that", "not"):
        yield Heard(first, last, f"What spoke for {turned(sentence, begin, last)}? {again}")
    else:
        yield Heard(first, at, f"What brought {who} to it? {again}")


KIND = Kind(
    name="decision",
    title="choice",
    ask_about="options",
    triggers=frozenset("decided chose opted went".split()),
    hear=hear,
    examples=(
        (
            "So I decided to restart the importer.",
            "What brought you to restarting the importer? Had you done so before, and would you ever not?",
        ),
        (
            "We went with the old image.",
            "What spoke for the old image? Had you done so before, and would you ever not?",
        ),
    ),
    fine=("The graph went up.", "The scheduler decided to move the pod."),
)
