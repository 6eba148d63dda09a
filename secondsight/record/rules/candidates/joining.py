"""What people said of a thing that a tool also told of is laid to the tool's own report."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from secondsight.record.rules.candidates.facts import CandidateFact
from secondsight.record.rules.candidates.signs import Sign

ALSO_SAID = 0.05


@dataclass(frozen=True, slots=True)
class _Same:
    """Which signs of what was said mean which of a tool's, how far apart, and whether the name must fall."""

    told: frozenset[Sign]
    said: frozenset[Sign]
    before: timedelta
    after: timedelta
    by_name: bool


_MINUTES = timedelta(minutes=1)
_PAIRS = (
    _Same(
        frozenset({Sign.STATUS_TOLD, Sign.STATUS_OVER}),
        frozenset({Sign.STATUS_TOLD}),
        4 * _MINUTES,
        4 * _MINUTES,
        by_name=False,
    ),
    _Same(
        frozenset({Sign.DEPLOYED, Sign.ROLLED_BACK}),
        frozenset({Sign.ACTED}),
        _MINUTES,
        5 * _MINUTES,
        by_name=True,
    ),
    _Same(
        frozenset({Sign.ESCALATED, Sign.PAGED}),
        frozenset({Sign.PAGED}),
        2 * _MINUTES,
        2 * _MINUTES,
        by_name=True,
    ),
)
_FURTHEST = max(max(pair.before, pair.after) for pair in _PAIRS)


def join_spoken(reports: Sequence[CandidateFact], points: Sequence[CandidateFact]) -> list[CandidateFact]:
    """Return reports and points, those points laid to a report that tell the same."""
    joined: list[CandidateFact] = []
    taken: set[str] = set()
    points = sorted(points, key=lambda point: (point.occurred_at, point.item_keys))
    times = [point.occurred_at for point in points]
    for report in reports:
        first = bisect_left(times, report.occurred_at - _FURTHEST)
        near = points[first : bisect_right(times, report.occurred_at + _FURTHEST)]
        point = next((p for p in near if p.fingerprint not in taken and _is_same(report, p)), None)
        if point is None:
            joined.append(report)
            continue
        taken.add(point.fingerprint)
        joined.append(
            replace(
                report,
                item_keys=(*report.item_keys, *point.item_keys),
                score=report.score + ALSO_SAID,
                reasons=(*report.reasons, "people spoke of it too"),
            )
        )
    return [*joined, *(point for point in points if point.fingerprint not in taken)]


def _is_same(report: CandidateFact, point: CandidateFact) -> bool:
    later = point.occurred_at - report.occurred_at
    return any(
        report.sign in pair.told
        and point.sign in pair.said
        and -pair.before <= later <= pair.after
        and (not pair.by_name or _names(point.text, report))
        for pair in _PAIRS
    )


def _names(text: str, report: CandidateFact) -> bool:
    """Whether words name what the report is about, or a version or person in its own words."""
    said = set(re.findall(r"[\w.-]{3,}", text.casefold()))
    if report.about and report.about.casefold() in said:
        return True
    return any(
        word.strip(".").removeprefix("v") in {each.strip(".").removeprefix("v") for each in said}
        for word in re.findall(r"v?\d+\.\d+[\d.]*", report.text.casefold())
    )
