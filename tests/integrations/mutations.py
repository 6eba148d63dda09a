"""What may happen to a file on its way to us: the ways in which a valid one is spoilt, each from a seed."""

import copy
import io
import json
import re
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

DEEP = 40_000
HOSTILE: tuple[object, ...] = (
    None,
    True,
    "",
    " ",
    [],
    {},
    [[]],
    [None],
    0,
    -1,
    2.5,
    10**30,
    -(10**18),
    1e308,
    float("nan"),
    float("inf"),
    "\x00",
    "a\x00b",
    "\ud83d",
    "\ufeff",
    "x" * 70_000,
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00",
    "2026-10-14",
    "2026-10-14T14:02:11",
    "2026-02-30T25:61:61Z",
    "1791986531",
    "99999999999999999999",
    "<b>&amp;</b>",
    "../../etc/passwd",
    "javascript:alert(1)",
    "{{ 7 }}%s%d",
    ["x", 1, None, {"id": []}],
    {"id": {"id": {"id": 1}}, "": "", "name": []},
)
WORDS = (
    *("\x00", "\x1b", "\ufffd", "\u2028", "\u202e", ":", '"', "-->", "From ", "=?utf-8?q?=ff?=", "Date:"),
    *("commit ", "99:99:99.999", "{", "[", "<v", "WEBVTT", "Sun, 31 Feb 2026 25:61:61 +9999", "-" * 3_000),
)


def spoilt(content: bytes, seed: str) -> bytes:
    """Return a file's content with one to three things wrong with it, the same ones for the same seed."""
    chance = Random(seed)
    for _ in range(chance.choice((1, 1, 2, 3))):
        content = chance.choice(_ways(content))(content, chance)
    return content


Way = Callable[[bytes, Random], bytes]


def _ways(content: bytes) -> list[Way]:
    if content.startswith(b"PK"):
        return [_bytes, _member, _member, _member]
    is_json = content.lstrip()[:1] in (b"{", b"[")
    return [_bytes, _encoding, _lines, *([_fields] * 5 if is_json else [_words, _words, _lines])]


def _bytes(content: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    end = min(len(content), at + chance.choice((1, 1, 4, 40)))
    return chance.choice(
        (
            content[:at],
            content[at:],
            content[:at] + content[end:],
            content[:at] + chance.randbytes(end - at) + content[end:],
            content[:at] + bytes(end - at) + content[end:],
            content[:end] + content[at:end] * 3 + content[end:],
        )
    )


def _encoding(content: bytes, chance: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    encoding = chance.choice(("utf-16", "utf-16-le", "utf-8-sig", "utf-32", "latin-1", "cp1252"))
    return chance.choice((text, f"{text}é\u20ac")).encode(encoding, "replace")


def _lines(content: bytes, chance: Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    changed = chance.choice(
        (
            lines[:at] + lines[at + 1 :],
            lines[:at] + [lines[at]] * 3 + lines[at:],
            [*lines[:at], lines[other], *lines[at + 1 :]],
            lines[::-1],
            [line.rstrip(b"\n") + b"\r\n" for line in lines],
            [*lines[:at], b"\n", *lines[at:]],
        )
    )
    return b"".join(changed)


def _words(content: bytes, chance: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    found = list(re.finditer(r"[\w.@+-]+", text))
    new = chance.choice((*WORDS, *(each for each in HOSTILE if isinstance(each, str))))
    if not found:
        return new.encode("utf-8", "replace")
    word = chance.choice(found)
    return (text[: word.start()] + new + text[word.end() :]).encode("utf-8", "surrogatepass")


def _fields(content: bytes, chance: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    try:
        values, is_lines = [json.loads(text)], False
    except (ValueError, RecursionError):
        try:
            values, is_lines = [json.loads(line) for line in text.splitlines() if line.strip()], True
        except (ValueError, RecursionError):
            return _bytes(content, chance)
    if not values:
        return content
    at = chance.randrange(len(values))
    values[at] = _changed(values[at], chance)
    written = [json.dumps(value, indent=None if is_lines else chance.choice((None, 2))) for value in values]
    if chance.random() < 0.04:
        # Nothing that Python could write, nor read.
        beyond = chance.choice(('{"a":' * DEEP, "[" * DEEP, "9" * DEEP + written[at][-1:]))
        written[at] = written[at][:-1] + (',"deep":' if written[at][:1] == "{" else ",") + beyond
    return "\n".join(written).encode()


def _changed(value: Any, chance: Random) -> Any:
    """Return a JSON value in which one part is gone, doubled, renamed or of another type."""
    value = copy.deepcopy(value)
    places = list(_places(value))
    if not places:
        return chance.choice(HOSTILE)
    holder, name = chance.choice(places)
    way = chance.randrange(6)
    if way == 0:
        del holder[name]
    elif way == 1 and isinstance(holder, list):
        holder.insert(name, holder[name])
    elif way == 1:
        holder[f"{name}_"] = holder.pop(name)
    elif way == 2:
        holder[name] = [holder[name]]
    elif way == 3:
        other, elsewhere = chance.choice(places)
        # A copy: a value that holds itself cannot be written.
        holder[name] = copy.deepcopy(other[elsewhere])
    else:
        holder[name] = copy.deepcopy(chance.choice(HOSTILE))
    return value


def _places(value: Any) -> Any:
    for name in (
        range(len(value)) if isinstance(value, list) else list(value) if isinstance(value, dict) else ()
    ):
        yield value, name
        yield from _places(value[name])


def _member(content: bytes, chance: Random) -> bytes:
    """Spoil one file of an archive and pack it again."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return _bytes(content, chance)
    name = chance.choice(list(members))
    inside = members.pop(name)
    way = chance.random()
    if way < 0.8:
        members[name] = chance.choice(_ways(inside))(inside, chance)
    elif way < 0.9:
        members[name.replace("/", chance.choice(("/../", "//", "\\", "/x/")))] = inside
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for each, inside in members.items():
            archive.writestr(each, inside)
    return packed.getvalue()
