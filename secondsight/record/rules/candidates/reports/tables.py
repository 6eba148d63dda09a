"""A row of a table read as a report: what it is follows from the names of its columns."""

from secondsight.record.rules.candidates.facts import EvidenceFact
from secondsight.record.rules.candidates.reports.alerts import (
    ALERT_FIRING,
    ALERT_OVER,
    FIRING,
    OVER,
    read_alert,
)
from secondsight.record.rules.candidates.reports.changes import read_deployment
from secondsight.record.rules.candidates.reports.report import Report, state_of
from secondsight.record.rules.candidates.reports.telling import (
    STATUS_OVER,
    STATUS_STATES,
    read_status_update,
    read_ticket,
)

_ALERT_COLUMNS = frozenset({"alert", "alertname", "alert name", "monitor", "labels"})
_MONITORING_COLUMNS = _ALERT_COLUMNS | {"severity", "priority", "service", "urgency"}
_TICKET_COLUMNS = frozenset({"ticket", "ticket id", "case", "case number"})
_VERSION_COLUMNS = frozenset({"version", "ref", "revision", "image", "tag", "commit", "sha"})
_PLACE_COLUMNS = frozenset({"environment", "env", "cluster", "service", "application", "app"})


def read_record(fact: EvidenceFact) -> Report | None:
    """Return an alert, deployment, status update or ticket, or None where the columns do not say."""
    state, columns = state_of(fact), {name.casefold() for name in fact.details}
    if columns & _TICKET_COLUMNS or {"subject", "description"} <= columns:
        return read_ticket(fact)
    if columns & _ALERT_COLUMNS and state in ALERT_FIRING | ALERT_OVER:
        return read_alert(fact)
    if columns & _VERSION_COLUMNS and columns & _PLACE_COLUMNS:
        return read_deployment(fact)
    if columns & _MONITORING_COLUMNS and state in FIRING | OVER:
        return read_alert(fact)
    if state in STATUS_STATES | STATUS_OVER:
        return read_status_update(fact)
    return read_alert(fact) if state in FIRING | OVER else None
