"""What a card says: Adaptive Cards, hero and thumbnail cards, the connectors' message cards."""

from collections.abc import Iterator

from secondsight.record.rules.payload import Payload, listed, text, word

_DEEPEST = 12
# The fields that are read, in the order in which a card shows them.
_WORDS = ("title", "activityTitle", "subtitle", "activitySubtitle", "text", "activityText")
_INSIDE = ("body", "sections", "items", "columns", "rows", "cells", "inlines", "facts", "actions", "buttons")


def card_words(card: Payload) -> str:
    """Return a card's lines in its order: texts, facts as "name: value", links as "label (address)"."""
    lines = list(dict.fromkeys(_lines(card, 0)))
    return "\n".join(lines) or text(card, "summary", "fallbackText", "speak")


def _lines(part: Payload, depth: int) -> Iterator[str]:
    if link := text(part, "url") or _target(part):
        # A button without an address does something: it says nothing.
        yield f"{text(part, 'title', 'name', 'text') or link} ({link})"
        return
    if "value" in part and (name := text(part, "title", "name")):
        value = word(part, "value")
        yield f"{name.rstrip(':')}: {value}" if value else name
        return
    if str(part.get("type", "")).startswith("Action.") or part.get("@type") in ("ActionCard", "HttpPOST"):
        return
    for name in _WORDS:
        if said := text(part, name):
            yield said
    if depth == _DEEPEST:
        return
    for name in _INSIDE:
        inner = listed(part, name)
        if name == "inlines":
            said = "".join(_inline(each) for each in inner).strip()
            if said:
                yield said
            continue
        for each in inner:
            if isinstance(each, dict):
                yield from _lines(each, depth + 1)


def _inline(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("text")
    return value if isinstance(value, str) else ""


def _target(part: Payload) -> str:
    """Return where a button of the older cards leads, "" if nowhere."""
    for each in listed(part, "targets"):
        if isinstance(each, dict) and (uri := text(each, "uri")):
            return uri
    value = text(part, "value")
    return value if part.get("type") == "openUrl" and value.startswith(("https://", "http://")) else ""
