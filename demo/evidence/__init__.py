"""Writes evidence files in the formats that the tools hand out, for the importers to read."""

from datetime import datetime
from pathlib import Path

from demo import story
from demo.evidence.alerts import write_alerts, write_pages
from demo.evidence.github import write_webhooks
from demo.evidence.machines import write_call, write_cluster_events, write_picture
from demo.evidence.page import write_status
from demo.evidence.places import places
from demo.evidence.slack import write_export
from demo.evidence.tables import write_tickets
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
        written.append(write_alerts(folder / f"{name}-alertmanager.jsonl", evidence.alerts, start))
    if evidence.status:
        written.append(write_status(folder / f"{name}-statuspage.json", evidence.status, start))
    if evidence.tickets:
        written.append(write_tickets(folder / f"{name}-tickets.csv", evidence.tickets, start))
    if evidence.pages:
        written.append(write_pages(folder / f"{name}-pagerduty.json", evidence.pages, start))
    if evidence.cluster:
        cluster = folder / f"{name}-cluster.json"
        written.append(write_cluster_events(cluster, evidence.cluster, start, evidence.cluster_ahead))
    if evidence.call:
        written.append(write_call(folder / f"{name}-call.vtt", evidence.call, start))
    written += [write_picture(folder / picture.name, picture) for picture in evidence.pictures]
    return written
