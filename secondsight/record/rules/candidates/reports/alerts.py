"""Alerts and pages: what monitoring said, and who was called."""

import re

from secondsight.record.rules.candidates.facts import EvidenceFact, shorten
from secondsight.record.rules.candidates.reports.report import (
    Report,
    ReportKind,
    field_of,
    first_line,
    state_of,
)

FIRING = frozenset({"alarm", "alerting", "critical", "firing", "problem", "trigger", "triggered"})
OVER = frozenset({"cleared", "ok", "recovered", "recovery", "resolved"})
# Words that tickets share: they are an alert's only where the item is known to be one.
ALERT_FIRING = FIRING | {"active", "down", "open", "opened", "warning"}
ALERT_OVER = OVER | {"closed", "normal", "up"}

_STATE_WORDS = re.compile(
    r"\[[^\]]*\]|\b(?:FIRING|TRIGGERED|RESOLVED|ALERT(?:ING)?|RECOVER(?:ED|Y)|PROBLEM|CRITICAL|WARNING|OK)\b:?"
)
# Steps of a page that say nothing of who was there: they would only fill the desk.
_PAPERWORK = frozenset({"snoozed", "unsnoozed", "limit_reached", "resolved", "closed"})


def read_alert(fact: EvidenceFact) -> Report:
    """Return what an alert said; one that somebody acknowledged is a page that was answered."""
    state = state_of(fact)
    subject = subject_of(
        field_of(fact, "name", "alertname", "alert name", "alert", "rule", "monitor", "check")
        or fact.title
        or first_line(fact)
    )
    if state in ("acknowledged", "ack", "acked"):
        who = fact.author_name or "Somebody"
        said = shorten(fact.title or f"{who} acknowledged {subject}")
        return Report(ReportKind.PAGE, fact, subject, said, state="acknowledged", actor=fact.author_name)
    said = first_line(fact)
    if said == fact.title:
        said = fact.text.strip().partition("\n")[2] or said
    text = said if subject in said else f"{subject} {state}: {said}".replace(" :", ":")
    return Report(
        ReportKind.ALERT,
        fact,
        subject,
        shorten(text),
        state in ALERT_OVER,
        state,
        fact.author_name or field_of(fact, "source") or fact.channel,
        service=field_of(fact, "service"),
        urgency=field_of(fact, "severity", "priority", "urgency").casefold(),
    )


def read_page(fact: EvidenceFact) -> Report | None:
    """Return a step of a page: somebody was called, answered, passed it on."""
    state = state_of(fact) or "notified"
    if state in _PAPERWORK:
        return None
    said = fact.title or first_line(fact)
    subject = subject_of(field_of(fact, "name", "alert", "incident") or fact.title or first_line(fact))
    to = field_of(fact, "to")
    return Report(
        ReportKind.PAGE,
        fact,
        subject,
        shorten(said),
        state=state,
        actor=fact.author_name or to,
        service=field_of(fact, "service"),
        to=to,
    )


def subject_of(text: str) -> str:
    """Return what an alert is called, without the state that was written into its name."""
    return _STATE_WORDS.sub("", text).strip(" :-*")
