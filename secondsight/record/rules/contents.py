"""What a file that nobody reads looks like, in words, so that its owner knows what to do instead."""

import json
import re

from secondsight.record.rules.evidence import Head

_SIGNATURES = (
    (b"RIFF", "a sound or film"),
    (b"\x1f\x8b", "a gzip archive (unpack it and give what is in it)"),
    (b"7z\xbc\xaf", "a 7-Zip archive (unpack it and pack it as ZIP)"),
    (b"Rar!", "a RAR archive (unpack it and pack it as ZIP)"),
    (b"\xfd7zXZ", "an xz archive (unpack it and give what is in it)"),
    (b"BZh", "a bzip2 archive (unpack it and give what is in it)"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (save a table as CSV)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"BEGIN:VCALENDAR", "a calendar (iCalendar)"),
    (b"PAR1", "a Parquet table (save it as CSV)"),
)
# The fields that give a tool's JSON away: all of those named are at its top.
_TOOLS = (
    ("an exported review (bring it in with `secondsight import-review FILE`)", {"format", "review", "rows"}),
    ("a list of people from Slack's API, which tells of no messages", {"ok", "members"}),
    ("a list from Slack's API that holds no messages", {"ok", "messages"}),
    ("a list of channels from Slack's API, which tells of no messages", {"ok", "channels"}),
)
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:]')
_SHOWN = 6


def looks_like(head: Head) -> str:
    """Return what a file's content looks like, with its article: "a PDF document"."""
    start = head.start
    if head.members:
        return _archive(head.members)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "an empty ZIP archive"
    for signature, words in _SIGNATURES:
        if start.removeprefix(b"\xef\xbb\xbf").startswith(signature):
            return words
    text = start.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[")):
        return _json(text)
    if text.lower().startswith(("<!doctype html", "<html")):
        return "a web page (HTML)"
    if text.startswith("<"):
        return "an XML document"
    if "\x00" in text or text.count("\ufffd") > len(text) / 20:
        return "neither text nor an archive"
    first = text.partition("\n")[0].strip()
    return f'text that is neither a table nor JSON (it begins "{first[:60]}")'


def _archive(members: tuple[str, ...]) -> str:
    if "[Content_Types].xml" in members:
        return "an Office document (save a table as CSV)"
    if all(name.lower().endswith(".txt") for name in members):
        return "a ZIP archive of text files (have Slack export JSON instead of TXT)"
    return f"a ZIP archive with {_some(members)}"


def _json(text: str) -> str:
    fields = top_fields(text)
    if not fields:
        return "JSON without named fields"
    for words, needed in _TOOLS:
        if needed.issubset(fields):
            return f"{words} (JSON with the fields {_some(fields)})"
    kind = "a JSON list whose records have" if text.startswith("[") else "JSON with"
    return f"{kind} the fields {_some(fields)}"


def top_fields(text: str) -> tuple[str, ...]:
    """Return the names of the first JSON object's fields, in order, though the text may break off."""
    names: list[str] = []
    depth, opened, last = 0, 0, ""
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in "{[":
            depth += 1
            if token == "{" and not opened:
                opened = depth
        elif token in "}]":
            depth -= 1
            if opened and depth < opened:
                break
        elif token == ":":
            if depth == opened and last:
                names.append(last)
        else:
            last = token[1:-1]
    return tuple(dict.fromkeys(_unquoted(name) for name in names))


def _unquoted(name: str) -> str:
    try:
        return str(json.loads(f'"{name}"'))
    except ValueError:
        return name


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(name[:60] for name in names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else shown
