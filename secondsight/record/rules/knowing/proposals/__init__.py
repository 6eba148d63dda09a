"""Who knew of an event since when, as the evidence tells: proposed, for a person to confirm (R3.2, S9).

Each sign has its file. Of one knower and event the surest sign is proposed, among equals the earliest; what
somebody has said already is not. Nothing here reads words: who wrote, answered, reacted, acknowledged or
spoke after a thing was said had it before their eyes.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from secondsight.record.rules.knowing.checking import is_too_early
from secondsight.record.rules.knowing.proposals.acknowledged import acknowledged
from secondsight.record.rules.knowing.proposals.facts import EventTrace as EventTrace
from secondsight.record.rules.knowing.proposals.facts import Evidence
from secondsight.record.rules.knowing.proposals.facts import KnowingSign as KnowingSign
from secondsight.record.rules.knowing.proposals.facts import People as People
from secondsight.record.rules.knowing.proposals.facts import ProposedKnowing as ProposedKnowing
from secondsight.record.rules.knowing.proposals.facts import Trace as Trace
from secondsight.record.rules.knowing.proposals.followed import answered, followed
from secondsight.record.rules.knowing.proposals.reacted import reacted
from secondsight.record.rules.knowing.proposals.shared import TeamFact as TeamFact
from secondsight.record.rules.knowing.proposals.shared import Teams, shared
from secondsight.record.rules.knowing.proposals.spoke import spoke
from secondsight.record.rules.knowing.proposals.wrote import wrote
from secondsight.record.rules.vocabulary import Certainty, EventKind

MOST_LEADS = 8  # items of an event that are followed, the earliest first


def propose_knowings(
    events: Iterable[EventTrace],
    traces: Sequence[Trace],
    people: People,
    teams: Collection[TeamFact] = (),
    there: Collection[tuple[str, str]] = (),
) -> list[ProposedKnowing]:
    """Return who knew of which event as the evidence tells, by event, then by when they knew.

    `traces` is all the evidence of the incident; `there` holds (event, holder) pairs that need no proposal.
    An event that rests on no evidence has none. Of a hypothesis it is proposed that they held it to be so.
    Source: R3.2.
    """
    evidence, known = Evidence(traces, people), set(there)
    channels = Teams(teams, evidence)
    found: list[ProposedKnowing] = []
    for event in events:
        best: dict[str, ProposedKnowing] = {}
        for one in _signs(event, evidence, channels):
            if (event.id, one.holder) in known or not _can_be(one, event):
                continue
            if one.holder not in best or _rank(one) < _rank(best[one.holder]):
                best[one.holder] = one
        found += sorted(best.values(), key=lambda one: (_rank(one)[1:], one.holder))
    return found


def _signs(event: EventTrace, evidence: Evidence, teams: Teams) -> Iterator[ProposedKnowing]:
    leads = sorted((evidence.by_key[key] for key in event.item_keys if key in evidence.by_key), key=_place)
    for lead in leads[:MOST_LEADS]:
        for sign in (wrote, acknowledged, answered, followed, reacted, spoke):
            yield from sign(event, lead, evidence)
        yield from shared(event, lead, teams)


def _can_be(one: ProposedKnowing, event: EventTrace) -> bool:
    certainty = Certainty.BELIEVED if event.kind is EventKind.HYPOTHESIS else Certainty.KNOWN
    return not is_too_early(event.kind, event.occurred_at, one.known_at, event.precision, certainty)


def _rank(one: ProposedKnowing) -> tuple[bool, bool, float]:
    at = one.known_at
    return not one.is_sure, at is None, at.timestamp() if at else 0.0


def _place(trace: Trace) -> tuple[float, str]:
    return trace.occurred_at.timestamp(), trace.key
