"""The steps in the life of an Opsgenie alert, told alike by webhooks, alerts and logs."""

import re
from dataclasses import dataclass
from datetime import datetime

from secondsight.record.rules.alerting import FIRING, RESOLVED, Who, alert, digest, report, second, service_of
from secondsight.record.rules.evidence import Item
from secondsight.record.rules.payload import Payload, listed, part, parts, text, word


@dataclass(frozen=True, slots=True)
class Step:
    """What one kind of step is: the item's kind, its state, and our words for it."""

    kind: str
    state: str
    words: str


STEPS = {
    "create": Step("alert", FIRING, "Created"),
    "close": Step("alert", RESOLVED, "Closed"),
    "acknowledge": Step("page", "acknowledged", "Acknowledged"),
    "unacknowledge": Step("page", "unacknowledged", "No longer acknowledged"),
    "notify": Step("page", "notified", "Notified"),
    "assign": Step("page", "reassigned", "Assigned"),
    "escalate": Step("page", "escalated", "Escalated"),
    "add_responder": Step("page", "requested", "Asked to join"),
    "snooze": Step("page", "snoozed", "Snoozed"),
    "snooze_ended": Step("page", "unsnoozed", "Snoozed no longer"),
    "note": Step("message", "", "Note"),
    "delete": Step("ticket", "deleted", "Deleted"),
    "update": Step("ticket", "updated", "Changed"),
    "other": Step("record", "", ""),
}
# The first words that fit a line of the log say which step it is.
_LOGGED = (
    ("unacknowledge", re.compile(r"\bun-?acknowledged", re.I)),
    ("acknowledge", re.compile(r"\backnowledged", re.I)),
    ("create", re.compile(r"^(?:an? )?alert (?:is |was )?(?:re-?)?(?:created|opened)", re.I)),
    ("close", re.compile(r"^(?:an? )?alert (?:is |was )?(?:auto-?)?closed|\bclosed alert\b", re.I)),
    ("snooze_ended", re.compile(r"\bsnooze (?:has )?(?:ended|expired)|\bun-?snoozed", re.I)),
    ("snooze", re.compile(r"\bsnoozed", re.I)),
    ("escalate", re.compile(r"\bescalat", re.I)),
    ("assign", re.compile(r"\bownership|\bowner\b|\bassigned", re.I)),
    ("note", re.compile(r"^(?:added note|note added)", re.I)),
    ("add_responder", re.compile(r"\badded (?:responder|team|recipient)|\brouted to", re.I)),
    ("notify", re.compile(r"\bnotif|^sent\b|^calling\b", re.I)),
)


def logged_step(line: str) -> str:
    """Return the name of the step that a line of the log tells, "other" if none is known."""
    return next((name for name, words in _LOGGED if words.search(line)), "other")


def step_key(name: str, alert_id: str, at: datetime, *apart: str) -> str:
    """Return a step's key. An alert is created and closed once; other steps are known by their second.

    Without an alert's id, as in an answer of logs alone, the words (`apart`) are all there is.
    """
    if not alert_id:
        return f"opsgenie:{name}:{second(at)}:{digest(*apart)}"
    if name in ("create", "close", "delete"):
        return f"opsgenie:{alert_id}:{name}"
    tail = [digest(*apart)] if name in ("note", "notify", "other", "update") else []
    return ":".join(["opsgenie", alert_id, name, second(at), *tail])


def person(name: str, full_name: str = "", *, is_bot: bool = False) -> Who:
    """Return somebody whom Opsgenie names by e-mail, or a system that it names by a word."""
    name = name.strip()
    is_mail = "@" in name
    is_bot = is_bot or (bool(name) and not is_mail and not full_name)
    return Who(name, full_name or name, name if is_mail else "", is_bot)


def step_item(
    name: str,
    key: str,
    at: datetime,
    place: str,
    raw: str,
    *,
    about: Payload,
    said: str = "",
    body: str = "",
    by: Who,
    to: str = "",
    state: str = "",
) -> Item:
    """Return a step of the alert `about`, which may be {}; `said` is Opsgenie's own sentence."""
    step, called = STEPS[name], text(about, "message")
    told = part(about, "details")
    service = service_of(told)
    where = service or text(about, "entity")
    priority = word(about, "priority")
    details: dict[str, object] = {
        "alert": word(about, "alertId", "id"),
        "alias": text(about, "alias"),
        "number": word(about, "tinyId"),
        "source": text(about, "source"),
        "count": about.get("count") if type(about.get("count")) is int else None,
        "tags": [each for each in listed(about, "tags") if isinstance(each, str)],
        "responders": ", ".join(filter(None, (text(each, "name") for each in parts(about, "responders")))),
        "to": to,
    }
    severity = f"P{priority}" if priority.isdigit() else priority
    if step.kind == "alert":
        return alert(
            key,
            at,
            place,
            raw,
            state=step.state,
            name=called or said or "an alert without a message",
            body="\n".join(filter(None, [said, body])),
            service=service,
            severity=severity,
            channel=where,
            by=by,
            details=details,
        )
    if step.kind == "message":
        title, body = "", f"{body or said}\n(note on {called})" if called else body or said
    else:
        title = ": ".join(filter(None, [said or step.words, called]))
    details |= {"state": state or step.state, "name": called, "severity": severity, "service": service}
    return report(
        step.kind, key, at, place, raw, title=title, body=body, channel=where, by=by, details=details
    )
