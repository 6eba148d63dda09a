"""The blocks of a transcript: cues with their times from the start, and notes; lines in, cues out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape

_STAMP = r"(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,6}))?"
_TIMING = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}(?:\s|$)")
_ASIDES = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?[ \t]{1,9}([^<>\n]{0,200})>")
_TAG = re.compile(r"<[^<>]{0,400}>|\{\\[^}]{0,100}\}")
_NAMED = re.compile(r"([^\W\d_][^:<>\n]{0,59}):[ \t]+(?=\S)")
_PARTICLE = re.compile("af|al|bin|da|de|del|den|der|di|dos|du|el|la|le|of|ten|ter|van|von|y|zu")
# Words that sentences begin with and that no one is called.
_NO_NAME = re.compile(
    "actions?|after|also|and|answer|around|at|before|but|by|decision|example|fact|finally|first|from|guys|"
    "hello|hey|hi|idea|in|like|look|maybe|next|no|note|ok|okay|on|option|or|plan|problem|question|remember|"
    "second|since|so|summary|the|then|there|this|until|update|warning|well|what|yes"
)
_LONGEST_NAME = 6  # words
_LONGEST_BLOCK = 1_000  # lines


@dataclass(frozen=True, slots=True)
class Cue:
    """What one voice said; times count from the recording's start."""

    begins: timedelta
    ends: timedelta
    speaker: str  # "" where the transcript does not say
    words: str
    identifier: str
    line: int  # where its times stand
    raw: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A block that nobody said: a note's words, or "" for styles; of the header also the recording's name."""

    words: str
    line: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A block that cannot be read."""

    reason: str
    line: int
    detail: str


Block = Cue | Aside | Broken


def blocks(numbered: Iterable[tuple[int, str]]) -> Iterator[Block]:
    """Return a transcript's blocks in order; a cue of several voices comes once for each."""
    held: list[str] = []
    start = 1
    for number, line in numbered:
        if has_timing(line) and any(has_timing(each) for each in held[:2]):
            # Cues that no blank line parts: a number right above the times is the next cue's.
            above = held[-1:] if held[-1].strip().isdigit() and not has_timing(held[-2]) else []
            yield from _block(held[: len(held) - len(above)], start)
            held, start = above, number - len(above)
        if line.strip() and len(held) < _LONGEST_BLOCK:
            if not held:
                start = number
            held.append(line)
            continue
        if held:
            yield from _block(held, start)
        held, start = ([line], number) if line.strip() else ([], number)
    if held:
        yield from _block(held, start)


def has_timing(text: str) -> bool:
    """Return whether a line is that of a cue's times."""
    return _TIMING.match(text) is not None


def _block(held: list[str], start: int) -> Iterator[Block]:
    if held[0].startswith("WEBVTT"):
        # Some leave out the blank line below the header.
        end = next((n for n, line in enumerate(held) if "-->" in line), len(held))
        yield Aside("\n".join(held[:end])[6:], start, held[0][6:].strip(" \t-\u2013"))
        held, start = held[end:], start + end
        if not held:
            return
    if _ASIDES.match(held[0]) and "-->" not in held[0]:
        yield Aside("\n".join(held)[4:].strip() if held[0].startswith("NOTE") else "", start)
        return
    at = next((n for n, line in enumerate(held[:2]) if "-->" in line), None)
    if at is None:
        yield Broken("not a cue", start, f"expected times with “-->”, found {held[0].strip()[:80]!r}")
        return
    match = _TIMING.match(held[at])
    if match is None:
        yield Broken(
            "time not understood", start + at, f"{held[at].strip()[:80]!r}; expected 00:00:01.000 --> …"
        )
        return
    begins, ends = _length(match.groups()[:4]), _length(match.groups()[4:])
    identifier = held[0].strip() if at else ""
    raw = "\n".join(held)
    said = [(name, words) for name, words in _voices("\n".join(held[at + 1 :])) if words]
    if not said:
        yield Broken("a cue without words", start + at, held[at].strip()[:80])
    for name, words in said:
        yield Cue(begins, ends, name, words, identifier, start + at, raw)


def _voices(text: str) -> Iterator[tuple[str, str]]:
    pieces = _VOICE.split(text)
    if len(pieces) == 1:
        yield _named(_plain(text))
        return
    if before := _plain(pieces[0]):
        yield _named(before)
    for name, words in zip(pieces[1::2], pieces[2::2], strict=True):
        yield unescape(name).strip(), _plain(words)


def _named(words: str) -> tuple[str, str]:
    match = _NAMED.match(words)
    if match is None or not _is_name(match[1].strip()):
        return "", words
    return match[1].strip(), words[match.end() :].strip()


def _is_name(text: str) -> bool:
    words = text.split()
    if len(words) > _LONGEST_NAME or re.search(r"[.!?;]\s|https?$", text):
        return False
    if _NO_NAME.fullmatch(words[0].casefold().strip(",.")):
        return False
    return all(_may_be_in_a_name(word) for word in words)


def _may_be_in_a_name(word: str) -> bool:
    first = word.lstrip("(['’\"-&/|")[:1]
    is_small = first.islower() and not word[1:2].isupper()  # "iPhone von Bo" is one
    return not is_small or _PARTICLE.fullmatch(word.casefold()) is not None


def _plain(text: str) -> str:
    lines = [" ".join(line.split()) for line in unescape(_TAG.sub("", text)).splitlines()]
    return "\n".join(line for line in lines if line)


def _length(groups: tuple[str | None, ...]) -> timedelta:
    hours, minutes, seconds, fraction = groups
    return timedelta(
        hours=int(hours or 0),
        minutes=int(minutes or 0),
        seconds=int(seconds or 0),
        microseconds=int((fraction or "").ljust(6, "0") or 0),
    )
