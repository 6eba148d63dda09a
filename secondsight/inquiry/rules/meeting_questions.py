"""The question that a divergence puts to the meeting: how it looked from each place, never who erred (S3)."""

from collections.abc import Iterable

from secondsight.inquiry.rules.divergences import BEFORE, DivergenceKind

LONGEST = 500


def propose_question(
    kind: DivergenceKind, moments: tuple[str, ...], sides: tuple[tuple[str, str], ...]
) -> str:
    """Return a neutral "how" question, at most 500 characters, for a person to change.

    `moments` are the words of the moments, two for an order; `sides` who says what, in words:
    (("Ilse Brandvik", "12:05"), ("The timeline", "12:14")). Source: R2.6, S3.
    """
    first = _short(moments[0])
    if kind is DivergenceKind.TIME:
        said = _and(f"{who} has {says}" for who, says in sides)
        words = f"{said} for “{first}”. How did each come to know when it was?"
    elif kind is DivergenceKind.ORDER:
        before = [who for who, says in sides if says == BEFORE]
        after = [who for who, says in sides if says != BEFORE]
        words = (
            f"For {_and(before)}, “{first}” came before “{_short(moments[1])}”; for {_and(after)} after it. "
            "How did it reach each of them?"
        )
    elif kind is DivergenceKind.ACTOR:
        said = _and(f"{who} names {says}" for who, says in sides)
        words = f"“{first}”: {said}. How did it come about, as each saw it?"
    elif kind is DivergenceKind.BELIEF:
        said = _and(f"{who} {says}" for who, says in sides)
        words = f"“{first}”: {said}. What did each have in view then?"
    else:
        words = f"{sides[0][0]} tells of “{first}”. How did that moment look from where the others were?"
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def _short(words: str, most: int = 90) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _and(parts: Iterable[str]) -> str:
    said = list(parts)
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
