"""When a room can come together, and what each time costs whom (R2.3).

A time is offered only if it asks nobody to come outside their hours, on a day off, while they rest after a
night, or away from something else, unless the one who plans says that it may.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from secondsight.base.errors import InvalidInput
from secondsight.organisation.rules.term import Term
from secondsight.organisation.rules.working_hours import Interval, WorkingHours

STEP = timedelta(minutes=30)
EDGE = timedelta(minutes=30)
LUNCH = (time(12), time(13))
NIGHT = (time(22), time(6))
TWO = 2
FAR = timedelta(days=60)


class Burden(Term):
    """What a time can ask of a person. The first four are asked of nobody unless it is said."""

    OUTSIDE_HOURS = "outside_hours", "outside working hours"
    DAY_OFF = "day_off", "on a day off"
    RESTING = "resting", "while resting after a night"
    BUSY = "busy", "away from something else"
    LUNCH = "lunch", "over lunch"
    EDGE = "edge", "at the very start or end of the day"


HARD = (Burden.OUTSIDE_HOURS, Burden.DAY_OFF, Burden.RESTING, Burden.BUSY)
WEIGHT = {
    Burden.DAY_OFF: 40,
    Burden.RESTING: 30,
    Burden.OUTSIDE_HOURS: 20,
    Burden.BUSY: 15,
    Burden.LUNCH: 3,
    Burden.EDGE: 1,
}


@dataclass(frozen=True, slots=True)
class Attendee:
    """What is known of when somebody can come. Times are UTC instants.

    `section` is when a guest is needed, from and until, counted from the start of the meeting; None for
    those who are there for all of it.
    """

    name: str
    hours: WorkingHours
    busy: tuple[Interval, ...] = ()
    rests_until: datetime | None = None
    section: tuple[timedelta, timedelta] | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a time asks of one person, in a sentence."""

    name: str
    burden: Burden
    sentence: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that a meeting could take, half-open, with what it costs whom."""

    starts_at: datetime
    ends_at: datetime
    costs: tuple[Cost, ...] = ()
    is_late: str = ""  # a sentence where it is past the hours that were agreed on

    @property
    def weight(self) -> int:
        """How much the time asks of all of them together; for the order alone, never shown."""
        return sum(WEIGHT[cost.burden] for cost in self.costs) + (10 if self.is_late else 0)


@dataclass(frozen=True, slots=True)
class Window:
    """Where to look for times, half-open; `resolved_at` is what the agreed hours count from."""

    from_at: datetime
    to_at: datetime
    resolved_at: datetime | None = None
    target_hours: int = 48
    limit_hours: int = 72


def rests_until(worked: Interval, hours: WorkingHours, rest: timedelta) -> datetime | None:
    """Return until when somebody rests who worked from and until, None if it was not at night.

    Night is from 22:00 to 6:00 on their wall; half an hour of it is none.
    Source: R2.3.
    """
    begins, ends = worked
    day = begins.astimezone(hours.zone).date() - timedelta(days=1)
    while day <= ends.astimezone(hours.zone).date():
        night_from = datetime.combine(day, NIGHT[0], tzinfo=hours.zone).astimezone(UTC)
        night_to = datetime.combine(day + timedelta(days=1), NIGHT[1], tzinfo=hours.zone).astimezone(UTC)
        if min(ends, night_to) - max(begins, night_from) >= STEP:
            return ends + rest
        day += timedelta(days=1)
    return None


def propose(
    attendees: Sequence[Attendee],
    length: timedelta,
    window: Window,
    *,
    allowed: Iterable[Burden] = (),
    most: int = 5,
) -> list[Slot]:
    """Return up to `most` times that do not overlap, those that ask least first, then the earliest.

    Of one day two at most, unless there are no others. Times begin on the half hour. `allowed` names what
    may be asked of people beyond their usual day.
    Raises InvalidInput for a meeting of no length, a window that ends before it begins or spans over 60 days.
    Source: R2.3.
    """
    if length <= timedelta():
        raise InvalidInput("A meeting takes at least a minute.", field="minutes")
    if window.to_at <= window.from_at or window.to_at - window.from_at > FAR:
        raise InvalidInput("Look for times within 60 days, from a day to a later one.", field="until")
    allowed = frozenset(allowed)
    weighed = (weigh(attendees, start, start + length, window) for start in _starts(window, length))
    found = [slot for slot in weighed if not any(_is_too_much(cost, allowed) for cost in slot.costs)]
    ordered = sorted(found, key=lambda one: (one.weight, one.starts_at))
    # Two a day first, so that there is a choice of days; more of one day only where there is no other.
    chosen = _apart(ordered, most, a_day=TWO)
    return chosen if len(chosen) == most else _apart(ordered, most, a_day=most)


def weigh(
    attendees: Sequence[Attendee], starts_at: datetime, ends_at: datetime, window: Window | None = None
) -> Slot:
    """Return a time with what it costs each of them, in the order of the people."""
    costs = [cost for one in attendees for cost in _costs(one, starts_at, ends_at)]
    return Slot(starts_at, ends_at, tuple(costs), _lateness(starts_at, window) if window else "")


def who_stands_in_the_way(
    attendees: Sequence[Attendee], length: timedelta, window: Window, *, allowed: Iterable[Burden] = ()
) -> list[tuple[str, int]]:
    """Return, where no time suits all, whose absence would open how many times; most first.

    Empty where even one person fewer would not help: then at least two of them never work at once.
    """
    allowed = frozenset(allowed)
    opened: dict[int, int] = {}
    for starts_at in _starts(window, length):
        unable = {
            number
            for number, one in enumerate(attendees)
            for cost in _costs(one, starts_at, starts_at + length)
            if _is_too_much(cost, allowed)
        }
        if len(unable) == 1:
            number = unable.pop()
            opened[number] = opened.get(number, 0) + 1
    ordered = sorted(opened.items(), key=lambda pair: (-pair[1], attendees[pair[0]].name))
    return [(attendees[number].name, times) for number, times in ordered]


def _apart(ordered: Sequence[Slot], most: int, *, a_day: int) -> list[Slot]:
    """The first of them that do not overlap, at most so many beginning within one day of UTC."""
    chosen: list[Slot] = []
    days: Counter[date] = Counter()
    for slot in ordered:
        is_free = all(slot.ends_at <= other.starts_at or slot.starts_at >= other.ends_at for other in chosen)
        if is_free and days[slot.starts_at.date()] < a_day:
            chosen.append(slot)
            days[slot.starts_at.date()] += 1
        if len(chosen) == most:
            break
    return chosen


def _is_too_much(cost: Cost, allowed: frozenset[Burden]) -> bool:
    return cost.burden in HARD and cost.burden not in allowed


def _starts(window: Window, length: timedelta) -> Iterable[datetime]:
    minute = window.from_at.replace(second=0, microsecond=0)
    beyond = timedelta(minutes=minute.minute % 30)
    starts_at = minute - beyond
    if starts_at < window.from_at:
        starts_at += STEP
    while starts_at + length <= window.to_at:
        yield starts_at
        starts_at += STEP


def _costs(one: Attendee, starts_at: datetime, ends_at: datetime) -> list[Cost]:
    if one.section is not None:
        starts_at, ends_at = starts_at + one.section[0], starts_at + one.section[1]
    found = []
    local, local_end = starts_at.astimezone(one.hours.zone), ends_at.astimezone(one.hours.zone)
    at = f"{local:%H:%M}"
    worked = next(
        (
            hours
            for hours in one.hours.between(starts_at, ends_at)
            if hours[0] <= starts_at and ends_at <= hours[1]
        ),
        None,
    )
    if worked is None:
        day = local.date()
        if one.hours.is_working_day(day):
            found.append(Cost(one.name, Burden.OUTSIDE_HOURS, f"{one.name}: {at} is outside their hours."))
        else:
            found.append(Cost(one.name, Burden.DAY_OFF, f"{one.name}: {local:%A} is a day off for them."))
    if one.rests_until is not None and starts_at < one.rests_until:
        until = one.rests_until.astimezone(one.hours.zone)
        found.append(
            Cost(one.name, Burden.RESTING, f"{one.name} worked at night and rests until {until:%A %H:%M}.")
        )
    if any(starts_at < busy_to and busy_from < ends_at for busy_from, busy_to in one.busy):
        found.append(Cost(one.name, Burden.BUSY, f"{one.name} has something else at {at}."))
    if worked is not None:
        if local.date() == local_end.date() and local.time() < LUNCH[1] and local_end.time() > LUNCH[0]:
            found.append(Cost(one.name, Burden.LUNCH, f"{one.name}: {at} goes into lunch."))
        if starts_at - worked[0] < EDGE or worked[1] - ends_at < EDGE:
            edge = "start" if starts_at - worked[0] < EDGE else "end"
            found.append(Cost(one.name, Burden.EDGE, f"{one.name}: {at} is at the very {edge} of their day."))
    return found


def _lateness(starts_at: datetime, window: Window) -> str:
    if window.resolved_at is None:
        return ""
    hours = int((starts_at - window.resolved_at).total_seconds() // 3600)
    if hours >= window.limit_hours:
        return (
            f"{hours} hours after it was resolved, beyond the limit of {window.limit_hours}: by then people "
            "remember what they were told since."
        )
    if hours >= window.target_hours:
        return f"{hours} hours after it was resolved; the target is {window.target_hours}."
    return ""
