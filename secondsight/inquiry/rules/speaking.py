"""Who has spoken in a live session, and who not yet (R4.2). For the one who leads it, never a ranking."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is in the room or expected there."""

    account: str
    name: str
    arrived_at: datetime | None
    spoke_at: datetime | None


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who is there, in two groups: those not heard yet first come who arrived first; then who has spoken."""

    not_yet: tuple[Present, ...]
    spoken: tuple[Present, ...]
    awaited: tuple[Present, ...]  # expected, not there, not heard


def who_speaks(people: Iterable[Present], *, leads: str = "") -> Speaking:
    """Return who has spoken and who has not; whoever leads (an account's id) is not counted.

    Somebody who is heard without being signed in has spoken. By name where instants are alike.
    """
    asked = sorted((one for one in people if one.account != leads), key=lambda one: (one.name, one.account))
    heard = [one for one in asked if one.spoke_at is not None]
    silent = [one for one in asked if one.spoke_at is None and one.arrived_at is not None]
    return Speaking(
        tuple(sorted(silent, key=_arrival)),
        tuple(heard),
        tuple(one for one in asked if one.spoke_at is None and one.arrived_at is None),
    )


def _arrival(one: Present) -> datetime:
    assert one.arrived_at is not None
    return one.arrived_at
