"""What those outside were told, and what they wrote: status updates and tickets."""

from secondsight.record.rules.candidates.facts import EvidenceFact, shorten
from secondsight.record.rules.candidates.reports.report import (
    Report,
    ReportKind,
    after_title,
    field_of,
    first_line,
    state_of,
)

STATUS_STATES = frozenset(
    {"investigating", "identified", "monitoring", "degraded_performance", "partial_outage", "major_outage"}
)
STATUS_OVER = frozenset({"resolved", "operational", "completed"})
_CLOSED = frozenset({"resolved", "closed", "done", "solved", "cancelled"})
_TICKETS_ONLY = frozenset({"priority_changed", "urgency_changed", "field_changed", "merged", "unlinked"})


def read_status_update(fact: EvidenceFact) -> Report:
    """Return what customers were told."""
    state = state_of(fact)
    said = after_title(fact) if fact.kind == "status_update" else fact.text or fact.title
    return Report(
        ReportKind.STATUS,
        fact,
        "status",
        shorten(said),
        state in STATUS_OVER,
        state.replace("_", " "),
        fact.author_name,
        urgency=field_of(fact, "impact").casefold(),
    )


def read_ticket(fact: EvidenceFact) -> Report | None:
    """Return a ticket, or what happened to it; changes of its fields alone say nothing of the incident."""
    state = state_of(fact)
    if state in _TICKETS_ONLY:
        return None
    text = fact.title or field_of(fact, "subject", "summary") or first_line(fact)
    named = field_of(fact, "ticket", "ticket id", "case", "case number", "number", "key", "issue", "id")
    return Report(
        ReportKind.TICKET,
        fact,
        named or fact.thread or text,
        shorten(text),
        state in _CLOSED,
        state.replace("_", " "),
        fact.author_name,
    )
