"""What is done when, played in the order of time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from demo import facts
from secondsight.followup.models import Commitment
from secondsight.inquiry.models import Factor, Idea, Review
from secondsight.organisation.models import Account, Service, Severity, Team, Tier
from secondsight.record.models import Event, EvidenceItem, Incident

Deed = Callable[[datetime], Any]


@dataclass
class Cast:
    """Who and what there is by now, by the names that the facts give them."""

    people: dict[str, Account] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    severities: dict[str, Severity] = field(default_factory=dict)
    tiers: dict[str, Tier] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    items: dict[tuple[str, str], EvidenceItem] = field(default_factory=dict)  # by incident and key
    events: dict[tuple[str, str], Event] = field(default_factory=dict)
    reviews: dict[str, Review] = field(default_factory=dict)
    factors: dict[tuple[str, str], Factor] = field(default_factory=dict)
    ideas: dict[tuple[str, str], Idea] = field(default_factory=dict)
    commitments: dict[tuple[str, str], Commitment] = field(default_factory=dict)


class Script:
    """Deeds with their instants. None is later than the demo's present, `anchor`."""

    def __init__(self, anchor: datetime, incidents: Iterable[facts.Incident]) -> None:
        self.anchor = anchor
        self.cast = Cast()
        self._starts = {incident.slug: incident.started_at(anchor) for incident in incidents}
        self._deeds: list[tuple[datetime, Deed]] = []

    def started(self, incident: facts.Incident) -> datetime:
        """Return when an incident started."""
        return self._starts[incident.slug]

    def start_of(self, review: facts.Review) -> datetime:
        """Return when the first of a review's incidents started."""
        return min(self._starts[slug] for slug in review.incidents)

    def instant(self, when: facts.When, review: facts.Review) -> datetime:
        """Return the instant of a moment that is counted from the first of a review's incidents."""
        return facts.instant(when, anchor=self.anchor, start=self.start_of(review))

    def add(self, at: datetime, deed: Deed) -> None:
        """Let something be done at an instant; of several at the same one, the one added first comes first."""
        self._deeds.append((min(at, self.anchor), deed))

    def add_series(self, at: datetime, deeds: list[Deed], *, apart: timedelta) -> None:
        """Let things be done one after the other, so far apart."""
        for number, deed in enumerate(deeds):
            self.add(at + number * apart, deed)

    def play(self) -> None:
        """Do everything, the oldest first."""
        for at, deed in sorted(self._deeds, key=lambda one: one[0]):
            deed(at)
