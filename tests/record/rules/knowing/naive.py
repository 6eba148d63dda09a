"""The second clock read by scanning every statement for every event, to hold the index against."""

from dataclasses import dataclass
from datetime import datetime

from secondsight.record.rules.knowing import (
    FORESEEABLE,
    EventFact,
    KnowledgeFact,
    MatteredFact,
    Stood,
    Vantage,
)
from secondsight.record.rules.knowing.checking import is_too_early
from secondsight.record.rules.vocabulary import Certainty

LISTS = ("known", "believed", "otherwise", "unknown", "too_late")


@dataclass
class Scan:
    """An incident's facts, asked from scratch each time."""

    events: list[EventFact]
    facts: list[KnowledgeFact]
    mitigated_at: datetime | None = None
    mattered: tuple[MatteredFact, ...] = ()

    def state(self, vantage: Vantage, moment: datetime) -> dict[str, list[Stood]]:
        """What `KnowledgeIndex.state` should say, by the names of its lists, each in no order."""
        found: dict[str, list[Stood]] = {name: [] for name in LISTS}
        for event in self.events:
            how, since = self._how(event, vantage, moment)
            undated = how == "unknown" and any(
                fact.event_id == event.id and fact.known_at is None and vantage.listens_to(fact.holder)
                for fact in self.facts
            )
            if how:
                found[how].append(Stood(event.id, event.occurred_at, since, None, undated))
            if late := self._too_late(event, vantage, moment):
                found["too_late"].append(late)
        return found

    def counted(self, event: EventFact, vantage: Vantage) -> list[tuple[datetime, KnowledgeFact]]:
        """The statements about an event that reach a vantage, each with the instant it counts from."""
        found = []
        for fact in self.facts:
            if fact.event_id != event.id or fact.known_at is None:
                continue
            since, end = fact.known_at, fact.until_at
            if fact.certainty is Certainty.BELIEVED and end is not None and end <= since:
                continue
            if is_too_early(event.kind, event.occurred_at, since, event.precision, fact.certainty):
                since = event.occurred_at
            if vantage.shares(fact.holder, since):
                found.append((since, fact))
        return found

    def happened(self, event: EventFact) -> datetime | None:
        """By when an event had happened, as far as anybody can tell."""
        if event.occurred_at is not None:
            return event.occurred_at
        sure = (
            fact.known_at
            for fact in self.facts
            if fact.event_id == event.id and fact.known_at and fact.certainty is Certainty.KNOWN
        )
        return None if event.kind in FORESEEABLE else min(sure, default=None)

    def _how(self, event: EventFact, vantage: Vantage, moment: datetime) -> tuple[str, datetime | None]:
        counted = self.counted(event, vantage)
        sure = min((since for since, fact in counted if fact.certainty is Certainty.KNOWN), default=None)
        if sure is not None and sure <= moment:
            return "known", sure
        beliefs = [
            (since, fact.until_at, fact.turned_out)
            for since, fact in counted
            if fact.certainty is Certainty.BELIEVED and (sure is None or since < sure)
        ]
        past = [group for group in _groups(beliefs) if group[0][0] <= moment]
        if past:
            group = past[-1]
            is_otherwise = any(turn == "otherwise" for *_, turn in group)
            if any(since <= moment and (end is None or moment < end) for since, end, _ in group):
                return "otherwise" if is_otherwise else "believed", group[0][0]
            if is_otherwise:
                return "", None
        happened = self.happened(event)
        return ("unknown", None) if happened is not None and happened <= moment else ("", None)

    def _too_late(self, event: EventFact, vantage: Vantage, moment: datetime) -> Stood | None:
        first = min((since for since, _ in self.counted(event, vantage)), default=None)
        if first is None or first > moment:
            return None
        named = [
            fact.at
            for fact in self.mattered
            if fact.event_id == event.id and vantage.shares(fact.holder, fact.at)
        ]
        by_at = min(named, default=self.mitigated_at)
        happened = self.happened(event)
        if by_at is None or first <= by_at or (happened is None and not named):
            return None
        if happened is not None and happened > by_at:
            return None
        return Stood(event.id, event.occurred_at, first, by_at)


def _groups(beliefs):
    """Beliefs that overlap or touch, together."""
    groups = []
    for one in sorted(beliefs, key=lambda belief: belief[0]):
        ends = [end for _, end, _ in groups[-1]] if groups else []
        if groups and (None in ends or one[0] <= max(ends)):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups
