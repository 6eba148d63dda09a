"""A passive that hides who saw what."""

from collections.abc import Iterator

from secondsight.language.findings import Example, Mark, Rule
from secondsight.language.sentences import Sentence

_SEEN = frozenset("noticed observed seen spotted discovered detected realised realized".split())


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark for "errors were noticed" in a timeline: by whom, and on what?"""
    if not sentence.is_entry:
        return
    words = sentence.words
    if not {"was", "were", "been", "is"} & set(words[max(0, at - 2) : at]):
        return
    if {"no", "not", "nothing", "none"} & set(words[:at]):
        return
    if {"by", "on", "in", "via", "through", "from"} & set(words[at + 1 : at + 8]):
        return
    word = words[at]
    yield Mark(
        max(0, at - 1),
        at,
        0.6,
        f"Who {'saw' if word == 'seen' else word} it, on which screen, and what did it look like?",
    )


RULE = Rule(
    name="unseen-witness",
    label="telling",
    title="Who saw it?",
    message="This hides who saw it, and on what.",
    why="When somebody knew is the second clock of a timeline (R3.2): without the witness, nobody can say who "
    "knew it and who did not yet.",
    triggers=_SEEN,
    look=look,
    flagged=(
        Example("14:09 Errors were noticed.", "item", "timeline"),
        Example("14:12 It was observed that the queue was growing.", "item", "timeline"),
    ),
    fine=(
        Example("14:09 Errors were noticed by the on-call on the latency graph.", "item", "timeline"),
        Example("14:09 Bo noticed errors.", "item", "timeline"),
        "Errors were noticed.",
    ),
)
