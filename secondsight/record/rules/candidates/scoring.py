"""What stands close to an alert's start or end weighs more: a deployment before, a rollback before the end.

It says that one came shortly before the other, never that one brought the other about.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from secondsight.record.rules.candidates.facts import CandidateFact
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.lengths import spoken

# How long before an alert began, and what that adds.
BEFORE_ALERT = (
    (timedelta(minutes=15), 0.3),
    (timedelta(minutes=30), 0.2),
    (timedelta(hours=1), 0.12),
)
BEFORE_CLEARING = ((timedelta(minutes=10), 0.2), (timedelta(minutes=25), 0.1))
AFTER_ALERT = timedelta(minutes=5)
SEEN_AT_ONCE = 0.06
FIRST_ALERT = 0.16
HIGHEST = 0.99

_CHANGES = frozenset({Sign.DEPLOYED, Sign.ROLLED_BACK, Sign.CHANGED, Sign.CLUSTER_WARNED, Sign.RUN_FAILED})
_REMEDIES = frozenset({Sign.DEPLOYED, Sign.ROLLED_BACK, Sign.CHANGED, Sign.ACTED})
_SEEING = frozenset({Sign.SEEN, Sign.IMPACT_TOLD, Sign.WORSENED})


def weigh_by_alerts(candidates: Sequence[CandidateFact]) -> list[CandidateFact]:
    """Return the candidates with their nearness to alerts in score and reasons, in the same order.

    Source: R3.7.
    """
    began = _sorted(candidates, Sign.ALERT_FIRED)
    ended = _sorted(candidates, Sign.ALERT_CLEARED)
    first = began[0] if began else None
    weighed = []
    for each in candidates:
        added, reasons = 0.0, list(each.reasons)
        if each is first:
            added += FIRST_ALERT
            reasons.append("the first alert in the evidence")
        if each.sign in _CHANGES:
            added += _before(each, began, BEFORE_ALERT, reasons, "before {} fired", first)
        if each.sign in _REMEDIES:
            added += _before(each, ended, BEFORE_CLEARING, reasons, "before {} cleared", None)
        if each.sign in _SEEING and (alert := _just_before(each.occurred_at, began)):
            added += SEEN_AT_ONCE
            reasons.append(f"{spoken(each.occurred_at - alert.occurred_at)} after “{alert.about}” fired")
        score = min(max(each.score + added, 0.0), HIGHEST)
        weighed.append(replace(each, score=score, reasons=tuple(dict.fromkeys(reasons))))
    return weighed


def _sorted(candidates: Sequence[CandidateFact], sign: Sign) -> list[CandidateFact]:
    return sorted(
        (each for each in candidates if each.sign is sign), key=lambda c: (c.occurred_at, c.item_keys)
    )


def _before(
    each: CandidateFact,
    marks: Sequence[CandidateFact],
    steps: Sequence[tuple[timedelta, float]],
    reasons: list[str],
    said: str,
    first: CandidateFact | None,
) -> float:
    """What the next of the marks after it adds; the reason is put to the others."""
    place = bisect_left(marks, each.occurred_at, key=_when)
    if place == len(marks):
        return 0.0
    mark = marks[place]
    apart = mark.occurred_at - each.occurred_at
    added = next((more for within, more in steps if apart <= within), 0.0)
    if added:
        name = "the first alert" if mark is first else f"“{mark.about}”"
        reasons.append(f"{spoken(apart)} {said.format(name)}")
    return added


def _just_before(at: datetime, began: Sequence[CandidateFact]) -> CandidateFact | None:
    place = bisect_left(began, at, key=_when)
    last = began[place - 1] if place else None
    return last if last and at - last.occurred_at <= AFTER_ALERT else None


def _when(candidate: CandidateFact) -> datetime:
    return candidate.occurred_at
