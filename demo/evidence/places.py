"""Where in the written files each piece of evidence stands, for whoever ties events to imported items."""

from datetime import datetime

from demo.evidence.page import newest_first
from demo.evidence.slack import Channels
from demo.facts import Evidence


def places(evidence: Evidence, start: datetime) -> dict[str, tuple[str, str]]:
    """Return key -> (file name, place) for everything that an event may cite.

    Keys are those of `Event.evidence`. A place reads as importers name it: "line 4", or for chat
    "support/2026-02-25.json message 7"; both count from 1.
    """
    name = evidence.slug
    found = {key: (f"{name}-slack.zip", place) for key, place in _of_chat(evidence, start).items()}
    changes = sorted(evidence.changes, key=lambda change: change.at)
    of_status = [update.key for update in newest_first(evidence.status)]
    stands: tuple[tuple[str, str, list[str], str], ...] = (
        ("change", "github.jsonl", [change.key for change in changes], "line {}"),
        ("alert", "alertmanager.jsonl", [alert.key for alert in evidence.alerts], "line {}, alert 1"),
        ("status", "statuspage.json", of_status, "incidents 1, update {}"),
    )
    for prefix, file, keys, place in stands:
        for number, key in enumerate(keys, start=1):
            found[f"{prefix}:{key}"] = (f"{name}-{file}", place.format(number))
    for line, ticket in enumerate(evidence.tickets, start=2):  # after the header
        found[f"ticket:{ticket.key}"] = (f"{name}-tickets.csv", f"line {line}")
    return found


def _of_chat(evidence: Evidence, start: datetime) -> dict[str, str]:
    written = Channels(evidence.chat, evidence.purposes, start)
    key_of = {(message.channel, written.ts(message)): message.key for message in evidence.chat}
    return {
        key_of[channel, message["ts"]]: f"{channel}/{day}.json message {number}"
        for (channel, day), messages in written.files().items()
        for number, message in enumerate(messages, start=1)
    }
