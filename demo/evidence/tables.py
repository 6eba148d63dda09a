"""What the help desk hands out: its tickets as CSV."""

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from demo.facts import Ticket


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
