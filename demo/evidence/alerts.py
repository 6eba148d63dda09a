"""What watches and calls: Alertmanager's notifications and PagerDuty's log, as their APIs give them."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from demo.evidence import ids
from demo.facts import Alert, PageStep
from demo.people import PERSON

_NOT_ENDED = "0001-01-01T00:00:00Z"
_HOST = "https://lantern.quillbarrow.example"
_INTEGRATION = {"id": "PINTLANTERN", "type": "inbound_integration_reference", "summary": "Lantern Alerts"}

_SAID = {
    "trigger": "Triggered by {}.",
    "notify": "Notified {} by push notification.",
    "acknowledge": "Acknowledged by {}.",
    "escalate": "Escalated to {}.",
    "resolve": "Resolved by {}.",
}


def write_alerts(path: Path, alerts: Sequence[Alert], start: datetime) -> Path:
    """Write one notification of Alertmanager a line, times to the millisecond, and return the path."""
    began: dict[str, timedelta] = {}
    lines = []
    for alert in alerts:
        since = began.setdefault(alert.name, alert.at)
        lines.append(json.dumps(_notification(alert, start + since, start + alert.at)))
        if alert.status == "resolved":
            del began[alert.name]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _notification(alert: Alert, since: datetime, at: datetime) -> dict[str, Any]:
    labels = {"alertname": alert.name, "service": alert.service, "severity": alert.severity}
    told = {
        "status": alert.status,
        "labels": labels,
        "annotations": {"summary": alert.summary, "value": alert.value},
        "startsAt": stamp(since),
        "endsAt": stamp(at) if alert.status == "resolved" else _NOT_ENDED,
        "generatorURL": f"{_HOST}/alerts/{alert.name}",
        "fingerprint": ids.sha(f"{alert.name} {alert.service}")[:16],
    }
    return {
        "version": "4",
        "groupKey": f'{{}}:{{alertname="{alert.name}"}}',
        "truncatedAlerts": 0,
        "status": alert.status,
        "receiver": "secondsight",
        "groupLabels": {"alertname": alert.name},
        "commonLabels": labels,
        "commonAnnotations": told["annotations"],
        "externalURL": _HOST,
        "alerts": [told],
    }


def write_pages(path: Path, steps: Sequence[PageStep], start: datetime) -> Path:
    """Write the answer of PagerDuty's list of log entries, newest first, and return the path."""
    entries = [
        _entry(step, start + step.at) for step in sorted(steps, key=lambda step: step.at, reverse=True)
    ]
    answer = {"log_entries": entries, "limit": 100, "offset": 0, "more": False, "total": None}
    path.write_text(json.dumps(answer, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _entry(step: PageStep, at: datetime) -> dict[str, Any]:
    number = ids.number(f"page {step.page}", 4)
    is_told = step.step in ("notify", "escalate")
    return {
        "id": ids.letters("R", f"{step.key} {at:%Y%m%d}", 13),
        "type": f"{step.step}_log_entry",
        "summary": _SAID[step.step].format(PERSON[step.who].name if step.who else _INTEGRATION["summary"]),
        "created_at": stamp(at, "seconds"),
        "agent": _user(step.who) if step.who and not is_told else _INTEGRATION,
        "channel": _channel(step),
        "service": {
            "id": ids.letters("P", step.service, 6),
            "type": "service_reference",
            "summary": step.service,
        },
        "incident": {
            "id": ids.letters("Q", f"{step.page} {at:%Y%m%d}", 13),
            "type": "incident_reference",
            "summary": f"[#{number}] {step.title}",
            "html_url": f"https://quillbarrow.pagerduty.example/incidents/{number}",
        },
        "teams": [],
        "contexts": [],
    } | ({"user": _user(step.who)} if is_told else {})


def _channel(step: PageStep) -> dict[str, Any]:
    if step.step == "notify":
        return {"type": "auto", "notification": {"type": "push_notification", "status": "success"}}
    if step.step == "trigger":
        return {"type": "website" if step.who else "api", "summary": step.title}
    return {"type": "mobile" if step.who else "api"}


def _user(slug: str) -> dict[str, str]:
    person = PERSON[slug]
    return {
        "id": ids.letters("P", slug, 6),
        "type": "user_reference",
        "summary": person.name,
        "email": person.email,
    }


def stamp(at: datetime, to: str = "milliseconds") -> str:
    """Return an instant as these tools write it: in UTC, with a Z."""
    return at.astimezone(UTC).isoformat(timespec=to).replace("+00:00", "Z")
