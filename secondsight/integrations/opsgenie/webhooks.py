"""What a webhook of Opsgenie tells: one action on an alert."""

import re

from secondsight.integrations.opsgenie.steps import STEPS, person, step_item, step_key
from secondsight.record.rules.evidence import Item
from secondsight.record.rules.payload import (
    Payload,
    Unusable,
    identity,
    instant,
    part,
    received_at,
    text,
    word,
)

_ACTIONS = {
    "create": "create",
    "close": "close",
    "acknowledge": "acknowledge",
    "unacknowledge": "unacknowledge",
    "addnote": "note",
    "assignownership": "assign",
    "takeownership": "assign",
    "escalate": "escalate",
    "escalatenext": "escalate",
    "escalatetonext": "escalate",
    "addresponder": "add_responder",
    "addteam": "add_responder",
    "addrecipient": "add_responder",
    "snooze": "snooze",
    "snoozeended": "snooze_ended",
    "delete": "delete",
}
_CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def action_item(payload: Payload, place: str, raw: str) -> Item:
    """Return the step that an action is. Raises Unusable without an alert's id or a time.

    A creation has the alert's `createdAt`, any other action its `updatedAt`, which is in nanoseconds.
    """
    alert, action = part(payload, "alert"), text(payload, "action")
    alert_id = identity(alert, "alertId")
    name = _ACTIONS.get(action.casefold(), "update")
    try:
        at = instant(alert, "createdAt" if name == "create" else "updatedAt")
    except Unusable:
        at = received_at(payload, {})
    words = _CAPITALS.sub(" ", action).capitalize()
    to = (
        text(alert, "owner", "team", "recipient", "responder")
        or text(part(payload, "escalationNotify"), "name")
        or text(part(alert, "responder"), "name")
    )
    source = text(part(payload, "source"), "type")
    by = person(
        text(alert, "username"),
        text(alert, "userFullName"),
        is_bot=name == "create" and source.casefold() == "api",
    )
    said = words if name == "update" else STEPS[name].words
    if to and name in ("assign", "escalate", "add_responder"):
        said += f": {to}" if name == "add_responder" else f" to {to}"
    said += f" by {by.name}" if by.name else ""
    body = {"note": text(alert, "note"), "create": text(alert, "description")}.get(name, "")
    return step_item(
        name,
        step_key(name, alert_id, at, body or words if name != "update" else word(alert, "updatedAt") + words),
        at,
        place,
        raw,
        about=alert,
        said="" if name in ("create", "note") else said,
        body=body,
        by=by,
        to=to,
        state=words.lower().replace(" ", "_") if name == "update" else "",
    )
