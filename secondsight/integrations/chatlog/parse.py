"""Reads IRC logs, and conversations that were copied out of a chat as text."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256

from secondsight.base.lines import lines
from secondsight.integrations.chatlog import irc
from secondsight.integrations.chatlog.assembly import Spoken, Stray, TwoOrders, assembled
from secondsight.integrations.chatlog.days import Calendar
from secondsight.integrations.chatlog.pasted import header_of
from secondsight.integrations.chatlog.stamps import DayOrMonthFirst, Stamp
from secondsight.record.rules.evidence import Ask, Head, Item, LeftOut, NeedsAnswer, ReadOptions
from secondsight.record.rules.local_time import NoSuchTime, instant_of

_LOOKED_AT = 200  # lines
_ALIKE = 0.6  # of a log's lines are those of a log
_FIRST = 5  # lines before the first message of a conversation
_NUMBERS = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/\d{2,4})?,?\s+\d{1,2}:\d\d")


class IrcLog:
    """The reader of IRC logs."""

    format = "irc"
    title = "IRC log (text)"
    propose = None
    about = """
A log of an IRC channel as irssi, WeeChat, HexChat, mIRC or ZNC keep it, or lines copied from one.
Read: what was said (`14:02 <nick> words`), done (`* nick does`) and noticed, who came, left or changed names.
The day comes from the line or from lines such as `--- Day changed`; where neither tells it, you are asked.
Time that goes back has passed midnight; the zone is asked for, unless the lines name it.
A line is known by its time, channel, nick and words, so that overlapping logs merge.
The channel is the one that the log names, or what you say.
Left out: lines that are none of a log.
"""

    def recognises(self, head: Head) -> bool:
        """Return whether most lines are those of a log, and two at least were said by somebody."""
        kinds = Counter(irc.line_of(line, True).kind for line in _shown(head))
        total = kinds.total()
        return kinds[irc.MESSAGE] >= min(2, total) > 0 and total - kinds[irc.OTHER] >= _ALIKE * total

    def read(self, head: Head, options: ReadOptions) -> Iterator[Item | LeftOut]:
        """Return each line that says something.

        Raises NeedsAnswer where the day or the zone is not told.
        """
        told = _Told(head, options, "irc", irc.channel_in(head.start.decode("utf-8", "replace")) or "IRC")
        with head.path.open("rb") as stream:
            for number, text in lines(stream, file=head.name):
                try:
                    line = irc.line_of(text, told.day_first)
                except DayOrMonthFirst:
                    raise told.which_order(text) from None
                place = f"line {number}"
                if line.day is not None:
                    told.calendar.turn_to(line.day)
                if line.kind == irc.OTHER:
                    yield LeftOut(place, "not a line of chat", told.channel, text[:80])
                elif line.stamp:
                    details: dict[str, object] = {"event": line.event} if line.event else {}
                    if line.kind == irc.EVENT:
                        details["subtype"] = "system_event"
                    yield told.item(line.stamp, line.nick, line.text, place, text, details)


class PastedChat:
    """The reader of conversations that were copied out of a chat."""

    format = "pasted-chat"
    title = "conversation copied from a chat (text)"
    propose = None
    about = """
A conversation marked and copied in Slack, Teams, Discord, WhatsApp, Zoom and their like, saved as text.
Its messages begin with a name and a time, such as `ida [5:00 PM]`, or with both before their first words.
Lines below belong to the message; a time alone is the same person's next message.
You are asked for the first day where it is not told, and for the zone.
Time that goes back has passed midnight.
A message is known by its time, channel, author and words, so that overlapping copies merge.
Left out: what stands before the first message, and messages without words.
"""

    def recognises(self, head: Head) -> bool:
        """Return whether a message begins within the first lines, and another one after it."""
        found = [header_of(line, True) for line in _shown(head)]
        named = [header for header in found if header and header.name != ""]
        return len(named) > 1 and any(found[:_FIRST])

    def read(self, head: Head, options: ReadOptions) -> Iterator[Item | LeftOut]:
        """Return each message with its words.

        Raises NeedsAnswer where the first day, the zone or the order of day and month is not told.
        """
        told = _Told(head, options, "chat", "pasted chat")
        with head.path.open("rb") as stream:
            numbered = ((n, line.replace("\0", "\ufffd")) for n, line in lines(stream, file=head.name))
            try:
                for found in assembled(numbered, told.day_first):
                    if isinstance(found, Stray):
                        reason = "belongs to no message"
                        yield LeftOut(f"line {found.line}", reason, told.channel, found.text[:80])
                    elif isinstance(found, Spoken):
                        yield _spoken(found, told)
                    else:
                        told.turn_to(found.year, found.month, found.day)
            except TwoOrders as error:
                raise told.which_order(error.line) from None


def _spoken(message: Spoken, told: "_Told") -> Item | LeftOut:
    if message.is_next_day:
        told.calendar.next_day()
    details: dict[str, object] = {"is_bot": True} if message.is_bot else {}
    return told.item(
        message.stamp, message.author, message.text, f"line {message.line}", message.raw, details
    )


def _shown(head: Head) -> list[str]:
    """Return a text's first lines that are not blank, whole ones only; none where it is no text."""
    encoding = "utf-16" if head.start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    text = head.start.decode(encoding, "replace")
    if head.members or "\0" in text:
        return []
    if head.size > len(head.start):
        text = text.rpartition("\n")[0]
    return [line for line in text.splitlines() if line.strip()][:_LOOKED_AT]


class _Told:
    """What a person and the text told of where and when, as reading goes on."""

    def __init__(self, head: Head, options: ReadOptions, tool: str, channel: str) -> None:
        self.channel = options.channel or channel
        self.calendar = Calendar(options.on_date, options.zone)
        self.day_first = _day_first(head) if options.day_first is None else options.day_first
        self._file, self._options, self._tool = head.name, options, tool
        self._now: datetime | None = None
        self._said: Counter[str] = Counter()  # at this instant

    def turn_to(self, year: int | None, month: int, day: int) -> None:
        """Go on at a day; the 29th of February of other years is passed over."""
        with suppress(ValueError):
            self.calendar.turn_to_part(year, month, day)

    def which_order(self, line: str) -> NeedsAnswer:
        """Return the question for the order of day and month, and for the zone if that is open too."""
        example = f"“{line.strip()[:60]}”"
        words = f"Its dates, as in {example}, can be read in two ways: does the day or the month come first?"
        asks = [Ask("day_first", words)]
        if self._options.zone is None:
            asks.append(_which_zone(example))
        return NeedsAnswer(self._file, *asks)

    def item(
        self, stamp: Stamp, author: str, text: str, place: str, raw: str, details: dict[str, object]
    ) -> Item | LeftOut:
        """Return what was said as an item; raises NeedsAnswer where day or zone is not told."""
        if not text:
            return LeftOut(place, "nothing in it", self.channel)
        try:
            occurred_at = self._instant(stamp, raw)
        except (NoSuchTime, OverflowError, ValueError) as error:
            return LeftOut(place, "time not understood", self.channel, str(error))
        if occurred_at != self._now:
            self._now = occurred_at
            self._said.clear()
        said = "\0".join((occurred_at.isoformat(), self.channel, author, text))
        self._said[said] += 1
        known = f"{said}\0{self._said[said]}".encode("utf-8", "replace")
        return Item(
            key=f"{self._tool}:{sha256(known).hexdigest()[:32]}",
            kind="message",
            occurred_at=occurred_at,
            text=text,
            place=place,
            raw=raw,
            channel=self.channel,
            author_id=author,
            author_name=author,
            is_bot=details.pop("is_bot", False) is True,
            details=details,
            precision="second" if stamp.has_seconds else "minute",
        )

    def _instant(self, stamp: Stamp, line: str) -> datetime:
        local = self.calendar.place(stamp)
        zone = self._options.zone
        example = f"“{line.strip().partition(chr(10))[0][:60]}”"
        asks = []
        if local is None:
            asks.append(Ask("on_date", f"It tells hours only, as in {example}. On which day does it begin?"))
        if zone is None and stamp.zone is None:
            asks.append(
                Ask("zone", f"Its times, as in {example}, name no zone. In which one were they shown?")
            )
        if local is None or zone is None and stamp.zone is None:
            raise NeedsAnswer(self._file, *asks)
        return instant_of(local, zone or UTC, self._options.repeated_hour, file=self._file)


def _which_zone(example: str) -> Ask:
    return Ask("zone", f"Its times, as in {example}, name no zone. In which one were they shown?")


def _day_first(head: Head) -> bool | None:
    """Return whether dates such as 14/10 name the day first, where one of the first lines gives it away."""
    for line in _shown(head):
        for first, other in _NUMBERS.findall(line[:200]):
            if max(int(first), int(other)) > 12:
                return int(first) > 12
    return None


READERS = (IrcLog(), PastedChat())
