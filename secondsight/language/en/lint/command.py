"""Actions that put a permission before the work instead of a change into the system."""

from collections.abc import Iterator

from secondsight.language.findings import Mark, Rule
from secondsight.language.sentences import Sentence

_PERMISSION = frozenset(
    "approval approved permission sign-off signed authorised authorized authorisation consent".split()
)
_BARRIER = frozenset("before without unless until first".split())


def look(sentence: Sentence, at: int) -> Iterator[Mark]:
    """Yield a mark for "always ask X first", "nobody may deploy without approval"."""
    words = sentence.words
    word = words[at]
    if word == "ask":
        if ("always" in words[:at] or "must" in words[:at]) and {"first", "before"} & set(words[at:]):
            yield _mark(at, at)
    elif word in _PERMISSION:
        owed = {
            "must",
            "always",
            "never",
            "nobody",
            "no",
            "only",
            "require",
            "requires",
            "may",
            "cannot",
            "not",
        }
        near = words[max(0, at - 12) : at + 6]
        is_told = {"was", "were", "had", "did"} & set(near)
        if owed & set(near) and (_BARRIER & set(near) or "by" in words[at : at + 3]) and not is_told:
            yield _mark(at, at)
    elif (
        word == "allowed"
        and "not" in words[max(0, at - 3) : at]
        and {"without", "unless", "until"} & set(words[at:])
    ):
        if {"must", "are", "is", "be"} & set(words[max(0, at - 3) : at]):
            yield _mark(at, at)


def _mark(first: int, last: int) -> Mark:
    ask = "What would the person who is asked look at? Can the system show that to everybody, or check it itself?"
    return Mark(first, last, 0.7, ask)


RULE = Rule(
    name="command-and-control",
    label="command_and_control",
    title="Always ask first",
    message="This puts a permission before the work; the work stays as it was.",
    why="A gate slows down every good change, and on a bad night it is passed by or waited for. It also moves "
    "the knowledge away from those who need it.",
    triggers=_PERMISSION | frozenset({"ask", "allowed"}),
    look=look,
    flagged=(
        "Always ask the database team first.",
        "Nobody may deploy without the approval of the lead.",
        "Every change must be approved by the architect before it goes out.",
    ),
    fine=(
        "The change was approved before the release.",
        "The scheduler asks for a lease first.",
        "Approval of the pull request took an hour.",
    ),
)
