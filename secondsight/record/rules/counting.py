"""What the evidence tells of impact when it is counted: tickets, people called, values of alerts (R3.6, S9).

Nothing is inferred: each number is a count of items, or stands in one, and goes back to them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from secondsight.record.rules.impact import Side

CALLED = frozenset({"notified", "assigned", "escalated", "requested"})
"""States of a page in which it names somebody who was called."""
MOST_SERIES = 8  # of alerts' values, those with the most readings
_VALUE = re.compile(
    r"(?:^|[\s,(\[])([A-Za-z_][\w.:%/ -]{0,60}?) ?= ?(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])"
)
_STEPS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 360, 1440))


@dataclass(frozen=True, slots=True)
class CountedItem:
    """What counting needs of an item of evidence: a ticket, a page or an alert."""

    id: int
    kind: str
    key: str
    at: datetime  # by the incident's clocks
    text: str = ""
    state: str = ""
    to: str = ""  # who was called
    name: str = ""  # the alert's


@dataclass(frozen=True, slots=True)
class Reading:
    """A number of a series; of counts by stretches, `at` is where the stretch begins."""

    at: datetime
    value: float
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers counted from evidence. `step` is the stretch that each counts, None for instants."""

    key: str
    label: str
    side: Side
    unit: str
    step: timedelta | None
    readings: tuple[Reading, ...]


def count(items: Iterable[CountedItem]) -> list[Series]:
    """Return the series that the evidence tells: tickets opened, people called so far, values of alerts.

    Each begins with the first item that tells of it; stretches in which nothing came are not listed.
    Source: R3.6.
    """
    ordered = sorted(items, key=lambda item: (item.at, item.id))
    found = [_tickets(ordered), _paged(ordered), *_values(ordered)]
    return [series for series in found if series is not None]


def _tickets(items: list[CountedItem]) -> Series | None:
    opened = [item for item in items if item.kind == "ticket" and item.key.endswith(":opened")]
    if not opened:
        return None
    step = _step(opened[-1].at - opened[0].at)
    stretches: dict[datetime, list[int]] = {}
    for item in opened:
        stretches.setdefault(_floor(item.at, step), []).append(item.id)
    readings = tuple(Reading(at, float(len(ids)), tuple(ids)) for at, ids in stretches.items())
    return Series("tickets", "Tickets opened", Side.CUSTOMER, "", step, readings)


def _paged(items: list[CountedItem]) -> Series | None:
    called: dict[str, Reading] = {}
    for item in items:
        if item.kind != "page" or item.state not in CALLED:
            continue
        for name in filter(None, (part.strip() for part in item.to.split(","))):
            if name.casefold() not in called:
                called[name.casefold()] = Reading(item.at, float(len(called) + 1), (item.id,))
    if not called:
        return None
    return Series("paged", "Engineers paged so far", Side.INTERNAL, "", None, tuple(called.values()))


def _values(items: list[CountedItem]) -> list[Series]:
    found: dict[tuple[str, str], list[Reading]] = {}
    for item in items:
        if item.kind != "alert" or item.state == "resolved":
            continue
        for line in item.text.splitlines()[1:]:
            for name, value in _VALUE.findall(line):
                found.setdefault((item.name, name.strip()), []).append(
                    Reading(item.at, float(value), (item.id,))
                )
    most = sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))[:MOST_SERIES]
    return [
        Series(
            f"alert:{alert}:{name}",
            f"{alert}: {name}" if alert else name,
            Side.INTERNAL,
            "",
            None,
            tuple(readings),
        )
        for (alert, name), readings in most
    ]


def _step(length: timedelta) -> timedelta:
    """The stretch that gives at most some thirty of them."""
    return next((step for step in _STEPS if length / step <= 30), _STEPS[-1])


def _floor(at: datetime, step: timedelta) -> datetime:
    since_midnight = at - at.replace(hour=0, minute=0, second=0, microsecond=0)
    return at - since_midnight % step
