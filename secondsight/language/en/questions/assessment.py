"""A judgement of how things stood: ask how one could tell."""

from collections.abc import Iterator

from secondsight.language.asking import Heard, Kind
from secondsight.language.en.subjects import subject_of
from secondsight.language.en.turning import lowered, turned
from secondsight.language.sentences import Sentence

_STATES = frozenset(
    """broken fine healthy unhealthy okay ok stable unstable overloaded saturated stuck bad wrong worse better
    safe fixed recovered dead serious harmless hopeless""".split()
)


def hear(sentence: Sentence, at: int) -> Iterator[Heard]:
    """Yield a question for how the speaker got to a judgement."""
    before = sentence.skip(
        at - 1, frozenset("completely totally really clearly probably just all not too".split()), -1
    )
    if sentence.at(before) not in ("was", "were", "get", "getting", "be", "seemed", "is"):
        return
    subject = subject_of(sentence, before)
    if subject.first < 0 or subject.kind in ("person", "none"):
        return
    what = lowered(turned(sentence, subject.first, at))
    yield Heard(subject.first, at, f"How could you tell that {what}, and when did you first see it so?")


KIND = Kind(
    name="assessment",
    title="judgement",
    ask_about="how they got there",
    triggers=_STATES,
    hear=hear,
    examples=(
        (
            "The replica was broken.",
            "How could you tell that the replica was broken, and when did you first see it so?",
        ),
    ),
    fine=("We replaced the broken replica.",),
)
