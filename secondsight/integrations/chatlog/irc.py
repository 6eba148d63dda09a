"""Lines of IRC logs: what was said, done and noted, in the notations of the usual clients."""

import re
from dataclasses import dataclass
from datetime import date

from secondsight.integrations.chatlog.stamps import CLOCK, DAY, Stamp, day_within, stamp_of

MESSAGE, EVENT, TURN, OTHER = "message", "event", "turn", "other"
# Who writes these is a program's log, not a chat.
LEVELS = frozenset(
    ["critical", "debug", "err", "error", "fatal", "info", "log", "severe", "trace", "warn", "warning"]
)
_STAMP = re.compile(
    rf"[\[(]?(?:{DAY}(?:T|,?[ \t]+))?{CLOCK}(?P<zone>Z|[+-]\d\d:?\d\d)?[\])]?(?=[ \t<])", re.IGNORECASE
)
_SAID = re.compile(r"[ \t]{0,8}<[ @%+~&!*]{0,3}(?P<nick>[^<>\n]{1,64})>(?:[ \t]|$)(?P<text>.*)", re.DOTALL)
_BAR = re.compile(r"[ \t]{1,40}[@%+~&!]?(?P<nick>[^\s|<>*-][^\s|]{0,63}) \| (?P<text>.*)", re.DOTALL)
_TABBED = re.compile(r"\t(?P<nick>[^\t\n]{1,64})\t(?P<text>.*)", re.DOTALL)
_DID = re.compile(r"[ \t]{1,20}\*[ \t]+(?:\|[ \t]+)?(?P<nick>[^\s*:|]{1,64})[ \t]+(?P<text>.*)", re.DOTALL)
_NOTICE = re.compile(r"[ \t]{1,8}-(?P<nick>[^\s:-][^\s:]{0,63}?)(?::[^\s]{1,64})?- (?P<text>.*)", re.DOTALL)
_NOTED = re.compile(r"[ \t]{1,20}(?:-!-|\*{1,3}|-->|<--|--|=!=|<->|→|←)[ \t|]+(?P<text>.*)", re.DOTALL)
_TURNS = re.compile(
    r"(?:-{3} (?:Log opened|Day changed)|\*{4} BEGIN LOGGING AT|Session (?:Start|Time):) *(.*)"
)
_ENDS = re.compile(r"-{3} Log closed|\*{4} ENDING LOGGING|Session (?:Close|Ident):")
_EVENTS = (
    ("join", re.compile(r"has joined\b|^Joins: ")),
    ("quit", re.compile(r"has quit\b|^Quits: |has disconnected\b")),
    ("part", re.compile(r"has left\b|^Parts: ")),
    ("kick", re.compile(r"was kicked\b|has kicked\b|^Kicks: ")),
    ("nick", re.compile(r"(?:is|are|'re) now known as\b")),
    ("topic", re.compile(r"\btopic\b", re.IGNORECASE)),
    ("mode", re.compile(r"^mode/|\bsets mode|^Mode ", re.IGNORECASE)),
)
_ACTOR = re.compile(r"(?:Joins: |Quits: |Parts: )?[@%+~&!]?([^\s:(\[]{1,64})(?=[\s(\[])")
_CHANNEL = re.compile(
    r"(?:has joined|Session Ident:|Topic for|[Nn]ow talking (?:in|on)|the topic (?:of|for))"
    r" ([#&!][^\s,:()\[\]]{1,80})"
)
_COLOURS = re.compile(r"\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04[0-9a-fA-F]{6}|[\x02\x0f\x11\x16\x1d-\x1f]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a message with its nick, an event, a turn to another day, or something else ("other")."""

    kind: str
    stamp: Stamp | None = None
    nick: str = ""
    text: str = ""
    event: str = ""  # "join", "quit", "action"...
    day: date | None = None


def line_of(line: str, day_first: bool | None = None) -> Line:
    """Return what a line says. Raises DayOrMonthFirst where its date can be read in two ways."""
    line = _COLOURS.sub("", line.rstrip("\r")).replace("\0", "\ufffd")
    if turn := _TURNS.match(line):
        return Line(TURN, day=day_within(turn[1]))
    if _ENDS.match(line) or not line.strip():
        return Line(TURN)
    match = _STAMP.match(line)
    if match is None:
        return Line(OTHER)
    rest = line[match.end() :]
    found = _told(rest, has_day=match["iso"] is not None)
    if found.kind == OTHER:
        return found
    stamp = stamp_of(match.groupdict(), day_first)
    if stamp is None:
        return Line(OTHER)
    return Line(found.kind, stamp, found.nick, found.text, found.event)


def channel_in(start: str) -> str:
    """Return the channel that a log's first lines name, "" if none."""
    match = _CHANNEL.search(start)
    return match[1] if match else ""


def _told(rest: str, *, has_day: bool) -> Line:
    if said := _SAID.match(rest):
        return Line(MESSAGE, nick=said["nick"].strip(), text=said["text"].strip())
    if has_day and (tabbed := _TABBED.match(rest)):
        return _from_columns(tabbed["nick"].strip(), tabbed["text"].strip())
    if (noted := _NOTED.match(rest)) and (event := _event(noted["text"])):
        return event
    if did := _DID.match(rest):
        return _action(did["nick"], did["text"].strip())
    if notice := _NOTICE.match(rest):
        return Line(MESSAGE, nick=notice["nick"], text=notice["text"].strip(), event="notice")
    if noted:
        return Line(EVENT, text=noted["text"].strip(), event="note")
    if (barred := _BAR.match(rest)) and barred["nick"].lower() not in LEVELS:
        return Line(MESSAGE, nick=barred["nick"], text=barred["text"].strip())
    return Line(OTHER)


def _from_columns(prefix: str, text: str) -> Line:
    """A line of WeeChat's logs: time, prefix and words, with tabs between."""
    if prefix in ("-->", "<--", "--", "=!=", "→", "←"):
        return _event(text) or Line(EVENT, text=text, event="note")
    if prefix == "*":
        nick, _, does = text.partition(" ")
        return _action(nick, does.strip())
    if prefix.lower() in LEVELS:
        return Line(OTHER)
    return Line(MESSAGE, nick=prefix.lstrip("@%+~&!"), text=text)


def _action(nick: str, does: str) -> Line:
    return Line(MESSAGE, nick=nick, text=f"{nick} {does}".strip(), event="action")


def _event(words: str) -> Line | None:
    words = words.strip()
    name = next((name for name, pattern in _EVENTS if pattern.search(words[:400])), "")
    if not name:
        return None
    actor = _ACTOR.match(words) if name in ("join", "quit", "part", "nick") else None
    return Line(EVENT, nick=actor[1] if actor else "", text=words, event=name)
