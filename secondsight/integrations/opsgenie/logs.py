"""A line of an Opsgenie alert's log, and a note on it."""

import json

from secondsight.integrations.opsgenie.steps import logged_step, person, step_item, step_key
from secondsight.record.rules.evidence import Item
from secondsight.record.rules.payload import Payload, instant, text, word

_SYSTEMS = {"system", "api"}


def log_item(entry: Payload, about: Payload, place: str, raw: str = "") -> Item:
    """Return one line of a log; `about` is its alert, {} where the answer does not say. Raises Unusable."""
    line, at = text(entry, "log") or "A line without words", instant(entry, "createdAt")
    name, owner = logged_step(line), text(entry, "owner")
    return step_item(
        name,
        step_key(name, word(about, "id"), at, word(entry, "offset"), line),
        at,
        place,
        raw or json.dumps(entry, ensure_ascii=False),
        about=about,
        said=line,
        by=person(owner, is_bot=owner.casefold() in _SYSTEMS or text(entry, "type") == "system"),
    )


def note_item(entry: Payload, about: Payload, place: str, raw: str = "") -> Item:
    """Return one note on an alert. Raises Unusable."""
    words, at = text(entry, "note") or "A note without words", instant(entry, "createdAt")
    return step_item(
        "note",
        step_key("note", word(about, "id"), at, words),
        at,
        place,
        raw or json.dumps(entry, ensure_ascii=False),
        about=about,
        body=words,
        by=person(text(entry, "owner")),
    )
