"""Alerts as candidates: each time that one began to fire, and each time that it was over."""

from collections.abc import Sequence

from secondsight.record.rules.candidates.facts import CandidateFact
from secondsight.record.rules.candidates.reports import Report
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.candidates.tools.group import SAME_REPORT, Group, candidate, led_by_the_tool
from secondsight.record.rules.candidates.tools.names import group_by_alert
from secondsight.record.rules.vocabulary import EventKind, Phase

MOST_EPISODES = 3
FIRED, FIRED_AGAIN, CLEARED, CLEARED_LAST = 0.68, 0.55, 0.45, 0.58
URGENT, NOT_URGENT = 0.06, -0.2

_URGENT = frozenset({"critical", "page", "high", "emergency", "fatal", "p1", "p2", "sev1", "sev-1", "error"})
_NOT_URGENT = frozenset({"warning", "warn", "info", "informational", "low", "ticket", "none", "p4", "p5"})


def find_alerts(reports: Sequence[Report]) -> list[CandidateFact]:
    """Return each alert's episodes; one that flaps is told once, with its last end."""
    found = []
    for alert in group_by_alert(reports):
        episodes = _episodes(alert)
        firing = [group for group in episodes if not group.lead.is_over]
        over = [group for group in episodes if group.lead.is_over]
        if len(firing) > MOST_EPISODES:
            firing = [Group([report for group in firing for report in group.reports])]
            over = over[-1:]
        found += [_fired(group, is_again=group is not firing[0]) for group in firing]
        found += [_cleared(group, is_last=group is over[-1]) for group in over]
    return found


def _episodes(reports: Sequence[Report]) -> list[Group]:
    """Runs of reports of one alert that say the same: firing, firing, firing | over | firing."""
    groups: list[Group] = []
    for report in reports:
        same = next((g for g in reversed(groups[-2:]) if _tells_the_same(g, report, groups[-1])), None)
        if same is None:
            groups.append(Group([report]))
        else:
            same.reports.append(report)
    return groups


def _tells_the_same(group: Group, report: Report, newest: Group) -> bool:
    """Whether a report belongs to a run: to the newest, or, told late by another tool, to the one before."""
    if group.lead.is_over != report.is_over:
        return False
    if group is newest:
        return True
    late = report.fact.occurred_at - group.last.fact.occurred_at
    return late <= SAME_REPORT and report.fact.channel not in {r.fact.channel for r in group.reports}


def _fired(group: Group, *, is_again: bool) -> CandidateFact:
    group = led_by_the_tool(group)
    why, times = f"The alert “{group.lead.subject}” fired", _times(group)
    if times > 1:
        last = max(report.fact.occurred_at for report in group.reports)
        why += f", {times} times until {last:%H:%M:%S} UTC; this is the first"
    rated = {report.urgency for report in group.reports}
    score, reasons = FIRED_AGAIN if is_again else FIRED, ["it came back"] if is_again else []
    if said := sorted(rated & _URGENT):
        score += URGENT
        reasons.append(f"rated {said[0]}")
    elif said := sorted(rated & _NOT_URGENT):
        score += NOT_URGENT
        reasons.append(f"rated {said[0]}")
    return candidate(group, EventKind.SIGNAL, Phase.DETECTION, Sign.ALERT_FIRED, f"{why}.", score, reasons)


def _cleared(group: Group, *, is_last: bool) -> CandidateFact:
    group = led_by_the_tool(group)
    score, reasons = (
        (CLEARED_LAST, ["it did not fire again"]) if is_last else (CLEARED, ["it fired again later"])
    )
    why = f"The alert “{group.lead.subject}” was over."
    return candidate(group, EventKind.SIGNAL, None, Sign.ALERT_CLEARED, why, score, reasons)


def _times(group: Group) -> int:
    """How often it really happened: the same report from a second tool within minutes is not another."""
    count, last = 0, None
    for report in sorted(group.reports, key=lambda r: (r.fact.occurred_at, r.fact.key)):
        at = report.fact.occurred_at
        if (
            last is None
            or report.fact.channel == last.fact.channel
            or at - last.fact.occurred_at > SAME_REPORT
        ):
            count += 1
            last = report
    return count
