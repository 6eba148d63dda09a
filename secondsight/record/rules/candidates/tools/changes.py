"""Changes as candidates: deployments told once, settings and pushes where they are few or lie close."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from secondsight.record.rules.candidates.facts import CandidateFact, shorten
from secondsight.record.rules.candidates.reports import Report
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.candidates.tools.group import SAME_REPORT, Group, candidate
from secondsight.record.rules.vocabulary import EventKind

SAME_DEPLOYMENT = timedelta(minutes=45)
MOST_CHANGES = 10  # of one place; of more, only those just before the alerts are shown
CLOSE_BEFORE = timedelta(hours=1)
DEPLOYED, FAILED_TO_DEPLOY, WENT_BACK, RELEASED, CHANGED, RUN_FAILED = 0.5, 0.6, 0.62, 0.35, 0.4, 0.45

_FAILED = frozenset({"failure", "failed", "error", "degraded"})


def find_deployments(reports: Sequence[Report]) -> list[CandidateFact]:
    """Return each deployment once, told by how it ended, or by its start where its end is not known."""
    groups: list[Group] = []
    of_subject: dict[str, list[Group]] = defaultdict(list)
    for report in reports:
        there = of_subject[report.subject]
        group = next((g for g in reversed(there) if _is_same_deployment(g, report)), None)
        if group is None:
            groups.append(Group([report]))
            there.append(groups[-1])
        else:
            group.reports.append(report)
    return [_deployment(group, _before(group, of_subject[group.lead.subject])) for group in groups]


def find_changes(
    reports: Sequence[Report], alarms: Sequence[datetime], said: str, score: float
) -> list[CandidateFact]:
    """Return pushes, settings and the like: of a place that has many, those shortly before the alerts."""
    by_place: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_place[report.fact.channel].append(report)
    kept = []
    for there in by_place.values():
        kept += there if len(there) <= MOST_CHANGES else _closest(there, alarms)
    return [_change(report, said, score) for report in kept]


def find_failed_runs(reports: Sequence[Report]) -> list[CandidateFact]:
    """Return the runs that did not succeed."""
    return [
        candidate(
            Group([report]),
            EventKind.SIGNAL,
            None,
            Sign.RUN_FAILED,
            f"“{shorten(report.subject, 80)}” did not succeed.",
            RUN_FAILED,
        )
        for report in reports
    ]


def _is_same_deployment(group: Group, report: Report) -> bool:
    apart = report.fact.occurred_at - group.last.fact.occurred_at
    if apart > SAME_DEPLOYMENT:
        return False
    known = {each.version for each in group.reports if each.version}
    if known and report.version not in known and (report.version or apart > SAME_REPORT):
        return False
    ended = [each for each in group.reports if each.is_over]
    return not ended or (
        report.is_over and report.fact.occurred_at - ended[0].fact.occurred_at <= SAME_REPORT
    )


def _before(group: Group, of_subject: Sequence[Group]) -> list[str]:
    """The versions that ran before this one, the last one last, as far as the evidence tells."""
    place = of_subject.index(group)
    return [version for each in of_subject[:place] if (version := _version(each))]


def _version(group: Group) -> str:
    return next((report.version for report in group.reports if report.version), "")


def _deployment(group: Group, before: Sequence[str]) -> CandidateFact:
    ends = [report for report in group.reports if report.is_over]
    lead = ends[0] if ends else group.lead
    rest = [report for report in group.reports if report is not lead]
    why = f"A deployment ended: {lead.state}." if ends and lead.state else "A deployment ended."
    if not ends:
        why = "A deployment began; how it ended is not in the evidence."
    version, score, sign, reasons = _version(group), DEPLOYED, Sign.DEPLOYED, []
    if any(report.is_going_back for report in group.reports):
        score, sign = WENT_BACK, Sign.ROLLED_BACK
        reasons.append("it says that it goes back")
    elif before and _goes_back(version, before):
        score, sign = WENT_BACK, Sign.ROLLED_BACK
        reasons.append(f"it goes back from {before[-1][:12]} to {version[:12]}")
    if lead.state in _FAILED:
        score = max(score, FAILED_TO_DEPLOY)
    return candidate(Group([lead, *rest]), EventKind.CHANGE, None, sign, why, score, reasons)


def _goes_back(version: str, before: Sequence[str]) -> bool:
    """Whether a version is older than the last one, or, as commits have no order, ran before that one."""
    try:
        return _numbers(version) < _numbers(before[-1])
    except ValueError:
        return version != before[-1] and version in before


def _numbers(version: str) -> list[int]:
    return [int(number) for number in version.split(".")]


def _closest(reports: Sequence[Report], alarms: Sequence[datetime]) -> list[Report]:
    """The last few before an alert began, nearest first; none where nothing fired."""
    near = [
        (min(gaps), report)
        for report in reports
        if (
            gaps := [g for at in alarms if timedelta() <= (g := at - report.fact.occurred_at) <= CLOSE_BEFORE]
        )
    ]
    return [report for _, report in sorted(near, key=lambda pair: pair[0])[:MOST_CHANGES]]


def _change(report: Report, said: str, score: float) -> CandidateFact:
    sign, reasons = Sign.CHANGED, []
    if report.is_going_back:
        score, sign = WENT_BACK, Sign.ROLLED_BACK
        reasons.append("it says that it goes back")
    why = f"“{shorten(report.subject, 80)}” {said}."
    return candidate(Group([report]), EventKind.CHANGE, None, sign, why, score, reasons)
