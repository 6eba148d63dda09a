"""What the evidence tells of an incident's course, with the points on which several milestones rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from secondsight.record.rules.candidates.facts import CandidateFact, EvidenceFact
from secondsight.record.rules.candidates.signs import Sign
from secondsight.record.rules.vocabulary import MilestoneKind

S = Sign

SIGNALS_APART = timedelta(minutes=25)  # two that lie further apart are taken for two matters
COMES_BACK = timedelta(hours=1)  # an alert after the all-clear, which then was none
ANOTHER_MATTER = timedelta(hours=3)  # before the first signal: mentioned, not taken

_SIGNALS = frozenset({S.ALERT_FIRED, S.CUSTOMERS_WROTE, S.IMPACT_TOLD})
_ANCHORS = (S.DECLARED, S.COMMAND_TAKEN, S.ACKNOWLEDGED, S.STATUS_TOLD)


@dataclass(frozen=True, slots=True)
class ProposedMilestone:
    """When a milestone was reached, why that is thought, and the evidence (the telling item first)."""

    kind: MilestoneKind
    at: datetime
    why: str
    item_keys: tuple[str, ...]


class Told:
    """The candidates of an incident in time's order, with the points that several milestones need."""

    def __init__(self, candidates: list[CandidateFact], facts: Sequence[EvidenceFact]) -> None:
        self.candidates = candidates
        self.facts = sorted(facts, key=lambda fact: (fact.occurred_at, fact.key))
        self.by_key = {fact.key: fact for fact in facts}
        self.declared = self.first(S.DECLARED)
        self.anchor = next((each for sign in _ANCHORS if (each := self.first(sign))), None)
        self.signal, self.other_matter = self._signal()
        self.alarmed_last = self.last(S.ALERT_FIRED)

    def first(self, *signs: Sign, after: datetime | None = None) -> CandidateFact | None:
        """Return the first candidate with one of these signs, from an instant on."""
        there = (each for each in self.candidates if each.sign in signs)
        return next((each for each in there if after is None or each.occurred_at >= after), None)

    def last(self, *signs: Sign) -> CandidateFact | None:
        """Return the last candidate with one of these signs."""
        return next((each for each in reversed(self.candidates) if each.sign in signs), None)

    def settled(self, *signs: Sign) -> CandidateFact | None:
        """Return the first that stands: none of the alerts before it came back within the hour."""
        return next(
            (each for each in self.candidates if each.sign in signs and not self._came_back(each)), None
        )

    def _came_back(self, call: CandidateFact) -> bool:
        alarms = [each for each in self.candidates if each.sign is S.ALERT_FIRED]
        before = {each.about for each in alarms if each.occurred_at <= call.occurred_at}
        return any(
            timedelta() < each.occurred_at - call.occurred_at <= COMES_BACK and each.about in before
            for each in alarms
        )

    def _signal(self) -> tuple[CandidateFact | None, CandidateFact | None]:
        """The first of the signals that run up to the alarm, and one before that may be another matter."""
        signals = [each for each in self.candidates if each.sign in _SIGNALS]
        if self.anchor is not None:
            signals = [each for each in signals if each.occurred_at <= self.anchor.occurred_at]
        if not signals:
            return None, None
        first = 0
        for place in range(len(signals) - 1, 0, -1):
            if self.anchor and signals[place].occurred_at - signals[place - 1].occurred_at > SIGNALS_APART:
                first = place
                break
        before = signals[first - 1] if first else None
        if before and signals[first].occurred_at - before.occurred_at > ANOTHER_MATTER:
            before = None
        return signals[first], before


def proposal_from(
    kind: MilestoneKind, each: CandidateFact, why: str, at: datetime | None = None, *more: CandidateFact
) -> ProposedMilestone:
    """Return a milestone at a candidate's instant, or another, resting on its evidence and that of others."""
    keys = dict.fromkeys(key for one in (each, *more) for key in one.item_keys[:3])
    return ProposedMilestone(kind, at or each.occurred_at, why, tuple(keys))
