"""A text with the safe rewordings made, and nothing else changed."""

from collections.abc import Iterable

from secondsight.language.check import Checker
from secondsight.language.findings import Finding

_MOST_ROUNDS = 10


def fixed(text: str, checker: Checker) -> tuple[str, int]:
    """Return the text with every replacement made, and how many there were.

    Doing it again changes nothing: a replacement that brings forth another one is followed up.
    """
    made = 0
    for _round in range(_MOST_ROUNDS):
        changes = _apart(checker.check(text))
        if not changes:
            break
        for found in reversed(changes):
            text = text[: found.start] + str(found.replacement) + text[found.end :]
        made += len(changes)
    return text, made


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with a replacement that do not overlap, the first of each heap."""
    kept: list[Finding] = []
    for found in findings:
        if found.replacement is not None and (not kept or found.start >= kept[-1].end):
            kept.append(found)
    return kept
