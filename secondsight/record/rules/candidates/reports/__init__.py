"""One item of evidence read as a tool's report: what it is about, and whether it says "over" (R3.7).

Tools name their states in many ways; whatever is not recognised here is left alone, for a wrong
candidate costs more than a missing one.
"""

from collections.abc import Callable

from secondsight.record.rules.candidates.facts import EvidenceFact
from secondsight.record.rules.candidates.reports.alerts import read_alert, read_page
from secondsight.record.rules.candidates.reports.bots import read_bot_message
from secondsight.record.rules.candidates.reports.changes import (
    read_change,
    read_cluster_event,
    read_deployment,
    read_push,
    read_release,
    read_workflow_run,
)
from secondsight.record.rules.candidates.reports.report import Report, ReportKind
from secondsight.record.rules.candidates.reports.tables import read_record
from secondsight.record.rules.candidates.reports.telling import read_status_update, read_ticket

__all__ = ["Report", "ReportKind", "read_report"]

_READERS: dict[str, Callable[[EvidenceFact], Report | None]] = {
    "alert": read_alert,
    "page": read_page,
    "deployment": read_deployment,
    "deployment_status": read_deployment,
    "release": read_release,
    "push": read_push,
    "workflow_run": read_workflow_run,
    "change": read_change,
    "cluster_event": read_cluster_event,
    "status_update": read_status_update,
    "ticket": read_ticket,
    "record": read_record,
}
_FROM_PROGRAMS = frozenset({"message", "mail"})


def read_report(fact: EvidenceFact) -> Report | None:
    """Return what a tool reported with an item, or None if it is no report of a known shape."""
    if fact.kind in _READERS:
        return _READERS[fact.kind](fact)
    return read_bot_message(fact) if fact.is_bot and fact.kind in _FROM_PROGRAMS else None
