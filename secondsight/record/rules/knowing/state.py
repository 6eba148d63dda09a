"""The answer: how events stood at a vantage at a moment."""

from datetime import datetime
from typing import NamedTuple


class Stood(NamedTuple):
    """An event as it stood at a vantage.

    `since_at` is when it was known or believed since, None while unknown. `mattered_at` is the moment by
    which it mattered, said only of what came too late. `is_undated` says of an unknown one that somebody
    there did know of it, and nobody knows since when.
    """

    event_id: str
    occurred_at: datetime | None
    since_at: datetime | None = None
    mattered_at: datetime | None = None
    is_undated: bool = False


class State(NamedTuple):
    """What a vantage held at a moment, each in order of occurrence, events without a time last.

    The first four share no event: known; believed; believed and, as it turned out, otherwise; unknown, which
    had happened and was neither known nor believed there. `too_late` names again what had reached them by
    then, and too late to matter.
    """

    known: tuple[Stood, ...] = ()
    believed: tuple[Stood, ...] = ()
    otherwise: tuple[Stood, ...] = ()
    unknown: tuple[Stood, ...] = ()
    too_late: tuple[Stood, ...] = ()
