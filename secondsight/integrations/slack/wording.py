"""What a Slack message says, in words: markup resolved, blocks and attachments read out."""

import re
from collections.abc import Iterator, Mapping
from itertools import count, repeat

_MARKUP = re.compile(r"<([^<>\n]+)>")
_DEEPEST = 8


def strings(*values: object) -> Iterator[str]:
    """Return those of the values that are text with something in it, without space around."""
    for value in values:
        if isinstance(value, str) and (text := value.strip()):
            yield text


def dicts(value: object) -> list[dict[str, object]]:
    """Return the objects in a list, none if it is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def plain(text: str, names: Mapping[str, str]) -> str:
    """Return a text with mentions as names, links as "label (address)" and entities as characters.

    `names` holds people by id, and channels by id with a "#" before the name.
    """
    if "<" in text:
        text = _MARKUP.sub(lambda match: _reference(match.group(1), names), text)
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return text


def _reference(inside: str, names: Mapping[str, str]) -> str:
    target, _, label = inside.partition("|")
    match target[0]:
        case "@":
            return "@" + (names.get(target[1:]) or label or target[1:])
        case "#":
            return "#" + (label or names.get(target[1:], target[1:]).removeprefix("#"))
        case "!":
            # <!here>, <!subteam^S1|@on-call>, <!date^1700000000^{date}|14 November>
            # A mention of a group may come without its name.
            kind, _, group = target[1:].partition("^")
            if kind == "subteam" and (known := names.get(group)):
                return f"@{known}"
            return label if label and "^" in target else "@" + (label or kind)
    address = target.removeprefix("mailto:")
    says_no_more = label.rstrip("/") in ("", address.rstrip("/"), address.partition("://")[2].rstrip("/"))
    return address if says_no_more else f"{label} ({address})"


def attachment_words(attachment: Mapping[str, object], names: Mapping[str, str]) -> str:
    """Return what an attachment says: its lines, its fields, its blocks, else its fallback or picture.

    A message that was shared begins with its author's name.
    """
    title = " ".join(strings(attachment.get("title")))
    if title:
        title += "".join(f" ({link})" for link in strings(attachment.get("title_link")))
    said = [plain(text, names) for text in strings(attachment.get("pretext"), title, attachment.get("text"))]
    for field in dicts(attachment.get("fields")):
        said.append(plain(": ".join(strings(field.get("title"), _number(field.get("value")))), names))
    said.extend(strings(block_words(attachment.get("blocks"), names)))
    if not said:
        for shared in dicts(attachment.get("message_blocks")):
            message = shared.get("message")
            said.append(block_words(message.get("blocks"), names) if isinstance(message, dict) else "")
    said = [text for text in said if text and text != "[no preview available]"]
    if not said:
        fallback = strings(attachment.get("fallback"), attachment.get("footer"), attachment.get("image_url"))
        said = [plain(text, names) for text in fallback if text != "[no preview available]"][:1]
    quoted = next(strings(attachment.get("author_name")), "")
    if said and quoted and (attachment.get("is_msg_unfurl") or attachment.get("is_share")):
        said[0] = f"{quoted}: {said[0]}"
    return "\n".join(said)


def _number(value: object) -> object:
    return str(value) if type(value) is int else value


def block_words(blocks: object, names: Mapping[str, str]) -> str:
    """Return what a message's blocks say, a line each; buttons and menus say nothing."""
    return "\n".join(strings(*(_block(block, names) for block in dicts(blocks))))


def _block(block: Mapping[str, object], names: Mapping[str, str]) -> str:
    match block.get("type"):
        case "actions" | "divider" | "input" | "context_actions":
            return ""
        case "rich_text":
            said = [_rich(each, names, 0) for each in dicts(block.get("elements"))]
            return "\n".join(each.rstrip() for each in said if each.strip())
        case "context":
            return " ".join(strings(*(_text_object(each, names) for each in dicts(block.get("elements")))))
        case "call":
            call = block.get("call")
            call = call.get("v1") if isinstance(call, dict) else None
            return f"Call: {next(strings(call.get('name')), 'no name')}" if isinstance(call, dict) else ""
        case "table":
            rows = block.get("rows")
            return "\n".join(_row(row, names) for row in rows) if isinstance(rows, list) else ""
    said = [_text_object(block.get(part), names) for part in ("title", "text", "description")]
    said += [_text_object(field, names) for field in dicts(block.get("fields"))]
    return "\n".join(strings(*said)) or next(strings(block.get("alt_text")), "")


def _row(row: object, names: Mapping[str, str]) -> str:
    cells = (_block(c, names) if c.get("type") == "rich_text" else _text_object(c, names) for c in dicts(row))
    return " | ".join(cells)


def _text_object(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, str):
        return plain(value, names)
    if not isinstance(value, dict):
        return ""
    return plain(next(strings(value.get("text"), value.get("alt_text")), ""), names)


def _rich(element: Mapping[str, object], names: Mapping[str, str], depth: int) -> str:
    kind, inner = element.get("type"), dicts(element.get("elements"))
    if inner and depth < _DEEPEST:
        said = [_rich(each, names, depth + 1) for each in inner]
        match kind:
            case "rich_text_list":
                return "\n".join(f"{mark}{each}" for mark, each in zip(_marks(element), said, strict=False))
            case "rich_text_quote":
                return "\n".join(f"> {line}" for line in "".join(said).splitlines())
            case "rich_text_preformatted":
                return f"```\n{''.join(said)}\n```"
        return "".join(said)
    text, url = element.get("text"), element.get("url")
    if isinstance(text, str):
        return f"{text} ({url})" if isinstance(url, str) and text and text not in url else text or str(url)
    for part, before, after in _REFERENCES:
        if isinstance(reference := element.get(part), str):
            return before + (names.get(reference) or reference).removeprefix("#") + after
    return ""


def _marks(element: Mapping[str, object]) -> Iterator[str]:
    """Return what stands before a list's entries, set in as deep as the list is."""
    indent, offset = element.get("indent"), element.get("offset")
    before = "  " * min(indent, _DEEPEST) if type(indent) is int else ""
    if element.get("style") == "ordered":
        return (f"{before}{number}. " for number in count((offset if type(offset) is int else 0) + 1))
    return repeat(f"{before}- ")


_REFERENCES = (
    ("user_id", "@", ""),
    ("channel_id", "#", ""),
    ("usergroup_id", "@", ""),
    ("range", "@", ""),
    ("name", ":", ":"),
    ("url", "", ""),
    ("fallback", "", ""),
    ("value", "", ""),
)
