"""Words that judge how people worked instead of telling what they did."""

from collections.abc import Iterator

from secondsight.language.en.subjects import kind_of
from secondsight.language.findings import Mark, Rule
from secondsight.language.sentences import Sentence

_PLAIN = frozenset(
    "mismanaged mismanagement mishandled mishandling unprofessionally incompetence inexcusable".split()
)
_OF_WORK = frozenset(
    "inappropriate inappropriately unacceptable unreasonable irresponsible unsatisfactory poor".split()
)
_WORK = frozenset(
    """decision decisions action actions response behaviour behavior conduct judgement judgment handling choice
    choices reaction performance attitude acted responded handled reacted decided behaved""".split()
)


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark where a word of judgement stands with what people did."""
    word, words = sentence.words[at], sentence.words
    ask = "What was done, in plain words, and with which signals and constraints at hand?"
    if word in _PLAIN:
        if kind_of(sentence.at(at + 1), "", sentence.lexicon) != "software" or word.startswith("mis"):
            yield Mark(at, at, 0.65, ask)
        return
    near = words[max(0, at - 4) : at + 3]
    if sentence.at(at + 1) in ("time", "error"):
        return
    what = next((one for one in near if one in _WORK), "")
    if (
        what
        and "not" not in near
        and (word != "poor" or what in ("judgement", "judgment", "decision", "decisions"))
    ):
        if what in ("response", "actions", "action") and {"http", "api", "server", "code"} & set(near):
            return
        yield Mark(at, at, 0.65, ask)


RULE = Rule(
    name="normative",
    label="blame_person",
    title="Words that judge",
    message="This judges how somebody worked instead of telling what they did.",
    why="A word of judgement compares with a standard that the people there may not have had. What was done, "
    "and what made it sensible, lets the reader judge.",
    triggers=_PLAIN | _OF_WORK,
    look=look,
    flagged=(
        "The rollout was mismanaged from the start.",
        "An inappropriate response to the page made it worse.",
        "Poor judgement led to the second restart.",
    ),
    fine=(
        "The server gave an inappropriate status code.",
        "Poor network quality delayed the copies.",
        "The team restarted the proxy at 14:05 and watched the queue.",
    ),
)
