"""What became of a Sentry issue, a metric alert, a comment."""

from collections.abc import Mapping
from datetime import datetime

from secondsight.integrations.sentry.errors import title_of, who
from secondsight.record.rules.alerting import FIRING, RESOLVED, alert, report, second
from secondsight.record.rules.evidence import Item
from secondsight.record.rules.payload import Payload, identity, instant, listed, part, received_at, text, word

_TURNS = {"created": FIRING, "unresolved": FIRING, "resolved": RESOLVED}
_BEGAN = ("date_detected", "date_started", "date_created")


def issue(payload: Payload, around: Payload, place: str, raw: str) -> Item:
    """Return a turn in an issue's life. Raises Unusable where its time is not told.

    Only a creation has one of its own, `firstSeen`; the others are as old as their delivery.
    """
    told, action = part(payload, "data", "issue"), text(payload, "action")
    issue_id = identity(told)
    at = instant(told, "firstSeen") if action == "created" else _delivered_at(payload, around)
    project = text(part(told, "project"), "slug", "name")
    name, by = title_of(told), who(payload)
    assignee = part(payload, "data", "assignee") or part(told, "assignedTo")
    details = {
        "number": text(told, "shortId"),
        "issue": issue_id,
        "events": word(told, "count"),
        "affected_users": told.get("userCount") if type(told.get("userCount")) is int else None,
        "how": text(part(payload, "data"), "resolution_type"),
        "to": text(assignee, "name", "email") if action == "assigned" else "",
    }
    key = f"sentry:issue:{issue_id}:{action}" + ("" if action == "created" else f":{second(at)}")
    url, severity = text(told, "web_url", "permalink"), text(told, "level")
    if action in _TURNS:
        return alert(
            key,
            at,
            place,
            raw,
            state=_TURNS[action],
            name=name,
            body=f"Issue {action}" + (f" by {by.name}" if by.name and not by.is_bot else ""),
            service=project,
            severity=severity,
            url=url,
            by=by,
            details=details,
        )
    words = f"Issue {action} to {details['to']}" if details["to"] else f"Issue {action or 'changed'}"
    return report(
        "ticket",
        key,
        at,
        place,
        raw,
        title=f"{words}: {name}",
        channel=project,
        url=url,
        by=by,
        details=details | {"state": action, "name": name, "severity": severity, "service": project},
    )


def metric_alert(payload: Payload, place: str, raw: str) -> Item:
    """Return a metric alert that was raised ("critical", "warning") or resolved. Raises Unusable."""
    data, action = part(payload, "data"), text(payload, "action")
    told = part(data, "metric_alert")
    rule = part(told, "alert_rule")
    is_over = action == "resolved"
    projects = [each for each in listed(told, "projects") if isinstance(each, str)]
    return alert(
        f"sentry:metric_alert:{identity(told)}:{action}",
        instant(told, *(("date_closed",) if is_over else _BEGAN)),
        place,
        raw,
        state=RESOLVED if is_over else FIRING,
        name=text(rule, "name") or text(told, "title") or "a metric alert without a name",
        body=text(data, "description_text"),
        service=", ".join(projects),
        severity="" if is_over else action,
        url=text(data, "web_url"),
        by=who(payload),
        details={
            "number": word(told, "identifier"),
            "query": text(rule, "query"),
            "of": text(rule, "aggregate"),
        },
    )


def comment(payload: Payload, place: str, raw: str) -> Item:
    """Return what somebody wrote under an issue. Raises Unusable."""
    told, action = part(payload, "data"), text(payload, "action")
    at = instant(told, "timestamp")
    words = text(told, "comment") or "A comment without words"
    said = "" if action == "created" else f" {action}"
    return report(
        "message",
        f"sentry:comment:{identity(told, 'comment_id')}" + (f":{action}:{second(at)}" if said else ""),
        at,
        place,
        raw,
        title="",
        body=f"{words}\n(comment{said} on issue {word(told, 'issue_id') or 'not named'})",
        channel=text(told, "project_slug"),
        by=who(payload),
        details={"issue": word(told, "issue_id"), "state": action},
    )


def _delivered_at(payload: Payload, around: Payload) -> datetime:
    headers = part(around, "headers")
    sent: Mapping[str, object] = {str(name).lower(): value for name, value in headers.items()}
    value = sent.get("sentry-hook-timestamp")
    return received_at(payload, {"received_at": value} if value else around)
