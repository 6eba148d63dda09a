"""What an orchestrator noted by itself: the first warning of each reason, with how many followed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from secondsight.record.rules.candidates.facts import CandidateFact
from secondsight.record.rules.candidates.reports import Report
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.candidates.tools.group import Group, candidate
from secondsight.record.rules.vocabulary import EventKind

QUIET = timedelta(minutes=30)  # without the reason, after which its return is told again
BURST, WITHIN = 5, timedelta(minutes=2)
WARNED, WARNED_IN_A_BURST = 0.4, 0.55
MOST_RESTED_ON = 20


def find_cluster_warnings(reports: Sequence[Report]) -> list[CandidateFact]:
    """Return the first warning of each reason in a place; again after half an hour without it."""
    runs: dict[tuple[str, str], list[list[Report]]] = defaultdict(list)
    for report in reports:
        there = runs[report.service, report.subject]
        if there and report.fact.occurred_at - there[-1][-1].fact.occurred_at <= QUIET:
            there[-1].append(report)
        else:
            there.append([report])
    return [_warning(run) for there in runs.values() for run in there]


def _warning(run: Sequence[Report]) -> CandidateFact:
    first = run[0].fact.occurred_at
    at_once = sum(report.fact.occurred_at - first <= WITHIN for report in run)
    why = f"The cluster warned: {run[0].subject}"
    if len(run) > 1:
        why += f", {len(run)} times until {run[-1].fact.occurred_at:%H:%M:%S} UTC; this is the first"
    is_burst = at_once >= BURST
    reasons = [f"{at_once} such warnings within two minutes"] if is_burst else []
    return candidate(
        Group(list(run[:MOST_RESTED_ON])),
        EventKind.SIGNAL,
        None,
        Sign.CLUSTER_WARNED,
        f"{why}.",
        WARNED_IN_A_BURST if is_burst else WARNED,
        reasons,
    )
