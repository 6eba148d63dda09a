"""The names under which events of the demo cite evidence."""

from demo.facts import Evidence


def record_keys(evidence: Evidence) -> set[str]:
    """Return every key that an event may cite."""
    return (
        {message.key for message in evidence.chat}
        | {f"alert:{alert.key}" for alert in evidence.alerts}
        | {f"change:{change.key}" for change in evidence.changes}
        | {f"status:{update.key}" for update in evidence.status}
        | {f"ticket:{ticket.key}" for ticket in evidence.tickets}
    )
