"""A receipt that adds up: read = imported + merged + left out, for a file and for each of its channels."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

IMPORTED, MERGED, LEFT_OUT = "imported", "merged", "left_out"
OUTCOMES = (IMPORTED, MERGED, LEFT_OUT)
# A table may have a channel a row. What is beyond this many is summed under one name.
MOST_CHANNELS = 1_000
OTHER_CHANNELS = "…other channels"
MOST_REASONS = 200
OTHER_REASONS = "other reasons"


@dataclass
class Receipt:
    """What became of the records of one file, each counted once, where it ended."""

    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    by_channel: dict[str, Counter[str]] = field(default_factory=dict)

    def count(self, outcome: str, channel: str, *, reason: str = "") -> None:
        """Count one record; a left-out one has its reason."""
        if reason:
            self.reasons[self._known(reason, self.reasons, MOST_REASONS, OTHER_REASONS)] += 1
        self.count_each(outcome, (channel,))

    def count_each(self, outcome: str, channels: Iterable[str]) -> None:
        """Count records that ended alike, each by its channel."""
        for channel, number in Counter(channels).items():
            self.outcomes[outcome] += number
            name = self._known(channel, self.by_channel, MOST_CHANNELS, OTHER_CHANNELS)
            self.by_channel.setdefault(name, Counter())[outcome] += number

    @property
    def read(self) -> int:
        """Return how many records were read."""
        return self.outcomes.total()

    @property
    def channels(self) -> dict[str, dict[str, int]]:
        """Return each channel's {"read", "imported", "merged", "left_out"}, the busiest channel first."""
        busiest = sorted(self.by_channel.items(), key=lambda pair: (-pair[1].total(), pair[0]))
        return {
            name: {"read": counts.total(), **{outcome: counts[outcome] for outcome in OUTCOMES}}
            for name, counts in busiest
        }

    @staticmethod
    def _known(name: str, there: Mapping[str, object], most: int, other: str) -> str:
        return name if name in there or len(there) < most else other
