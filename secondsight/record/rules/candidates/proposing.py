"""Candidates for the timeline from everything that was brought in (R3.7, S9)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from secondsight.record.rules.candidates.chat import find_turning_points
from secondsight.record.rules.candidates.facts import CandidateFact, EvidenceFact
from secondsight.record.rules.candidates.tools import find_reports
from secondsight.record.rules.vocabulary import EventKind, Phase

SAME_STATUS = timedelta(minutes=4)


def propose(items: Iterable[EvidenceFact], languages: Collection[str] = ("en",)) -> list[CandidateFact]:
    """Return the events that the evidence suggests, oldest first; nothing is decided by it.

    Tools' reports come as they are, grouped where they repeat; of the chat only turning points, about a
    sixth of the messages of a dense incident and next to none of a quiet week.
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
    joined = _join_status_updates(_with_phases(reports, points.course), points.candidates)
    return sorted(joined, key=lambda candidate: (candidate.occurred_at, candidate.item_keys))


def _names(facts: Sequence[EvidenceFact]) -> set[str]:
    """Names of systems, as the tools call them: repositories, services, parts of an alert's name."""
    names = set()
    for fact in facts:
        if fact.kind == "message":
            continue
        if fact.kind in ("deployment", "deployment_status", "release", "push", "workflow_run"):
            names.add(fact.channel.rsplit("/", 1)[-1])
        service = fact.details.get("service")
        if isinstance(service, str):
            names.add(service)
    return {name for name in names if len(name) > 2}


def _join_status_updates(
    reports: Sequence[CandidateFact], points: Sequence[CandidateFact]
) -> list[CandidateFact]:
    """Lay what the chat says of a status update to the update itself."""
    joined: list[CandidateFact] = []
    taken: set[str] = set()
    for report in reports:
        spoken = [
            point
            for point in points
            if report.kind is point.kind is EventKind.STATUS_UPDATE
            and abs(point.occurred_at - report.occurred_at) <= SAME_STATUS
            and point.fingerprint not in taken
        ][:1]
        taken.update(point.fingerprint for point in spoken)
        keys = (*report.item_keys, *(key for point in spoken for key in point.item_keys))
        joined.append(replace(report, item_keys=keys))
    return [*joined, *(point for point in points if point.fingerprint not in taken)]


def _with_phases(
    reports: Sequence[CandidateFact], course: Sequence[tuple[datetime, Phase]]
) -> list[CandidateFact]:
    """Give tools' reports the phase that people had reached; before the first alarm they have none."""
    alarms = [report.occurred_at for report in reports if report.phase is Phase.DETECTION]
    begun = [(min(alarms), Phase.DETECTION)] if alarms else []
    steps = sorted([*begun, *course])
    return [replace(report, phase=_reached(report.occurred_at, steps)) for report in reports]


def _reached(at: datetime, steps: Sequence[tuple[datetime, Phase]]) -> Phase | None:
    return next((phase for since, phase in reversed(steps) if since <= at), None)
