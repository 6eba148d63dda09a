"""The entries of a timeline, from tables, lists, lines and headings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from secondsight.inquiry.rules.archive import RecognisedEntry
from secondsight.integrations.postmortem.blocks import Block, Item, Section, Words, outline
from secondsight.integrations.postmortem.columns import ENTRY_NAMES, columns_of, timed_share
from secondsight.integrations.postmortem.dating import Calendar
from secondsight.integrations.postmortem.kinds import kind_of
from secondsight.integrations.postmortem.placeholders import is_empty, is_left_over, is_sample_stamp
from secondsight.integrations.postmortem.stamps import Stamp, find_dates, read_stamp
from secondsight.integrations.postmortem.wording import fitted
from secondsight.integrations.postmortem.zones import zone_named, zone_stated
from secondsight.record.rules.vocabulary import Precision

_LABEL = re.compile(r"(?P<label>[A-Z][\w /&’'-]{2,50}):\s+(?P<rest>.+)")
_BEHIND = re.compile(r"(?P<what>.+?)\s*[(\[](?P<stamp>[^()\[\]]{3,40})[)\]]\.?")
# What was meant as a date and is none: “11/03/202”, “20202-01-16”.
_LIKE_STAMP = re.compile(r"[\d?]{1,5}[-/.][\d?]{1,4}[-/.][\d?]{1,5}\b(?:\s+\d{1,2}:\d\d)?(?=[\s:–—-])")
FEW = 3  # so many lines that begin with a time are a timeline wherever they stand


@dataclass(slots=True)
class _Draft:
    """An entry while its words are still being gathered."""

    words: list[str]
    line: int
    stamp: Stamp | None = None
    stamp_words: str = ""
    more: list[str] = field(default_factory=list)
    actor: str = ""


class Timeline:
    """Gathers the entries of one document, in its order."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.entries: list[RecognisedEntry] = []
        self.kept: list[Block] = []  # what stands in a timeline and is no entry
        self.left_over: list[int] = []  # lines of a template's sample rows
        self._open: _Draft | None = None

    def read(self, section: Section, *, is_first: bool) -> None:
        """Take in a section; `is_first` is the one whose heading says that the timeline begins."""
        self._heading(section.heading, is_first=is_first)
        for block in section.blocks:
            if block.table is not None:
                self._close()
                self._table(block)
            elif block.items and self._open is not None and not _has_stamps(block.items):
                self._open.more += outline(block.items)
            elif block.items:
                self._list(block.items)
            elif block.lines:
                self._paragraph(block)
            else:
                self.kept.append(block)
        self._close()

    def _heading(self, heading: Words, *, is_first: bool) -> None:
        text = heading.text
        if is_first:
            if zone := zone_named(text):
                self.calendar.zone = zone
            for stamp in find_dates(text)[:1]:
                self.calendar.set_day(stamp)
            return
        stamp = read_stamp(text)
        if stamp is None:
            for found in find_dates(text)[:1]:
                self.calendar.set_day(found)
            return
        rest = text[stamp.end :].strip()
        if stamp.clock is None:
            self.calendar.set_day(stamp)
            return
        self._begin(stamp, [rest] if rest else [], heading.line)

    def _paragraph(self, block: Block) -> None:
        is_taken = False
        for number, words in enumerate(block.lines):
            stamp = read_stamp(words.text)
            rest = words.text[stamp.end :].strip() if stamp else ""
            zone = zone_stated(words.text)
            following = block.lines[number + 1 : number + 2]
            if stamp and stamp.clock is None and is_empty(rest) and following and not _begins(following[0]):
                self._begin(stamp, [], words.line)
                is_taken = True
            elif stamp and stamp.clock is None and (zone or is_empty(rest)):
                self._close()
                self.calendar.zone = zone or self.calendar.zone
                is_taken = self.calendar.set_day(stamp) or is_taken
            elif stamp and (stamp.clock is not None or stamp.day or stamp.first):
                self._begin(stamp, [rest] if rest else [], words.line)
                is_taken = True
            elif not stamp and (like := _LIKE_STAMP.match(words.text)):
                self._begin(None, [words.text[like.end() :].strip(" :–—-")], words.line, told=like[0])
                is_taken = True
            elif zone:
                self.calendar.zone = zone
                for found in find_dates(words.text)[:1]:
                    self.calendar.set_day(found)
                is_taken = True
            elif self._open is not None:
                self._open.words.append(words.text)
                is_taken = True
        if not is_taken:
            self.kept.append(block)

    def _list(self, items: Iterable[Item]) -> None:
        for item in items:
            first = item.lines[0].text if item.lines else ""
            stamp = read_stamp(first)
            below = _has_stamps(item.children)
            if stamp is not None and stamp.clock is None:
                rest = " ".join([first[stamp.end :], *(one.text for one in item.lines[1:])]).strip()
                if below or is_empty(rest):
                    self._close()
                    self.calendar.set_day(stamp)
                    self._list(item.children)
                    continue
            if stamp is None and below:
                self._close()
                self._list(item.children)
                continue
            self._item(item, stamp, has_entries_below=below)

    def _item(self, item: Item, stamp: Stamp | None, *, has_entries_below: bool) -> None:
        lines = [one.text for one in item.lines]
        if not lines or is_empty(" ".join(lines)):
            return
        if stamp is None and (zone := zone_stated(lines[0])) and not item.children:
            self.calendar.zone = zone
            return
        told = ""
        if stamp is None and (like := _LIKE_STAMP.match(lines[0])):
            told, lines[0] = like[0], lines[0][like.end() :].strip(" :–—-")
        elif stamp is None:
            stamp, lines[0] = _elsewhere(lines[0])
        else:
            lines[0] = lines[0][stamp.end :]
        self._begin(stamp, [line for line in lines if line.strip()], item.line, told=told)
        if has_entries_below:
            self._close()
            self._list(item.children)
        elif self._open is not None:
            self._open.more += outline(item.children)
        self._close()

    def _table(self, block: Block) -> None:
        table = block.table
        if table is None:
            return
        columns = columns_of(table, ENTRY_NAMES, has_times=True)
        header = {number: words.text for number, words in enumerate(table.header)}
        if not columns.keys() & {"time", "date", "day"}:
            self.kept.append(block)
            return
        for name in ("date", "time"):
            if name in columns and (zone := zone_named(header[columns[name]])):
                self.calendar.zone = zone
        rows = table.rows
        if read_stamp(
            table.header[columns.get("time", columns.get("date", columns.get("day", 0)))].text, is_column=True
        ):
            rows = (table.header, *rows)
            header = {}
        for row in rows:
            self._row(row, columns, header)

    def _row(self, row: tuple[Words, ...], columns: dict[str, int], header: dict[int, str]) -> None:
        def cell(name: str) -> str:
            number = columns.get(name, -1)
            return row[number].text.strip() if 0 <= number < len(row) else ""

        day = cell("date") if "date" in columns else cell("day")
        told = " ".join(part for part in (day, cell("time")) if not is_empty(part) or "?" in part)
        what = cell("what")
        stamp = read_stamp(told, is_column=True) if told else None
        if is_empty(what) and "what" in columns:
            if stamp is not None and stamp.has_date and stamp.clock is None:
                self.calendar.set_day(stamp)
            return
        if is_left_over(what) and (stamp is None or stamp.clock is None or is_sample_stamp(told)):
            self.left_over.append(row[0].line)
            return
        said = {columns.get(name) for name in ("date", "day", "time", "what", "actor")}
        more = [
            f"{header.get(number, '')}: {words.text}".lstrip(": ")
            for number, words in enumerate(row)
            if number not in said and not is_empty(words.text)
        ]
        lines = what.splitlines()
        self._begin(stamp, lines, row[0].line, told=told, actor=cell("actor"), more=more)
        self._close()

    def _begin(
        self,
        stamp: Stamp | None,
        words: list[str],
        line: int,
        *,
        told: str = "",
        actor: str = "",
        more: Iterable[str] = (),
    ) -> None:
        self._close()
        self._open = _Draft(words, line, stamp, told or (stamp.words if stamp else ""), list(more), actor)

    def _close(self) -> None:
        draft, self._open = self._open, None
        if draft is None:
            return
        stamp = draft.stamp
        at, precision = self.calendar.place(stamp) if stamp else (None, Precision.MINUTE)
        until = stamp.until.words if stamp and stamp.until else ""
        text = " ".join(part.strip() for part in draft.words if part.strip())
        if is_empty(text):
            text, draft.more = (draft.more[0].lstrip("- "), draft.more[1:]) if draft.more else ("", [])
        if not text:
            return
        if is_left_over(text) and at is None:
            self.left_over.append(draft.line)
            return
        more = [*draft.more, *([f"Until {until}."] if until else [])]
        if draft.stamp_words and at is None:
            more.append(f"The document gives the time as “{draft.stamp_words[:100]}”.")
        what, context = fitted(text, *more)
        self.entries.append(
            RecognisedEntry(
                what=what,
                line=draft.line,
                stamp=draft.stamp_words[:100],
                occurred_at=at,
                precision=precision,
                until=until,
                context=context,
                actor=draft.actor[:200],
                kind=kind_of(what),
            )
        )


def is_timeline(block: Block) -> bool:
    """Return whether a table, a list or a paragraph is a timeline although no heading says so."""
    if block.table is not None:
        columns = columns_of(block.table, ENTRY_NAMES, has_times=True)
        return (
            "time" in columns
            and len(block.table.rows) > 1
            and timed_share(block.table, columns["time"]) > 0.5
        )
    if block.items:
        firsts = [item.lines[0].text for item in block.items if item.lines]
    else:
        firsts = [words.text for words in block.lines]
    timed = sum(_has_time(text) for text in firsts)
    return timed >= FEW and timed >= 0.6 * len(firsts)


def _has_time(text: str) -> bool:
    stamp = read_stamp(text)
    return stamp is not None and stamp.clock is not None


def _begins(words: Words) -> bool:
    return read_stamp(words.text) is not None or zone_stated(words.text) is not None


def _has_stamps(items: Iterable[Item]) -> bool:
    return any(item.lines and _has_time(item.lines[0].text) for item in items)


def _elsewhere(text: str) -> tuple[Stamp | None, str]:
    """The stamp of “Detected: 14:02 UTC” and of “The alert fires (14:02)”, and the text without it."""
    if (match := _LABEL.fullmatch(text)) and (stamp := read_stamp(match["rest"])) and stamp.clock is not None:
        rest = match["rest"][stamp.end :].strip()
        return stamp, f"{match['label']}: {rest}" if rest else match["label"]
    if match := _BEHIND.fullmatch(text):
        found = read_stamp(match["stamp"])
        if found and found.clock is not None and found.end >= len(match["stamp"]):
            return found, match["what"]
    return None, text
