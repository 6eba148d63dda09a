"""What smaller tools hand out: alerts as JSON lines, status updates and tickets as CSV."""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from demo.facts import Alert, StatusUpdate, Ticket
from demo.people import PERSON


def write_alerts(path: Path, alerts: Sequence[Alert], start: datetime) -> Path:
    """Write one alert a line, times to the millisecond, and return the path."""
    lines = [
        json.dumps(
            {
                "time": (start + alert.at)
                .astimezone(UTC)
                .isoformat(timespec="milliseconds")
                .replace("+00:00", "Z"),
                "status": alert.status,
                "severity": alert.severity,
                "service": alert.service,
                "name": alert.name,
                "summary": alert.summary,
                "value": alert.value,
                "url": f"https://lantern.quillbarrow.example/alerts/{alert.name}",
            }
        )
        for alert in alerts
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_status(path: Path, updates: Sequence[StatusUpdate], start: datetime) -> Path:
    """Write the status page's updates as CSV and return the path."""
    rows = ((_stamp(start + u.at), u.state, PERSON[u.by].name, u.text) for u in updates)
    return _write_csv(path, ("time", "state", "author", "message"), rows)


def write_tickets(path: Path, tickets: Sequence[Ticket], start: datetime) -> Path:
    """Write the help desk's export as CSV and return the path; its headers are the help desk's own."""
    rows = ((t.key, _stamp(start + t.at), t.channel, t.subject, t.text) for t in tickets)
    return _write_csv(path, ("Ticket", "Opened at", "Channel", "Subject", "Description"), rows)


def _write_csv(path: Path, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows(rows)
    return path


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
