"""Who seems to have heard of a hypothesis' step: those who wrote where it was said, after it (R3.7b, S9)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

WITHIN = timedelta(hours=1)
"""Who writes later than this may have read it or not."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message in the channel where the step was said."""

    item: int
    at: datetime
    who: str
    is_bot: bool = False


def propose_hearers(
    step_at: datetime, messages: Iterable[Said], settled: Collection[str], within: timedelta = WITHIN
) -> list[Said]:
    """Return the first message of each who wrote after a step and within the time, the earliest first.

    `settled` are names of whom it is known already, or was said not to be so: who took the step, who had
    heard. A message at the step's own instant is not after it. Bots hear nothing.
    Source: R3.7b.
    """
    first: dict[str, Said] = {}
    for message in sorted(messages, key=lambda each: (each.at, each.item)):
        is_after = step_at < message.at <= step_at + within
        if is_after and message.who and not message.is_bot and message.who not in settled:
            first.setdefault(message.who, message)
    return list(first.values())
