"""Decisions without anybody who took them."""

from collections.abc import Iterator

from secondsight.language.en.verbs import base_of, gerund_of
from secondsight.language.findings import Mark, Rule
from secondsight.language.sentences import Sentence

_HEADS = frozenset(
    "decided agreed assumed believed thought felt deemed concluded considered understood hoped".split()
)


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark for "it was decided": who weighed what stays hidden."""
    words = sentence.words
    before = [
        word for word in words[max(0, at - 4) : at] if word not in ("then", "also", "therefore", "initially")
    ]
    if before[-2:] not in (["it", "was"], ["was", "it"]) or "by" in words[at + 1 : at + 4]:
        return
    if words[at] in ("considered", "understood", "hoped") and sentence.at(at + 1) != "that":
        return
    noun = "the decision" if words[at] == "decided" else f"the {gerund_of(base_of(words[at]) or words[at])}"
    ask = f"Who was part of {noun}, what did they weigh, and which system or habit made it the usual thing?"
    if words[at] in ("assumed", "believed", "thought", "felt"):
        ask = "Who took it to be so, and from what? Who took it otherwise?"
    yield Mark(at - 1, at, 0.65, ask)


RULE = Rule(
    name="hidden-agent",
    label="hidden_agent",
    title="It was decided",
    message="This hides who weighed what.",
    why="Where nobody decides, nobody can be asked what they saw. People are named here as witnesses, not as "
    "causes.",
    triggers=_HEADS,
    look=look,
    flagged=(
        "It was decided to fail over by hand.",
        "It was assumed that the backups were running.",
    ),
    fine=(
        "Bo decided to fail over by hand after the second timeout.",
        "It was decided by the commander and the database team.",
        "The cut-over was agreed with support.",
    ),
)
