"""A file of each PagerDuty format, in the shape that the tool gives it."""

import json

SERVICE = {"id": "PSVC001", "type": "service_reference", "summary": "Checkout"}
ILSE = {"id": "PUSR001", "type": "user_reference", "summary": "Ilse Brandvik"}
SIPHO = {"id": "PUSR002", "type": "user_reference", "summary": "Sipho Lindqvist"}
TITLE = "Checkout p99 above 2 s"
PAGE = "https://quillbarrow.pagerduty.example/incidents/PINC001"
REFERENCE = {
    "id": "PINC001",
    "type": "incident_reference",
    "summary": f"[#4711] {TITLE}",
    "html_url": PAGE,
}


def incident(**fields: object) -> dict[str, object]:
    """An incident as the REST API lists it, resolved after half an hour."""
    return {
        "incident_number": 4711,
        "title": TITLE,
        "created_at": "2026-03-11T12:02:11Z",
        "status": "resolved",
        "incident_key": "checkout-p99",
        "service": SERVICE,
        "assignments": [{"at": "2026-03-11T12:02:11Z", "assignee": ILSE}],
        "acknowledgements": [{"at": "2026-03-11T12:05:40Z", "acknowledger": ILSE}],
        "last_status_change_at": "2026-03-11T12:41:03Z",
        "last_status_change_by": SIPHO,
        "resolved_at": "2026-03-11T12:41:03Z",
        "urgency": "high",
        "priority": {"id": "PPRI001", "type": "priority", "summary": "P1"},
        "id": "PINC001",
        "type": "incident",
        "summary": f"[#4711] {TITLE}",
        "html_url": PAGE,
    } | fields


def entry(kind: str, at: str, **fields: object) -> dict[str, object]:
    """A log entry of that incident."""
    return {
        "id": f"R{kind.upper()}{at}",
        "type": f"{kind}_log_entry",
        "created_at": f"2026-03-11T12:{at}Z",
        "agent": ILSE,
        "channel": {"type": "website"},
        "service": SERVICE,
        "incident": REFERENCE,
        "teams": [],
        "contexts": [],
    } | fields


def event(kind: str, at: str, data: dict[str, object], **fields: object) -> dict[str, object]:
    """What a webhook of version 3 posts."""
    return {
        "event": {
            "id": f"01EVENT{kind}{at}",
            "event_type": kind,
            "resource_type": kind.partition(".")[0],
            "occurred_at": f"2026-03-11T12:{at}Z",
            "agent": ILSE,
            "client": None,
            "data": data,
        }
        | fields
    }


LOG = [
    entry(
        "trigger",
        "02:11",
        summary="Triggered through the API",
        agent={"id": "PINT001", "type": "inbound_integration_reference", "summary": "Prometheus"},
        channel={
            "type": "api",
            "summary": TITLE,
            "cef_details": {"severity": "critical", "details": {"p99": "2.4"}},
        },
    ),
    entry(
        "assign",
        "02:11",
        summary="Assigned to Ilse Brandvik",
        agent={"id": "PSVC001", "type": "service_reference", "summary": "Checkout"},
        assignees=[ILSE],
    ),
    entry(
        "notify",
        "02:13",
        summary="Notified Ilse Brandvik by phone call",
        agent={"id": "PSVC001", "type": "service_reference", "summary": "Checkout"},
        user=ILSE | {"email": "ilse@quillbarrow.example"},
        channel={
            "type": "auto",
            "notification": {"type": "phone", "address": "+1 555 0100", "status": "success"},
        },
    ),
    entry("acknowledge", "05:40", summary="Acknowledged by Ilse Brandvik", acknowledgement_timeout=1800),
    entry("escalate", "09:00", summary="Escalated to Sipho Lindqvist by Ilse Brandvik", assignees=[SIPHO]),
    entry(
        "annotate",
        "15:30",
        summary="Note added by Ilse Brandvik",
        channel={"type": "note", "summary": "The pool is at its limit of 40"},
    ),
    entry("resolve", "41:03", summary="Resolved by Sipho Lindqvist", agent=SIPHO),
]

SAMPLES = {"pagerduty": json.dumps({"limit": 25, "log_entries": LOG, "more": False}).encode()}
