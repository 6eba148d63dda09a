"""A message's text as Slack exports it: marked-up text, and the same as a rich-text block."""

import re
from collections.abc import Iterator
from typing import Any

from demo.evidence import ids
from demo.people import PERSON

_PARTS = re.compile(
    r"(?P<code>`[^`]+`)|@(?P<user>[a-z]+)\b|(?<![\w/])#(?P<channel>[a-z][a-z0-9-]+)|(?P<url>https?://\S+)|:(?P<emoji>[a-z][a-z_]+):"
)


def channel_id(name: str) -> str:
    """Return the identifier of a channel."""
    return ids.letters("C", f"channel {name}")


def marked_up(text: str, channels: frozenset[str]) -> str:
    """Return the text with mentions and channels in angle brackets; a handle nobody has stays plain."""
    return "".join(
        _marked(kind, value) for kind, value in _parts(text.replace("```", "\0"), channels)
    ).replace("\0", "```")


def block(key: str, text: str, channels: frozenset[str]) -> dict[str, Any]:
    """Return the text as a rich-text block: sections, and a preformatted part for each fence."""
    elements = []
    for number, piece in enumerate(text.split("```")):
        if not piece:
            continue
        if number % 2:
            elements.append(
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": piece}], "border": 0}
            )
        else:
            inner = [_element(kind, value) for kind, value in _parts(piece, channels)]
            elements.append({"type": "rich_text_section", "elements": inner})
    return {"type": "rich_text", "block_id": ids.letters("", f"block {key}", 5), "elements": elements}


def _parts(text: str, channels: frozenset[str]) -> Iterator[tuple[str, str]]:
    done = 0
    for match in _PARTS.finditer(text):
        kind = match.lastgroup or ""
        value = match[kind]
        if (kind == "user" and value not in PERSON) or (kind == "channel" and value not in channels):
            continue
        if match.start() > done:
            yield "text", text[done : match.start()]
        yield kind, value
        done = match.end()
    if done < len(text):
        yield "text", text[done:]


def _marked(kind: str, value: str) -> str:
    if kind == "user":
        return f"<@{PERSON[value].slack_id}>"
    if kind == "channel":
        return f"<#{channel_id(value)}|{value}>"
    if kind == "url":
        return f"<{value}>"
    if kind == "emoji":
        return f":{value}:"
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _element(kind: str, value: str) -> dict[str, Any]:
    if kind == "user":
        return {"type": "user", "user_id": PERSON[value].slack_id}
    if kind == "channel":
        return {"type": "channel", "channel_id": channel_id(value)}
    if kind == "url":
        return {"type": "link", "url": value}
    if kind == "emoji":
        return {"type": "emoji", "name": value}
    if kind == "code":
        return {"type": "text", "text": value.strip("`"), "style": {"code": True}}
    return {"type": "text", "text": value}
