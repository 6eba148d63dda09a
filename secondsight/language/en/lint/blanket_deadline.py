"""One deadline for everything."""

from collections.abc import Iterator

from secondsight.language.findings import Mark, Rule
from secondsight.language.sentences import Sentence

_THINGS = frozenset("actions items ups followups tasks tickets remediations commitments improvements".split())
_UNTIL = frozenset("within by before in until due".split())
_TIMES = frozenset("day days week weeks month months quarter sprint friday monday".split())


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark where all actions are given one date or one term."""
    words = sentence.words
    if words[at] not in ("all", "every", "each", "everything"):
        return
    near = [word.replace("-", "") for word in words[at + 1 : at + 5]]
    what = next(
        (n for n, word in enumerate(near) if word in _THINGS or word.rstrip("s") + "s" in _THINGS), -1
    )
    if what < 0:
        return
    rest = words[at + what + 2 : at + what + 16]
    owed = {"must", "should", "will", "are", "need", "needs", "have", "due", "be", "to"} & set(rest)
    if owed and _UNTIL & set(rest) and (_TIMES & set(rest) or any(word.isdigit() for word in rest)):
        yield Mark(
            at,
            at + what + 1,
            0.75,
            "Which date does each of them need, for its own reasons and by its owner's word?",
        )


RULE = Rule(
    name="blanket-deadline",
    label="blanket_deadline",
    title="One deadline for all",
    message="This gives all actions one deadline.",
    why="A term that is the same for all shrinks the work to what fits it. A date of its own is one that "
    "somebody has weighed.",
    triggers=frozenset({"all", "every", "each", "everything"}),
    look=look,
    flagged=(
        "All action items must be closed within 30 days.",
        "Every follow-up is due by the end of the month.",
    ),
    fine=(
        "All action items are listed below.",
        "All pods were restarted within 5 minutes.",
    ),
)
