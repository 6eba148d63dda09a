"""Moments in free text: the lines that begin with a time (R2.6).

Only clear forms are taken: "14:05 the pager went", "- about 2:10 pm: rolled back", "2026-03-11 14:05:30 …".
What a line does not say clearly stays text; the author adds the moment by hand.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from secondsight.record.rules.vocabulary import Precision

MOST = 60  # moments of one account
LONGEST = 500
EARLY = timedelta(hours=3)  # how long before an incident began its story may begin
_LINE = re.compile(
    r"""^\s*(?:[-*•–—]\s+)?
    (?P<day>\d{4}-\d{2}-\d{2})?[ T]*
    (?:at\s+)?(?P<about>~|≈|(?:about|around|approx\.?|approximately|ca\.?|circa|roughly)\s)?\s*
    (?P<hour>[01]?\d|2[0-3])[:h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?!\d|[.:]\d)
    \s*(?P<half>[ap]\.?m\.?(?![a-z]))?
    (?:\s*(?:-|–|—|to|until)\s*(?:[01]?\d|2[0-3])[:h][0-5]\d(?::[0-5]\d)?(?:\s*[ap]\.?m\.?)?)?
    \s*(?:[-–—:,;.]\s*|\s)(?P<what>\S.*?)\s*$""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A moment that a line of the text tells, its time on the author's clock."""

    line: str
    clock: time
    precision: Precision
    what: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of an account as its author leaves it.

    `line` is the line of the text that it came from, "" for one put in by hand. `is_mine` says that the
    author changed it, `is_no_moment` that the line is none.
    """

    what: str
    occurred_at: datetime | None = None
    precision: Precision = Precision.MINUTE
    actor: str = ""
    belief: str = ""
    event: str = ""
    line: str = ""
    is_mine: bool = False
    is_no_moment: bool = False


def recognise(text: str) -> list[Recognised]:
    """Return the moments that lines of a text begin with a time for, in their order, at most 60."""
    found = (_read(line) for line in text.splitlines())
    return [one for one in found if one is not None][:MOST]


def place_in_time(recognised: Iterable[Recognised], began_at: datetime, zone: tzinfo) -> list[Moment]:
    """Return recognised moments at their instants: on the day that is said, else from 3 h before it began.

    `zone` is the author's. A time that a change of clocks has twice is the first of them.
    """
    made = []
    for one in recognised:
        made.append(
            Moment(one.what, _instant(one, began_at, zone), one.precision, line=one.line),
        )
    return made


def settle(found: Iterable[Moment], kept: Iterable[Moment]) -> list[Moment]:
    """Return the moments of an account: what the text tells now, as far as its author has not changed it.

    What the author corrected stays as corrected, also when its line has gone; what came from a line that is
    gone and was never corrected goes with it. First those of the text in its order, then the others.
    """
    by_line: dict[str, list[Moment]] = {}
    by_hand = []
    for one in kept:
        if one.line:
            by_line.setdefault(one.line, []).append(one)
        else:
            by_hand.append(one)
    found = list(found)
    same = [by_line[one.line].pop(0) if by_line.get(one.line) else None for one in found]
    # A corrected moment goes with its line when that is reworded: the line that begins with the same time.
    adrift = [one for rest in by_line.values() for one in rest if one.is_mine or one.is_no_moment]
    settled = []
    for one, mine in zip(found, same, strict=True):
        if mine is None:
            moved = next((each for each in adrift if _begins(each) == _begins(one)), None)
            if moved is not None:
                adrift.remove(moved)
                mine = replace(moved, line=one.line)
        settled.append(mine if mine is not None and (mine.is_mine or mine.is_no_moment) else one)
    left = [*by_hand, *(one for one in adrift if not one.is_no_moment)]
    return [*settled, *(one for one in left if one.what)][: 2 * MOST]


def in_order(moments: Iterable[Moment]) -> list[Moment]:
    """Return the moments that count, those with a time by it and the others after the one they follow."""
    placed, last = [], datetime.min.replace(tzinfo=UTC)
    for number, one in enumerate(one for one in moments if not one.is_no_moment and one.what):
        last = one.occurred_at or last
        placed.append((last, number, one))
    return [one for *_, one in sorted(placed, key=lambda each: each[:2])]


def _begins(moment: Moment) -> str:
    return moment.line.split()[0]


def _read(line: str) -> Recognised | None:
    match = _LINE.match(line[:2000])
    if match is None:
        return None
    hour, half = int(match["hour"]), (match["half"] or "").lower().replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        day = date.fromisoformat(match["day"]) if match["day"] else None
    except ValueError:
        return None
    precision = Precision.SECOND if match["second"] else Precision.MINUTE
    clock = time(hour, int(match["minute"]), int(match["second"] or 0))
    what = match["what"][:LONGEST]
    return Recognised(line.strip(), clock, Precision.ABOUT if match["about"] else precision, what, day)


def _instant(one: Recognised, began_at: datetime, zone: tzinfo) -> datetime:
    if one.day is not None:
        return datetime.combine(one.day, one.clock, zone).astimezone(UTC)
    earliest = began_at - EARLY
    day = earliest.astimezone(zone).date()
    while (at := datetime.combine(day, one.clock, zone).astimezone(UTC)) < earliest:
        day += timedelta(days=1)
    return at
