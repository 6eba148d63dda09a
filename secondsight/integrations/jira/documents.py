"""The words of Atlassian's document format, in which Jira Cloud keeps descriptions and comments."""

from collections.abc import Iterator
from datetime import UTC, datetime

_DEEPEST = 60
_BLOCKS = frozenset(
    (
        "paragraph",
        "heading",
        "codeBlock",
        "listItem",
        "taskItem",
        "decisionItem",
        "tableRow",
        "rule",
        "caption",
    )
)
_CELLS = frozenset(("tableCell", "tableHeader"))


def words_of(document: object) -> str:
    """Return what a document says, a line for each block; text, as older versions keep it, as it is."""
    if isinstance(document, str):
        return document.strip()
    lines = "".join(_pieces(document, 0)).split("\n")
    return "\n".join(line for line in (" ".join(each.split()) for each in lines) if line not in ("", "-"))


def _pieces(node: object, depth: int) -> Iterator[str]:
    if not isinstance(node, dict) or depth > _DEEPEST:
        return
    kind, content = str(node.get("type")), node.get("content")
    if kind in ("listItem", "taskItem", "decisionItem"):
        yield "\n- "
        # The first paragraph stands beside its mark.
        pieces = "".join(_inside(content, depth)).lstrip("\n")
        yield pieces + "\n"
        return
    if kind in _BLOCKS:
        yield "\n"
    yield _own_words(node)
    yield from _inside(content, depth)
    if kind in _CELLS:
        yield " | "
    elif kind in _BLOCKS:
        yield "\n"


def _inside(content: object, depth: int) -> Iterator[str]:
    if not isinstance(content, list):
        return
    for child in content:
        yield "".join(_pieces(child, depth + 1))


def _own_words(node: dict[str, object]) -> str:
    kind, attributes = str(node.get("type")), node.get("attrs")
    said = attributes if isinstance(attributes, dict) else {}
    if kind == "text":
        return _linked(node)
    if kind == "hardBreak":
        return "\n"
    if kind == "date":
        return _date(said.get("timestamp"))
    names = {
        "mention": ("text", "id"),
        "emoji": ("text", "shortName"),
        "inlineCard": ("url",),
        "blockCard": ("url",),
        "embedCard": ("url",),
        "status": ("text",),
        "media": ("alt",),
        "expand": ("title",),
    }.get(kind, ())
    return next((value for name in names if isinstance(value := said.get(name), str)), "")


def _linked(node: dict[str, object]) -> str:
    text, marks = node.get("text"), node.get("marks")
    if not isinstance(text, str):
        return ""
    for mark in marks if isinstance(marks, list) else ():
        attributes = mark.get("attrs") if isinstance(mark, dict) and mark.get("type") == "link" else None
        address = attributes.get("href") if isinstance(attributes, dict) else None
        if isinstance(address, str) and address != text:
            return f"{text} ({address})"
    return text


def _date(said: object) -> str:
    try:
        return f"{datetime.fromtimestamp(int(str(said)) / 1000, UTC):%Y-%m-%d}"
    except (ValueError, OverflowError, OSError):
        return ""
