"""Candidates for the timeline from everything that was brought in (R3.7, S9)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from secondsight.record.rules.candidates.chat import find_turning_points
from secondsight.record.rules.candidates.facts import CandidateFact, EvidenceFact
from secondsight.record.rules.candidates.joining import join_spoken
from secondsight.record.rules.candidates.rhythm import add_rhythm
from secondsight.record.rules.candidates.scoring import weigh_by_alerts
from secondsight.record.rules.candidates.spread import spread
from secondsight.record.rules.candidates.tools import find_reports
from secondsight.record.rules.candidates.turns import SAID
from secondsight.record.rules.vocabulary import Phase


def propose(items: Iterable[EvidenceFact], languages: Collection[str] = ("en",)) -> list[CandidateFact]:
    """Return the events that the evidence suggests, oldest first; nothing is decided by it.

    Tools' reports come as they are, grouped where they repeat; of what people said only turning points,
    about a sixth of the messages of a dense incident and next to none of a quiet week. Weaker ones where
    the incident is crowded are marked as kept back.
    Source: R3.7, S9.
    """
    facts = list(items)
    reports = find_reports(facts)
    points = find_turning_points(
        facts,
        names=_names(facts),
        busy_at=[report.occurred_at for report in reports],
        languages=languages,
    )
    steps = _steps(reports, points.course)
    joined = join_spoken(_with_phases(reports, steps), points.candidates)
    told = add_rhythm(joined, facts)
    told[len(joined) :] = _with_phases(told[len(joined) :], steps)
    ordered = sorted(told, key=lambda candidate: (candidate.occurred_at, candidate.item_keys))
    return spread(weigh_by_alerts(ordered))


def _names(facts: Sequence[EvidenceFact]) -> set[str]:
    """Names of systems, as the tools call them: repositories, services, parts of an alert's name."""
    names = set()
    for fact in facts:
        if fact.kind in SAID:
            continue
        if fact.kind in ("deployment", "deployment_status", "release", "push", "workflow_run"):
            names.add(fact.channel.rsplit("/", 1)[-1])
        service = fact.details.get("service")
        if isinstance(service, str):
            names.add(service)
    return {name for name in names if len(name) > 2}


def _steps(
    reports: Sequence[CandidateFact], course: Sequence[tuple[datetime, Phase]]
) -> list[tuple[datetime, Phase]]:
    alarms = [report.occurred_at for report in reports if report.phase is Phase.DETECTION]
    begun = [(min(alarms), Phase.DETECTION)] if alarms else []
    return sorted([*begun, *course])


def _with_phases(
    candidates: Sequence[CandidateFact], steps: Sequence[tuple[datetime, Phase]]
) -> list[CandidateFact]:
    """Give the phase that people had reached; before the first alarm there is none."""
    return [replace(each, phase=_reached(each.occurred_at, steps)) for each in candidates]


def _reached(at: datetime, steps: Sequence[tuple[datetime, Phase]]) -> Phase | None:
    return next((phase for since, phase in reversed(steps) if since <= at), None)
