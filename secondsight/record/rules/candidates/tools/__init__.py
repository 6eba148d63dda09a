"""What tools reported: alerts, pages, changes, status updates and tickets as candidates (R3.7).

Tools repeat themselves. The same alert firing again and again is one candidate with a count, a
deployment is told by how it ended, and what another tool or a bot in the chat also told of it is laid to
the same candidate.
"""

from collections.abc import Iterable

from secondsight.record.rules.candidates.facts import CandidateFact, EvidenceFact
from secondsight.record.rules.candidates.reports import ReportKind, read_report
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.candidates.tools.alerts import find_alerts
from secondsight.record.rules.candidates.tools.changes import (
    CHANGED,
    RELEASED,
    find_changes,
    find_deployments,
    find_failed_runs,
)
from secondsight.record.rules.candidates.tools.cluster import find_cluster_warnings
from secondsight.record.rules.candidates.tools.paging import find_pages
from secondsight.record.rules.candidates.tools.telling import find_status_updates, find_tickets

K = ReportKind


def find_reports(facts: Iterable[EvidenceFact]) -> list[CandidateFact]:
    """Return what tools reported that belongs on a timeline, oldest first.

    Source: R3.7.
    """
    read = [report for fact in facts if (report := read_report(fact)) is not None]
    read.sort(key=lambda report: (report.fact.occurred_at, report.fact.key))
    of = {kind: [report for report in read if report.kind is kind] for kind in ReportKind}
    alerts = find_alerts(of[K.ALERT])
    alarms = [alert.occurred_at for alert in alerts if alert.sign is Sign.ALERT_FIRED]
    found = [
        *alerts,
        *find_pages(of[K.PAGE]),
        *find_deployments(of[K.DEPLOYMENT]),
        *find_changes(of[K.RELEASE], alarms, "was released", RELEASED),
        *find_changes(of[K.PUSH], alarms, "went into the main branch", CHANGED),
        *find_changes(of[K.CHANGE], alarms, "was changed", CHANGED),
        *find_failed_runs(of[K.FAILED_RUN]),
        *find_cluster_warnings(of[K.CLUSTER]),
        *find_status_updates(of[K.STATUS]),
        *find_tickets(of[K.TICKET]),
    ]
    return sorted(found, key=lambda candidate: (candidate.occurred_at, candidate.item_keys))
