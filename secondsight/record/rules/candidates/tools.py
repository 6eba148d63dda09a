"""What tools reported: alerts, changes, status updates and tickets as candidates (R3.7).

Tools repeat themselves. The same alert firing again and again is one candidate with a count, a
deployment is told by how it ended, and what a bot also posted in the chat is laid to the same candidate.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from secondsight.record.rules.candidates.facts import CandidateFact, EvidenceFact, fingerprint, shorten
from secondsight.record.rules.candidates.reports import Report, ReportKind, read_report
from secondsight.record.rules.vocabulary import EventKind, Phase

SAME_REPORT = timedelta(minutes=3)
SAME_DEPLOYMENT = timedelta(minutes=45)
MOST_EPISODES = 3
MOST_PUSHES = 10


@dataclass(slots=True)
class _Group:
    """Reports that are one candidate; the first in time leads."""

    reports: list[Report]

    @property
    def lead(self) -> Report:
        return self.reports[0]

    @property
    def last(self) -> Report:
        return self.reports[-1]


def find_reports(facts: Iterable[EvidenceFact]) -> list[CandidateFact]:
    """Return what tools reported that belongs on a timeline, oldest first.

    Source: R3.7.
    """
    read = [report for fact in facts if (report := read_report(fact)) is not None]
    read.sort(key=lambda report: (report.fact.occurred_at, report.fact.key))
    by_kind = {kind: [report for report in read if report.kind is kind] for kind in ReportKind}
    found = [
        *_alerts(by_kind[ReportKind.ALERT]),
        *_deployments(by_kind[ReportKind.DEPLOYMENT]),
        *_each(by_kind[ReportKind.RELEASE], EventKind.CHANGE, None, "was released"),
        *_pushes(by_kind[ReportKind.PUSH]),
        *_each(by_kind[ReportKind.FAILED_RUN], EventKind.SIGNAL, None, "did not succeed"),
        *_each(by_kind[ReportKind.PAGE], EventKind.ESCALATION, None, "says that somebody was paged"),
        *_status_updates(by_kind[ReportKind.STATUS]),
        *_tickets(by_kind[ReportKind.TICKET]),
    ]
    return sorted(found, key=lambda candidate: (candidate.occurred_at, candidate.item_keys))


def _alerts(reports: Sequence[Report]) -> list[CandidateFact]:
    """An alert's episodes: each time that it began to fire, and each time that it was over."""
    found = []
    for subject_reports in _by_subject(reports).values():
        episodes = _episodes(subject_reports)
        firing = [group for group in episodes if not group.lead.is_over]
        if len(firing) > MOST_EPISODES:
            over = [group for group in episodes if group.lead.is_over][-1:]
            flapping = _Group([report for group in firing for report in group.reports])
            episodes = [flapping, *over]
        found += [_alert(group) for group in episodes]
    return found


def _episodes(reports: Sequence[Report]) -> list[_Group]:
    """Runs of reports of one alert that say the same: firing, firing, firing | over | firing."""
    groups: list[_Group] = []
    for report in reports:
        if groups and groups[-1].lead.is_over == report.is_over:
            groups[-1].reports.append(report)
        else:
            groups.append(_Group([report]))
    return groups


def _alert(group: _Group) -> CandidateFact:
    group = _told_by_the_tool(group)
    is_over = group.lead.is_over
    said = "was over" if is_over else "fired"
    times = _times(group)
    why = f"The alert “{group.lead.subject}” {said}"
    if times > 1:
        last = max(report.fact.occurred_at for report in group.reports)
        why += f", {times} times until {last:%H:%M:%S} UTC; this is the first"
    return _candidate(group, EventKind.SIGNAL, None if is_over else Phase.DETECTION, f"{why}.")


def _told_by_the_tool(group: _Group) -> _Group:
    """Let the monitoring's own record lead before what its bot posted of it: its time is the closer one."""
    first = group.lead.fact.occurred_at
    own = [r for r in group.reports if r.fact.kind != "message" and r.fact.occurred_at - first <= SAME_REPORT]
    if not own:
        return group
    return _Group([own[0], *(report for report in group.reports if report is not own[0])])


def _times(group: _Group) -> int:
    """How often it really happened: the same report from a second tool within minutes is not another."""
    count, last = 0, None
    for report in group.reports:
        at = report.fact.occurred_at
        if (
            last is None
            or report.fact.channel == last.fact.channel
            or at - last.fact.occurred_at > SAME_REPORT
        ):
            count += 1
            last = report
    return count


def _deployments(reports: Sequence[Report]) -> list[CandidateFact]:
    """Each deployment once, told by how it ended, or by its start where its end is not known."""
    groups: list[_Group] = []
    for report in reports:
        group = next((g for g in reversed(groups) if _is_same_deployment(g, report)), None)
        if group is None:
            groups.append(_Group([report]))
        else:
            group.reports.append(report)
    return [_deployment(group) for group in groups]


def _is_same_deployment(group: _Group, report: Report) -> bool:
    apart = report.fact.occurred_at - group.last.fact.occurred_at
    if group.lead.subject != report.subject or apart > SAME_DEPLOYMENT:
        return False
    known = {each.version for each in group.reports if each.version}
    if known and report.version not in known and (report.version or apart > SAME_REPORT):
        return False
    ended = [each for each in group.reports if each.is_over]
    return not ended or (
        report.is_over and report.fact.occurred_at - ended[0].fact.occurred_at <= SAME_REPORT
    )


def _deployment(group: _Group) -> CandidateFact:
    ends = [report for report in group.reports if report.is_over]
    lead = ends[0] if ends else group.lead
    rest = [report for report in group.reports if report is not lead]
    why = f"A deployment ended: {lead.state}." if ends and lead.state else "A deployment ended."
    if not ends:
        why = "A deployment began; how it ended is not in the evidence."
    return _candidate(_Group([lead, *rest]), EventKind.CHANGE, None, why)


def _pushes(reports: Sequence[Report]) -> list[CandidateFact]:
    """Pushes to the main branch, as long as they are few: in a busy repository they drown the rest."""
    if len(reports) > MOST_PUSHES:
        return []
    return _each(reports, EventKind.CHANGE, None, "went into the main branch")


def _status_updates(reports: Sequence[Report]) -> list[CandidateFact]:
    groups: list[_Group] = []
    for report in reports:
        last = groups[-1] if groups else None
        if (
            last
            and last.lead.fact.channel != report.fact.channel
            and report.fact.occurred_at - last.lead.fact.occurred_at <= SAME_REPORT
        ):
            last.reports.append(report)
        else:
            groups.append(_Group([report]))
    return [
        _candidate(
            group,
            EventKind.STATUS_UPDATE,
            Phase.RECOVERY if group.lead.is_over else None,
            f"The status page said “{group.lead.state or 'update'}”.",
        )
        for group in groups
    ]


def _tickets(reports: Sequence[Report]) -> list[CandidateFact]:
    """The first ticket, with how many followed: when customers began to write."""
    if not reports:
        return []
    why = (
        "A customer wrote." if len(reports) == 1 else f"The first of {len(reports)} tickets in the evidence."
    )
    return [_candidate(_Group([reports[0]]), EventKind.IMPACT, None, why)]


def _each(reports: Sequence[Report], kind: EventKind, phase: Phase | None, said: str) -> list[CandidateFact]:
    return [
        _candidate(_Group([report]), kind, phase, f"“{shorten(report.subject, 80)}” {said}.")
        for report in reports
    ]


def _by_subject(reports: Iterable[Report]) -> dict[str, list[Report]]:
    subjects: dict[str, list[Report]] = {}
    for report in reports:
        subjects.setdefault(_bare(report.subject), []).append(report)
    return subjects


def _bare(subject: str) -> str:
    return re.sub(r"[^a-z]+", "", subject.casefold()) or subject


def _candidate(group: _Group, kind: EventKind, phase: Phase | None, why: str) -> CandidateFact:
    fact = group.lead.fact
    return CandidateFact(
        fingerprint=fingerprint(fact.key),
        occurred_at=fact.occurred_at,
        text=group.lead.text,
        kind=kind,
        phase=phase,
        actor=group.lead.actor,
        item_keys=tuple(report.fact.key for report in group.reports),
        why=why,
    )
