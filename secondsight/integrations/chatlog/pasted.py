"""Lines of a conversation that was copied out of a chat: who and when above, the words below."""

import re
from dataclasses import dataclass

from secondsight.integrations.chatlog.irc import LEVELS
from secondsight.integrations.chatlog.stamps import CLOCK, DAY, Stamp, stamp_of

_LONGEST = 400  # characters of a line that can be a header
_RELATIVE = r"(?P<relative>today|yesterday)"
_STAMP = rf"(?:(?:{DAY}|{_RELATIVE})(?:,|\s+at\b|\s+um\b)?[\sT]+)?{CLOCK}"
_NAME = r"(?P<name>[^\s\[(<>|#*`].{0,79}?)"
_APP = r"(?:\s*\b(?P<app>APP|BOT)\b)?"
_ABOVE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NAME}{_APP}\s+\[{_STAMP}\]\s*",  # ida [2:02 PM]
        rf"{_NAME}{_APP}(?:\s{{2,8}}|\t){_STAMP}\s*",  # Ida Moreau  2:02 PM
        rf"{_NAME}{_APP}\s+[—–]\s+{_STAMP}\s*",  # ida — Today at 2:02 PM
        rf"\[{_STAMP}\]\s+{_NAME}{_APP}\s*",  # [14:02] Ida Moreau
    )
)
# "Ida Moreau", "ida", "Jan van der Berg (she/her)"; but not "Deploy started".
_WORD = r"(?:(?:van|von|de|den|der|del|di|da|la|le|bin|al|el)|[^\sa-z]\S*)"
_CAPITALS = re.compile(rf"[^\W\d_a-z]\S*(?: {_WORD}){{0,5}}")
_ONE_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
# A single space between name and stamp says little: "Ida Moreau 2:02 PM", "Ida Moreau, 14:02"
_CLOSE = re.compile(rf"(?P<name>\S.{{0,79}}?),? {_STAMP}\s*", re.IGNORECASE)
_BESIDE = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"[\[(]{_STAMP}[\])]\s+(?P<name>[^:\n<>]{{1,60}}):\s(?P<text>.*)",  # [14/10/2026, 14:02:11] Ida: dry
        rf"{_STAMP}\s+-\s+(?P<name>[^:\n<>]{{1,60}}):\s(?P<text>.*)",  # 14/10/2026, 14:02 - Ida: dry
        rf"{_STAMP}\s+From\s+(?P<name>[^:\n]{{1,60}}?)(?:\s+to\s+(?P<to>[^:\n]{{1,60}}?))?\s*:(?P<text>.*)",
    )
)
_ALONE = re.compile(rf"(?P<before>\s*)\[?{_STAMP}\]?\s*", re.IGNORECASE)
_SENTENCE_END = (".", "!", "?", ":", ";", ",")


@dataclass(frozen=True, slots=True)
class Header:
    """Where a message begins. `name` is "" where the one before goes on, None where the line above has it."""

    stamp: Stamp
    name: str | None
    text: str = ""  # its first words, where they stand beside the name
    relative: str = ""  # "today" or "yesterday"
    is_bot: bool = False


def header_of(line: str, day_first: bool | None = None) -> Header | None:
    """Return the beginning of a message, None for any other line.

    Raises DayOrMonthFirst where its date can be read in two ways.
    """
    line = line.rstrip("\r")
    for pattern in _BESIDE:
        if (match := pattern.match(line)) and match.end() == len(line):
            return _header(match, day_first, match["name"].strip(), match["text"].strip())
    if len(line) > _LONGEST:
        return None
    for pattern in _ABOVE:
        if (match := pattern.fullmatch(line)) and match["name"].upper() in ("APP", "BOT"):
            return _header(match, day_first, None, is_bot=True)
        if match and _is_name(match["name"].strip()):
            return _header(match, day_first, match["name"].strip(), is_bot=match["app"] is not None)
    if match := _ALONE.fullmatch(line):
        # What stands set in, or with AM and PM, is below its name; "2:03" alone goes on.
        has_name_above = len(match["before"]) > 1 or match["half"] is not None
        return _header(match, day_first, None if has_name_above else "")
    if (match := _CLOSE.fullmatch(line)) and _CAPITALS.fullmatch(match["name"]) and _is_name(match["name"]):
        return _header(match, day_first, match["name"].strip())
    return None


def may_be_name(line: str) -> bool:
    """Return whether a line above a stamp can be the name of who wrote what comes below."""
    words = line.strip()
    return 0 < len(words) <= 60 and len(words.split()) <= 6 and not words.endswith(_SENTENCE_END)


def _header(
    match: re.Match[str], day_first: bool | None, name: str | None, text: str = "", *, is_bot: bool = False
) -> Header | None:
    if name is not None and name.lower() in LEVELS:
        return None
    stamp = stamp_of(match.groupdict(), day_first)
    if stamp is None:
        return None
    return Header(stamp, name, text, (match["relative"] or "").lower(), is_bot)


def _is_name(name: str) -> bool:
    if name.endswith(_SENTENCE_END) or "://" in name:
        return False
    return (_CAPITALS.fullmatch(name) or _ONE_WORD.fullmatch(name)) is not None
