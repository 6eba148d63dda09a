"""What stands beside a Teams message's words: edits, importance, reactions, files."""

from collections.abc import Mapping

from secondsight.integrations.teams.system import event_name
from secondsight.record.rules.payload import Payload, instant, part, parts, text


def beside(message: Payload, event: Payload, names: Mapping[str, str]) -> dict[str, object]:
    """Return an item's details; people in them go by name where it is known, else by id."""
    details: dict[str, object] = {}
    if event:
        details = {"subtype": "system_event", "event": event_name(event)}
    if text(message, "lastEditedDateTime"):
        details["edited_at"] = instant(message, "lastEditedDateTime").isoformat()
    if (importance := text(message, "importance")) in ("high", "urgent"):
        details["importance"] = importance
    if reactions := _reactions(message, names):
        details["reactions"] = reactions
    files = [
        {"title": text(each, "name") or "unnamed", "type": "", "url": text(each, "contentUrl")}
        for each in parts(message, "attachments")
        if each.get("contentType") == "reference"
    ]
    if files:
        details["files"] = files
    return details


def _reactions(message: Payload, names: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in parts(message, "reactions"):
        who = part(each, "user", "user")
        person = text(who, "displayName") or names.get(text(who, "id"), "") or text(who, "id")
        kind = text(each, "reactionType")
        own = text(each, "displayName") if kind == "custom" else ""
        found.setdefault(own or kind or "reaction", []).append(person)
    return found
