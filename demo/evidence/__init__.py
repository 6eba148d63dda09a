"""Writes evidence files in the formats that the tools hand out, for the importers to read."""

from datetime import datetime
from pathlib import Path

from demo import story
from demo.evidence.github import write_webhooks
from demo.evidence.places import places
from demo.evidence.slack import write_export
from demo.evidence.tables import write_alerts, write_status, write_tickets
from demo.facts import Evidence

__all__ = ["places", "write_evidence"]


def write_evidence(folder: Path, start: datetime, evidence: Evidence = story.EVIDENCE) -> list[Path]:
    """Write an incident's evidence files into a folder and return their paths.

    `start` is the aware instant that the evidence's offsets count from (`Incident.started_at`). What was
    said names clock times of 11:59 UTC, so another hour reads oddly. The same start gives the same bytes.
    The folder is made if need be.
    Raises ValueError if the start has no time zone.
    """
    if start.tzinfo is None:
        raise ValueError("start has no time zone: pass an aware UTC instant")
    folder.mkdir(parents=True, exist_ok=True)
    name = evidence.slug
    written = []
    if evidence.chat:
        written.append(write_export(folder / f"{name}-slack.zip", evidence.chat, evidence.purposes, start))
    if evidence.changes:
        written.append(write_webhooks(folder / f"{name}-github.jsonl", evidence.changes, start))
    if evidence.alerts:
        written.append(write_alerts(folder / f"{name}-alerts.jsonl", evidence.alerts, start))
    if evidence.status:
        written.append(write_status(folder / f"{name}-status.csv", evidence.status, start))
    if evidence.tickets:
        written.append(write_tickets(folder / f"{name}-tickets.csv", evidence.tickets, start))
    return written
